/** R6.2: no answer to anybody holds what somebody else did when, how often, or whether they are there. Over all contracts, with a planted violation for each kind. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { modules } from '#modules/index.ts'
import type { Module } from '#platform/module/module.ts'
import { operation } from '#platform/module/operation.ts'
import { sightsIn } from '../activity.ts'

/**
 * Instants that stand beside a person all the same, each with its reason. This list only shrinks: what is not found any more has to leave it, and its length
 * is kept below. Nothing with a forbidden name can be put here.
 */
const ALLOWED: Readonly<Record<string, string>> = {
  'identity.getSession: factor.strongUntil': 'the own session',
  'identity.getSession: now': 'the clock of the server',
  'identity.listSlipNotices: notices[].madeAt': 'A5: the pupil sees who made a slip for them, and when',
  'identity.readClassSignIn: open.closesAt': 'A6: until when the class can sign in',
  'identity.voidFactors: validUntil': 'until when the slip is valid that was made just now',
  'tasks.listTasks: tasks[].createdAt': 'when a task was opened, by the platform itself',
  'administration.readHostCheck: newest.at': 'when the machine was checked',
  'administration.runHostCheck: at': 'when the machine was checked',
  'messenger.listRooms: rooms[].last.postedAt': 'time of a message: content, declared, for members of the room',
  'messenger.readRoom: room.last.postedAt': 'time of a message',
  'messenger.openDirectRoom: room.last.postedAt': 'time of a message',
  'messenger.searchMessages: hits[].postedAt': 'time of a message',
  ...Object.fromEntries(['readMessages: messages[]', 'sendMessage: message', 'editMessage: message', 'removeMessage: message'].flatMap((where) =>
    ['postedAt', 'editedAt', 'removedAt', 'changeableUntil'].map((field) => [`messenger.${where}.${field}`, 'time of a message']))),
  ...Object.fromEntries(['windowFrom', 'windowUntil', 'openedAt', 'closesAt', 'endedAt', 'steps[].at'].map((field) => [`logs.listLogCases: cases[].${field}`, 'R6.1: the register of who looked into logs, for head, officer and staff council'])),
  'logs.listOwnHelp: helps[].openedAt': 'A9: the own release, and which teacher opened it',
  'logs.listOwnHelp: helps[].closesAt': 'A9: the own release',
  'logs.listHelps: helps[].closesAt': 'A9: until when the person has released it',
  'logs.readHelp: closesAt': 'A9: until when the person has released it',
  'logs.readHelp: tries[].from': 'A9: own attempts that the person has released, for two days',
  'logs.readHelp: tries[].until': 'A9: own attempts that the person has released, for two days',
}
const ALLOWED_MAX = 40

const found = sightsIn(modules)
const place = ({ operation: name, path }: { operation: string; path: string }) => `${name}: ${path}`

/** A module whose only answer is this. */
function answering(output: z.ZodType): Module[] {
  return [{ ...modules[0]!, manifest: { ...modules[0]!.manifest, id: 'spy' }, contract: { look: operation({ summary: 'Spies', method: 'GET', path: '/spy', right: 'spy.look', effects: 'read', doors: ['http'], input: z.object({}), output }) } }]
}
const kinds = (output: z.ZodType) => sightsIn(answering(output)).map(({ kind, path }) => `${kind} ${path}`)

describe('R6.2 no answer lets anybody watch anybody', () => {
  test('R6.2 no contract has a field for last sign-in, last seen, online minutes, counts or ranks', () => {
    assert.ok(modules.length > 12)
    assert.deepEqual(found.filter(({ kind }) => kind === 'forbidden').map(place), [])
  })

  test('R6.2 no instant stands beside another person, but for those with a reason', () => {
    assert.deepEqual(found.filter((sight) => sight.kind === 'time_of_person' && ALLOWED[place(sight)] === undefined).map(place), [])
  })

  test('the list of reasons only shrinks', () => {
    const places = new Set(found.map(place))
    assert.deepEqual(Object.keys(ALLOWED).filter((one) => !places.has(one)), [], 'what is gone leaves the list')
    assert.ok(Object.keys(ALLOWED).length <= ALLOWED_MAX)
    assert.ok(Object.values(ALLOWED).every((reason) => reason.length > 10))
  })

  test('R6.2 planted: forbidden names are found at any depth', () => {
    for (const name of ['lastLogin', 'lastSeen', 'lastSeenAt', 'onlineMinutes', 'messageCount', 'isOnline', 'loginCount', 'readAt', 'seenBy', 'isTyping', 'lastActiveOn', 'ranking', 'attendance']) {
      assert.deepEqual(kinds(z.object({ people: z.array(z.object({ id: z.uuid(), more: z.object({ [name]: z.unknown() }).nullable() })) })), [`forbidden people[].more.${name}`], name)
    }
  })

  test('R6.2 planted: an instant beside a person is found: in a row, inside of the row, in a union, where it may be missing', () => {
    const at = z.iso.datetime()
    assert.deepEqual(kinds(z.object({ rows: z.array(z.object({ personId: z.uuid(), at })) })), ['time_of_person rows[].at'])
    assert.deepEqual(kinds(z.object({ rows: z.array(z.object({ displayName: z.string(), device: z.object({ since: at.nullable().optional() }) })) })), ['time_of_person rows[].device.since'])
    assert.deepEqual(kinds(z.union([z.object({ ok: z.literal(true) }), z.object({ ok: z.literal(false), person: z.object({ id: z.uuid() }), since: at })])), ['time_of_person since'])
    assert.deepEqual(kinds(z.object({ byRoom: z.record(z.string(), z.object({ name: z.string(), at })) })), ['time_of_person byRoom{}.at'])
  })

  test('what is no activity of somebody else is none: days, the own rows, instants alone', () => {
    assert.deepEqual(kinds(z.object({ rows: z.array(z.object({ personId: z.uuid(), exitOn: z.iso.date() })) })), [])
    assert.deepEqual(kinds(z.object({ attempts: z.array(z.object({ at: z.iso.datetime(), result: z.string() })), isSeen: z.boolean(), count: z.int() })), [])
  })
})
