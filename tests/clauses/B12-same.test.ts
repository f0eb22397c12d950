/** B12 "Dieselbe Person": an account that somebody entered by hand, or a parent who came with a code, takes the id of a line; nobody takes an account by a trick. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { changePeople } from '#platform/identity/people.ts'
import { applyFile, previewFile } from '#modules/people/actions/import/file.ts'
import type { ImportPreview } from '#modules/people/contract.ts'
import type { SameChoice } from '#modules/people/import/same.ts'
import type { RosterPreview } from '#modules/people/import/shape.ts'
import { loadDocuments } from '#modules/consent/store.ts'
import type { World } from '#example/world.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import type { Reply, Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

const PASSWORD = 'Vier Wale tanzen im Nebel'
const PUPILS = 'ID;Nachname;Vorname;Klasse;Geburtsdatum\n1001;Kind;Karla;5z;01.03.2015\n1002;Kind;Kuno;5z;02.04.2016\n'
const STAFF = 'ID;Kürzel;Nachname;Vorname\n'
const PARENTS = 'Eltern-ID;Nachname;Vorname;Kind-ID;Art;sorgeberechtigt\n'

describe('B12 the same person', () => {
  let house: TestHouse
  let world: World
  let admin: Visitor
  let clerk: Visitor

  before(async () => {
    ;({ house, world } = await openTestWorld())
    ;[admin, clerk] = [visitor(house), visitor(house)]
    await admin.signIn(world.accountName('admin'))
    await clerk.signIn(world.accountName('clerk'))
    await take(PUPILS)
  })
  after(() => house.close())

  const ask = (name: 'previewImport' | 'applyImport', file: string, same: readonly SameChoice[] = [], more: Record<string, unknown> = {}): Promise<Reply> => {
    const choices = Buffer.from(same.length === 0 ? '' : JSON.stringify(same))
    return admin.call(`people.${name}`, { source: 'schild', ...more, ...(same.length > 0 && { sameBytes: choices.length }) }, Buffer.concat([choices, Buffer.from(file)]))
  }
  const preview = async <P = RosterPreview>(file: string, same: readonly SameChoice[] = [], more: Record<string, unknown> = {}): Promise<P> => {
    const reply = await ask('previewImport', file, same, more)
    assert.equal(reply.status, 200, reply.text.slice(0, 400))
    return reply.body as unknown as P
  }
  const take = async (file: string, same: readonly SameChoice[] = [], more: Record<string, unknown> = {}): Promise<Reply> => {
    const { differenceHash } = await preview(file, same, more)
    const reply = await ask('applyImport', file, same, { ...more, differenceHash })
    assert.equal(reply.status, 200, reply.text.slice(0, 400))
    return reply
  }
  const refused = async (file: string, same: readonly SameChoice[], more: Record<string, unknown> = {}): Promise<string | undefined> => {
    const shown = await ask('previewImport', file, same, more)
    const applied = await ask('applyImport', file, same, { ...more, differenceHash: (await preview(file, [], more)).differenceHash })
    assert.deepEqual([shown.status, applied.status, shown.refusal?.code], [422, 422, applied.refusal?.code])
    return shown.refusal?.code
  }
  const byHand = async (type: string, givenName: string, familyName: string, more: object = {}): Promise<string> => {
    const reply = await admin.call('people.addPerson', { type, givenName, familyName, confirmNamesake: true, ...more })
    assert.equal(reply.status, 200, reply.text)
    return reply.body['id'] as string
  }
  const teacher = async (): Promise<Visitor> => {
    const one = visitor(house)
    await one.signIn(world.accountName('teacher'))
    return one
  }
  const row = (id: string) => house.db.database.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const idOf = async (sourceId: string): Promise<string> => (await house.db.database.selectFrom('person').select('id').where('source', '=', 'schild').where('source_id', '=', sourceId).executeTakeFirstOrThrow()).id
  const named = async (familyName: string) => (await house.db.database.selectFrom('person').select('id').where('family_name', '=', familyName).execute()).length
  const of = async (table: 'membership' | 'credential' | 'guardianship', column: 'person_id' | 'guardian_id', id: string) =>
    house.db.database.selectFrom(table).selectAll().where(column as never, '=', id as never).execute()
  const claim = async (child: string, givenName: string, familyName: string): Promise<{ parent: Visitor; claimId: string; id: string; accountName: string }> => {
    const made = await clerk.call('consent.makeFamilyCodes', { pupilId: await idOf(child), count: 1 })
    const code = (made.body['letters'] as { codes: string[] }[])[0]!.codes[0]!
    const parent = visitor(house)
    const slip = (await parent.call('consent.claimAsNew', { code, givenName, familyName, kind: 'mother', hasCustody: true })).body as { ticket: string; accountName: string }
    assert.equal((await parent.call('identity.choosePassword', { ticket: slip.ticket, password: PASSWORD, device: 'own' })).body['outcome'], 'signed_in')
    const { id, source_id: claimId } = await house.db.database.selectFrom('person').select(['id', 'source_id']).where('account_name', '=', slip.accountName).executeTakeFirstOrThrow()
    return { parent, claimId, id, accountName: slip.accountName }
  }

  test('staff: the account keeps name, groups and all else, takes the id, and the file then speaks of it like of everybody known', async () => {
    const id = await byHand('teacher', 'Hanna', 'Holm')
    const [before, groups] = [await row(id), await of('membership', 'person_id', id)]
    const file = `${STAFF}9101;HOL;Holm;Hanna\n9102;NEU;Neumann;Nils\n`
    const undecided = await preview(file, [], { kind: 'staff' })
    assert.deepEqual(undecided.same, { leftOff: 0, lines: [{ line: 2, id: '9101', givenName: 'Hanna', familyName: 'Holm', chosen: null, accounts: [{ personId: id, accountName: 'hanna.holm', givenName: 'Hanna', familyName: 'Holm', cameBy: 'hand', hasLeft: false, hinders: null }] }] })
    assert.deepEqual([undecided.counts.new, undecided.counts.taken], [2, 0])
    const same = [{ id: '9101', personId: id }]
    const decided = await preview(file, same, { kind: 'staff' })
    assert.deepEqual([decided.counts.new, decided.counts.taken, decided.same.lines[0]!.chosen, decided.rows.changed[0]!.changes], [1, 1, id, [{ field: 'shortCode', from: null, to: 'HOL' }]])
    const done = await take(file, same, { kind: 'staff' })
    assert.equal((done.body['counts'] as { taken: number }).taken, 1)
    assert.deepEqual(await row(id), { ...before, source: 'schild/staff', source_id: '9101' })
    assert.deepEqual([await of('membership', 'person_id', id), await named('Holm')], [groups, 1])
    const [told] = await house.db.database.selectFrom('journal_entry').select('fields').where('event', '=', 'people.identity_taken').execute()
    assert.deepEqual(told!.fields, { kind: 'staff', source: 'schild', cameBy: 'hand' })
    const again = await preview(file, [], { kind: 'staff' })
    assert.deepEqual([again.isEmpty, again.same.lines], [true, []])
  })

  test('undecided stays as it was: a second account, and nothing of the first changes', async () => {
    const id = await byHand('teacher', 'Ute', 'Undecided')
    const before = await row(id)
    await take(`${STAFF}9101;HOL;Holm;Hanna\n9102;NEU;Neumann;Nils\n9103;UND;Undecided;Ute\n`, [], { kind: 'staff' })
    assert.deepEqual([await row(id), await named('Undecided')], [before, 2])
  })

  test('pupils: class and all memberships stay, what the file says of the day of majority is applied', async () => {
    const { groups } = (await admin.call('people.listGroups')).body as { groups: { id: string; label: string }[] }
    const id = await byHand('pupil', 'Hugo', 'Hand', { classId: groups.find((one) => one.label === '5z')!.id })
    const before = await of('membership', 'person_id', id)
    const file = `${PUPILS}1003;Hand;Hugo;5z;05.06.2016\n1004;Hand;Helga;5z;05.06.2016\n`
    const same = [{ id: '1003', personId: id }]
    const shown = await preview<ImportPreview>(file, same)
    assert.deepEqual([shown.counts.new, shown.counts.taken, shown.counts.moved, shown.rows.changed[0]!.changes], [1, 1, 0, [{ field: 'majorityDate', from: null, to: '2034-06-05' }]])
    await take(file, same)
    const { source, source_id: sourceId, majority_on: majorityOn } = await row(id)
    assert.deepEqual([source, sourceId, majorityOn, await of('membership', 'person_id', id)], ['schild', '1003', '2034-06-05', before])
    assert.ok((await preview(file)).isEmpty)
  })

  test('parents by a code: before the school has compared the claim nobody can choose it; after it password, session, consent and custody stay', async () => {
    const { parent, claimId, id, accountName } = await claim('1001', 'Meera', 'Kind')
    const file = `${PARENTS}5001;Kind;Meera;1001;Mutter;ja\n5001;Kind;Meera;1002;Mutter;ja\n`
    const same = [{ id: '5001', personId: id }]
    assert.deepEqual((await preview(file)).same.lines, [])
    assert.equal(await refused(file, same), 'same_unfit')
    assert.equal((await clerk.call('consent.decideClaim', { claimId, outcome: 'confirmed' })).status, 200)
    const pupilId = await idOf('1001')
    const documentVersionId = (await loadDocuments(house.platform.database)).find((one) => one.purpose === 'platform')!.id
    assert.equal((await parent.call('consent.declareForChild', { pupilId, purpose: 'platform', documentVersionId, clientId: randomUUID() })).body['open'], true)
    const [before, held, word] = [await row(id), await of('guardianship', 'guardian_id', id), await of('credential', 'person_id', id)]
    assert.deepEqual((await preview(file)).same.lines.map(({ line, accounts }) => [line, accounts[0]!.cameBy, accounts[0]!.hinders]), [[2, 'code', null]])
    const shown = await preview(file, same)
    assert.deepEqual([shown.counts.new, shown.counts.taken, shown.links.added, shown.links.changed], [0, 1, 1, 0])
    await take(file, same)
    assert.deepEqual(await row(id), { ...before, source: 'schild/parents', source_id: '5001', access_version: (await row(id)).access_version })
    const now = await of('guardianship', 'guardian_id', id)
    assert.deepEqual([now.filter((one) => held.some((old) => old.id === one.id)), now.length, await of('credential', 'person_id', id), await named('Kind')], [held, 2, word, 3])
    assert.equal((await parent.call('consent.readFamily')).status, 200)
    assert.equal((await visitor(house).signIn(accountName, { password: PASSWORD })).body['outcome'], 'signed_in')
    const facts = await house.db.database.selectFrom('access_fact').select('key').where('person_id', '=', pupilId).where('kind', '=', 'purpose').execute()
    assert.ok(facts.some((one) => one.key === 'platform'), 'the door of the child stays open')
    assert.ok((await preview(file)).isEmpty)
  })

  test('a contact ban holds whatever the file says of custody', async () => {
    const pupilId = await idOf('1002')
    const record = { pupilId, guardian: { givenName: 'Bert', familyName: 'Bann' }, kind: 'father', hasCustody: false, from: house.clock.today(), until: null, clientId: randomUUID() }
    assert.equal((await clerk.call('consent.recordGuardianship', record)).status, 200)
    const { id } = await house.db.database.selectFrom('person').select('id').where('family_name', '=', 'Bann').executeTakeFirstOrThrow()
    await house.db.database.updateTable('guardianship').set({ contact_ban: true }).where('guardian_id', '=', id).execute()
    await take(`${PARENTS}5001;Kind;Meera;1001;Mutter;ja\n5001;Kind;Meera;1002;Mutter;ja\n5002;Bann;Bert;1002;Vater;ja\n`, [{ id: '5002', personId: id }])
    assert.deepEqual((await of('guardianship', 'guardian_id', id)).map((one) => [(one as { has_custody: boolean }).has_custody, (one as { contact_ban: boolean }).contact_ban]), [[false, true]])
  })

  test('a forged choice opens no account: strangers, lines on record, other types, other programs, nobody at all', async () => {
    const stranger = await byHand('teacher', 'Frieda', 'Fremd')
    const porter = await byHand('staff', 'Paul', 'Pforte')
    const file = `${STAFF}9101;HOL;Holm;Hanna\n9102;NEU;Neumann;Nils\n9103;UND;Undecided;Ute\n9104;PFO;Pforte;Paul\n9105;ANG;Angreifer;Anton\n`
    const staff = { kind: 'staff' }
    assert.equal(await refused(file, [{ id: '9105', personId: stranger }], staff), 'same_unfit')
    assert.equal(await refused(file, [{ id: '9102', personId: stranger }], staff), 'same_unfit')
    assert.equal(await refused(file, [{ id: '9999', personId: stranger }], staff), 'same_unfit')
    assert.equal(await refused(file, [{ id: '9105', personId: randomUUID() }], staff), 'same_unfit')
    assert.equal(await refused(file, [{ id: '9105', personId: world.ids.pupil }], staff), 'same_type')
    assert.deepEqual((await preview(file, [], staff)).same.lines.map((one) => one.accounts.map((account) => account.hinders)), [['type']])
    assert.equal(await refused(file, [{ id: '9104', personId: porter }], staff), 'same_type')
    assert.equal(await refused(file, [{ id: '9104', personId: stranger }], staff), 'same_unfit', 'another account than the line is like')
    const pupils = `${PUPILS}1003;Hand;Hugo;5z;05.06.2016\n1004;Hand;Helga;5z;05.06.2016\n1005;Fremd;Frieda;5z;05.06.2016\n`
    assert.equal(await refused(pupils, [{ id: '1005', personId: stranger }]), 'same_type')

    // A parent of another program who is on record for the child is named and can't be taken.
    const { given_name: givenName, family_name: familyName } = await row(world.ids.mother)
    assert.equal((await clerk.call('consent.recordGuardianship', { pupilId: await idOf('1004'), guardian: { id: world.ids.mother }, kind: 'mother', hasCustody: true, from: house.clock.today(), until: null, clientId: randomUUID() })).status, 200)
    const parents = `${PARENTS}5001;Kind;Meera;1001;Mutter;ja\n5001;Kind;Meera;1002;Mutter;ja\n5002;Bann;Bert;1002;Vater;ja\n5003;${familyName};${givenName};1004;Mutter;ja\n`
    assert.deepEqual((await preview(parents)).same.lines.map((one) => one.accounts.map((account) => account.hinders)), [['identity']])
    assert.equal(await refused(parents, [{ id: '5003', personId: world.ids.mother }]), 'same_identity')
    for (const id of [stranger, porter]) assert.equal((await row(id)).source, 'hand')
    assert.equal((await row(world.ids.mother)).source, 'example')
  })

  test('choices that contradict each other are refused: two lines with one account, one line with two', async () => {
    const [one, other] = [await byHand('teacher', 'Zoe', 'Zwilling'), await byHand('teacher', 'Zoe', 'Zwilling')]
    const file = `${STAFF}9101;HOL;Holm;Hanna\n9102;NEU;Neumann;Nils\n9103;UND;Undecided;Ute\n9201;ZW1;Zwilling;Zoe\n9202;ZW2;Zwilling;Zoe\n`
    const staff = { kind: 'staff' }
    assert.equal(await refused(file, [{ id: '9201', personId: one }, { id: '9202', personId: one }], staff), 'same_account_twice')
    assert.equal(await refused(file, [{ id: '9201', personId: one }, { id: '9201', personId: other }], staff), 'same_line_twice')
    assert.equal((await preview(file, [{ id: '9201', personId: one }, { id: '9202', personId: other }], staff)).counts.taken, 2)
  })

  test('bad choices are refused as bad input, and the file behind them is never taken for one', async () => {
    const file = Buffer.from(PUPILS)
    for (const choices of ['{', '{}', '[1]', '[{"id":"1"}]', '[{"id":"","personId":"x"}]', `[{"id":"1","personId":"${'x'.repeat(36)}"}]`, JSON.stringify(Array.from({ length: 1_001 }, () => ({ id: '1', personId: world.ids.pupil })))]) {
      const reply = await admin.call('people.previewImport', { source: 'schild', sameBytes: Buffer.byteLength(choices) }, Buffer.concat([Buffer.from(choices), file]))
      assert.deepEqual([reply.status, reply.refusal?.code], [400, 'input_invalid'], choices.slice(0, 40))
    }
    for (const sameBytes of [file.length + 10, -1, 1.5, 10_000_000]) assert.equal((await admin.call('people.previewImport', { source: 'schild', sameBytes }, file)).status, 400, String(sameBytes))
  })

  test('what is applied is what was shown: other choices, or an account that is not free any more, are refused', async () => {
    const id = await byHand('teacher', 'Wanda', 'Wandel')
    const file = `${STAFF}9101;HOL;Holm;Hanna\n9102;NEU;Neumann;Nils\n9103;UND;Undecided;Ute\n9301;WAN;Wandel;Wanda\n`
    const same = [{ id: '9301', personId: id }]
    const [plain, chosen] = [await preview(file, [], { kind: 'staff' }), await preview(file, same, { kind: 'staff' })]
    assert.equal((await ask('applyImport', file, same, { kind: 'staff', differenceHash: plain.differenceHash })).refusal?.code, 'import_changed')
    assert.equal((await ask('applyImport', file, [], { kind: 'staff', differenceHash: chosen.differenceHash })).refusal?.code, 'import_changed')
    await house.write((w) => changePeople(w, [{ id, familyName: 'Anders' }]))
    assert.equal((await ask('applyImport', file, same, { kind: 'staff', differenceHash: chosen.differenceHash })).refusal?.code, 'same_unfit')
    await house.write((w) => changePeople(w, [{ id, familyName: 'Wandel' }]))
    await take(`${STAFF}77;WAN;Wandel;Wanda\n`, [{ id: '77', personId: id }], { kind: 'staff', source: 'zweites' })
    assert.equal((await ask('applyImport', file, same, { kind: 'staff', differenceHash: chosen.differenceHash })).refusal?.code, 'same_identity')
    assert.deepEqual([(await row(id)).source, await named('Wandel')], ['zweites/staff', 1])
  })

  test('the same file twice at once: one takes the account, the other is told, and there is one account', async () => {
    const id = await byHand('teacher', 'Egon', 'Einmal')
    const file = `${STAFF}9101;HOL;Holm;Hanna\n9102;NEU;Neumann;Nils\n9103;UND;Undecided;Ute\n9401;EIN;Einmal;Egon\n`
    const same = [{ id: '9401', personId: id }]
    const { differenceHash } = await preview(file, same, { kind: 'staff' })
    const replies = await Promise.all([1, 2].map(() => ask('applyImport', file, same, { kind: 'staff', differenceHash })))
    const [won, lost] = replies.toSorted((a, b) => a.status - b.status) as [Reply, Reply]
    assert.equal(won.status, 200)
    assert.ok(['import_changed', 'same_identity'].includes(lost.refusal?.code ?? ''), lost.text)
    assert.deepEqual([(await row(id)).source_id, await named('Einmal')], ['9401', 1])
    assert.equal((await house.db.database.selectFrom('journal_entry').select('seq').where('event', '=', 'people.identity_taken').where('subject', '=', (await house.db.database.selectFrom('journal_entry').select('subject').where('event', '=', 'people.identity_taken').orderBy('seq', 'desc').executeTakeFirstOrThrow()).subject).execute()).length, 1)
  })

  test('the way back, parents: the account belongs to no program, custody of the file ends at once, what the office entered stays', async () => {
    const pupilId = await idOf('1002')
    const record = { pupilId, guardian: { givenName: 'Romy', familyName: 'Rück' }, kind: 'other', hasCustody: false, from: house.clock.today(), until: null, clientId: randomUUID() }
    assert.equal((await clerk.call('consent.recordGuardianship', record)).status, 200)
    const { id } = await house.db.database.selectFrom('person').select('id').where('family_name', '=', 'Rück').executeTakeFirstOrThrow()
    const known = `${PARENTS}5001;Kind;Meera;1001;Mutter;ja\n5001;Kind;Meera;1002;Mutter;ja\n5002;Bann;Bert;1002;Vater;ja\n`
    const file = `${known}5009;Rück;Romy;1002;Mutter;ja\n5009;Rück;Romy;1003;Mutter;ja\n`
    await take(file, [{ id: '5009', personId: id }])
    const current = async () => (await of('guardianship', 'guardian_id', id) as { ward_id: string; has_custody: boolean; until_on: string | null; from_on: string; source: string }[]).filter((one) => one.until_on === null)
    assert.deepEqual((await current()).map((one) => [one.has_custody, one.source.split(':')[0]]).sort(), [[false, 'hand'], [true, 'schild']])
    // Nobody but who imports, and nobody for whom no file says anything.
    for (const who of [clerk, await teacher()]) assert.ok([403, 404].includes((await who.call('people.releaseIdentity', { id })).status))
    const replies = await Promise.all([1, 2].map(() => admin.call('people.releaseIdentity', { id })))
    assert.ok(replies.every((one) => one.status === 200 || one.status === 403), 'two who press at once')
    assert.equal(replies.filter((one) => one.body['custodyEnded'] === 1).length, 1)
    assert.deepEqual((await current()).map((one) => [one.ward_id, one.has_custody, one.source.split(':')[0]]), [[pupilId, false, 'hand']])
    const { source, given_name: givenName } = await row(id)
    assert.deepEqual([source, givenName], ['hand', 'Romy'])
    const tasks = await house.db.database.selectFrom('task').select('about_person_id').where('kind', '=', 'people.custody_no_holder').execute()
    assert.ok(tasks.some((one) => one.about_person_id !== pupilId), 'a child that nobody has custody of now is a task of the clerk')
    assert.ok(!tasks.some((one) => one.about_person_id === pupilId), 'the other child still has its mother')
    assert.equal((await admin.call('people.releaseIdentity', { id })).status, 403, 'of somebody by hand there is nothing to take back')
    assert.deepEqual((await preview(file)).same.lines.map((one) => [one.id, one.accounts[0]!.personId]), [['5009', id]], 'the file suggests it anew, and decides nothing')
    await take(file)
    assert.equal(await named('Rück'), 2, 'the line gets an account of its own')
    assert.deepEqual((await current()).map((one) => one.source.split(':')[0]), ['hand'])
  })

  test('the way back, pupils and staff: what only the file said falls away, all else stays; a contact ban stays in any case', async () => {
    const { groups } = (await admin.call('people.listGroups')).body as { groups: { id: string; label: string }[] }
    const pupil = await byHand('pupil', 'Pia', 'Probe', { classId: groups.find((one) => one.label === '5z')!.id })
    await take(`${PUPILS}1003;Hand;Hugo;5z;05.06.2016\n1004;Hand;Helga;5z;05.06.2016\n1007;Probe;Pia;5z;05.06.2008\n`, [{ id: '1007', personId: pupil }])
    assert.equal((await row(pupil)).majority_on, '2026-06-05', 'of another Pia, who is of age')
    const members = await of('membership', 'person_id', pupil)
    assert.equal((await admin.call('people.releaseIdentity', { id: pupil, birthDate: '2030-01-01' })).refusal?.code, 'date_implausible')
    assert.equal((await admin.call('people.releaseIdentity', { id: pupil })).status, 200)
    const now = await row(pupil)
    assert.deepEqual([now.source, now.majority_on, now.given_name, await of('membership', 'person_id', pupil)], ['hand', null, 'Pia', members])

    const id = await byHand('teacher', 'Klara', 'Kurzweil')
    const staff = `${STAFF}9101;HOL;Holm;Hanna\n9102;NEU;Neumann;Nils\n9103;UND;Undecided;Ute\n9401;EIN;Einmal;Egon\n9108;KUR;Kurzweil;Klara\n`
    await take(staff, [{ id: '9108', personId: id }], { kind: 'staff' })
    assert.equal((await admin.call('people.releaseIdentity', { id })).status, 200)
    await take(staff, [], { kind: 'staff' })
    const codes = await house.db.database.selectFrom('staff_detail').select('person_id').where('short_code', '=', 'KUR').execute()
    assert.deepEqual([codes.length, codes[0]!.person_id === id, await named('Kurzweil')], [1, false, 2])

    const banned = (await house.db.database.selectFrom('person').select('id').where('family_name', '=', 'Bann').executeTakeFirstOrThrow()).id
    assert.equal((await admin.call('people.releaseIdentity', { id: banned })).status, 200)
    assert.ok((await of('guardianship', 'guardian_id', banned) as { contact_ban: boolean; until_on: string | null }[]).some((one) => one.contact_ban && one.until_on === null))
    const told = await house.db.database.selectFrom('journal_entry').select('fields').where('event', '=', 'people.identity_released').execute()
    assert.deepEqual(told.map((one) => (one.fields as { source: string }).source), ['schild/parents', 'schild', 'schild/staff', 'schild/parents'])
  })

  test('an import that breaks off on its last step leaves the account as it was; a change of the school year and its undoing leave the id', async () => {
    const id = await byHand('teacher', 'Anna', 'Abbruch')
    const bytes = Buffer.from(`${STAFF}9101;HOL;Holm;Hanna\n9102;NEU;Neumann;Nils\n9103;UND;Undecided;Ute\n9401;EIN;Einmal;Egon\n9501;ABB;Abbruch;Anna\n`)
    const file = { bytes, source: 'schild', kind: 'staff' as const, same: [{ id: '9501', personId: id }], at: house.clock.now(), tell: () => {} }
    const { differenceHash } = await previewFile(house.platform, file)
    const broken = applyFile(house.platform, file, { differenceHash, confirmSafety: false }, (work) => house.write(async (w) => {
      await work(w)
      throw new Error('the power went')
    }))
    await assert.rejects(broken, /the power went/)
    assert.deepEqual([(await row(id)).source, (await preview(bytes.toString(), [], { kind: 'staff' })).same.lines.length], ['hand', 1])

    await house.clock.travelTo('2027-08-20 09:00')
    admin = visitor(house)
    await admin.signIn(world.accountName('admin'))
    const next = Buffer.from(`${PUPILS}1003;Hand;Hugo;5z;05.06.2016\n1004;Hand;Helga;5z;05.06.2016\n`.replaceAll(';5z;', ';6z;'))
    const shown = await admin.call('people.previewYear', { source: 'schild' }, next)
    const changed = await admin.call('people.changeYear', { source: 'schild', differenceHash: shown.body['differenceHash'], confirmSafety: true }, next)
    assert.equal(changed.status, 200, changed.text.slice(0, 300))
    assert.equal((await admin.call('people.undoYear', { id: changed.body['id'] })).status, 200)
    const taken = await house.db.database.selectFrom('person').select(['source', 'source_id']).where('given_name', '=', 'Hugo').execute()
    assert.deepEqual(taken, [{ source: 'schild', source_id: '1003' }])
  })
})
