/** R12.1 staff and parents who left and stand in a file again: the same account, a new stay, and nothing of then comes back with them. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { addDays } from '#platform/time/calendar.ts'
import type { RosterPreview } from '#modules/people/import/shape.ts'
import { assignmentOf } from '#modules/consent/entry/assignment.ts'
import { loadDocuments } from '#modules/consent/store.ts'
import type { World } from '#example/world.ts'
import { arrive } from '../interleave.ts'
import type { TestHouse } from '../house.ts'
import type { Reply, Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

const STAFF = 'ID;Kürzel;Nachname;Vorname\n1;EIN;Eins;Eva\n2;ZWE;Zwei;Zoe\n3;DRE;Drei;Dora\n4;VIE;Vier;Veit\n5;FUE;Fünf;Finn\n'
const without = (file: string, ...ids: string[]): string => file.split('\n').filter((line) => !ids.includes(line.split(';')[0]!)).join('\n')
const PUPILS = 'ID;Nachname;Vorname;Klasse\n1001;Kind;Karla;5z\n1002;Kind;Kuno;5z\n'
const PARENTS = 'Eltern-ID;Nachname;Vorname;Kind-ID;Art;sorgeberechtigt\n51;Kind;Maria;1001;Mutter;ja\n52;Kind;Viktor;1002;Vater;ja\n'

describe('R12.1 back at school', () => {
  let house: TestHouse
  let world: World
  let admin: Visitor

  before(async () => {
    ;({ house, world } = await openTestWorld())
    await come()
    for (const [file, kind] of [[PUPILS, 'pupils'], [STAFF, 'staff'], [PARENTS, 'parents']] as const) assert.equal((await take(file, kind)).status, 200)
  })
  after(() => house.close())

  const come = async (): Promise<void> => void (admin = await arrive(house, world.ids.admin))
  const preview = async (file: string, kind: string): Promise<RosterPreview> => {
    const reply = await admin.call('people.previewImport', { source: 'schild', kind }, Buffer.from(file))
    assert.equal(reply.status, 200, reply.text.slice(0, 300))
    return reply.body as unknown as RosterPreview
  }
  const take = async (file: string, kind: string, more: object = {}): Promise<Reply> =>
    admin.call('people.applyImport', { source: 'schild', kind, differenceHash: (await preview(file, kind)).differenceHash, ...more }, Buffer.from(file))
  const person = (sourceId: string, kind: 'staff' | 'parents') => house.db.database.selectFrom('person').selectAll().where('source', '=', `schild/${kind}`).where('source_id', '=', sourceId).executeTakeFirstOrThrow()
  const leaves = async (id: string, exitOn: string): Promise<void> => assert.equal((await admin.call('people.recordDeparture', { id, exitOn })).status, 200)
  const daysLater = async (days: number): Promise<void> => {
    await house.clock.travelTo(`${addDays(house.clock.today(), days)} 09:00`)
    await come()
  }
  const people = async () => (await house.db.database.selectFrom('person').select('id').execute()).length
  const factsOf = async (id: string) => (await house.db.database.selectFrom('access_fact').select(['kind', 'key', 'valid_until']).where('person_id', '=', id).execute()).filter((one) => one.valid_until === null || one.valid_until > house.clock.now()).map((one) => `${one.kind}:${one.key}`)

  test('staff: one account, a stay from today, in the staff room; the ended appointment, the assignment and the old session do not come back', async () => {
    const { id, account_name: name } = await person('1', 'staff')
    const head = await arrive(house, world.ids.head)
    const appointed = await head.call('administration.appoint', { task: 'devices', person: { id }, from: house.clock.today(), until: null, isDeputy: false })
    assert.equal(appointed.status, 200, appointed.text)
    const own = (await head.call('consent.assignEntry', { personId: id, from: house.clock.today() })).body['id']
    assert.equal(await assignmentOf(house.platform.database, id, house.clock.today()), own)
    assert.equal((await admin.call('people.recordDeparture', { id, exitOn: house.clock.today() })).status, 403, 'the appointment ends first')
    const { id: appointmentId } = await house.db.database.selectFrom('appointment').select('id').where('person_id', '=', id).executeTakeFirstOrThrow()
    assert.equal((await head.call('administration.endAppointment', { appointmentId })).status, 200)
    const session = await arrive(house, id)
    await leaves(id, house.clock.today())
    assert.equal((await session.call('home.readToday')).status, 200, 'the last day counts')
    await house.db.database.updateTable('session').set({ expires_at: new Date('2027-12-01'), idle_until: new Date('2027-12-01') }).where('person_id', '=', id).execute()
    await daysLater(3)
    assert.equal((await session.call('home.readToday')).status, 404)

    const before = await people()
    const shown = await preview(STAFF, 'staff')
    assert.deepEqual([shown.counts.new, shown.counts.returned, shown.rows.returned, shown.rows.changed, shown.isEmpty], [0, 1, [{ line: 2, givenName: 'Eva', familyName: 'Eins', changes: [] }], [], false])
    const done = await take(STAFF, 'staff')
    assert.deepEqual([done.status, (done.body['counts'] as { returned: number }).returned], [200, 1])
    const now = await person('1', 'staff')
    assert.deepEqual([now.id, now.account_name, now.entered_on, now.exit_on, await people()], [id, name, house.clock.today(), null, before])
    assert.deepEqual((await house.db.database.selectFrom('past_stay').select('until_on').where('person_id', '=', id).execute()).map((one) => one.until_on), [addDays(house.clock.today(), -3)])
    assert.equal((await session.call('home.readToday')).status, 404, 'the session of then is gone for good')
    assert.deepEqual((await factsOf(id)).filter((one) => one.startsWith('task') || one.startsWith('office')), [])
    assert.ok((await factsOf(id)).includes('account:active'))
    assert.notEqual(await assignmentOf(house.platform.database, id, house.clock.today()), own)
    const room = await house.db.database.selectFrom('membership').select('id').where('person_id', '=', id).where('group_id', '=', world.groups.staff).where('until_on', 'is', null).execute()
    assert.equal(room.length, 1)
    assert.ok((await preview(STAFF, 'staff')).isEmpty)
    // Assigned anew it counts again.
    const anew = (await (await arrive(house, world.ids.head)).call('consent.assignEntry', { personId: id, from: house.clock.today() })).body['id']
    assert.notEqual(anew, own)
    assert.equal(await assignmentOf(house.platform.database, id, house.clock.today()), anew)
  })

  test('a last day that is still to come stays, and who is not in the file stays away', async () => {
    const [leaving, gone] = [await person('2', 'staff'), await person('3', 'staff')]
    await leaves(leaving.id, addDays(house.clock.today(), 30))
    await leaves(gone.id, addDays(house.clock.today(), -1))
    assert.ok((await preview(without(STAFF, '3'), 'staff')).isEmpty)
    const shown = await preview(STAFF, 'staff')
    assert.deepEqual(shown.rows.returned.map((one) => one.familyName), ['Drei'])
    assert.equal((await person('2', 'staff')).exit_on, addDays(house.clock.today(), 30))
  })

  test('the name and the short code of the file count for who is back, too; two who take the same file at once bring nobody back twice', async () => {
    const file = STAFF.replace('3;DRE;Drei;Dora', '3;DRN;Drei-Neu;Dora')
    const { differenceHash, rows } = await preview(file, 'staff')
    assert.deepEqual(rows.returned[0]!.changes.map(({ field, to }) => [field, to]), [['familyName', 'Drei-Neu'], ['shortCode', 'DRN']])
    const replies = await Promise.all([1, 2].map(() => admin.call('people.applyImport', { source: 'schild', kind: 'staff', differenceHash }, Buffer.from(file))))
    assert.deepEqual(replies.map((one) => one.status).sort(), [200, 409])
    const { id, family_name: familyName } = await person('3', 'staff')
    assert.deepEqual([familyName, (await house.db.database.selectFrom('past_stay').select('id').where('person_id', '=', id).execute()).length], ['Drei-Neu', 1])
    assert.equal((await house.db.database.selectFrom('staff_detail').select('short_code').where('person_id', '=', id).executeTakeFirstOrThrow()).short_code, 'DRN')
  })

  test('many who come back at once are an old file: it asks for the second word', async () => {
    const file = STAFF.replace('3;DRE;Drei;Dora', '3;DRN;Drei-Neu;Dora')
    for (const id of ['1', '4', '5']) await leaves((await person(id, 'staff')).id, addDays(house.clock.today(), -1))
    const shown = await preview(file, 'staff')
    assert.deepEqual([shown.counts.returned, shown.safety.stop, shown.safety.reason, shown.safety.isConfirmable], [3, true, 'returning', true])
    assert.equal((await take(file, 'staff')).refusal?.code, 'import_safety_stop')
    assert.equal((await person('4', 'staff')).exit_on, addDays(house.clock.today(), -1))
    assert.deepEqual([(await preview(without(file, '5'), 'staff')).safety.stop, (await take(file, 'staff', { confirmSafety: true })).status], [false, 200])
  })

  test('parents: the account comes back with what it had and without what was withdrawn or banned; not for a child who has gone', async () => {
    const [mother, father] = [await person('51', 'parents'), await person('52', 'parents')]
    const ward = (sourceId: string) => house.db.database.selectFrom('person').select('id').where('source', '=', 'schild').where('source_id', '=', sourceId).executeTakeFirstOrThrow()
    const { id: pupilId } = await ward('1001')
    const documentVersionId = (await loadDocuments(house.platform.database)).find((one) => one.purpose === 'platform')!.id
    const parent = await arrive(house, mother.id)
    assert.equal((await parent.call('consent.declareForChild', { pupilId, purpose: 'platform', documentVersionId, clientId: randomUUID() })).body['open'], true)
    assert.equal((await parent.call('consent.withdrawForChild', { pupilId, purpose: 'platform', clientId: randomUUID() })).status, 200)
    await house.db.database.updateTable('guardianship').set({ contact_ban: true }).where('guardian_id', '=', father.id).execute()
    for (const { id } of [mother, father]) await leaves(id, house.clock.today())
    await leaves((await ward('1002')).id, house.clock.today())
    await daysLater(2)
    const before = await house.db.database.selectFrom('guardianship').selectAll().where('guardian_id', 'in', [mother.id, father.id]).orderBy('id').execute()

    const shown = await preview(PARENTS, 'parents')
    assert.deepEqual([shown.counts.new, shown.rows.returned.map((one) => one.givenName), shown.links.added + shown.links.changed], [0, ['Maria'], 0])
    assert.equal((await take(PARENTS, 'parents')).status, 200)
    assert.deepEqual([(await person('51', 'parents')).exit_on, (await person('51', 'parents')).id], [null, mother.id])
    assert.equal((await person('52', 'parents')).exit_on, addDays(house.clock.today(), -2), 'of a child who has gone nothing is written')
    assert.deepEqual(await house.db.database.selectFrom('guardianship').selectAll().where('guardian_id', 'in', [mother.id, father.id]).orderBy('id').execute(), before)
    assert.deepEqual((await factsOf(pupilId)).filter((one) => one.startsWith('purpose')), [], 'withdrawn stays withdrawn')
    assert.equal((await parent.call('consent.readFamily')).status, 404, 'the session of then is gone')
    assert.equal((await (await arrive(house, mother.id)).call('consent.readFamily')).status, 200)
    assert.ok((await preview(PARENTS, 'parents')).isEmpty)
  })
})
