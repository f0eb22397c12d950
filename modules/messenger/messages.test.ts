import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { endMembers } from '#platform/identity/groups.ts'
import { openTestHouse } from '#tests/house.ts'
import type { TestHouse } from '#tests/house.ts'
import { limits } from './limits.ts'
import { runningOf } from './running.ts'
import { ask, consent, makeMessengerSchool, refusalOf } from './test-school.ts'
import type { MessengerSchool } from './test-school.ts'

describe('messages', () => {
  let house: TestHouse
  let school: MessengerSchool
  before(async () => {
    house = await openTestHouse()
    school = await makeMessengerSchool(house)
  })
  after(() => house.close())

  const post = async (personId: string, body: string, clientId: string = randomUUID(), roomId = school.rooms.class7b) => (await ask(house, personId, 'sendMessage', { roomId, clientId, body })).message
  const ids = () => school.ids

  test('what is posted can be read by all members, in the order of its places', async () => {
    const first = await post(ids().anna, '  Guten Morgen! ')
    const second = await post(ids().lead, 'Guten Morgen, Anna-Lena.')
    assert.equal(first.body, 'Guten Morgen!')
    assert.equal(second.seq, first.seq + 1)
    const { messages, upTo } = await ask(house, ids().ben, 'readMessages', { roomId: school.rooms.class7b })
    assert.deepEqual(messages.slice(-2).map(({ seq, authorId, authorName, body }) => ({ seq, authorId, authorName, body })), [
      { seq: first.seq, authorId: ids().anna, authorName: 'Anna-Lena Müller', body: 'Guten Morgen!' },
      { seq: second.seq, authorId: ids().lead, authorName: 'Lars Lehmann', body: 'Guten Morgen, Anna-Lena.' },
    ])
    assert.equal(upTo, second.changedSeq)
  })

  test('whoever is not a member gets the same answer as for a room that does not exist', async () => {
    for (const personId of [ids().stranger, ids().dilan, ids().clara, ids().gone, null]) {
      for (const roomId of [school.rooms.class7b, randomUUID()]) {
        assert.deepEqual(await refusalOf(house, personId, 'readMessages', { roomId }), { status: 404, code: 'not_found' })
        assert.deepEqual(await refusalOf(house, personId, 'sendMessage', { roomId, clientId: randomUUID(), body: 'x' }), { status: 404, code: 'not_found' })
        assert.deepEqual(await refusalOf(house, personId, 'listMembers', { roomId }), { status: 404, code: 'not_found' })
      }
    }
  })

  test('whoever has not read the documents learns by the answer neither which rooms there are', async () => {
    const answers = await Promise.all([school.rooms.class7b, school.rooms.class8a, randomUUID()].flatMap((roomId) => [
      refusalOf(house, ids().emil, 'readMessages', { roomId }), refusalOf(house, ids().emil, 'sendMessage', { roomId, clientId: randomUUID(), body: 'x' }), refusalOf(house, ids().emil, 'removeMessage', { roomId, seq: 1 }),
    ]))
    for (const answer of answers) assert.equal(answer.code, 'seen_needed')
  })

  test('the same client id gives the same message back, also with other words, and never a second one', async () => {
    const clientId = randomUUID()
    const first = await post(ids().anna, 'einmal', clientId)
    const [again, together] = await Promise.all([post(ids().anna, 'einmal', clientId), post(ids().anna, 'anders', clientId.toUpperCase())])
    assert.deepEqual(again, first)
    assert.deepEqual(together, first)
    const fresh = randomUUID()
    const twice = await Promise.all([post(ids().anna, 'doppelt', fresh), post(ids().anna, 'doppelt', fresh), post(ids().ben, 'doppelt', fresh)])
    assert.equal(twice[0].seq, twice[1].seq)
    assert.notEqual(twice[2].seq, twice[0].seq, "another author's number is another message")
  })

  test('an own message can be changed for 15 minutes, and everybody is told that it was', async () => {
    const message = await post(ids().anna, 'Aufgabe 4a')
    const edited = (await ask(house, ids().anna, 'editMessage', { roomId: school.rooms.class7b, seq: message.seq, body: 'Aufgabe 4b' })).message
    assert.equal(edited.seq, message.seq)
    assert.ok(edited.changedSeq > message.changedSeq && edited.editedAt !== null)
    assert.equal(edited.changeableUntil, message.changeableUntil, 'an edit does not buy time')
    const same = (await ask(house, ids().anna, 'editMessage', { roomId: school.rooms.class7b, seq: message.seq, body: 'Aufgabe 4b' })).message
    assert.deepEqual(same, edited, 'the same words are no change')
    const kept = await house.db.database.selectFrom('messenger_revision').select(['body', 'author_id']).where('room_id', '=', school.rooms.class7b).where('seq', '=', message.seq).execute()
    assert.deepEqual(kept, [{ body: 'Aufgabe 4a', author_id: ids().anna }])
  })

  test('a removed message is empty for everybody, its place stays, and what it said is kept aside', async () => {
    const message = await post(ids().ben, 'falsch')
    const removed = (await ask(house, ids().ben, 'removeMessage', { roomId: school.rooms.class7b, seq: message.seq })).message
    assert.deepEqual({ body: removed.body, until: removed.changeableUntil }, { body: '', until: null })
    const again = (await ask(house, ids().ben, 'removeMessage', { roomId: school.rooms.class7b, seq: message.seq })).message
    assert.deepEqual(again, removed, 'taken back twice is once')
    assert.equal((await refusalOf(house, ids().ben, 'editMessage', { roomId: school.rooms.class7b, seq: message.seq, body: 'doch' })).code, 'message_not_recent')
    const seen = (await ask(house, ids().lead, 'readMessages', { roomId: school.rooms.class7b })).messages.find((one) => one.seq === message.seq)
    assert.equal(seen?.body, '')
    assert.deepEqual((await ask(house, ids().lead, 'searchMessages', { query: 'falsch' })).hits, [])
    const kept = await house.db.database.selectFrom('messenger_revision').select('body').where('seq', '=', message.seq).where('room_id', '=', school.rooms.class7b).execute()
    assert.deepEqual(kept, [{ body: 'falsch' }])
  })

  test("nobody changes another person's message, and members are told why", async () => {
    const message = await post(ids().anna, 'meins')
    const place = { roomId: school.rooms.class7b, seq: message.seq }
    for (const personId of [ids().ben, ids().lead]) {
      assert.deepEqual(await refusalOf(house, personId, 'editMessage', { ...place, body: 'x' }), { status: 403, code: 'message_not_own', clause: '9 (Messenger)' })
      assert.equal((await refusalOf(house, personId, 'removeMessage', place)).code, 'message_not_own')
    }
    for (const personId of [ids().stranger, ids().clara, null]) assert.deepEqual(await refusalOf(house, personId, 'editMessage', { ...place, body: 'x' }), { status: 404, code: 'not_found' })
    assert.deepEqual(await refusalOf(house, ids().anna, 'editMessage', { ...place, seq: 999_999, body: 'x' }), { status: 404, code: 'not_found' })
  })

  test('a page goes back from any place, and tells whether there is more', async () => {
    const roomId = school.rooms.staff
    for (let n = 1; n <= 12; n++) await post(ids().lead, `Nummer ${n}`, randomUUID(), roomId)
    const newest = await ask(house, ids().office, 'readMessages', { roomId, limit: 5 })
    assert.deepEqual([newest.messages.map((one) => one.seq), newest.hasOlder, newest.hasNewer], [[8, 9, 10, 11, 12], true, false])
    const older = await ask(house, ids().office, 'readMessages', { roomId, before: 8, limit: 5 })
    assert.deepEqual([older.messages.map((one) => one.seq), older.hasOlder], [[3, 4, 5, 6, 7], true])
    const oldest = await ask(house, ids().office, 'readMessages', { roomId, before: 3, limit: 5 })
    assert.deepEqual([oldest.messages.map((one) => one.seq), oldest.hasOlder], [[1, 2], false])
    const around = await ask(house, ids().office, 'readMessages', { roomId, around: 6, limit: 4 })
    assert.deepEqual([around.messages.map((one) => one.seq), around.hasOlder, around.hasNewer], [[5, 6, 7, 8], true, true])
    const newer = await ask(house, ids().office, 'readMessages', { roomId, after: 10, limit: 5 })
    assert.deepEqual([newer.messages.map((one) => one.seq), newer.hasNewer], [[11, 12], false])
    assert.equal((await refusalOf(house, ids().office, 'readMessages', { roomId, before: 3, since: 1 })).status, 400)
  })

  test('who was away asks for everything that changed since, over as many pages as it takes', async () => {
    const roomId = school.rooms.class8a
    const first = await post(ids().dilan, 'vor der Pause', randomUUID(), roomId)
    const { upTo } = await ask(house, ids().teacher, 'readMessages', { roomId })
    const count = limits.changes_page_max + 30
    // The clock goes on, so that nobody writes faster than people do.
    for (let n = 0; n < count; n++) {
      if (n % 50 === 0) await house.clock.advance({ seconds: 30 })
      await post(ids().dilan, `n${n}`, randomUUID(), roomId)
    }
    await ask(house, ids().dilan, 'editMessage', { roomId, seq: first.seq, body: 'nach der Pause' })
    const known = new Map<number, string>()
    let since = upTo
    let pages = 0
    for (let hasNewer = true; hasNewer; pages++) {
      const page = await ask(house, ids().teacher, 'readMessages', { roomId, since })
      for (const message of page.messages) known.set(message.seq, message.body)
      assert.ok(page.upTo > since || !page.hasNewer)
      since = page.upTo
      hasNewer = page.hasNewer
    }
    assert.equal(pages, 2)
    assert.equal(known.get(first.seq), 'nach der Pause', 'an edit of something old comes with it')
    assert.equal(known.size, count + 1)
    assert.deepEqual((await ask(house, ids().teacher, 'readMessages', { roomId, since })).messages, [])
  })

  test('what is empty, too long or hostile is refused in words or made harmless', async () => {
    const roomId = school.rooms.class7b
    const refused = async (body: string) => (await refusalOf(house, ids().anna, 'sendMessage', { roomId, clientId: randomUUID(), body })).code
    assert.equal(await refused(' \n\u0000 '), 'body_empty')
    assert.equal(await refused('x'.repeat(4_001)), 'body_too_long')
    assert.equal(await refused('x'.repeat(1_000_000)), 'input_invalid')
    assert.equal((await post(ids().anna, `${'😀'.repeat(2_000)}`)).body.length, 4_000)
    assert.equal((await post(ids().anna, "'; DROP TABLE person; -- <script>alert(1)</script> \u0000")).body, "'; DROP TABLE person; -- <script>alert(1)</script>")
    assert.equal((await refusalOf(house, ids().anna, 'sendMessage', { roomId, clientId: 'no-id', body: 'x' })).status, 400)
    assert.equal((await refusalOf(house, ids().anna, 'sendMessage', { roomId: "'", clientId: randomUUID(), body: 'x' })).status, 400)
  })

  test('who writes faster than people do is slowed down, and nobody else is', async () => {
    await house.clock.advance({ minutes: 1 })
    const results = await Promise.allSettled(Array.from({ length: limits.messages_burst_max + 40 }, (_, n) => post(ids().teacher, `viel ${n}`)))
    const refused = results.filter((result) => result.status === 'rejected')
    assert.ok(refused.length >= 20 && refused.length <= 40, `${refused.length}`)
    assert.equal((refused[0] as { reason: { refusal: { code: string } } }).reason.refusal.code, 'too_fast')
    await post(ids().ben, 'ich darf')
    await house.clock.advance({ seconds: 10 })
    await post(ids().teacher, 'wieder langsam')
  })

  test('R2.1 a withdrawn pupil can not write, read or change any more, from the moment of the withdrawal', async () => {
    const message = await post(ids().emil, 'x').catch((error: { refusal: { code: string } }) => error.refusal.code)
    assert.equal(message, 'seen_needed', 'Emil has not read the documents')
    const own = await post(ids().ben, 'noch da')
    const before = await house.platform.actors.find(ids().ben)
    await house.write((w) => consent(w, ids().ben, false))
    assert.deepEqual(await refusalOf(house, ids().ben, 'sendMessage', { roomId: school.rooms.class7b, clientId: randomUUID(), body: 'x' }), { status: 404, code: 'not_found' })
    assert.deepEqual(await refusalOf(house, ids().ben, 'removeMessage', { roomId: school.rooms.class7b, seq: own.seq }), { status: 404, code: 'not_found' })
    assert.ok(!(await ask(house, ids().anna, 'listMembers', { roomId: school.rooms.class7b })).members.some((member) => member.id === ids().ben))
    // A door that still holds the actor of before is told so inside the batch.
    const late = runningOf(house.platform).posting.submit({ actor: before!, door: 'ws', at: house.clock.now(), change: { kind: 'post', roomId: school.rooms.class7b, clientId: randomUUID(), body: 'zu spät' } })
    await assert.rejects(late, { message: 'not_found' })
    await house.write((w) => consent(w, ids().ben, true))
  })

  test('a member who was taken out can not write any more, and what the door holds in memory does not help', async () => {
    const before = await house.platform.actors.find(ids().dilan)
    await house.write((w) => endMembers(w, [{ groupId: school.groups.class8a, personId: ids().dilan }]))
    const late = runningOf(house.platform).posting.submit({ actor: before!, door: 'ws', at: house.clock.now(), change: { kind: 'post', roomId: school.rooms.class8a, clientId: randomUUID(), body: 'zu spät' } })
    await assert.rejects(late, { message: 'not_found' })
    assert.equal((await refusalOf(house, ids().dilan, 'readMessages', { roomId: school.rooms.class8a })).status, 404)
  })
})
