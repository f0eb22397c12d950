import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { CompiledQuery, sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { addMembers, endMembers } from '#platform/identity/groups.ts'
import { addPeople, changePeople } from '#platform/identity/people.ts'
import { openTestHouse } from '#tests/house.ts'
import type { TestHouse } from '#tests/house.ts'
import { limits } from './limits.ts'
import { byBeginning, bySimilarity } from './store/people.ts'
import { currentGroupIds, searchStatement } from './store/search.ts'
import { ask, consent, makeMessengerSchool, refusalOf } from './test-school.ts'
import type { MessengerSchool } from './test-school.ts'

describe('search in messages', () => {
  let house: TestHouse
  let school: MessengerSchool
  before(async () => {
    house = await openTestHouse()
    school = await makeMessengerSchool(house)
    const { lead, teacher } = school.ids
    for (const body of ['Die Hausaufgabenhefte bitte bis Mittwoch abgeben.', 'Wir treffen uns in Berlin am Bahnhof', 'Prüfungen und Klassenarbeiten: der Plan hängt aus', '100 % sicher ist _nichts_', 'Über Ärger & Öl']) await post(lead, school.rooms.class7b, body)
    await post(teacher, school.rooms.class8a, 'Hausaufgaben der 8a')
    await post(lead, (await ask(house, lead, 'openDirectRoom', { personId: school.ids.anna })).room.id, 'Nur für dich: Hausaufgabe vergessen')
  })
  after(() => house.close())

  const post = (personId: string, roomId: string, body: string) => ask(house, personId, 'sendMessage', { roomId, clientId: randomUUID(), body })
  const found = async (personId: string, query: string, roomId?: string) => (await ask(house, personId, 'searchMessages', { query, ...(roomId && { roomId }) })).hits.map((hit) => hit.parts.map((part) => part.text).join(''))

  test('words are found in other forms, in compounds, by their parts, and without regard to case', async () => {
    for (const query of ['aufgabe', 'HAUSAUFGABE', 'aufgabenheft', 'Mittwoch', 'abgeben hausaufgaben']) assert.ok((await found(school.ids.ben, query)).some((text) => text.includes('Hausaufgabenhefte')), query)
    for (const query of ['Prüfung', 'klassenarbeit plan', 'arbeit']) assert.ok((await found(school.ids.ben, query)).some((text) => text.includes('Klassenarbeiten')), query)
    assert.deepEqual(await found(school.ids.ben, 'ärger öl'), ['Über Ärger & Öl'])
    assert.deepEqual(await found(school.ids.ben, 'treffen in berlin'), ['Wir treffen uns in Berlin am Bahnhof'])
    assert.deepEqual(await found(school.ids.ben, 'am'), ['Wir treffen uns in Berlin am Bahnhof'])
    assert.deepEqual(await found(school.ids.ben, 'bahnhof hamburg'), [], 'all words count')
  })

  test('only rooms that may be read now are searched', async () => {
    const { anna, ben, lead, stranger, teacher, dilan } = school.ids
    assert.equal((await found(anna, 'hausaufgabe')).length, 2)
    assert.equal((await found(lead, 'hausaufgabe')).length, 2)
    assert.equal((await found(ben, 'hausaufgabe')).length, 1, 'not the direct chat of others')
    assert.equal((await found(teacher, 'hausaufgabe')).length, 2, '7b and 8a')
    assert.deepEqual(await found(dilan, 'hausaufgabe'), ['Hausaufgaben der 8a'])
    assert.deepEqual(await found(stranger, 'hausaufgabe'), [])
    assert.deepEqual(await found(anna, 'hausaufgabe', school.rooms.class8a), [], 'naming a room opens none')
    assert.equal((await found(anna, 'hausaufgabe', school.rooms.class7b)).length, 1)
    await house.write((w) => endMembers(w, [{ groupId: school.groups.class7b, personId: ben }]))
    assert.deepEqual(await found(ben, 'hausaufgabe'), [])
    await house.write((w) => addMembers(w, [{ groupId: school.groups.class7b, personId: ben, role: 'member' }]))
  })

  test('hits come newest first, with their room and the words marked', async () => {
    const { hits } = await ask(house, school.ids.anna, 'searchMessages', { query: 'hausaufgabe' })
    assert.deepEqual(hits.map((hit) => hit.title), ['Lars Lehmann', '07b'])
    assert.deepEqual(hits[1]?.parts.filter((part) => part.isHit), [{ text: 'Hausaufgabe', isHit: true }])
    const around = await ask(house, school.ids.anna, 'readMessages', { roomId: hits[1]!.roomId, around: hits[1]!.seq })
    assert.ok(around.messages.some((message) => message.seq === hits[1]!.seq))
  })

  test('hostile queries find what they say and break nothing', async () => {
    for (const query of ["'; DROP TABLE person; --", 'a:* & !b | (c', "x' OR '1'='1", 'ä'.repeat(100), '%%%100', "to_tsquery('german', 'x')"]) await found(school.ids.ben, query)
    assert.deepEqual(await found(school.ids.ben, '100 %'), ['100 % sicher ist _nichts_'])
    assert.deepEqual(await found(school.ids.ben, '1%0'), [], 'no wildcard')
    assert.deepEqual(await found(school.ids.ben, 'ni_hts'), [])
    for (const query of ['', 'a', '%', ' ? ', '((((((', '<->', '\\%_%']) assert.deepEqual(await refusalOf(house, school.ids.ben, 'searchMessages', { query }), { status: 422, code: 'search_too_short', field: 'query', params: { min: 2 } })
    assert.equal((await refusalOf(house, school.ids.ben, 'searchMessages', { query: 'x'.repeat(101) })).status, 400)
  })

  test('the plan reads the indexes of the own rooms, never the whole table or a room backwards', async () => {
    const { owner } = house.db
    const { class7b } = school.rooms
    await sql`INSERT INTO messenger_message (room_id, seq, changed_seq, author_id, client_id, body, posted_at)
      SELECT ${class7b}::uuid, n, n, NULL, gen_random_uuid(), 'Wort' || n % 997 || ' und Silbe' || n % 991, timestamptz '2026-10-01' + n * interval '1 minute' FROM generate_series(1000, 21000) n`.execute(owner)
    await sql`SELECT messenger_settle_search()`.execute(house.db.database)
    await sql`VACUUM ANALYZE messenger_message`.execute(owner)
    const { anna } = school.ids
    const groupIds = await currentGroupIds(house.db.database, anna, '2026-11-23')
    const moment = { today: '2026-11-23', schoolYear: '2026/27' }
    const { rows } = await sql<{ 'QUERY PLAN': string }>`EXPLAIN ${searchStatement(anna, groupIds, ['wort17', 'silbe'], moment, null)}`.execute(house.db.database)
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    assert.match(plan, /messenger_message_(words|parts)/)
    assert.doesNotMatch(plan, /Seq Scan on messenger_message|Index Scan Backward using messenger_message/)
    assert.ok((await found(anna, 'wort17 silbe')).length > 5)
  })
})

describe('people in the messenger', () => {
  let house: TestHouse
  let school: MessengerSchool
  before(async () => {
    house = await openTestHouse()
    school = await makeMessengerSchool(house)
  })
  after(() => house.close())

  const names = async (personId: string, query: string) => (await ask(house, personId, 'findPeople', { query })).people.map((person) => person.name)

  test('each sees whom they may see and nobody else, whatever is asked', async () => {
    assert.deepEqual((await names(school.ids.anna, '')).sort(), ['Ben Özdemir', 'Emil Neu', 'Lars Lehmann', 'Tina Thiel'])
    assert.deepEqual((await names(school.ids.dilan, '')).sort(), ['Tina Thiel'])
    assert.deepEqual((await names(school.ids.stranger, '')).sort(), ['Lars Lehmann', 'Olga Orlowa', 'Tina Thiel'])
    assert.deepEqual((await names(school.ids.lead, '')).sort(), ['Anna-Lena Müller', 'Ben Özdemir', 'Emil Neu', 'Tina Thiel'])
    assert.deepEqual([await names(school.ids.lead, 'fer'), await names(school.ids.lead, 'olga')], [['Fred Fern'], ['Olga Orlowa']], 'colleagues by name')
    for (const query of ['Voß', 'Clara', 'Dilan', 'Petra', 'Ehemals', 'Fern']) assert.deepEqual(await names(school.ids.anna, query), [], query)
    for (const query of ['Clara Voss', 'Kaya', 'Ehemals']) assert.deepEqual(await names(school.ids.lead, query), [], query)
  })

  test('names are found by any beginning, any spelling and with a slip of the finger', async () => {
    for (const query of ['özd', 'oezdemir', 'Ozdemir', 'ben öz', 'özdemir ben', 'Özdemri']) assert.deepEqual(await names(school.ids.lead, query), ['Ben Özdemir'], query)
    assert.deepEqual(await names(school.ids.lead, 'lena mue'), ['Anna-Lena Müller'])
    assert.deepEqual(await names(school.ids.stranger, 'Lehman'), ['Lars Lehmann'])
    assert.deepEqual(await names(school.ids.stranger, 'Leemann'), ['Lars Lehmann'])
    for (const query of ['%', '.*', '(((', "'; --", '\\', 'x'.repeat(100)]) await names(school.ids.lead, query)
    assert.deepEqual(await names(school.ids.lead, 'zzz'), [])
  })

  test('with each person comes whether one may write to them, and it is what the gate says', async () => {
    const { people } = await ask(house, school.ids.anna, 'findPeople', { query: '' })
    for (const person of people) {
      const isOpen = await ask(house, school.ids.anna, 'openDirectRoom', { personId: person.id }).then(() => true, () => false)
      assert.equal(person.may.includes('messenger.write_to'), isOpen, person.name)
    }
    assert.deepEqual(people.find((person) => person.name === 'Ben Özdemir'), { id: school.ids.ben, name: 'Ben Özdemir', type: 'pupil', place: '07b', may: [] })
  })

  test('pupils write to each other only where the school decided so, and only in a group they share', async () => {
    await house.write(async (w) => {
      await w.trx.insertInto('option_decision').values({ id: randomUUID(), option: 'messenger.direct_pupil_pupil', value: JSON.stringify(true), decided_by: school.ids.lead, decided_at: w.at }).execute()
      w.schoolChanged = true
    })
    await house.platform.school.reload()
    assert.equal((await ask(house, school.ids.anna, 'openDirectRoom', { personId: school.ids.ben })).room.state, 'open')
    assert.equal((await refusalOf(house, school.ids.anna, 'openDirectRoom', { personId: school.ids.dilan })).status, 404)
  })

  test('who comes, goes or loses consent appears and disappears at once', async () => {
    const [id] = await house.write((w) => addPeople(w, [{ type: 'pupil', givenName: 'Zoë', familyName: 'Zabel', source: 'test', sourceId: 'zoe' }]))
    await house.write((w) => addMembers(w, [{ groupId: school.groups.class7b, personId: id!, role: 'member' }]))
    assert.deepEqual(await names(school.ids.lead, 'zoe'), [])
    await house.write((w) => consent(w, id!, true))
    assert.deepEqual(await names(school.ids.lead, 'zoe'), ['Zoë Zabel'])
    await house.write((w) => changePeople(w, [{ id: id!, exitOn: '2026-11-22' }]))
    assert.deepEqual(await names(school.ids.lead, 'zoe'), [])
  })

  test('a page is full of admitted people however many in front of them are not, own groups first', async () => {
    const at = new Date('2026-11-01T00:00:00Z')
    // Every second one is not admitted; the first forty of the list are none of them.
    await sql`INSERT INTO person (id, type, given_name, family_name, account_name, entered_on, source, source_id, created_at)
      SELECT gen_random_uuid(), 'teacher', 'Quirin', 'Qu' || to_char(n, 'FM0000'), 'quirin' || n, '2026-08-01', 'many', n::text, ${at} FROM generate_series(1, 3000) n`.execute(house.db.owner)
    await sql`INSERT INTO access_fact SELECT gen_random_uuid(), id, NULL, 'account', 'active', ${at}, NULL, 'test', id::text FROM person WHERE source = 'many' AND source_id::int > 40 AND source_id::int % 2 = 0`.execute(house.db.owner)
    const page = Array.from({ length: limits.people_found_max }, (_, n) => `Quirin Qu${String(42 + 2 * n).padStart(4, '0')}`)
    assert.deepEqual(await names(school.ids.stranger, 'quirin'), page)
    assert.deepEqual(await names(school.ids.stranger, 'Qwirin'), page, 'with a slip of the finger')
    assert.deepEqual(await names(school.ids.anna, 'quirin'), [], 'colleagues are for colleagues')
    const [own] = await house.write((w) => addPeople(w, [{ type: 'teacher', givenName: 'Quirin', familyName: 'Zuletzt', source: 'test', sourceId: 'zuletzt' }]))
    await house.write((w) => addMembers(w, [{ groupId: school.groups.class7b, personId: own!, role: 'member' }]))
    assert.deepEqual(await names(school.ids.lead, 'quirin'), ['Quirin Zuletzt', ...page.slice(0, -1)])
    assert.deepEqual(await names(school.ids.anna, 'quirin'), ['Quirin Zuletzt'])
  })

  test('the plan finds staff by the indexes of their names, which keep nothing unsorted', async () => {
    await sql`ANALYZE person`.execute(house.db.owner)
    const asking = { personId: school.ids.lead, groupIds: [school.groups.class7b], seesStaff: true, at: new Date(), today: '2026-11-23', schoolYear: '2026/27' }
    // The plan that is kept for every question, as the prepared connections have it.
    const plan = async (statement: RawBuilder<unknown>) => {
      const { rows } = await house.db.database.executeQuery<{ 'QUERY PLAN': string }>(CompiledQuery.raw(`EXPLAIN (GENERIC_PLAN) ${statement.compile(house.db.database).sql}`))
      return rows.map((row) => row['QUERY PLAN']).join('\n')
    }
    for (const words of [['quirin'], ['quirin', 'qu']]) assert.match(await plan(byBeginning(asking, words)), /Bitmap Index Scan on person_staff_name /)
    assert.match(await plan(byBeginning(asking, [])), /Index Scan using person_staff_by_name /)
    assert.match(await plan(sql`SELECT id FROM person WHERE type IN ('teacher', 'staff') AND ${'qwirin'} <% lower(given_name || ' ' || family_name)`), /person_staff_similar/)
    for (const statement of [byBeginning(asking, ['quirin']), byBeginning(asking, []), bySimilarity(asking, 'qwirin')]) assert.doesNotMatch(await plan(statement), /Seq Scan on (person|access_fact|membership)/)
    const { rows } = await sql<{ relname: string }>`SELECT relname FROM pg_class WHERE relname IN ('person_staff_name', 'person_staff_similar') AND 'fastupdate=off' = ANY (reloptions)`.execute(house.db.database)
    assert.equal(rows.length, 2)
  })
})
