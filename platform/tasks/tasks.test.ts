import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { Actor } from '#platform/access/actor.ts'
import type { MemberRole, PersonType } from '#platform/access/vocabulary.ts'
import { perform } from '#platform/module/perform.ts'
import { openTestHouse } from '#tests/house.ts'
import type { TestHouse } from '#tests/house.ts'
import { module as tasks } from './module.ts'
import { cursorOf, mayName, readCursor } from './rules.ts'
import { closeTask, closeTasks, dueIn, openTask, openTasks, openTasksOf } from './tasks.ts'
import type { NewTask } from './tasks.ts'

type Listed = { tasks: { id: string; kind: string; dueOn: string | null; isOverdue: boolean; office: string | null; aboutPerson: { id: string; displayName: string | null } | null; aboutGroup: { id: string; label: string } | null }[]; after: string | null }

describe('tasks', () => {
  let house: TestHouse
  before(async () => void (house = await openTestHouse({ modules: [tasks] })))
  after(() => house.close())

  const opened = (task: Partial<NewTask> & Pick<NewTask, 'for'>) => house.write((w) => openTask(w, { kind: 'toy.check', key: randomUUID(), params: {}, ...task }))
  async function list(personId: string, after?: string, { isProved = true } = {}): Promise<Listed> {
    const found = (await house.platform.actors.find(personId))!
    // With a second factor, as every office needs one.
    const factor = { kind: 'factor' as const, key: 'totp', validFrom: new Date(0), validUntil: null }
    const actor = { ...found, facts: [...found.facts, factor], strongUntil: isProved ? new Date(house.clock.now().getTime() + 60_000) : null }
    const request = { address: '', cookies: {}, userAgent: '', setCookie: () => {} }
    return (await perform(house.platform, house.assembly.entries.get('tasks.listTasks')!, { actor, door: 'http', input: after === undefined ? {} : { after }, request, at: house.clock.now() })) as Listed
  }

  test('B15 the same task is open once, also when several ask at the same time; once done it can be opened again', async () => {
    const personId = await person(house)
    const key = randomUUID()
    const ids = await Promise.all(Array.from({ length: 5 }, () => opened({ for: { personId }, key })))
    assert.equal(new Set(ids).size, 1)
    assert.equal(await house.write((w) => closeTask(w, 'toy.check', key, 'done')), true)
    assert.equal(await house.write((w) => closeTask(w, 'toy.check', key, 'done')), false)
    assert.deepEqual((await list(personId)).tasks, [])
    assert.notEqual(await opened({ for: { personId }, key }), ids[0])
    assert.equal((await list(personId)).tasks.length, 1)
  })

  test('B15 many at once are opened and closed as each alone, also beside others who open and close the same ones', async () => {
    const personId = await person(house)
    const keys = Array.from({ length: 40 }, () => randomUUID())
    const tasks = keys.map((key) => ({ kind: 'toy.check', key, for: { personId }, params: { part: 'a' }, dueOn: '2026-12-01' }))
    const single = await opened({ for: { personId }, key: keys[0]! })
    await Promise.all([house.write((w) => openTasks(w, [...tasks, ...tasks])), house.write((w) => openTasks(w, tasks.toReversed())), opened({ for: { personId }, key: keys[7]! })])
    const open = (await list(personId)).tasks
    assert.equal(open.length, 40)
    assert.ok(open.some(({ id }) => id === single), 'the one that was open stays')
    assert.deepEqual([...new Set(open.filter(({ id }) => id !== single).map(({ kind }) => kind))], ['toy.check'])
    const places = keys.slice(0, 30).map((key) => ({ kind: 'toy.check', key }))
    const closed = await Promise.all([house.write((w) => closeTasks(w, [...places, ...places], 'done')), house.write((w) => closeTasks(w, places.toReversed(), 'done')), house.write((w) => closeTask(w, 'toy.check', keys[3]!, 'done'))])
    assert.equal(closed.reduce<number>((sum, one) => sum + Number(one), 0), 30, 'each is ended once')
    assert.equal((await list(personId)).tasks.length, 10)
    await house.write((w) => openTasks(w, tasks.slice(0, 5)))
    assert.equal((await list(personId)).tasks.length, 15)
    await assert.rejects(house.write((w) => openTasks(w, [...tasks, { ...tasks[0]!, params: { name: 'Anna Muster' } }])), /no id and no code/)
  })

  test('B15 how a task ended is a record: who, when, with which outcome', async () => {
    const personId = await person(house)
    const key = randomUUID()
    const id = await opened({ for: { personId }, key })
    const actor = await house.platform.actors.find(personId)
    await house.write((w) => closeTask(w, 'toy.check', key, 'dropped'), actor)
    const record = await house.db.owner.selectFrom('task_completion').selectAll().where('task_id', '=', id).executeTakeFirstOrThrow()
    assert.deepEqual([record.completed_by, record.outcome], [personId, 'dropped'])
    await assert.rejects(house.write((w) => closeTask(w, 'toy.check', key, 'Anna sagt ja')), /code/)
  })

  test('B15 everybody sees the own tasks and those of offices held now, never those of others', async () => {
    const [clerk, other] = [await person(house, { office: ['task', 'users'] }), await person(house)]
    const mine = await opened({ for: { personId: clerk } })
    const offices = await opened({ for: { office: 'task:users' } })
    await opened({ for: { office: 'task:files' } })
    await opened({ for: { office: 'head' } })
    assert.deepEqual((await list(clerk)).tasks.map(({ id }) => id).sort(), [mine, offices].sort())
    assert.deepEqual((await list(clerk, undefined, { isProved: false })).tasks.map(({ id }) => id), [mine], 'R4.1 tasks of an office are its business')
    assert.deepEqual((await list(other)).tasks, [])
    await house.db.owner.updateTable('access_fact').set({ valid_until: new Date(house.clock.now().getTime() - 1_000) }).where('person_id', '=', clerk).where('kind', '=', 'task').execute()
    await house.db.owner.updateTable('person').set((eb) => ({ access_version: eb('access_version', '+', 1) })).where('id', '=', clerk).execute()
    assert.deepEqual((await list(clerk)).tasks.map(({ id }) => id), [mine], 'the office ended')
  })

  test('B15 tasks are listed by due date, those without one last, page by page, and say what is overdue', async () => {
    const personId = await person(house)
    const dates = Array.from({ length: 130 }, (_, n) => (n % 10 === 9 ? null : `2026-11-${String(15 + (n % 15)).padStart(2, '0')}`))
    for (const dueOn of dates) await opened({ for: { personId }, dueOn })
    const first = await list(personId)
    const second = await list(personId, first.after!)
    assert.equal(second.after, null)
    const all = [...first.tasks, ...second.tasks]
    assert.equal(new Set(all.map(({ id }) => id)).size, 130)
    const order = (dueOn: string | null) => dueOn ?? 'without'
    assert.deepEqual(all.map(({ dueOn }) => order(dueOn)), dates.map(order).sort())
    assert.deepEqual([...new Set(all.filter(({ isOverdue }) => isOverdue).map(({ dueOn }) => dueOn))].at(-1), '2026-11-22')
  })

  test('a name stands in a task only where office or relation needs it', async () => {
    const [pupil, lead, member, clerk] = [await person(house), await person(house), await person(house), await person(house, { office: ['task', 'users'] })]
    const groupId = await group(house, [[pupil, 'member'], [lead, 'lead'], [member, 'member']])
    for (const whom of [{ personId: lead }, { personId: member }, { office: 'task:users' } as const]) await opened({ for: whom, aboutPersonId: pupil, aboutGroupId: groupId })
    const named = async (reader: string) => (await list(reader)).tasks.find(({ aboutPerson }) => aboutPerson?.id === pupil)!
    assert.equal((await named(lead)).aboutPerson!.displayName, 'Test Person')
    assert.equal((await named(clerk)).aboutPerson!.displayName, 'Test Person')
    assert.equal((await named(member)).aboutPerson!.displayName, null)
    assert.deepEqual((await named(member)).aboutGroup, { id: groupId, label: '05a' })
  })

  test('B12 a contact ban hides the name from that person', () => {
    const ward = { personId: 'child', custody: true, contactBan: false, from: '2020-01-01', until: null }
    const parent = (change: object) => ({ personId: 'parent', memberships: [], asParent: [], wards: [{ ...ward, ...change }] }) as unknown as Actor
    const about = { office: null, aboutPersonId: 'child' }
    assert.equal(mayName(parent({}), about, new Set(), '2026-11-23'), true)
    for (const change of [{ contactBan: true }, { custody: false }, { until: '2026-11-22' }]) assert.equal(mayName(parent(change), about, new Set(), '2026-11-23'), false)
  })

  test('a task takes ids, codes and numbers, and no names', async () => {
    const whom = { office: 'head' } as const
    await opened({ for: whom, params: { module: 'messenger', version: 3, urgent: true, until: '2026-12-01', group: randomUUID() } })
    for (const params of [{ name: 'Anna' }, { text: 'zwei worte' }, { long: 'x'.repeat(65) }, Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`p${n}`, n]))]) {
      await assert.rejects(opened({ for: whom, params }))
    }
    for (const bad of [{ kind: 'Toy Check' }, { key: '' }, { dueOn: '2026-02-30' }, { for: { office: 'king' as 'head' } }]) await assert.rejects(opened({ for: whom, ...bad }))
  })

  test('periods run in calendar days or in school days of the school', () => {
    const calendar = { state: 'NI', closed: [{ from: '2026-12-23', until: '2027-01-09', kind: 'christmas' }] } as const
    assert.equal(dueIn('2026-11-23', { days: 7 }), '2026-11-30')
    assert.equal(dueIn('2026-11-23', { schoolDays: 3, calendar }), '2026-11-26')
    assert.equal(dueIn('2026-12-21', { schoolDays: 3, calendar }), '2027-01-12')
  })

  test('the place behind a task is the same after being written and read', () => {
    fc.assert(fc.property(fc.uuid(), fc.option(fc.constantFrom('2026-11-23', '1999-01-01')), (id, dueOn) => assert.deepEqual(readCursor(cursorOf({ id, dueOn })), { id, dueOn })))
  })

  test('only open tasks of the asked person and offices are found, whatever else there is', async () => {
    assert.deepEqual(await openTasksOf(house.platform.database, randomUUID(), []), [])
  })
})

async function person(house: TestHouse, { type = 'teacher', office = null }: { type?: PersonType; office?: [kind: string, key: string] | null } = {}): Promise<string> {
  const id = randomUUID()
  const at = new Date(0)
  await house.db.owner.insertInto('person').values({
    id, type, given_name: 'Test', family_name: 'Person', account_name: id, majority_on: null, entered_on: '2026-08-01', exit_on: null, source: 'test', source_id: id, created_at: at,
  }).execute()
  for (const [kind, key] of [['account', 'active'], ...(office ? [office] : [])] as const) {
    await house.db.owner.insertInto('access_fact').values({ id: randomUUID(), person_id: id, module_id: null, kind, key, valid_from: at, valid_until: null, source_module: 'identity', source_id: id }).execute()
  }
  return id
}

async function group(house: TestHouse, members: readonly (readonly [string, MemberRole])[]): Promise<string> {
  const id = randomUUID()
  await house.db.owner.insertInto('school_group').values({ id, kind: 'class', purpose: 'Klasse', created_at: new Date(0), ended_on: null }).execute()
  await house.db.owner.insertInto('group_label').values({ id: randomUUID(), group_id: id, school_year: '2026/27', label: '05a' }).execute()
  for (const [person_id, role] of members) await house.db.owner.insertInto('membership').values({ id: randomUUID(), group_id: id, person_id, role, from_on: '2026-08-01', until_on: null }).execute()
  return id
}
