import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Actor } from '#platform/access/actor.ts'
import { cameBy, mayFound, sightOf } from './rules.ts'

const AT = new Date('2026-11-23T07:00:00Z')
const actor = (more: Partial<Actor>): Actor => ({
  personId: 'me',
  type: 'teacher',
  version: 1,
  facts: [],
  memberships: [],
  wards: [],
  asParent: [],
  via: 'session',
  sessionId: null,
  strongUntil: new Date('2026-11-23T07:10:00Z'),
  ...more,
})
const member = (groupId: string, role: 'member' | 'lead' | 'responsible' = 'member', from = '2026-08-01', until: string | null = null) => ({
  groupId,
  role,
  from,
  until,
})
const task = (key: string, validUntil: Date | null = null) => ({ kind: 'task' as const, key, validFrom: new Date('2026-08-01T00:00:00Z'), validUntil })

describe('who sees whom', () => {
  test('who keeps accounts or groups sees everybody, as long as the appointment lasts', () => {
    assert.ok(sightOf(actor({ facts: [task('users')] }), AT).everybody)
    assert.ok(sightOf(actor({ facts: [task('groups')] }), AT).everybody)
    assert.ok(!sightOf(actor({ facts: [task('users', new Date('2026-11-22T23:00:00Z'))] }), AT).everybody)
    assert.ok(!sightOf(actor({ facts: [task('devices'), task('logs'), task('mail')] }), AT).everybody)
  })

  test('a pupil sees the own groups of today, no colleagues, and leads nothing even when a row says so', () => {
    const sight = sightOf(
      actor({
        type: 'pupil',
        memberships: [member('now'), member('over', 'member', '2025-08-01', '2026-07-31'), member('later', 'member', '2027-02-01'), member('odd', 'lead')],
      }),
      AT,
    )
    assert.deepEqual(sight.groupIds, ['now', 'odd'])
    assert.deepEqual([sight.everybody, sight.colleagues, sight.ledGroupIds, sight.personIds], [false, false, [], ['me']])
  })

  test('a teacher sees colleagues, the own groups, and all of those he leads or answers for', () => {
    const sight = sightOf(actor({ memberships: [member('a', 'lead'), member('b', 'responsible'), member('c')] }), AT)
    assert.deepEqual([sight.colleagues, sight.ledGroupIds, sight.groupIds], [true, ['a', 'b'], ['a', 'b', 'c']])
  })

  test('B12 a parent sees the own children with custody, never through groups, and a contact ban hides in every list', () => {
    const ward = (personId: string, more: object = {}) => ({ personId, custody: true, contactBan: false, from: '2020-01-01', until: null, ...more })
    const sight = sightOf(
      actor({
        type: 'parent',
        memberships: [member('parents')],
        wards: [ward('child'), ward('other', { custody: false }), ward('banned', { contactBan: true }), ward('past', { until: '2026-01-01' })],
      }),
      AT,
    )
    assert.deepEqual(sight.personIds, ['me', 'child'])
    assert.deepEqual([sight.groupIds, sight.hiddenIds], [[], ['banned']])
    assert.deepEqual(sightOf(actor({ wards: [ward('banned', { contactBan: true })] }), AT).hiddenIds, ['banned'])
  })

  test('R1.1 teachers found courses and projects, nobody else anything without the task', () => {
    assert.ok(mayFound(actor({}), 'course', AT) && mayFound(actor({}), 'project', AT))
    assert.ok(!mayFound(actor({}), 'class', AT) && !mayFound(actor({}), 'staff', AT))
    assert.ok(!mayFound(actor({ type: 'pupil' }), 'course', AT) && !mayFound(actor({ type: 'staff' }), 'project', AT))
    assert.ok(mayFound(actor({ type: 'staff', facts: [task('groups')] }), 'year', AT))
  })

  test('a parent who came with the code of a letter is not said to be from a program', () => {
    assert.deepEqual(['hand', 'family', 'schild', 'schild/parents', 'example'].map(cameBy), ['hand', 'code', 'program', 'program', 'program'])
  })
})
