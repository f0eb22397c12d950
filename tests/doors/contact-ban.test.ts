/**
 * Security check 15: a guardian under a contact ban learns nothing of the child and of the other parent through any channel, nor do those through whom it
 * could be relayed. All operations of the house, by every door, with ids of the child, of the other parent and of what they wrote; the live line; all
 * documents. The names are marks that stand nowhere else.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { z } from 'zod'
import { officesOf } from '#platform/access/actor.ts'
import { setFacts } from '#platform/access/facts.ts'
import { DOCUMENTS } from '#platform/documents/contract.ts'
import { addMembers } from '#platform/identity/groups.ts'
import { setPassword } from '#platform/identity/sign-in/passwords.ts'
import { changePeople } from '#platform/identity/people.ts'
import { contract as consent } from '#modules/consent/contract.ts'
import { contract as messenger } from '#modules/messenger/contract.ts'
import { loadDocuments } from '#modules/consent/store.ts'
import { act } from '#example/act.ts'
import { PASSWORD } from '#example/people.ts'
import { BAN_REFERENCE, addFamilies, banFather } from '#example/families.ts'
import type { Families } from '#example/families.ts'
import type { World } from '#example/world.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import type { Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'
import { plainInput } from './inputs.ts'

/** Names of the child and of the other parent, their account names, what the child wrote, and the file number. */
const MARKS = ['Quendolin', 'Xaverine', 'quendolin', 'xaverine', 'Geheimnisvogel', BAN_REFERENCE] as const
/** At work the other parent is one of many; what is hidden there is the child (T3, B12). */
const CHILD_MARKS = ['Quendolin', 'quendolin', 'Geheimnisvogel', BAN_REFERENCE] as const
/** Asked last: they change who asks. */
const LAST = ['consent.withdrawForChild', 'consent.withdrawOwn', 'identity.changePassword', 'identity.endOtherSessions', 'identity.reportLostDevice', 'identity.signOut']
const CHANNELS_MIN = 40

describe('check 15: a contact ban in every channel', () => {
  let house: TestHouse
  let world: World
  let families: Families
  let ids: string[]

  before(async () => {
    ;({ house, world } = await openTestWorld())
    families = await addFamilies(house, world)
    const { younger, elder, motherOfTwo, bannedFather, halfSister } = families.ids
    await house.write((w) => changePeople(w, [{ id: younger, givenName: 'Quendolin' }, { id: motherOfTwo, givenName: 'Xaverine' }]))
    await house.platform.database.transaction().execute(async (trx) => {
      await trx.updateTable('person').set({ account_name: 'quendolin.x' }).where('id', '=', younger).execute()
      await trx.updateTable('person').set({ account_name: 'xaverine.y' }).where('id', '=', motherOfTwo).execute()
    })
    const documentVersionId = (await loadDocuments(house.platform.database)).find((document) => document.purpose === 'platform')!.id
    const as = (who: string, name: keyof typeof consent, input: Record<string, unknown>) => act(house, who, 'consent', consent, name, input as never)
    for (const child of [younger, elder]) for (const who of [motherOfTwo, bannedFather]) await as(who, 'declareForChild', { pupilId: child, purpose: 'platform', documentVersionId, clientId: randomUUID() })
    for (const who of [bannedFather, families.ids.newPartner]) await as(who, 'declareForChild', { pupilId: halfSister, purpose: 'platform', documentVersionId, clientId: randomUUID() })
    // Told of the child while that was still right, and about to be told again: the ban has to reach both.
    await as(motherOfTwo, 'withdrawForChild', { pupilId: younger, purpose: 'video', clientId: randomUUID() })
    const { rooms } = (await act(house, younger, 'messenger', messenger, 'listRooms', {})) as { rooms: { id: string }[] }
    await act(house, younger, 'messenger', messenger, 'sendMessage', { roomId: rooms[0]!.id, clientId: randomUUID(), body: 'Geheimnisvogel im Garten' })
    await banFather(house, world, families)
    await as(motherOfTwo, 'withdrawForChild', { pupilId: younger, purpose: 'platform', clientId: randomUUID() })
    await as(motherOfTwo, 'declareForChild', { pupilId: younger, purpose: 'platform', documentVersionId, clientId: randomUUID() })
    // The father keeps his custody: what he signs comes on paper, through the clerk.
    await as(world.ids.clerk, 'recordDeclarations', {
      groupId: families.groups.class6c, purpose: 'platform', clientId: randomUUID(), entries: [{ pupilId: younger, signed: 'one_of_two', guardianId: bannedFather, declaredOn: house.clock.today(), documentVersionId }],
    })
    await as(world.ids.clerk, 'makeFamilyCodes', { pupilId: younger, count: 1 })
    ids = [younger, motherOfTwo, elder, bannedFather, ...(await idsAround(house, younger)), rooms[0]!.id, families.groups.class6c, families.groups.class9d]
  })
  after(() => house.close())

  const enter = (accountName: string) => enterAs(house, accountName)
  const walk = (one: Walker, label: string, around: readonly string[]) => walkAll(house, one, label, around)

  test('T3 the banned father: no channel shows the child or the other parent', async () => {
    const { channels, hits } = await walk(await enter(families.accountName('bannedFather')), 'father', ids)
    assert.deepEqual(hits, [])
    assert.ok(channels.size >= CHANNELS_MIN, `${channels.size} channels`)
  })

  test('T3 those through whom it could be relayed: the child he may see, his new family, and a parent who is only claimed', async () => {
    for (const key of ['elder', 'halfSister', 'newPartner'] as const) {
      const { hits } = await walk(await enter(families.accountName(key)), key, ids.slice(0, 3))
      assert.deepEqual(hits, [])
    }
  })

  test('T3 the live line stays silent when the child writes, is withdrawn and comes back', async () => {
    const origin = await house.listen()
    const { younger, motherOfTwo } = families.ids
    const lines = await Promise.all((['bannedFather', 'newPartner', 'elder', 'halfSister'] as const).map(async (key) => (await enter(families.accountName(key))).connect(origin)))
    const { rooms } = (await act(house, younger, 'messenger', messenger, 'listRooms', {})) as { rooms: { id: string }[] }
    await act(house, younger, 'messenger', messenger, 'sendMessage', { roomId: rooms[0]!.id, clientId: randomUUID(), body: 'Geheimnisvogel zum zweiten' })
    await act(house, motherOfTwo, 'consent', consent, 'withdrawForChild', { pupilId: younger, purpose: 'platform', clientId: randomUUID() })
    for (const live of lines) {
      await live.call('messenger.listRooms', {})
      assert.doesNotMatch(JSON.stringify(live.events), new RegExp(MARKS.join('|').replaceAll('/', '.')))
      live.ws.close()
    }
  })

  test('T3 in lists and searches the ban holds for staff too, also where both are in one group', async () => {
    const { caretaker } = world.ids
    await house.write((w) => addMembers(w, [{ groupId: families.groups.class6c, personId: caretaker, role: 'responsible' }]))
    const uwe = await enter(world.accountName('caretaker'))
    assert.match((await uwe.call('people.listPeople', { q: 'Quendolin' })).text, /Quendolin/)
    await house.write(async (w) => {
      const { addContactBan } = await import('#platform/identity/guardianship.ts')
      await addContactBan(w, { guardianId: caretaker, wardId: families.ids.younger, kind: 'other', from: w.today, until: null, source: 'test' })
    })
    for (const [name, input] of [['people.listPeople', { q: 'Quendolin' }], ['messenger.findPeople', { query: 'Quendolin' }], ['people.getGroup', { id: families.groups.class6c }], ['people.getPerson', { id: families.ids.younger }], ['home.readToday', {}], ['tasks.listTasks', {}]] as const) {
      assert.doesNotMatch((await uwe.call(name, input)).text, /Quendolin|quendolin/, name)
    }
  })

  test('the test can see: the mother and the clerk meet the marks in the same walk', async () => {
    const mother = await walk(await enter('xaverine.y'), 'mother', ids.slice(0, 1))
    assert.ok(mother.hits.some((hit) => hit.includes('consent.readFamily')))
    const clerk = await walk(await enter(world.accountName('clerk')), 'clerk', ids.slice(0, 1))
    assert.ok(clerk.hits.some((hit) => hit.includes(BAN_REFERENCE)) && clerk.hits.some((hit) => hit.includes('Quendolin')))
  })
})

/** B12: the same human as member of staff, with every task and the child's class, linked by the clerk. In a school of its own, because such a walk spares nothing. */
describe('check 15: the contact ban at work', () => {
  let house: TestHouse
  let world: World
  let families: Families
  let roomId: string
  let directId: string
  let at_work: Walker
  let origin: string

  before(async () => {
    ;({ house, world } = await openTestWorld())
    families = await addFamilies(house, world)
    const { younger, motherOfTwo, bannedFather } = families.ids
    const { secondAdmin } = world.ids
    await house.write((w) => changePeople(w, [{ id: younger, givenName: 'Quendolin' }, { id: motherOfTwo, givenName: 'Xaverine' }]))
    await house.platform.database.updateTable('person').set({ account_name: 'quendolin.x' }).where('id', '=', younger).execute()
    await house.write(async (w) => {
      await addMembers(w, [{ groupId: families.groups.class6c, personId: secondAdmin, role: 'lead' }])
      for (const task of ['users', 'groups', 'consent_register']) await setFacts(w, { module: 'administration', id: randomUUID() }, [{ personId: secondAdmin, kind: 'task', key: task, validFrom: w.at, validUntil: null }])
    })
    const documentVersionId = (await loadDocuments(house.platform.database)).find((document) => document.purpose === 'platform')!.id
    for (const who of [motherOfTwo, bannedFather]) await act(house, who, 'consent', consent, 'declareForChild', { pupilId: younger, purpose: 'platform', documentVersionId, clientId: randomUUID() })
    origin = await house.listen()
    at_work = await enterAs(house, world.accountName('secondAdmin'))
    directId = ((await at_work.call('messenger.openDirectRoom', { personId: younger })).body as { room: { id: string } }).room.id
    await at_work.call('messenger.sendMessage', { roomId: directId, clientId: randomUUID(), body: 'Geheimnisvogel, hast du die Aufgaben?' })
    const { rooms } = (await act(house, younger, 'messenger', messenger, 'listRooms', {})) as { rooms: { id: string; kind: string }[] }
    roomId = rooms.find((one) => one.kind === 'group')!.id
    await act(house, younger, 'messenger', messenger, 'sendMessage', { roomId, clientId: randomUUID(), body: 'Geheimnisvogel im Garten' })
    await banFather(house, world, families)
  })
  after(() => house.close())

  const asks = () => [
    ['people.listPeople', { q: 'Quendolin' }], ['people.getGroup', { id: families.groups.class6c }], ['consent.readClass', { groupId: families.groups.class6c }], ['messenger.listRooms', {}],
    ['messenger.readMessages', { roomId }], ['messenger.searchMessages', { query: 'Geheimnisvogel' }], ['messenger.findPeople', { query: 'Quen' }],
  ] as const

  test('before the link he meets the child everywhere at work: the account is known to nobody as his', async () => {
    for (const [name, input] of asks()) assert.match((await at_work.call(name, input)).text, /Quendolin|Geheimnisvogel/, name)
  })

  test('T3 linked, the line shows him the class without the child', async () => {
    const live = await at_work.connect(origin)
    await act(house, world.ids.clerk, 'consent', consent, 'linkSameHuman', { workId: world.ids.secondAdmin, parentId: families.ids.bannedFather })
    await live.heard('live.access')
    await act(house, families.ids.younger, 'messenger', messenger, 'sendMessage', { roomId, clientId: randomUUID(), body: 'Geheimnisvogel zum zweiten' })
    await act(house, world.ids.teacher, 'messenger', messenger, 'sendMessage', { roomId, clientId: randomUUID(), body: 'Morgen Ausflug' })
    await live.heard('messenger.posted', (data: { messages: { body: string }[] }) => data.messages.some((message) => message.body === 'Morgen Ausflug'))
    assert.doesNotMatch(JSON.stringify(live.events), new RegExp(MARKS.join('|').replaceAll('/', '.')))
    live.ws.close()
    for (const [name, input] of asks()) assert.doesNotMatch((await at_work.call(name, input)).text.replaceAll('"query":"Geheimnisvogel"', ''), /Quendolin|Geheimnisvogel/, name)
    // What others write in the same room he reads as ever, and every message keeps its place.
    const { messages } = (await at_work.call('messenger.readMessages', { roomId })).body as { messages: { seq: number; body: string }[] }
    assert.deepEqual(messages.map(({ body }) => body), ['', '', 'Morgen Ausflug'])
  })

  test('T3 no number counts what is hidden: the list, the room, the own place and what his other devices are told', async () => {
    const unread = async (one: Visitor) => ((await one.call('messenger.listRooms')).body as { rooms: { id: string; unread: number }[] }).rooms.find((room) => room.id === roomId)!.unread
    const colleague = await enterAs(house, world.accountName('teacher'))
    assert.deepEqual([await unread(at_work), await unread(colleague)], [1, 2], 'two of three are the child\'s; one of them is the colleague\'s own')
    assert.equal(((await at_work.call('messenger.readRoom', { roomId })).body as { room: { unread: number } }).room.unread, 1)
    const live = await at_work.connect(origin)
    const mark = async (one: Visitor, seq: number) => (await one.call('messenger.markRead', { roomId, seq })).body
    // At once, so that one batch holds readers of both kinds.
    assert.deepEqual(await Promise.all([mark(at_work, 1), mark(colleague, 1)]), [{ seq: 1, unread: 1 }, { seq: 1, unread: 1 }])
    assert.deepEqual(await live.heard('messenger.read'), { roomId, seq: 1, unread: 1 })
    live.ws.close()
    await act(house, families.ids.younger, 'messenger', messenger, 'sendMessage', { roomId, clientId: randomUUID(), body: 'Geheimnisvogel zum dritten' })
    assert.deepEqual(await Promise.all([mark(at_work, 2), mark(colleague, 2)]), [{ seq: 2, unread: 1 }, { seq: 2, unread: 1 }])
    assert.deepEqual([await unread(at_work), await unread(colleague)], [1, 1])
    assert.deepEqual([await mark(at_work, 3), await unread(at_work)], [{ seq: 3, unread: 0 }, 0])
  })

  test('frames without the child are made while somebody hears them, and not after the last one is gone', async () => {
    const { live } = house.platform
    const topics: string[] = []
    const publish = live.publish
    live.publish = (topic, ...more) => {
      topics.push(topic)
      return publish(topic, ...more)
    }
    const says = async (body: string) => {
      topics.length = 0
      await act(house, world.ids.teacher, 'messenger', messenger, 'sendMessage', { roomId, clientId: randomUUID(), body })
      return topics.length
    }
    try {
      const lines = [await at_work.connect(origin), await at_work.connect(origin)]
      assert.equal(await says('Wer kommt mit?'), 2)
      for (const left of [1, 0]) {
        lines[left]!.ws.close()
        await lines[left]!.closed
        while (live.socketsOf(world.ids.secondAdmin).length > left) await new Promise((resolve) => setImmediate(resolve))
        assert.equal(await says('Bitte bis morgen'), 1 + left)
      }
    } finally {
      live.publish = publish
    }
  })

  test('T3 the room of the two is not there for him, and closed for the child', async () => {
    assert.equal((await at_work.call('messenger.readMessages', { roomId: directId })).status, 404)
    await assert.rejects(act(house, families.ids.younger, 'messenger', messenger, 'sendMessage', { roomId: directId, clientId: randomUUID(), body: 'Hallo' }), { message: 'room_closed' })
  })

  test('T3 no channel at work shows the child or the other parent', async () => {
    const { younger, motherOfTwo } = families.ids
    const { channels, hits } = await walkAll(house, await enterAs(house, world.accountName('secondAdmin')), 'at work', [younger, motherOfTwo, ...(await idsAround(house, younger)), roomId, directId, families.groups.class6c], CHILD_MARKS)
    assert.deepEqual([...new Set(hits)], [])
    assert.ok(channels.size >= CHANNELS_MIN)
  })
})

type Walker = Visitor & { personId: string }

async function enterAs(house: TestHouse, accountName: string): Promise<Walker> {
  const one = visitor(house)
  const { id } = await house.db.database.selectFrom('person').select('id').where('account_name', '=', accountName).executeTakeFirstOrThrow()
  // A walk before may have reported the device as lost, which voids the password.
  await house.write((w) => setPassword(w, id, PASSWORD))
  assert.equal((await one.signIn(accountName)).body['outcome'], 'signed_in', accountName)
  return Object.assign(one, { personId: id })
}

/** Every operation with every id in every place of an id, and with the marks as words where words are asked for. */
async function walkAll(house: TestHouse, one: Walker, label: string, ids: readonly string[], marks: readonly string[] = MARKS): Promise<{ channels: Set<string>; hits: string[] }> {
  const channels = new Set<string>()
  const hits: string[] = []
  const look = (channel: string, text: string, asked: unknown) => {
    channels.add(channel)
    // What somebody typed themselves may come back to them; nothing else may.
    for (const mark of marks) if (text.includes(mark) && !JSON.stringify(asked ?? '').includes(mark)) hits.push(`${label} ${channel}: ${mark}`)
  }
  const entries = [...house.assembly.entries].sort(([a], [b]) => LAST.indexOf(a) - LAST.indexOf(b) || (a < b ? -1 : 1))
  const actor = (await house.platform.actors.find(one.personId))!
  for (const [name, { operation, module }] of entries) {
    if (!operation.doors.includes('http') || operation.body === 'raw') continue
    // What takes no id is asked once, and what no rule opens to somebody of this kind with any id (the sweep proves that) with two of them.
    const words = worded(operation)
    const isForThem = (module.manifest.rights[operation.right] ?? []).some(({ who }) => who.some((kind) => kind === 'nobody' || kind === actor.type || officesOf(actor, house.clock.now()).has(kind)))
    const asked = new Map(ids.slice(0, isForThem ? ids.length : 2).map((id) => ({ ...plainInput(operation, id), ...words })).map((input) => [JSON.stringify(input), input]))
    for (const input of asked.values()) look(name, (await one.call(name, input)).text, input)
  }
  for (const document of DOCUMENTS) look(`document ${document}`, (await one.call('documents.readDocument', { document })).text, null)
  return { channels, hits }
}

/** Where an operation asks for words, the marks are asked for. */
function worded(operation: { input: z.ZodType }): Record<string, string> {
  const { properties = {} } = z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }) as { properties?: Record<string, unknown> }
  return Object.fromEntries(['q', 'query'].filter((field) => field in properties).map((field) => [field, 'Quen']))
}

/** Ids of everything that hangs on the child: spans, acts, codes, tasks, declarations, its messages' room. */
async function idsAround(house: TestHouse, childId: string): Promise<string[]> {
  const { database } = house.platform
  const rows = await Promise.all([
    database.selectFrom('guardianship').select('id').where('ward_id', '=', childId).execute(),
    database.selectFrom('guardianship_act').select('id').where('ward_id', '=', childId).limit(1).execute(),
    database.selectFrom('consent_declaration').select('id').where('pupil_id', '=', childId).limit(1).execute(),
  ])
  return rows.flat().map((row) => row.id)
}
