/** A8: what the deputy reads of the head's tasks. The kinds are read from the code of the rooms that open them, so that a new one is missed here. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { modules } from '#modules/index.ts'
import type { Actor, Fact } from '#platform/access/actor.ts'
import type { Manifest } from '#platform/module/manifest.ts'
import { readingOf } from './reading.ts'
import type { OpenTask } from './tasks.ts'

const root = join(import.meta.dirname, '../..')
const at = new Date('2026-11-23T09:00:00Z')
const manifests = new Map<string, Manifest>(modules.map(({ manifest }) => [manifest.id, manifest]))
const tasksOfHead: Record<string, string | null> = Object.assign({}, ...modules.map(({ manifest }) => manifest.tasksOfHead ?? {}))
const fact = (kind: Fact['kind'], key: string): Fact => ({ kind, key, validFrom: new Date(0), validUntil: null })

function actor(offices: readonly string[], more: Partial<Actor> = {}): Actor {
  const facts = [fact('account', 'active'), fact('factor', 'totp'), ...offices.map((office) => (office.startsWith('task:') ? fact('task', office.slice(5)) : fact('office', office)))]
  return { personId: 'me', type: 'teacher', version: 1, facts, memberships: [], wards: [], asParent: [], via: 'session', sessionId: 's', strongUntil: new Date(at.getTime() + 60_000), ...more }
}

const task = (kind: string, more: Partial<OpenTask> = {}): OpenTask => ({ id: 't', kind, params: {}, office: 'head', dueOn: null, createdAt: at, aboutPersonId: null, aboutGroupId: null, ...more })
const shows = (one: Actor, of: OpenTask) => readingOf(one, manifests, at).shows(of)

describe('A8 the deputy and the tasks of the head', () => {
  test('every kind that is opened for the head says what the deputy may do about it', () => {
    const sources = globSync('{platform,modules}/**/*.ts', { cwd: root }).filter((path) => !path.endsWith('.test.ts')).map((path) => readFileSync(join(root, path), 'utf8'))
    const constants = new Map(sources.flatMap((source) => [...source.matchAll(/const ([A-Z][A-Z_]+) = '([a-z]+\.[a-z_]+)'/g)].map(([, name, kind]) => [name!, kind!] as const)))
    const calls = sources.flatMap((source) => [...source.matchAll(/await openTask\(w, \{ kind: ([A-Z_]+|'[^']+'),.*'head'/g)].map(([, kind]) => (kind!.startsWith("'") ? kind!.slice(1, -1) : constants.get(kind!))))
    assert.ok(calls.length >= 7, 'the calls are found')
    for (const kind of calls) assert.ok(kind !== undefined && kind in tasksOfHead, kind)
  })

  test('shown is what the right of the deputy allows; who is both or the head reads as head', () => {
    const deputy = actor(['deputy'])
    assert.deepEqual(Object.keys(tasksOfHead).filter((kind) => !shows(deputy, task(kind))), ['school.represented'])
    assert.equal(shows(deputy, task('room.thing')), false)
    for (const head of [actor(['head']), actor(['head', 'deputy'])]) {
      assert.equal(shows(head, task('school.represented')), true)
      assert.equal(readingOf(head, manifests, at).isForHead(task('school.represented')), false)
    }
    assert.deepEqual([actor([]), actor(['task:users']), actor(['deputy'], { strongUntil: null })].map((one) => readingOf(one, manifests, at).offices.includes('head')), [false, false, false])
  })

  test('not what is about the deputy or the deputy\'s own family', () => {
    const deputy = actor(['deputy'], { asParent: [{ personId: 'me as parent', wards: [{ personId: 'child', contactBan: false, from: '2020-01-01', until: null }] }] })
    const of = (aboutPersonId: string | null) => shows(deputy, task('administration.appointment_ends', { aboutPersonId }))
    assert.deepEqual([null, 'other', 'me', 'me as parent', 'child'].map(of), [true, true, false, false, false])
    assert.equal(shows(actor(['head']), task('administration.appointment_ends', { aboutPersonId: 'me' })), true)
  })
})
