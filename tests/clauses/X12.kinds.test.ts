/** X12 for parents, staff and courses: only the allow-list comes in, ids decide, nothing ends by being missing, and columns can be assigned by hand. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { World } from '#example/world.ts'
import type { RosterPreview } from '#modules/people/import/shape.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import type { Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

const example = (name: string): Buffer => readFileSync(new URL(`../../example/import/${name}`, import.meta.url))
const PARENTS = example('eltern.csv')

describe('X12 parents, staff and courses', () => {
  let house: TestHouse
  let world: World
  let admin: Visitor

  before(async () => {
    ;({ house, world } = await openTestWorld())
    admin = visitor(house)
    await admin.signIn(world.accountName('admin'))
  })
  after(() => house.close())

  const preview = async (bytes: Buffer, input: Record<string, unknown> = {}): Promise<RosterPreview> => {
    const reply = await admin.call('people.previewImport', input, bytes)
    assert.equal(reply.status, 200, reply.text.slice(0, 300))
    return reply.body as unknown as RosterPreview
  }
  const take = async (bytes: Buffer, input: Record<string, unknown> = {}): Promise<RosterPreview> => {
    const shown = await preview(bytes, input)
    const reply = await admin.call('people.applyImport', { ...input, source: shown.source, differenceHash: shown.differenceHash }, bytes)
    assert.equal(reply.status, 200, reply.text.slice(0, 300))
    return shown
  }
  const kin = async (sourceId: string) =>
    house.db.database.selectFrom('guardianship as g').innerJoin('person as w', 'w.id', 'g.ward_id').innerJoin('person as p', 'p.id', 'g.guardian_id')
      .select(['g.id', 'p.id as guardian_id', 'p.given_name', 'p.family_name', 'p.source', 'p.type', 'g.kind', 'g.has_custody', 'g.contact_ban', 'g.from_on', 'g.until_on']).where('w.source_id', '=', sourceId).orderBy('g.id').execute()
  const tasks = async (kind: string) =>
    (await house.db.database.selectFrom('task').leftJoin('task_completion', 'task_completion.task_id', 'task.id').select(['task.office', 'task.about_person_id']).where('task.kind', '=', kind).where('task_completion.task_id', 'is', null).execute())
  /** Every text of the database, to look for what must not be there. */
  const everything = async (): Promise<string> => {
    const tables = ['person', 'guardianship', 'staff_detail', 'course_source', 'import_run', 'import_mapping', 'membership', 'school_group', 'group_label', 'task', 'journal_entry'] as const
    return (await Promise.all(tables.map(async (table) => JSON.stringify(await house.db.database.selectFrom(table).selectAll().execute())))).join('\n')
  }

  test('a parent file before the pupils is refused with a sentence, and nothing is lost', async () => {
    const reply = await admin.call('people.previewImport', {}, PARENTS)
    assert.deepEqual([reply.status, reply.refusal?.code], [422, 'parents_before_pupils'])
    await take(example('schueler-schild.csv'), { source: 'schild' })
    assert.equal((await preview(PARENTS)).source, 'schild')
  })

  test('parents come in with custody, without password, one account per person; the second time changes nothing', async () => {
    const shown = await take(PARENTS)
    assert.equal(shown.kind, 'parents')
    assert.deepEqual(shown.ignoredColumns, ['E-Mail'])
    assert.ok(shown.counts.new > 1_400 && shown.links.added === shown.counts.new, JSON.stringify(shown.links))
    assert.equal(shown.custody.both + shown.custody.one + shown.custody.none, 824)
    assert.equal((await tasks('people.custody_no_holder')).length, shown.custody.none)
    const [mother] = await kin('414719')
    assert.deepEqual([mother!.given_name, mother!.type, mother!.source, mother!.kind, mother!.has_custody, mother!.until_on], ['Ágnes', 'parent', 'schild/parents', 'mother', true, null])
    assert.equal((await house.db.database.selectFrom('credential').select('person_id').where('person_id', '=', mother!.guardian_id).execute()).length, 0)
    const again = await preview(PARENTS)
    assert.deepEqual([again.isEmpty, again.counts.new, again.links.added], [true, 0, 0])
  })

  test('X12 the address of a parent is dropped and stored nowhere, as are all columns off the list', async () => {
    await take(example('lehrkraefte.csv'))
    await take(example('kurse.csv'))
    const all = await everything()
    assert.ok(all.includes('Đorđević'), 'the look finds what is there')
    for (const secret of ['eltern900002@example.org', 'example.org', 'Wochenstunden', 'syrisch', '0511 722079', '2016-07-23']) assert.ok(!all.includes(secret), secret)
  })

  test('a parent of several children is one person by id; a second program keeps its own people', async () => {
    const header = 'Eltern-ID;Nachname;Vorname;Kind-ID;Art;sorgeberechtigt\n'
    const two = await take(Buffer.from(`${PARENTS.toString('utf8').replaceAll('\r\n', '\n').trimEnd()}\n777001;Zwei;Kira;414719;Vormund;nein\n777001;Zwei;Kira;414722;Vormund;nein\n`))
    assert.deepEqual([two.counts.new, two.links.added], [1, 2])
    await take(Buffer.from('ID;Nachname;Vorname;Klasse\n414719;Fremd;Fritz;2a\n'), { source: 'zweites' })
    const other = await preview(Buffer.from(`${header}900001;Fremd;Frida;414719;Mutter;ja\n`), { source: 'zweites' })
    assert.deepEqual([other.counts.new, other.links.added, other.links.missing], [1, 1, 0])
  })

  test('without ids of parents a name alone makes nobody the same: two accounts, and it is said', async () => {
    const file = Buffer.from('Nachname;Vorname;Kind-ID;Art;sorgeberechtigt\nGleich;Gina;414727;Mutter;ja\nGleich;Gina;414733;Mutter;ja\n')
    const shown = await preview(file)
    assert.equal(shown.counts.new, 2)
    assert.deepEqual(shown.notes.map((one) => one.code).filter((code) => code.startsWith('parent')), ['parent_id_missing', 'parent_namesake', 'parent_namesake'])
  })

  test('R12.1 half a parent file stops; nobody loses custody by being missing: it is a question for the clerk', async () => {
    const lines = PARENTS.toString('utf8').split('\r\n')
    const half = Buffer.from(`${lines.slice(0, 700).join('\r\n')}\r\n`)
    const shown = await preview(half)
    assert.deepEqual([shown.safety.stop, shown.safety.reason], [true, 'guardians_missing'])
    assert.equal((await admin.call('people.applyImport', { source: 'schild', differenceHash: shown.differenceHash }, half)).refusal?.code, 'import_safety_stop')
    const before = await kin('414719')
    const without = Buffer.from(lines.filter((line) => !line.startsWith('900001;')).join('\r\n'))
    await take(without)
    assert.deepEqual((await kin('414719')).map((row) => row.until_on), before.map(() => null))
    assert.ok((await tasks('people.custody_unclear')).some((one) => one.office === 'task:consent_register'))
    await take(PARENTS.toString('utf8').length > 0 ? Buffer.from(`${lines.join('\r\n')}777001;Zwei;Kira;414719;Vormund;nein\r\n777001;Zwei;Kira;414722;Vormund;nein\r\n`) : PARENTS)
  })

  test('contradictory custody is unclear and changes nobody; changed custody ends the old record and keeps a contact ban', async () => {
    const lines = [...PARENTS.toString('utf8').trimEnd().split('\r\n'), '777001;Zwei;Kira;414719;Vormund;nein', '777001;Zwei;Kira;414722;Vormund;nein']
    const file = (change: (line: string) => string, more: string[] = []) => Buffer.from(`${[...lines.map(change), ...more].join('\r\n')}\r\n`)
    const contradicting = await preview(file((line) => line, ['900001;Đorđević;Ágnes;414719;Mutter;nein']))
    assert.ok(contradicting.unclear.some((one) => one.code === 'rows_contradict'))
    assert.deepEqual([contradicting.links.changed, contradicting.links.missing], [0, 0])

    await house.db.database.updateTable('guardianship').set({ contact_ban: true }).where('id', '=', (await kin('414719'))[0]!.id).execute()
    await take(file((line) => (line.startsWith('900001;') ? line.replace(';ja;', ';nein;') : line)))
    const rows = (await kin('414719')).filter((row) => row.given_name === 'Ágnes')
    assert.deepEqual(rows.map((row) => [row.has_custody, row.contact_ban, row.until_on]), [[true, true, '2026-11-22'], [false, true, null]])
  })

  test('staff come in with short code, subjects and class lead; a pupil number may be a staff number too; who is missing is asked about', async () => {
    const row = await house.db.database.selectFrom('person as p').innerJoin('staff_detail as d', 'd.person_id', 'p.id').selectAll().where('d.short_code', '=', 'BAU').executeTakeFirstOrThrow()
    assert.deepEqual([row.type, row.source, row.subjects], ['teacher', 'schild/staff', 'Inf, Ma'])
    const leads = await house.db.database.selectFrom('membership').select(['group_id', 'role']).where('person_id', '=', row.person_id).execute()
    assert.deepEqual(leads.filter((one) => one.group_id !== world.groups.staff).map((one) => one.role).sort(), ['lead', 'responsible', 'responsible'].slice(0, leads.length - 1).sort())
    assert.deepEqual(leads.filter((one) => one.group_id === world.groups.staff).map((one) => one.role), ['member'])
    const same = example('lehrkraefte.csv').toString('utf8').replace('7001;VON', '414719;VON')
    const shown = await preview(Buffer.from(same))
    assert.deepEqual([shown.counts.new, shown.counts.leaving, shown.rows.leaving[0]?.familyName], [1, 1, 'von der Heide'])
    await take(Buffer.from(same))
    assert.equal((await tasks('people.departure_unclear')).length, 1)
    assert.equal((await house.db.database.selectFrom('person').select('id').where('source_id', '=', '414719').where('exit_on', 'is', null).execute()).length, 3)
  })

  test('B12 who has an account by hand already is pointed out, for staff by name and for parents by child and name; nobody is made the same by that', async () => {
    const staff = await preview(Buffer.from('ID;Kürzel;Nachname;Vorname\n9101;ALB;Albrecht;Renate\n9102;NEU;Albrecht;Ronja\n'), { kind: 'staff' })
    assert.deepEqual(staff.same.lines.map((one) => one.line), [2])
    assert.equal(staff.counts.new, 2)
    const ward = await house.db.database.selectFrom('person').select('id').where('source_id', '=', '414733').where('type', '=', 'pupil').executeTakeFirstOrThrow()
    const clerk = visitor(house)
    await clerk.signIn(world.accountName('clerk'))
    const known = await clerk.call('consent.recordGuardianship', { pupilId: ward.id, guardian: { givenName: 'Vera', familyName: 'Becker' }, kind: 'mother', hasCustody: true, from: house.clock.today(), until: null, clientId: randomUUID() })
    assert.equal(known.status, 200, known.text)
    const rows = 'Eltern-ID;Nachname;Vorname;Kind-ID;Art;sorgeberechtigt\n990001;Becker;Vera;414733;Mutter;ja\n990002;Becker;Vera;414727;Mutter;ja\n990003;Becker;Udo;414733;Vater;ja\n'
    const parents = await preview(Buffer.from(rows), { kind: 'parents' })
    assert.deepEqual(parents.same.lines.map((one) => one.line), [2], 'only for the child where she is on record')
    assert.equal(parents.counts.new, 3)
    // Who is a parent by hand and comes as staff has two accounts, as everybody who is both.
    assert.deepEqual((await preview(Buffer.from('ID;Kürzel;Nachname;Vorname\n9103;BEC;Becker;Vera\n'), { kind: 'staff' })).same.lines, [])
  })

  test('courses have kind, teachers and members; who left the course ends there, and next time nothing changes', async () => {
    const again = await preview(example('kurse.csv'))
    assert.deepEqual([again.kind, again.counts.new, again.links.added, again.groups.founded.length], ['courses', 0, 0, 0])
    const groups = await admin.call('people.listGroups')
    const course = (groups.body['groups'] as { kind: string; label: string; members: number; id: string }[]).find((one) => one.label === 'Latein 7')!
    assert.equal(course.kind, 'course')
    const lines = example('kurse.csv').toString('utf8').split('\r\n')
    const out = lines.find((line) => line.includes(';Latein 7;'))!
    const shown = await take(Buffer.from(lines.filter((line) => line !== out).join('\r\n')))
    assert.deepEqual([shown.links.ended, shown.links.added], [1, 0])
    const after = (await admin.call('people.listGroups')).body['groups'] as typeof course[]
    assert.equal(after.find((one) => one.id === course.id)!.members, course.members - 1)
  })

  test('columns are assigned by hand, only to fields of the list, and remembered by their names for the next time', async () => {
    const file = Buffer.from('Schlüssel;Zuname;Vorn.;Gruppe;Hobby\n880001;Wohl;Toni;8z;Reiten\n')
    assert.equal((await admin.call('people.previewImport', { kind: 'pupils' }, file)).refusal?.code, 'header_unknown')
    const columns = await admin.call('people.readImportColumns', { kind: 'pupils' }, file)
    assert.deepEqual((columns.body['columns'] as { header: string; field: string | null }[]).map((one) => one.field), [null, 'familyName', null, null, null])
    const mapping = JSON.stringify({ id: 'Schlüssel', familyName: 'Zuname', givenName: 'Vorn.', classLabel: 'Gruppe' })
    const forbidden = await admin.call('people.previewImport', { kind: 'pupils', mapping: JSON.stringify({ ...(JSON.parse(mapping) as object), hobby: 'Hobby' }) }, file)
    assert.deepEqual([forbidden.status, forbidden.refusal?.code], [422, 'column_missing'])
    for (const wrong of ['{', '[]', '{"id":1}', '{"id":""}']) assert.equal((await admin.call('people.previewImport', { kind: 'pupils', mapping: wrong }, file)).status, 400)
    await take(file, { kind: 'pupils', mapping, source: 'eigenes' })
    const next = await preview(file, { kind: 'pupils', source: 'eigenes' })
    assert.deepEqual([(next as unknown as { mappedBy: string }).mappedBy, next.isEmpty, next.ignoredColumns], ['remembered', true, ['Hobby']])
    const all = await everything()
    assert.ok(!all.includes('Reiten') && all.includes('Vorn.'))
  })

  test('accounts and consents leave as CSV by id: formulas are harmless, no passwords, no declarers, and only for the offices', async () => {
    await take(Buffer.from('ID;Nachname;Vorname;Klasse\n990001;=SUMME(1);Zoe;5z\n'), { source: 'drittes' })
    const accounts = await admin.call('people.exportAccounts', {})
    assert.equal(accounts.status, 200)
    const line = (accounts.body['csv'] as string).split('\r\n').find((one) => one.includes('990001'))!
    assert.match(line, /^drittes;990001;[^;]+;"'=SUMME\(1\)";Zoe;5z;/)
    assert.ok(!(accounts.body['csv'] as string).includes('argon2'))
    assert.equal((await admin.call('consent.exportConsents', {})).status, 403)
    const clerk = visitor(house)
    await clerk.signIn(world.accountName('clerk'))
    const consents = await clerk.call('consent.exportConsents', {})
    assert.equal(consents.status, 200, consents.text.slice(0, 200))
    const of = (sourceId: string) => (consents.body['csv'] as string).split('\r\n').filter((one) => one.includes(`;${sourceId};`))
    assert.equal(of('990001').length, 2)
    assert.match(of('990001')[0]!, /;Plattform;fehlt;nein;/)
    assert.ok((consents.body['csv'] as string).includes(';Plattform;erteilt;ja;'), 'somebody of the example has consented')
    assert.ok(!(consents.body['csv'] as string).includes('Anja'), 'who declared is not in the list')
    assert.equal((await clerk.call('people.exportAccounts', {})).status, 403)
    const written = await house.db.database.selectFrom('journal_entry').selectAll().execute()
    assert.ok(['people.accounts_exported', 'consent.exported'].every((event) => written.some((one) => JSON.stringify(one).includes(event))))
  })

  test('dates of 1900 and 2090 are unclear with their line, and half a row at the end changes nobody', async () => {
    const file = Buffer.from('ID;Nachname;Vorname;Klasse;Geburtsdatum;Abgangsdatum\n990101;Alt;Anna;5z;01.01.1900;\n990102;Fern;Finn;5z;01.02.2016;31.07.2090\n990103;Neu;Nele;5z;01.02.2016;\n990104;Halb;H')
    const shown = await preview(file, { source: 'viertes' })
    assert.deepEqual(shown.unclear.map((one) => [one.code, one.line]), [['date_implausible', 2], ['date_implausible', 3], ['row_short', 5]])
    assert.equal(shown.counts.new, 1)
  })

  test('the same parent file twice at once: one wins, nobody is doubled', async () => {
    const file = Buffer.from(`${PARENTS.toString('utf8').trimEnd()}\r\n777001;Zwei;Kira;414719;Vormund;nein\r\n777001;Zwei;Kira;414722;Vormund;nein\r\n777002;Drei;Karl;414727;Vormund;nein\r\n`)
    const shown = await preview(file)
    const input = { source: shown.source, differenceHash: shown.differenceHash, confirmSafety: true }
    const replies = await Promise.all([admin.call('people.applyImport', input, file), admin.call('people.applyImport', input, file)])
    assert.deepEqual(replies.map((one) => one.status).sort(), [200, 409])
    assert.equal((await house.db.database.selectFrom('person').select('id').where('source_id', '=', '777002').execute()).length, 1)
  })

  test('only who is appointed for accounts: parents, teachers and the clerk do not', async () => {
    for (const key of ['teacher', 'clerk', 'head', 'pupil'] as const) {
      const other = visitor(house)
      await other.signIn(world.accountName(key))
      for (const name of ['people.previewImport', 'people.readImportColumns']) assert.equal((await other.call(name, {}, PARENTS)).status, 403, `${key} ${name}`)
    }
  })
})
