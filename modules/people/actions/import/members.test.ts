/** The text in which the store hands on the pupils on record becomes what is compared. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MemberReader } from './members.ts'
import type { KnownGroup } from './plan.ts'

const group = (id: string, kind: KnownGroup['kind'], hasEnded = false): KnownGroup => ({ id, kind, label: id.toUpperCase(), isOfThisYear: true, hasEnded })
const GROUPS = [group('5a', 'class'), group('5b', 'class'), group('old', 'class', true), group('05', 'year')]
const read = (groupIds: string[] | null, exitOn: string | null = null) =>
  new MemberReader(GROUPS, '2026-11-23').read(JSON.stringify([['p1', 'schild', '7', 'Kim', 'Muster', '2030-01-01', exitOn, groupIds]]))[0]!

test('the latest class counts, a group that has ended only where there is no other', () => {
  const place = (groupIds: string[] | null) => [read(groupIds).classLabel, read(groupIds).yearLabel]
  assert.deepEqual(place(['5a', '05']), ['5A', '05'])
  assert.deepEqual(place(['5a', '5b']), ['5B', null])
  assert.deepEqual(place(['5a', 'old']), ['5A', null])
  assert.deepEqual(place(['old', '5a']), ['5A', null])
  assert.deepEqual(place(['old']), ['OLD', null])
})

test('groups that are neither class nor year are no place, and nobody needs one', () => {
  assert.deepEqual([read(['a-course']).classId, read(['a-course']).yearId], [null, null])
  assert.deepEqual([read(null).classId, read(null).yearId], [null, null])
})

test('who leaves later is still here; who left yesterday is not', () => {
  assert.equal(read(null, '2026-11-23').departedOn, null)
  assert.equal(read(null, '2026-11-22').departedOn, '2026-11-22')
})
