/** X12: the import takes what it may, shows what it would do, stops where it is unusual, and does nothing twice. R12.1: a missing pupil is a question. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { World } from '#example/world.ts'
import type { ImportPreview } from '#modules/people/contract.ts'
import { module as lifecycle } from '#modules/lifecycle/module.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import type { Reply, Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

const example = (name: string): Buffer => readFileSync(new URL(`../../example/import/${name}`, import.meta.url))
const SCHILD = example('schueler-schild.csv')

async function preview(by: Visitor, bytes: Buffer, input: Record<string, unknown> = {}): Promise<ImportPreview> {
  const reply = await by.call('people.previewImport', input, bytes)
  assert.equal(reply.status, 200, reply.text.slice(0, 300))
  return reply.body as unknown as ImportPreview
}

function apply(by: Visitor, bytes: Buffer, shown: Pick<ImportPreview, 'differenceHash' | 'source'>, more: Record<string, unknown> = {}): Promise<Reply> {
  return by.call('people.applyImport', { source: shown.source, differenceHash: shown.differenceHash, ...more }, bytes)
}

describe('X12 the import', () => {
  let house: TestHouse
  let world: World
  let admin: Visitor

  before(async () => {
    ;({ house, world } = await openTestWorld())
    admin = visitor(house)
    await admin.signIn(world.accountName('admin'))
  })
  after(() => house.close())

  const count = async (table: 'person' | 'membership' | 'school_group' | 'group_label' | 'import_run' | 'task' | 'access_fact'): Promise<number> =>
    Number(
      (
        await house.db.database
          .selectFrom(table)
          .select((eb) => eb.fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    )
  const questions = () => house.db.database.selectFrom('task').selectAll().where('kind', '=', 'people.departure_unclear').execute()
  const placeOf = async (sourceId: string): Promise<{ personId: string; groupId: string; label: string }[]> => {
    const rows = await house.db.database
      .selectFrom('person as p')
      .innerJoin('membership as m', 'm.person_id', 'p.id')
      .innerJoin('school_group as g', 'g.id', 'm.group_id')
      .select(['p.id', 'm.group_id', 'm.until_on'])
      .where('p.source_id', '=', sourceId)
      .where('g.kind', '=', 'class')
      .where('m.until_on', 'is', null)
      .execute()
    const labels = await house.db.database.selectFrom('group_label').selectAll().orderBy('school_year').execute()
    return rows.map((row) => ({ personId: row.id, groupId: row.group_id, label: labels.filter((one) => one.group_id === row.group_id).at(-1)!.label }))
  }

  test('X12 a preview shows the difference and stores nothing at all', async () => {
    const tables = ['person', 'membership', 'school_group', 'group_label', 'import_run', 'task', 'access_fact'] as const
    const counts = await Promise.all(tables.map(count))
    const shown = await preview(admin, SCHILD)
    assert.deepEqual([shown.counts.new, shown.counts.left, shown.counts.unclear, shown.safety.stop], [824, 9, 0, false])
    assert.deepEqual(shown.ignoredColumns, ['Geschlecht', 'Religionszugehörigkeit', 'Staatsangehörigkeit', 'Förderschwerpunkt', 'Aufnahmedatum', 'Telefon-Nr.'])
    assert.equal(shown.rows.new.length, 200)
    const next = await preview(admin, SCHILD, { from: 200 })
    assert.equal(next.rows.new.length, 200)
    assert.notEqual(next.rows.new[0]!.line, shown.rows.new[0]!.line)
    assert.deepEqual(await Promise.all(tables.map(count)), counts)
  })

  test('X12 progress is told to the person who imports, and to nobody else', async () => {
    const origin = await house.listen()
    const other = visitor(house)
    await other.signIn(world.accountName('secondAdmin'))
    const [mine, theirs] = [await admin.connect(origin), await other.connect(origin)]
    await preview(admin, SCHILD)
    const stages = (one: typeof mine) =>
      one.events.filter((event) => event.event === 'people.import_progress').map((event) => (event.data as { stage: string }).stage)
    await mine.heard('people.import_progress', ({ stage }: { stage: string }) => stage === 'comparing')
    assert.deepEqual(stages(theirs), [])
    for (const one of [mine, theirs]) one.ws.terminate()
  })

  test('X12 a new person with the name and class of somebody entered by hand is pointed out', async () => {
    const added = await admin.call('people.addPerson', { type: 'pupil', givenName: 'Hanna', familyName: 'Handeintrag', classId: world.groups.class7b })
    assert.equal(added.status, 200)
    const shown = await preview(admin, Buffer.from('ID;Nachname;Vorname;Klasse\n77;Handeintrag;Hanna;7b\n78;Neu;Nele;7b\n'))
    assert.deepEqual(shown.same.lines.map(({ line, id, accounts }) => [line, id, accounts.map((one) => one.personId)]), [[2, '77', [added.body['id']]]])
    assert.equal(shown.counts.new, 2)
  })

  test('X12 only who is appointed for accounts imports: no teacher, head, pupil or stranger', async () => {
    for (const key of ['teacher', 'head', 'clerk', 'pupil'] as const) {
      const other = visitor(house)
      await other.signIn(world.accountName(key))
      assert.equal((await other.call('people.previewImport', {}, SCHILD)).status, 403, key)
      assert.equal((await other.call('people.applyImport', { differenceHash: '0'.repeat(64) }, SCHILD)).status, 403, key)
    }
    assert.equal((await visitor(house).call('people.previewImport', {}, SCHILD)).status, 404)
  })

  test('X12 an import is applied only as it was shown, and a second time changes nothing', async () => {
    const shown = await preview(admin, SCHILD)
    assert.equal((await apply(admin, SCHILD, { ...shown, differenceHash: 'f'.repeat(64) })).refusal?.code, 'import_changed')
    const done = await apply(admin, SCHILD, shown)
    assert.equal(done.status, 200, done.text.slice(0, 300))
    assert.equal((done.body['counts'] as { new: number }).new, 824)
    assert.equal((await apply(admin, SCHILD, shown)).refusal?.code, 'import_changed')

    const before = [await count('person'), await count('membership'), await count('school_group')]
    const again = await preview(admin, SCHILD)
    assert.ok(again.isEmpty)
    assert.deepEqual([again.source, again.counts.new + again.counts.changed + again.counts.moved + again.counts.leaving], ['schild', 0])
    assert.equal((await apply(admin, SCHILD, again)).status, 200)
    assert.deepEqual([await count('person'), await count('membership'), await count('school_group')], before)
  })

  test('X12 an imported pupil has an account and no session: the door is closed until consent is there', async () => {
    const row = await house.db.database
      .selectFrom('person')
      .select(['id', 'account_name', 'majority_on'])
      .where('source_id', '=', '414719')
      .executeTakeFirstOrThrow()
    assert.equal(row.majority_on, '2034-07-23')
    const facts = await house.db.database.selectFrom('access_fact').select(['kind', 'key']).where('person_id', '=', row.id).execute()
    assert.deepEqual(facts, [{ kind: 'account', key: 'active' }])
    const { body } = await admin.call('people.getPerson', { id: row.id })
    assert.equal(body['door'], 'closed')
  })

  test("X12 the old program's file in Windows-1252 changes nobody and keeps the better names", async () => {
    const before = await house.db.database.selectFrom('person').select(['id', 'given_name', 'family_name', 'majority_on']).orderBy('id').execute()
    const shown = await preview(admin, example('schueler-altprogramm.txt'))
    assert.deepEqual([shown.encoding, shown.source, shown.counts.changed, shown.counts.moved, shown.counts.leaving], ['windows-1252', 'schild', 0, 0, 0])
    assert.ok(shown.counts.kept > 100)
    assert.equal(shown.counts.new, 9)
    assert.equal((await apply(admin, example('schueler-altprogramm.txt'), shown)).status, 200)
    const known = new Set(before.map((row) => row.id))
    const after = (await house.db.database.selectFrom('person').select(['id', 'given_name', 'family_name', 'majority_on']).orderBy('id').execute()).filter(
      (row) => known.has(row.id),
    )
    assert.deepEqual(after, before)
  })

  test('R12.1 a file that lacks a third of the school stops; confirmed, nobody is deleted, and each one missing is a question', async () => {
    const lines = SCHILD.toString().split('\r\n')
    const part = Buffer.from(lines.filter((_, index) => index === 0 || index % 3 !== 0).join('\r\n'))
    const shown = await preview(admin, part)
    assert.deepEqual([shown.safety.stop, shown.safety.reason, shown.safety.isConfirmable], [true, 'leaving', true])
    const people = await count('person')
    const refused = await apply(admin, part, shown)
    assert.deepEqual([refused.status, refused.refusal?.code], [422, 'import_safety_stop'])
    assert.equal((await questions()).length, 0)

    assert.equal((await apply(admin, part, shown, { confirmSafety: true })).status, 200)
    assert.equal(await count('person'), people)
    const tasks = await questions()
    assert.equal(tasks.length, shown.counts.leaving)
    assert.deepEqual([tasks[0]!.office, tasks[0]!.due_on], ['task:users', '2026-11-30'])
    const asked = tasks.map((task) => task.about_person_id!)
    const closed = await house.db.database.selectFrom('person').select('id').where('id', 'in', asked).where('exit_on', '<=', '2026-11-23').execute()
    assert.deepEqual(closed, [], 'no account was closed by the import')
    const active = await house.db.database.selectFrom('access_fact').select('person_id').where('person_id', 'in', asked).where('kind', '=', 'account').execute()
    assert.equal(active.length, asked.length)

    await preview(admin, part).then((again) => assert.ok(again.isEmpty, 'the questions are asked already'))
    const whole = await preview(admin, SCHILD)
    assert.ok(whole.questions.answered > 0)
    assert.equal((await apply(admin, SCHILD, whole)).status, 200)
    const { n } = await house.db.database
      .selectFrom('task_completion')
      .select((eb) => eb.fn.countAll().as('n'))
      .where('outcome', '=', 'in_file')
      .executeTakeFirstOrThrow()
    assert.ok(Number(n) > 200, 'who is in the file again needs no answer')
  })

  test('R12.1 a departure closes the account after its last day; staying is one click and is not asked again', async () => {
    const lines = SCHILD.toString().split('\r\n')
    const two = lines.slice(3, 5).map((line) => line.split(';')[0]!)
    const without = Buffer.from(lines.filter((line) => !two.some((id) => line.startsWith(`${id};`))).join('\r\n'))
    const shown = await preview(admin, without)
    assert.equal(shown.counts.leaving - shown.questions.answered >= 2, true)
    assert.equal((await apply(admin, without, shown)).status, 200)
    const [goes, stays] = await Promise.all(
      two.map(async (id) => (await house.db.database.selectFrom('person').select('id').where('source_id', '=', id).executeTakeFirstOrThrow()).id),
    )
    const listed = (await admin.call('people.listPeople', { departure: 'unclear', limit: 100 })).body['people'] as { id: string }[]
    assert.ok(listed.some((one) => one.id === goes) && listed.some((one) => one.id === stays))

    assert.equal((await admin.call('people.recordStay', { id: stays! })).status, 200)
    assert.equal((await admin.call('people.recordDeparture', { id: goes!, exitOn: '2026-11-22' })).status, 200)
    assert.equal((await admin.call('people.getPerson', { id: goes! })).status, 404, 'the last day is over, so the account is deleted (R12.1)')
    const active = await house.db.database
      .selectFrom('access_fact')
      .select(['valid_until'])
      .where('person_id', '=', goes!)
      .where('kind', '=', 'account')
      .execute()
    assert.equal(active[0]?.valid_until?.toISOString() ?? 'none', 'none', 'a last day before the first one leaves no active day')
    const again = await preview(admin, without)
    assert.equal(again.questions.asked, 0)
  })

  test('X12 two who apply at the same time: one wins, the other is told that something changed', async () => {
    const lines = SCHILD.toString().split('\r\n')
    const more = Buffer.from([...lines.filter((line) => line !== ''), '999001;Neumann;Frieda;05a;05;01.02.2016;w;;;;;;', ''].join('\r\n'))
    const shown = await preview(admin, more)
    const second = visitor(house)
    await second.signIn(world.accountName('secondAdmin'))
    const replies = await Promise.all([apply(admin, more, shown, { confirmSafety: true }), apply(second, more, shown, { confirmSafety: true })])
    assert.deepEqual(replies.map((reply) => reply.status).sort(), [200, 409])
    const { rows } = await house.db.database
      .selectFrom('person')
      .select('id')
      .where('source_id', '=', '999001')
      .execute()
      .then((found) => ({ rows: found }))
    assert.equal(rows.length, 1)
  })

  test("B11 next year's file: the classes move up with their rooms, memberships are ended and never overwritten", async () => {
    const file = example('schueler-naechstes-jahr.csv')
    const early = await preview(admin, file)
    assert.equal(early.safety.reason, 'next_year')

    const [before] = await placeOf('414719')
    const memberships = await house.db.database.selectFrom('membership').select(['id', 'group_id', 'person_id', 'from_on']).execute()
    // What the house does by itself in 270 nights is another clause's business, but that who left meanwhile is gone.
    await house.platform.jobs.stop()
    await house.clock.travelTo('2027-08-20 09:00')
    await lifecycle.start!(house.platform)
    await admin.signIn(world.accountName('admin'))
    const shown = await preview(admin, file)
    assert.equal(shown.schoolYear, '2027/28')
    assert.ok(shown.groups.renamed.some(({ from, to }) => from === '05a' && to === '06a'))
    assert.ok(shown.flows.find(({ from, to }) => from === '05a' && to === '06a')?.withRoom)
    const done = await apply(admin, file, shown, { confirmSafety: true })
    assert.equal(done.status, 200, done.text.slice(0, 300))
    const [after] = await placeOf('414719')
    assert.equal(after!.groupId, before!.groupId)
    assert.equal(after!.label, '06a')
    const labels = await house.db.database
      .selectFrom('group_label')
      .select(['school_year', 'label'])
      .where('group_id', '=', before!.groupId)
      .orderBy('school_year')
      .execute()
    assert.deepEqual(labels, [
      { school_year: '2026/27', label: '05a' },
      { school_year: '2027/28', label: '06a' },
    ])
    const kept = new Map(
      (await house.db.database.selectFrom('membership').select(['id', 'group_id', 'person_id', 'from_on']).execute()).map((row) => [row.id, row]),
    )
    const here = new Set((await house.db.database.selectFrom('person').select('id').execute()).map((row) => row.id))
    assert.ok(memberships.filter((row) => here.has(row.person_id)).length > 500)
    for (const row of memberships) if (here.has(row.person_id)) assert.deepEqual(kept.get(row.id), row)
    assert.equal((await preview(admin, file)).counts.moved, 0)
  })
})

describe('X12 files that are none', () => {
  let house: TestHouse
  let admin: Visitor

  before(async () => {
    const opened = await openTestWorld()
    house = opened.house
    admin = visitor(house)
    await admin.signIn(opened.world.accountName('admin'))
  })
  after(() => house.close())

  const cases: [what: string, bytes: Buffer, code: string][] = [
    ['nothing', Buffer.alloc(0), 'file_empty'],
    ['a ZIP', Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.alloc(200)]), 'file_is_archive'],
    ['NUL bytes', Buffer.from('ID;Name\0;Vorname\n'), 'file_is_binary'],
    ['1,000 columns', Buffer.from(Array.from({ length: 1_000 }, (_, i) => `S${i}`).join(';')), 'columns_too_many'],
    ['parents before the pupils', example('eltern.csv'), 'parents_before_pupils'],
    ['courses before the pupils', example('kurse.csv'), 'courses_before_pupils'],
    ['an open quote', Buffer.from('ID;Nachname;Vorname;Klasse\n1;"Berg;Noah;05a\n'), 'quote_unclosed'],
  ]
  for (const [what, bytes, code] of cases) {
    test(`${what}: a clear refusal, and the server goes on`, async () => {
      const reply = await admin.call('people.previewImport', {}, bytes)
      assert.deepEqual([reply.status, reply.refusal?.code], [422, code])
      assert.equal((await admin.call('people.listGroups')).status, 200)
    })
  }

  test('a file beyond the limit is refused before anybody reads it', async () => {
    const reply = await admin.call('people.previewImport', {}, Buffer.alloc(50_000_001, 'a'))
    assert.equal(reply.status, 413)
  })

  test('a cell of 49 MB is refused in the thread, and the server goes on', async () => {
    const reply = await admin.call('people.previewImport', {}, Buffer.concat([Buffer.from('ID;Nachname;Vorname;Klasse\n1;'), Buffer.alloc(49_000_000, 'ä')]))
    assert.equal(reply.status, 422)
    assert.equal((await admin.call('people.listGroups')).status, 200)
  })

  test('names with formulas, combining marks and 500 characters are taken as they are, or refused with their line', async () => {
    const rows = [
      'ID;Nachname;Vorname;Klasse',
      '1;=cmd|calc;Noah;05a',
      `2;${'x'.repeat(400)};Noah;05a`,
      '3;Nguye\u0302\u0303n;Noah;05a',
      '4;\u202eEvil;Noah;05a',
      '',
    ]
    const reply = await admin.call('people.previewImport', {}, Buffer.from(rows.join('\n')))
    const shown = reply.body as unknown as ImportPreview
    assert.deepEqual(
      shown.rows.new.map((row) => row.familyName),
      ['=cmd|calc', 'Nguy\u1ec5n'],
    )
    assert.deepEqual(
      shown.unclear.map(({ code, line }) => [code, line]),
      [
        ['name_too_long', 3],
        ['name_character_refused', 5],
      ],
    )
  })
})
