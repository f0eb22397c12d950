import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { firstSteps } from './first-steps.ts'
import type { SchoolStart } from './first-steps.ts'
import { bundlesOf } from './waiting.ts'
import type { WaitingTask } from './client.ts'

const nothing: SchoolStart = { released: 0, appointed: { users: [], consents: [] }, classes: 0, consents: 0 }
const words = (start: SchoolStart) => firstSteps(start).map((step) => `${step.key} ${step.state}`)

describe('the first steps of a school', () => {
  test('begin with the release, and one station is lit at a time', () => {
    assert.deepEqual(words(nothing), ['release current', 'appoint open', 'import open', 'consents open', 'slips open'])
  })

  test('tick themselves off in whatever order they are done', () => {
    assert.deepEqual(words({ ...nothing, appointed: { users: ['A'], consents: ['B'] }, classes: 30 }), ['release current', 'appoint done', 'import done', 'consents open', 'slips open'])
    assert.deepEqual(words({ ...nothing, released: 1 }), ['release done', 'appoint current', 'import open', 'consents open', 'slips open'])
  })

  test('both tasks are needed before the appointment counts as done', () => {
    assert.equal(words({ ...nothing, released: 1, appointed: { users: ['A'], consents: [] } })[1], 'appoint current')
  })

  test('go away when all that can be known is done', () => {
    assert.deepEqual(firstSteps({ released: 1, appointed: { users: ['A'], consents: ['A'] }, classes: 1, consents: 1 }), [])
  })

  test('show an admin only what an admin may know', () => {
    assert.deepEqual(words({ released: null, appointed: null, classes: 0, consents: null }), ['import current', 'slips open'])
    assert.deepEqual(firstSteps({ released: null, appointed: null, classes: null, consents: null }), [])
  })
})

describe('what waits', () => {
  const task = (id: string, kind: string, dueOn: string | null = null, isOverdue = false): WaitingTask => ({ id, kind, dueOn, isOverdue, office: 'task:users', isForHead: false, aboutGroup: null, aboutPerson: { id, displayName: id }, params: {} })

  test('A20 tasks of one kind become one card with the nearest date', () => {
    const bundles = bundlesOf([task('a', 'consent.clarify', '2026-11-20', true), task('b', 'other.thing'), task('c', 'consent.clarify', '2026-12-01')], new Set())
    assert.deepEqual(bundles.map((bundle) => [bundle.kind, bundle.tasks.length, bundle.dueOn, bundle.isOverdue]), [['consent.clarify', 2, '2026-11-20', true], ['other.thing', 1, null, false]])
  })

  test('nothing is said twice: a kind with a card of its module is left to it, and only then', () => {
    const waiting = [task('a', 'people.departure_unclear')]
    assert.deepEqual(bundlesOf(waiting, new Set(['people-departures'])), [])
    assert.equal(bundlesOf(waiting, new Set()).length, 1)
  })
})
