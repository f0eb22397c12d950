/** R1.1: a place for teaching. Groups have a kind and a purpose; administrative columns of an import go nowhere; everybody sees only the own classes. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { act } from '#example/act.ts'
import type { World } from '#example/world.ts'
import type { PersonKey } from '#example/people.ts'
import { contract } from '#modules/people/contract.ts'
import manifest from '#modules/people/manifest.ts'
import { addFacts } from '#platform/access/facts.ts'
import { addMembers, foundGroups } from '#platform/identity/groups.ts'
import { addPeople } from '#platform/identity/people.ts'
import { RefusalError } from '#platform/module/module.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import type { Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

const ids = (list: unknown, key = 'id'): string[] => (list as Record<string, string>[]).map((one) => one[key]!).sort()

describe('R1.1 primarily for teaching', () => {
  let house: TestHouse
  let world: World
  const as = async (key: PersonKey): Promise<Visitor> => {
    const one = visitor(house)
    assert.equal((await one.signIn(world.accountName(key))).status, 200)
    return one
  }

  before(async () => {
    ;({ house, world } = await openTestWorld())
  })
  after(() => house.close())

  test('R1.1 a group without purpose or kind is refused with 422, and nothing is founded', async () => {
    const teacher = await as('teacher')
    for (const [input, code, field] of [
      [{ kind: 'course', label: 'Chor', purpose: '' }, 'group_purpose_missing', 'purpose'],
      [{ kind: 'course', label: 'Chor', purpose: ' \u00a0 x' }, 'group_purpose_missing', 'purpose'],
      [{ label: 'Chor', purpose: 'Singen im Schulchor' }, 'group_kind_missing', 'kind'],
      [{ kind: 'personnel_file', label: 'Chor', purpose: 'Singen im Schulchor' }, 'group_kind_missing', 'kind'],
    ] as const) {
      const reply = await teacher.call('people.addGroup', input)
      assert.deepEqual([reply.status, reply.refusal?.code, reply.refusal?.field], [422, code, field])
    }
    const reply = await teacher.call('people.addGroup', { kind: 'course', label: 'Chor', purpose: 'Singen im Schulchor' })
    assert.equal(reply.status, 200)
    const group = (await teacher.call('people.getGroup', { id: reply.body['id'] })).body
    assert.deepEqual([group['kind'], group['purpose']], ['course', 'Singen im Schulchor'])
  })

  test('R1.1 a teacher founds courses and projects; classes are founded by who keeps the groups; pupils found nothing', async () => {
    const group = { label: '09x', purpose: 'Unterricht der Klasse' }
    assert.equal((await (await as('teacher')).call('people.addGroup', { ...group, kind: 'class' })).refusal?.code, 'group_kind_forbidden')
    assert.equal((await (await as('pupil')).call('people.addGroup', { ...group, kind: 'course' })).status, 403)
    assert.equal((await (await as('admin')).call('people.addGroup', { ...group, kind: 'class' })).status, 200)
  })

  test('R1.1 Religion, Förderschwerpunkt and phone numbers are shown as not taken over, and no value of them is left anywhere', async () => {
    // Of this run alone: the folder for temporary files is everybody's.
    const mark = randomBytes(6).toString('hex').toUpperCase()
    const canaries = [`RELIGION${mark}`, `SUPPORT${mark}`, `0511${mark}`, `CITIZEN${mark}`]
    const bytes = Buffer.from(
      [
        'ID;Nachname;Vorname;Klasse;Geburtsdatum;Religion;Förderschwerpunkt;Telefon;Staatsangehörigkeit',
        `900;Amsel;Ida;05a;07.03.2016;${canaries.join(';')}`,
        `901;Drossel;Ole;05a;08.03.2016;"${canaries[0]}\n${canaries[1]}";;${canaries[2]};`,
        `902;Fink;Kai;05a;09.03.2016;${canaries.join(';')};${canaries[0]};x`,
        '',
      ].join('\r\n'),
    )
    const lines: string[] = []
    house.platform.say = (line) => void lines.push(line)
    const before = filesBelow(tmpdir())
    const admin = await as('admin')
    const shown = await admin.call('people.previewImport', {}, bytes)
    assert.deepEqual(shown.body['ignoredColumns'], ['Religion', 'Förderschwerpunkt', 'Telefon', 'Staatsangehörigkeit'])
    const done = await admin.call('people.applyImport', { source: shown.body['source'], differenceHash: shown.body['differenceHash'] }, bytes)
    assert.equal(done.status, 200, done.text)
    assert.equal((done.body['counts'] as { new: number; unclear: number }).new, 2)

    const { rows: tables } = await sql<{
      name: string
    }>`SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')`.execute(house.db.owner)
    assert.ok(tables.length > 20)
    const everything = [shown.text, done.text, lines.join('\n')]
    for (const { name } of tables)
      everything.push(
        (await sql<{ all: string | null }>`SELECT string_agg(t::text, E'\n') AS all FROM ${sql.raw(name)} t`.execute(house.db.owner)).rows[0]?.all ?? '',
      )
    for (const path of filesBelow(house.folder)) everything.push(readFileSync(path, 'latin1'))
    for (const path of filesBelow(tmpdir())) {
      const text = before.has(path) ? '' : readIfThere(path)
      if (text.includes(mark) || text.includes('Amsel')) everything.push(text)
    }
    for (const canary of canaries) for (const text of everything) assert.ok(!text.includes(canary), `${canary} was found`)
    // The search finds what is there: the name was taken over, and so was the majority instead of the birth date.
    assert.ok(everything.some((text) => text.includes('Amsel')) && everything.some((text) => text.includes('2034-03-07')))
    assert.ok(!everything.some((text) => text.includes('2016-03-07') || text.includes('07.03.2016')), 'the birth date is stored nowhere')
  })

  test('R1.1 the declaration of the room names no administrative data', () => {
    const words = JSON.stringify([manifest.categories, manifest.data])
    assert.doesNotMatch(words, /religion|nationality|phone|grade|absence|support/i)
  })

  test('R1.1 a pupil sees the own classes and nobody else, whatever is asked', async () => {
    const pupil = await as('pupil')
    const { ids: person, groups } = world
    assert.deepEqual(ids((await pupil.call('people.listGroups')).body['groups']), [groups.class7b, groups.maths7b].sort())
    assert.equal((await pupil.call('people.getGroup', { id: groups.q1 })).status, 404)
    assert.equal((await pupil.call('people.getPerson', { id: person.fifteen })).status, 404)
    const everybody = (await pupil.call('people.listPeople', { limit: 100 })).body['people'] as { id: string; exitOn: unknown }[]
    assert.deepEqual(ids(everybody), [person.pupil, person.friend, person.third, person.teacher, person.otherTeacher].sort())
    for (const query of [{ groupId: groups.q1 }, { q: 'Okafor' }, { left: true }, { departure: 'unclear' }, { type: 'parent' }]) {
      assert.deepEqual((await pupil.call('people.listPeople', query)).body['people'], [], JSON.stringify(query))
    }
  })

  test('R2.1 a pupil without consent is in no list of pupils and fellow members; the class lead and who keeps accounts see the closed door, never why', async () => {
    const { ids: person, groups } = world
    const closed = [person.withoutConsent, person.oneSignature, person.withdrawn]
    for (const key of ['pupil', 'otherTeacher'] as const) {
      const members = (await (await as(key)).call('people.getGroup', { id: groups.class7b })).body['members'] ?? []
      for (const id of closed) assert.ok(!ids(members, 'personId').includes(id), key)
    }
    for (const key of ['teacher', 'admin'] as const) {
      const { body, text } = await (await as(key)).call('people.getGroup', { id: groups.class7b })
      const members = body['members'] as { personId: string; door?: string }[]
      for (const id of closed) assert.equal(members.find((one) => one.personId === id)?.door, 'closed', key)
      assert.equal(members.find((one) => one.personId === person.pupil)?.door, 'open')
      assert.deepEqual(body['doors'], { open: 3, closed: 3 })
      assert.doesNotMatch(text, /consent|withdraw|widerr|einwillig/i)
    }
    const head = (await (await as('head')).call('people.getGroup', { id: groups.class7b })).body['members'] as { door?: string }[]
    assert.ok(head.every((one) => one.door === undefined))
  })

  test('R1.1 a year group does not open the doors between its classes; without a class it is the class', async () => {
    const { inX, alsoInX, inY, inEf, alsoInEf, year } = await house.write(async (w) => {
      const schoolYear = '2026/27'
      const [class5x, class5y, year, ef] = await foundGroups(w, [
        { kind: 'class', label: '5x', purpose: 'Unterricht der Klasse', schoolYear }, { kind: 'class', label: '5y', purpose: 'Unterricht der Klasse', schoolYear },
        { kind: 'year', label: '5', purpose: 'Unterricht im Jahrgang', schoolYear }, { kind: 'year', label: 'EF', purpose: 'Unterricht im Jahrgang', schoolYear },
      ])
      const pupils = await addPeople(w, [...'abcde'].map((name) => ({ type: 'pupil' as const, givenName: name, familyName: 'Jahrgang', source: 'example', sourceId: `year-${name}` })))
      const [inX, alsoInX, inY, inEf, alsoInEf] = pupils
      await addFacts(w, 'consent', pupils.map((personId) => ({ personId, kind: 'purpose' as const, key: 'platform', validFrom: w.at, validUntil: null, sourceId: personId })))
      const member = (groupId: string | undefined, personId: string | undefined) => ({ groupId: groupId!, personId: personId!, role: 'member' as const })
      await addMembers(w, [member(class5x, inX), member(class5x, alsoInX), member(class5y, inY), ...[inX, alsoInX, inY].map((id) => member(year, id)), member(ef, inEf), member(ef, alsoInEf)])
      return { inX, alsoInX, inY, inEf, alsoInEf, year }
    })
    await house.clock.advance({ minutes: 1 })
    const seenBy = async (personId: string): Promise<string[]> => (await act(house, personId, 'people', contract, 'listPeople', {})).people.map((one) => one.id).sort()
    assert.deepEqual(await seenBy(inX!), [inX!, alsoInX!].sort())
    assert.deepEqual(await seenBy(inEf!), [inEf!, alsoInEf!].sort())
    await assert.rejects(act(house, inX!, 'people', contract, 'getPerson', { id: inY! }), RefusalError)
    assert.equal((await act(house, inX!, 'people', contract, 'getPerson', { id: alsoInX! })).id, alsoInX)
    assert.deepEqual((await act(house, inX!, 'people', contract, 'getGroup', { id: year! })).members.map((one) => one.personId).sort(), [inX!, alsoInX!].sort())
  })

  test('everybody is shown exactly those people in lists whose page they may open', async () => {
    const everyone = Object.entries(world.ids)
    for (const key of ['pupil', 'fifteen', 'adult', 'teacher', 'otherTeacher', 'caretaker', 'clerk', 'head', 'deputy', 'admin', 'secondAdmin'] as const) {
      const one = await as(key)
      const listed = new Set<string>()
      for (const query of [{}, { left: true }]) {
        for (let after: string | null = null, first = true; first || after !== null; first = false) {
          const { body }: { body: Record<string, unknown> } = await one.call('people.listPeople', { ...query, limit: 7, ...(after !== null && { after }) })
          for (const id of ids(body['people'])) listed.add(id)
          after = body['next'] as string | null
        }
      }
      for (const [name, id] of everyone) {
        const { status } = await one.call('people.getPerson', { id })
        // The list of who has gone belongs to who keeps the accounts; their page is open to head and deputy too.
        if (status === 200 && !listed.has(id)) assert.match(`${key} ${name}`, /^(head|deputy) departed/)
        else assert.equal(status === 200, listed.has(id), `${key} sees ${name}: ${status}`)
      }
    }
  })

  test('R4.2 slips: the class lead prints them for the own class, the codes open the sign-in once and stand in no table', async () => {
    const lead = await as('teacher')
    const { groups, ids: person } = world
    assert.equal((await lead.call('people.printSlips', { id: groups.q1 })).status, 404)
    assert.equal((await (await as('otherTeacher')).call('people.printSlips', { id: groups.class7b })).status, 404)
    assert.equal((await (await as('otherTeacher')).call('people.printSlips', { id: groups.maths7b })).status, 403)
    assert.equal((await (await as('pupil')).call('people.printSlips', { id: groups.class7b })).status, 403)
    const none = await lead.call('people.printSlips', { id: groups.class7b })
    assert.deepEqual([none.body['slips'], none.body['withPassword']], [[], 6])
    const { body } = await lead.call('people.printSlips', { id: groups.class7b, all: true })
    const slips = body['slips'] as { personId: string; code: string; accountName: string; place: string }[]
    assert.equal(slips.length, 6)
    assert.deepEqual([body['schoolName'], slips[0]!.place, body['validUntil']], ['Gesamtschule am Lindenhof', '07b', '2026-12-07T23:00:00.000Z'])
    const { rows } = await sql<{ all: string | null }>`SELECT string_agg(t::text, ' ') AS all FROM (SELECT * FROM access_slip) t`.execute(house.db.owner)
    for (const { code } of slips) assert.ok(!rows[0]!.all!.includes(code) && !rows[0]!.all!.includes(code.replaceAll('-', '')))
    const used = await visitor(house).call('identity.useSlip', { code: slips.find((one) => one.personId === person.pupil)!.code })
    assert.equal(used.body['accountName'], world.accountName('pupil'))
  })

  test('R4.1 who keeps accounts prints no slip for who holds an office: nobody takes over the head by paper', async () => {
    const { ids: person } = world
    const admin = await as('admin')
    assert.equal((await admin.call('people.printPersonSlip', { id: person.head })).status, 403)
    assert.equal((await admin.call('people.printPersonSlip', { id: person.secondAdmin })).status, 403)
    assert.equal((await admin.call('people.recordDeparture', { id: person.head, exitOn: '2026-12-01' })).status, 403)
    assert.equal((await admin.call('people.printPersonSlip', { id: person.otherTeacher })).status, 200)
    assert.equal((await (await as('teacher')).call('people.printPersonSlip', { id: person.otherTeacher })).status, 403)
    assert.equal((await (await as('teacher')).call('people.printPersonSlip', { id: person.friend })).status, 200)
    assert.equal((await (await as('head')).call('people.printPersonSlip', { id: person.admin })).status, 200)
  })

  test('people added by hand: the birth date becomes the day of majority, a namesake is asked about, a pupil leads nothing', async () => {
    const admin = await as('admin')
    const input = { type: 'pupil', givenName: 'Frieda', familyName: 'Specht', birthDate: '2014-02-28', classId: world.groups.class7b }
    const added = await admin.call('people.addPerson', input)
    assert.deepEqual([added.status, added.body['accountName']], [200, 'frieda.specht'])
    const row = await house.db.database
      .selectFrom('person')
      .select('majority_on')
      .where('id', '=', added.body['id'] as string)
      .executeTakeFirstOrThrow()
    assert.equal(row.majority_on, '2032-02-28')
    assert.equal((await admin.call('people.addPerson', input)).refusal?.code, 'person_namesake')
    assert.equal((await admin.call('people.addPerson', { ...input, givenName: '\u202eFrieda' })).refusal?.code, 'name_character_refused')
    assert.equal((await (await as('teacher')).call('people.addPerson', input)).status, 403)
    const reply = await admin.call('people.addMembers', { id: world.groups.class7b, personIds: [world.ids.friend], role: 'lead' })
    assert.equal(reply.refusal?.code, 'lead_is_staff')
  })

  test('members: a teacher takes into an own course only people they see; taking out ends the membership and keeps its row', async () => {
    const teacher = await as('teacher')
    const { ids: person, groups } = world
    assert.equal((await teacher.call('people.addMembers', { id: groups.maths7b, personIds: [person.fifteen] })).status, 404)
    assert.equal((await teacher.call('people.addMembers', { id: groups.class7b, personIds: [person.caretaker] })).status, 403)
    assert.equal((await teacher.call('people.addMembers', { id: groups.maths7b, personIds: [person.caretaker] })).status, 200)
    assert.equal((await teacher.call('people.endMembership', { id: groups.maths7b, personId: person.caretaker })).status, 200)
    assert.equal((await teacher.call('people.endMembership', { id: groups.maths7b, personId: person.caretaker })).status, 404)
    const rows = await house.db.database
      .selectFrom('membership')
      .select('until_on')
      .where('group_id', '=', groups.maths7b)
      .where('person_id', '=', person.caretaker)
      .execute()
    assert.deepEqual(rows, [{ until_on: '2026-11-22' }])
    assert.equal((await (await as('pupil')).call('people.endMembership', { id: groups.maths7b, personId: person.friend })).status, 403)
  })

  test('the search finds by beginnings, without the letters of a keyboard, and by likeness', async () => {
    const admin = await as('admin')
    const names = async (q: string): Promise<string[]> =>
      ((await admin.call('people.listPeople', { q })).body['people'] as { displayName: string }[]).map((one) => one.displayName)
    assert.deepEqual(await names('lind'), ['Zoë Lindqvist'])
    assert.deepEqual(await names('Lind Zo'), ['Zoë Lindqvist'])
    assert.deepEqual(await names('ayse'), ['Ayşe Demir'])
    assert.deepEqual(await names('Lindqist'), ['Zoë Lindqvist'])
    assert.deepEqual(await names('%'), [])
    assert.deepEqual(await names('xyzzy'), [])
  })
})

/** What others put there may be gone again. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}

function filesBelow(folder: string): Set<string> {
  const found = new Set<string>()
  const walk = (path: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const inside = join(path, entry.name)
      try {
        // The database's own files hold whatever its tables hold; these are searched as tables.
        if (entry.isDirectory() && !statSync(inside).isSocket() && !/pgdata|postgres|cluster|bash_jobs|node-compile-cache/.test(entry.name)) walk(inside)
        else if (entry.isFile()) found.add(inside)
      } catch {
        // Gone again: somebody else's.
      }
    }
  }
  walk(folder)
  return found
}
