/** Clause 2 on paper: forms with numbers, blank ones, who may enter them, samples, older texts, proofs (R2.1, A3, A4). */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { publishDocument } from '#platform/documents/documents.ts'
import { addMembers, foundGroups } from '#platform/identity/groups.ts'
import { addDays } from '#platform/time/calendar.ts'
import { documents as consentTexts } from '#modules/consent/documents.de.ts'
import { drawMonth } from '#modules/consent/entry/samples.ts'
import { loadDocuments } from '#modules/consent/store.ts'
import type { World } from '#example/world.ts'
import type { PersonKey } from '#example/people.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import type { Reply, Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

describe('R2 consent on paper', () => {
  let house: TestHouse
  let world: World
  let version: string

  before(async () => {
    ;({ house, world } = await openTestWorld())
    version = (await loadDocuments(house.platform.database)).find((document) => document.purpose === 'platform')!.id
  })
  after(() => house.close())

  const arrive = async (key: PersonKey): Promise<Visitor> => {
    const one = visitor(house)
    assert.equal((await one.signIn(world.accountName(key))).status, 200)
    return one
  }
  const form = (pupilId: string) => house.platform.database.selectFrom('consent_form').selectAll().where('pupil_id', '=', pupilId).orderBy('printed_at').orderBy('id').execute()
  const codeOf = async (pupilId: string) => (await form(pupilId))[0]!.code
  const print = (by: Visitor, more: Record<string, unknown> = {}) => by.call('consent.printForms', { groupId: world.groups.class7b, purposes: ['platform'], whom: 'all', ...more })
  const enter = (by: Visitor, pupilId: string, entry: Record<string, unknown> = {}, batch: Record<string, unknown> = {}) =>
    by.call('consent.recordDeclarations', { groupId: world.groups.class7b, purpose: 'platform', clientId: randomUUID(), entries: [{ pupilId, signed: 'complete', declaredOn: house.clock.today(), documentVersionId: version, ...entry }], ...batch })
  const blank = async (): Promise<string> => {
    const by = await arrive('clerk')
    assert.equal((await by.call('consent.printBlankForms', { purpose: 'platform', count: 1 })).status, 200)
    return (await house.platform.database.selectFrom('consent_form').select('code').where('pupil_id', 'is', null).orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow()).code
  }
  const isPaper = (reply: Reply) => reply.status === 200 && reply.bytes.subarray(0, 5).toString() === '%PDF-'
  const declarations = async (pupilId: string) => (await house.platform.database.selectFrom('consent_declaration').select('id').where('pupil_id', '=', pupilId).execute()).length

  test('A4 a form carries a number and no name in its code; printed again it keeps its number', async () => {
    const by = await arrive('clerk')
    assert.ok(isPaper(await print(by)))
    const [first, ...more] = await form(world.ids.pupil)
    assert.deepEqual(more, [])
    assert.match(first!.code, /^[2-9A-HJKMNP-X]{12}$/)
    assert.ok(isPaper(await print(by)))
    assert.deepEqual((await form(world.ids.pupil)).map((one) => one.code), [first!.code])
  })

  test('R3.1 each purpose has its own form, never one for both', async () => {
    const by = await arrive('clerk')
    assert.ok(isPaper(await print(by, { purposes: ['platform', 'video'] })))
    const forms = await form(world.ids.pupil)
    assert.deepEqual(forms.map((one) => one.purpose).sort(), ['platform', 'video'])
    assert.equal(new Set(forms.map((one) => one.code)).size, 2)
    const video = forms.find((one) => one.purpose === 'video')!
    assert.equal((await enter(by, world.ids.pupil, { formCode: video.code })).refusal?.code, 'form_other_purpose')
  })

  test('R2.1 the class lead prints for the own class; a colleague, a pupil and a parent do not', async () => {
    assert.ok(isPaper(await print(await arrive('teacher'))))
    for (const key of ['otherTeacher', 'caretaker', 'pupil'] as const) assert.equal((await print(await arrive(key))).status, 404, key)
    const lead = await arrive('teacher')
    assert.equal((await lead.call('consent.printForms', { groupId: world.groups.class7b, purposes: ['platform'], whom: 'chosen', pupilIds: [world.ids.adult] })).refusal?.code, 'not_in_class')
  })

  test('A4 the number leads to the child, in any spelling a keyboard gives', async () => {
    const by = await arrive('clerk')
    const code = await codeOf(world.ids.withoutConsent)
    for (const typed of [code, code.toLowerCase(), code.replace(/(.{4})(?=.)/g, '$1-'), ` ${code.replace(/(.{4})/g, '$1 ')}`]) {
      const found = await by.call('consent.findForm', { code: typed })
      assert.equal((found.body['pupil'] as { id: string }).id, world.ids.withoutConsent, typed)
    }
  })

  test('A4 a forged number finds nothing: a changed sign, two signs swapped, the code of a slip, a number that nobody printed', async () => {
    const by = await arrive('clerk')
    const code = await codeOf(world.ids.withoutConsent)
    const changed = (code[0] === 'A' ? 'B' : 'A') + code.slice(1)
    const place = [...code].findIndex((sign, index) => index < 11 && sign !== code[index + 1])
    const swapped = code.slice(0, place) + code[place + 1]! + code[place]! + code.slice(place + 2)
    for (const forged of [changed, swapped, 'Q7XJ-BK6P-K32C', '222222222222', "' OR 1=1 --", 'x'.repeat(40)]) {
      assert.equal((await by.call('consent.findForm', { code: forged })).status, 404, forged)
      assert.equal((await enter(by, world.ids.withoutConsent, { formCode: forged })).refusal?.code, 'form_unknown', forged)
    }
    assert.equal(await declarations(world.ids.withoutConsent), 0)
  })

  test('A4 the form of another child is not entered for this one', async () => {
    const by = await arrive('clerk')
    assert.equal((await enter(by, world.ids.withoutConsent, { formCode: await codeOf(world.ids.third) })).refusal?.code, 'form_other_child')
    assert.equal(await declarations(world.ids.withoutConsent), 0)
  })

  test('A4 a blank form is linked once: to a second child it is refused, again to the same it changes nothing', async () => {
    const by = await arrive('clerk')
    const code = await blank()
    assert.deepEqual([(await by.call('consent.findForm', { code })).body['pupil'], (await by.call('consent.findForm', { code })).body['isBlank']], [null, true])
    assert.equal((await enter(by, world.ids.withoutConsent, { formCode: code })).refusal?.code, 'form_blank')
    assert.equal((await by.call('consent.linkForm', { pupilId: world.ids.withoutConsent, code })).status, 200)
    assert.equal((await by.call('consent.linkForm', { pupilId: world.ids.withoutConsent, code })).status, 200)
    assert.equal((await by.call('consent.linkForm', { pupilId: world.ids.third, code })).refusal?.code, 'form_linked')
    assert.equal((await by.call('consent.linkForm', { pupilId: world.ids.third, code: await codeOf(world.ids.withoutConsent) })).refusal?.code, 'form_other_child')
    assert.equal(((await by.call('consent.findForm', { code })).body['pupil'] as { id: string }).id, world.ids.withoutConsent)
  })

  test('A4 of two who link one blank form at the same moment one is refused', async () => {
    const [first, second, code] = [await arrive('clerk'), await arrive('clerk'), await blank()]
    const replies = await Promise.all([first.call('consent.linkForm', { pupilId: world.ids.pupil, code }), second.call('consent.linkForm', { pupilId: world.ids.third, code })])
    assert.deepEqual(replies.map((reply) => reply.status).sort(), [200, 409])
  })

  test('R2.1 a form that came back is entered with its number, and the proof names it', async () => {
    const by = await arrive('clerk')
    const code = await codeOf(world.ids.withoutConsent)
    assert.equal((await enter(by, world.ids.withoutConsent, { formCode: code, signed: 'sole_custody', name: 'Karla Berg' })).body['opened'], 1)
    const history = await by.call('consent.readHistory', { pupilId: world.ids.withoutConsent })
    assert.equal((history.body['records'] as { formCode: string | null }[]).at(-1)?.formCode, code)
  })

  test('A4 without a written assignment the class lead only sees states, and no number opens anything', async () => {
    const head = await arrive('head')
    const all = ((await head.call('consent.listEntryAssignments')).body['assignments'] as { id: string; isCurrent: boolean }[]).find((one) => one.isCurrent)!
    assert.equal((await head.call('consent.endEntryAssignment', { assignmentId: all.id })).status, 200)
    const lead = await arrive('teacher')
    const found = (await lead.call('consent.readClass', { groupId: world.groups.class7b })).body
    assert.equal(found['mayRecord'], false)
    assert.ok((found['pupils'] as { holders: unknown[]; missing: unknown[] }[]).every((pupil) => pupil.holders.length === 0 && pupil.missing.length === 0))
    assert.equal((await enter(lead, world.ids.third)).status, 403)
    assert.equal((await lead.call('consent.findForm', { code: await codeOf(world.ids.third) })).status, 404)
    assert.equal((await lead.call('consent.findForm', { code: await blank() })).status, 404)
    assert.equal((await lead.call('consent.linkForm', { pupilId: world.ids.third, code: 'x' })).status, 403)
    // Assigned to another one it is assigned to that one only; ended twice it is ended once.
    assert.equal((await head.call('consent.assignEntry', { personId: world.ids.otherTeacher, from: house.clock.today() })).status, 200)
    assert.equal((await enter(lead, world.ids.third)).status, 403)
    assert.equal((await head.call('consent.endEntryAssignment', { assignmentId: all.id })).status, 200)
  })

  test('A4 nobody assigns but the head and the deputy, not to a parent, not for yesterday; the deputy acts in representation', async () => {
    const today = house.clock.today()
    for (const key of ['teacher', 'clerk', 'admin'] as const) assert.equal((await (await arrive(key)).call('consent.assignEntry', { personId: null, from: today })).status, 403, key)
    const deputy = await arrive('deputy')
    assert.equal((await deputy.call('consent.assignEntry', { personId: world.ids.mother, from: today })).refusal?.code, 'assignment_not_staff')
    assert.equal((await deputy.call('consent.assignEntry', { personId: null, from: addDays(today, -1) })).refusal?.code, 'assignment_date')
    const given = await deputy.call('consent.assignEntry', { personId: world.ids.teacher, from: today })
    assert.equal((await deputy.call('consent.assignEntry', { personId: world.ids.teacher, from: today })).body['id'], given.body['id'])
    const row = await house.platform.database.selectFrom('consent_entry_assignment').selectAll().where('id', '=', String(given.body['id'])).executeTakeFirstOrThrow()
    assert.deepEqual([row.in_representation, row.assigned_by], [true, world.ids.deputy])
    assert.equal((await enter(await arrive('teacher'), world.ids.oneSignature, { signed: 'one_of_two', guardianId: world.ids.fatherOfGreta })).status, 200)
  })

  test('A4 a class lead with an assignment enters nothing for another class', async () => {
    const lead = await arrive('teacher')
    const entries = [{ pupilId: world.ids.fifteen, signed: 'complete', declaredOn: house.clock.today(), documentVersionId: version }]
    assert.equal((await lead.call('consent.recordDeclarations', { groupId: world.groups.q1, purpose: 'platform', clientId: randomUUID(), entries })).status, 404)
    // Nor by way of the own class.
    assert.equal((await enter(lead, world.ids.fifteen)).refusal?.code, 'not_in_class')
    const clerk = await arrive('clerk')
    await clerk.call('consent.printForms', { groupId: world.groups.q1, purposes: ['platform'], whom: 'all' })
    assert.equal((await lead.call('consent.findForm', { code: await codeOf(world.ids.fifteen) })).status, 404)
  })

  test('A4 what a class lead entered is drawn as a sample, checked by somebody else, once', async () => {
    const lead = await arrive('teacher')
    assert.equal((await enter(lead, world.ids.third, {}, { purpose: 'platform' })).status, 200)
    const month = house.clock.today().slice(0, 7)
    await assert.rejects(house.write((w) => drawMonth(w, month)), RangeError, 'the month is not over')
    await house.clock.travelTo('2026-12-01 08:00')
    await house.write((w) => drawMonth(w, month))
    await house.write((w) => drawMonth(w, month))
    const clerk = await arrive('clerk')
    const samples = (await clerk.call('consent.listSamples')).body['samples'] as { id: string; pupil: { id: string } }[]
    assert.deepEqual(samples.map((one) => one.pupil.id).sort(), [world.ids.oneSignature, world.ids.third].sort())
    assert.match((await clerk.call('tasks.listTasks')).text, /consent\.sample/)
    const [one] = samples.filter((sample) => sample.pupil.id === world.ids.third)
    for (const key of ['teacher', 'head', 'admin'] as const) assert.equal((await (await arrive(key)).call('consent.checkSample', { sampleId: one!.id, outcome: 'matches' })).status, 403, key)
    assert.equal((await clerk.call('consent.checkSample', { sampleId: one!.id, outcome: 'matches' })).body['left'], 1)
    assert.equal((await clerk.call('consent.checkSample', { sampleId: one!.id, outcome: 'matches' })).status, 200)
    assert.equal((await clerk.call('consent.checkSample', { sampleId: one!.id, outcome: 'differs' })).refusal?.code, 'sample_checked')
  })

  test('A4 who entered it does not check it, also with the clerk\'s task; what does not match counts no longer, at once', async () => {
    const head = await arrive('head')
    await head.call('administration.appoint', { task: 'consent_register', person: { id: world.ids.teacher }, from: house.clock.today(), until: null, isDeputy: true })
    const clerk = await arrive('clerk')
    const [one] = (await clerk.call('consent.listSamples')).body['samples'] as { id: string; pupil: { id: string } }[]
    assert.equal((await Object.assign(await arrive('teacher'), { keepsProving: true }).call('consent.checkSample', { sampleId: one!.id, outcome: 'matches' })).refusal?.code, 'sample_own')
    const greta = await arrive('oneSignature')
    assert.equal((await greta.call('messenger.listRooms')).status, 200, 'the second signature had opened the door')
    assert.equal((await clerk.call('consent.checkSample', { sampleId: one!.id, outcome: 'differs' })).body['left'], 0)
    assert.equal((await greta.call('messenger.listRooms')).status, 404)
    assert.doesNotMatch((await clerk.call('tasks.listTasks')).text, /consent\.sample/)
    const records = (await clerk.call('consent.readHistory', { pupilId: world.ids.oneSignature })).body['records'] as { isVoid: boolean }[]
    assert.deepEqual(records.map((record) => record.isVoid), [false, true])
    // Entered again, rightly, it counts.
    assert.equal((await enter(clerk, world.ids.oneSignature, { signed: 'one_of_two', guardianId: world.ids.fatherOfGreta })).body['opened'], 1)
  })

  test('A4 older paper: not covered until the head decides so, once; then a list is previewed and entered, and entered again changes nothing', async () => {
    const [head, clerk] = [await arrive('head'), await arrive('clerk')]
    const list = (lines: readonly string[]) => Buffer.from(['id;datum;fassung;unterschrift', ...lines].join('\r\n'), 'latin1')
    const decide = (label: string, covers: boolean) => head.call('consent.decideOlderText', { purpose: 'platform', label, inUseFrom: '2024-08-01', inUseUntil: '2026-08-01', covers })
    assert.equal((await clerk.call('consent.decideOlderText', { purpose: 'platform', label: '2024', inUseFrom: '2024-08-01', inUseUntil: '2026-08-01', covers: true })).status, 403)
    const no = String((await decide('2019', false)).body['id'])
    assert.equal((await clerk.call('consent.previewOlderPapers', { olderTextId: no }, list(['withdrawn;01.09.2025;2019;Mutter']))).refusal?.code, 'older_not_covering')
    const yes = String((await decide('2024', true)).body['id'])
    assert.equal((await decide('2024', false)).refusal?.code, 'older_decided')
    // Noah's form names a tick that a list can't carry; the two of a friend without a second parent; faults of every kind, each named.
    const body = list([
      'withdrawn;01.09.2025;2024;beide', 'friend;2025-09-01;2024;Elif Kaya', 'xx;01.09.2025;2024;beide', 'friend;31.02.2025;2024;Mutter', 'friend;01.01.2020;2024;Mutter', 'friend;01.09.2025;2023;Mutter', 'friend;01.09.2025;2024;', 'friend;01.09.2025;2024;Otto Fremd',
    ])
    const preview = await clerk.call('consent.previewOlderPapers', { olderTextId: yes }, body)
    assert.deepEqual((preview.body['problems'] as { line: number; code: string }[]).map(({ line, code }) => [line, code]), [[4, 'older_pupil_unknown'], [5, 'older_date'], [6, 'older_date_outside'], [7, 'older_version'], [8, 'older_signer'], [9, 'older_signer_unknown']])
    assert.equal((preview.body['fresh'] as unknown[]).length, 3)
    assert.equal((await clerk.call('consent.enterOlderPapers', { olderTextId: yes, differenceHash: '0'.repeat(64) }, body)).refusal?.code, 'older_changed')
    const { differenceHash } = preview.body
    assert.equal((await clerk.call('consent.enterOlderPapers', { olderTextId: yes, differenceHash: String(differenceHash) }, body)).body['entered'], 3)
    assert.deepEqual((await clerk.call('consent.enterOlderPapers', { olderTextId: yes, differenceHash: String(differenceHash) }, body)).body, { entered: 0, opened: 0 })
    const again = await clerk.call('consent.previewOlderPapers', { olderTextId: yes }, body)
    assert.deepEqual([(again.body['fresh'] as unknown[]).length, again.body['known']], [0, 3])
    // An older yes does not undo a later withdrawal.
    assert.equal((await visitor(house).signIn(world.accountName('withdrawn'))).body['outcome'], 'closed')
  })

  test('A4 older paper opens the door of whoever has nothing newer', async () => {
    const [head, clerk] = [await arrive('head'), await arrive('clerk')]
    const groupId = await house.write(async (w) => {
      const [founded] = await foundGroups(w, [{ kind: 'class', label: '08x', purpose: 'Unterricht der Klasse', schoolYear: '2026/27' }])
      await addMembers(w, [{ groupId: founded!, personId: world.ids.departed89, role: 'member' }])
      return founded!
    })
    assert.ok(groupId)
    const own = await house.write(async (w) => {
      const { addPeople } = await import('#platform/identity/people.ts')
      const [id] = await addPeople(w, [{ type: 'pupil', givenName: 'Ida', familyName: 'Neu', majorityOn: '2031-01-01', source: 'example', sourceId: '4711' }])
      return id!
    })
    const text = ((await head.call('consent.listOlderTexts')).body['texts'] as { id: string; covers: boolean }[]).find((one) => one.covers)!
    const body = Buffer.from('unterschrift,fassung,datum,id\n"Neu, Karin",2024,1.9.2025,4711\nJens Neu,2024,1.9.2025,4711\n')
    const preview = await clerk.call('consent.previewOlderPapers', { olderTextId: text.id }, body)
    assert.equal(preview.body['opens'], 1, preview.text)
    assert.equal((await clerk.call('consent.enterOlderPapers', { olderTextId: text.id, differenceHash: String(preview.body['differenceHash']) }, body)).body['opened'], 1)
    const proof = await clerk.call('consent.readHistory', { pupilId: own })
    assert.deepEqual((proof.body['records'] as { olderText: string | null }[]).map((one) => one.olderText), ['2024', '2024'])
  })

  test('R2.1 Art. 7(1) the proof and the list of a class are papers for those who may read them, and for nobody else', async () => {
    const clerk = await arrive('clerk')
    for (const by of [clerk, await arrive('head')]) {
      assert.ok(isPaper(await by.call('consent.printProof', { pupilId: world.ids.pupil })))
      assert.ok(isPaper(await by.call('consent.printClassList', { groupId: world.groups.class7b })))
    }
    const other = await arrive('otherTeacher')
    assert.equal((await other.call('consent.printProof', { pupilId: world.ids.pupil })).status, 404)
    assert.equal((await other.call('consent.printClassList', { groupId: world.groups.class7b })).status, 404)
  })

  test('B22 a paper is a download that nothing keeps: attachment, no-store, nosniff', async () => {
    const clerk = await arrive('clerk')
    const cookie = [...clerk.cookies].map(([key, value]) => `${key}=${value}`).join('; ')
    const response = await house.app.inject({ method: 'GET', url: `/api/pupils/${world.ids.pupil}/consent-proof`, headers: { cookie, 'x-schulhof': '1' } })
    assert.equal(response.headers['content-type'], 'application/pdf')
    assert.match(String(response.headers['content-disposition']), /^attachment; filename="nachweis-[0-9a-f]{8}\.pdf"$/)
    assert.deepEqual([response.headers['cache-control'], response.headers['x-content-type-options']], ['no-store', 'nosniff'])
  })

  test('3.1 a new major version: the old number does not stand for the new text, and a new form is printed for whoever is open too', async () => {
    const clerk = await arrive('clerk')
    const old = await codeOf(world.ids.pupil)
    await house.write((w) => publishDocument(w, { document: 'consent-platform', title: 'Neue Einwilligung', body: [...consentTexts.platform.body, { kind: 'text', text: 'Neu: auch Bilder.' }], isMajor: true }))
    await house.platform.school.reload()
    const newest = (await loadDocuments(house.platform.database)).filter((document) => document.purpose === 'platform').at(-1)!.id
    assert.equal((await enter(clerk, world.ids.pupil, { documentVersionId: newest, formCode: old })).refusal?.code, 'form_other_version')
    const states = ((await clerk.call('consent.readClass', { groupId: world.groups.class7b })).body['pupils'] as { id: string; state: string; open: boolean }[]).find((pupil) => pupil.id === world.ids.pupil)!
    assert.deepEqual([states.state, states.open], ['OUTDATED', true])
    assert.ok(isPaper(await print(clerk, { whom: 'missing' })))
    const fresh = (await form(world.ids.pupil)).find((one) => one.document_version_id === newest)!
    assert.equal((await enter(clerk, world.ids.pupil, { documentVersionId: newest, formCode: fresh.code })).status, 200)
  })

  test('A20 reading aids: only in languages the school offers, for the text they were written for, and for everybody', async () => {
    const nobody = visitor(house)
    assert.equal((await nobody.call('consent.readReadingAid', { purpose: 'video', language: 'ar' })).status, 404)
    await (await arrive('head')).call('school.decideOption', { option: 'consent.languages', value: ['ar', 'tr'] })
    const aid = await nobody.call('consent.readReadingAid', { purpose: 'video', language: 'ar' })
    assert.deepEqual([aid.status, aid.body['direction'], (aid.body['german'] as { title: string }).title], [200, 'rtl', consentTexts.video.title])
    assert.equal((await nobody.call('consent.readReadingAid', { purpose: 'video', language: 'uk' })).status, 404)
    // The platform's text is another one since the test before: what explained the old one is not shown beside it.
    assert.equal((await nobody.call('consent.readReadingAid', { purpose: 'platform', language: 'ar' })).status, 404)
  })
})
