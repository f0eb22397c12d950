/** R12.4, X12: a deleted account stands in a file of the school's program. Its name is sealed, so a preview can not claim that it changed. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addDays } from '#platform/time/calendar.ts'
import { recordDeletions } from '#modules/lifecycle/deletion.ts'
import { module as lifecycle } from '#modules/lifecycle/module.ts'
import type { ImportPreview } from '#modules/people/contract.ts'
import type { World } from '#example/world.ts'
import { arrive } from '../interleave.ts'
import type { TestHouse } from '../house.ts'
import type { Reply, Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

const PUPILS = 'ID;Nachname;Vorname;Klasse;Austritt\n1001;Kind;Karla;5z;\n1002;Kind;Kuno;5z;\n1003;Kind;Kim;5z;\n1004;Kind;Kai;5z;\n'
const STAFF = 'ID;Kürzel;Nachname;Vorname\n1;EIN;Eins;Eva\n2;ZWE;Zwei;Zoe\n3;DRE;Drei;Dora\n'

type Shown = Pick<ImportPreview, 'counts' | 'isEmpty' | 'differenceHash'> & { rows: { returned: { line: number; givenName: string; familyName: string; changes: { field: string }[] }[] }; text: string }

describe('R12.4 a deleted account in a file', () => {
  let house: TestHouse
  let world: World
  let admin: Visitor

  before(async () => {
    ;({ house, world } = await openTestWorld())
    for (const [file, kind] of [[PUPILS, 'pupils'], [STAFF, 'staff']] as const) assert.equal((await take(file, kind)).status, 200)
  })
  after(() => house.close())

  const preview = async (file: string, kind: string): Promise<Shown> => {
    admin = await arrive(house, world.ids.admin)
    const reply = await admin.call('people.previewImport', { source: 'schild', kind }, Buffer.from(file))
    assert.equal(reply.status, 200, reply.text.slice(0, 300))
    return { ...reply.body, text: reply.text } as unknown as Shown
  }
  const take = async (file: string, kind: string): Promise<Reply> => {
    const { differenceHash } = await preview(file, kind)
    return admin.call('people.applyImport', { source: 'schild', kind, differenceHash, confirmSafety: true }, Buffer.from(file))
  }
  const person = (source: string, sourceId: string) => house.db.database.selectFrom('person').selectAll().where('source', '=', source).where('source_id', '=', sourceId).executeTakeFirstOrThrow()
  const leaves = async (id: string): Promise<void> => {
    admin = await arrive(house, world.ids.admin)
    assert.equal((await admin.call('people.recordDeparture', { id, exitOn: addDays(house.clock.today(), -1) })).status, 200)
  }
  const daysLater = async (days: number): Promise<void> => house.clock.travelTo(`${addDays(house.clock.today(), days)} 09:00`)
  const night = async (): Promise<void> => void (await lifecycle.start!(house.platform))

  test('a pupil who is back: told under the name of the file, restored under it, and the second time nothing is left', async () => {
    const { id } = await person('schild', '1001')
    await daysLater(3)
    await leaves(id)
    assert.equal((await person('schild', '1001')).family_name, 'Konto', 'sealed')
    await daysLater(3)
    const file = PUPILS.replace('Kind;Karla', 'Kind-Neu;Karla')
    const shown = await preview(file, 'pupils')
    assert.deepEqual([shown.counts.returned, shown.counts.changed, shown.counts.new], [1, 0, 0])
    assert.deepEqual(shown.rows.returned.map(({ givenName, familyName, changes }) => [givenName, familyName, changes.map((one) => one.field)]), [['Karla', 'Kind-Neu', ['exitOn']]])
    assert.doesNotMatch(shown.text, /Gelösch|restoredName/)
    assert.equal((await take(file, 'pupils')).status, 200)
    const now = await person('schild', '1001')
    assert.deepEqual([now.id, now.given_name, now.family_name, now.deleted_on, now.exit_on], [id, 'Karla', 'Kind-Neu', null, null])
    assert.ok((await preview(file, 'pupils')).isEmpty)
  })

  test('a pupil whose last day is still past: nothing changes, and nothing comes back', async () => {
    const { id } = await person('schild', '1002')
    await leaves(id)
    const file = PUPILS.replace('Kind;Karla', 'Kind-Neu;Karla').replace('Kuno;5z;', `Kuno;5z;${house.clock.today().split('-').toReversed().join('.')}`)
    await daysLater(2)
    const shown = await preview(file, 'pupils')
    assert.deepEqual([shown.counts.returned, shown.counts.changed, shown.counts.new, shown.counts.left, shown.isEmpty], [0, 0, 0, 0, true])
    assert.equal((await take(file, 'pupils')).status, 200)
    assert.notEqual((await person('schild', '1002')).deleted_on, null)
  })

  test('R12.2 deleted by a decision while at school: the file that still names the pupil brings nothing back', async () => {
    const { id } = await person('schild', '1003')
    await house.write((w) => recordDeletions(w, [{ personId: id, on: w.today, cause: 'decision', reason: 'Widerruf' }]))
    const file = PUPILS.replace('Kind;Karla', 'Kind-Neu;Karla').replace('Kuno;5z;', `Kuno;5z;${house.clock.today().split('-').toReversed().join('.')}`)
    await daysLater(2)
    const shown = await preview(file, 'pupils')
    assert.deepEqual([shown.counts.returned, shown.counts.changed, shown.counts.new, shown.isEmpty], [0, 0, 0, true])
    assert.equal((await take(file, 'pupils')).status, 200)
    assert.notEqual((await person('schild', '1003')).deleted_on, null)
  })

  test('staff who are back: the same', async () => {
    const { id } = await person('schild/staff', '1')
    await leaves(id)
    await daysLater(31)
    await night()
    assert.equal((await person('schild/staff', '1')).given_name, 'Gelöschtes')
    const shown = await preview(STAFF, 'staff')
    assert.deepEqual(shown.rows.returned, [{ line: 2, givenName: 'Eva', familyName: 'Eins', changes: [] }])
    assert.deepEqual([shown.counts.changed, shown.counts.new], [0, 0])
    assert.doesNotMatch(shown.text, /Gelösch|restoredName/)
    assert.equal((await take(STAFF, 'staff')).status, 200)
    assert.deepEqual(await person('schild/staff', '1').then((row) => [row.id, row.given_name, row.family_name, row.deleted_on]), [id, 'Eva', 'Eins', null])
    assert.ok((await preview(STAFF, 'staff')).isEmpty)
  })

  test('past the last day of restoring the whole file waits for the purge, changes nothing, and says what to do; then the pupil is new', async () => {
    const { id } = await person('schild', '1004')
    const file = 'ID;Nachname;Vorname;Klasse\n1001;Anders;Karla;5z\n1004;Kind;Kai;5z\n'
    await leaves(id)
    await daysLater(91)
    const refused = await take(file, 'pupils')
    assert.deepEqual([refused.status, refused.refusal?.code], [410, 'gone_for_good'])
    assert.equal((await person('schild', '1001')).family_name, 'Kind-Neu', 'nothing of the file was taken')
    await night()
    const shown = await preview(file, 'pupils')
    assert.deepEqual([shown.counts.new, shown.counts.returned], [1, 0])
    assert.equal((await take(file, 'pupils')).status, 200)
    assert.notEqual((await person('schild', '1004')).id, id)
  })
})
