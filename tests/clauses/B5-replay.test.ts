/**
 * B5: each kind of the ledger, done after the backup, holds after the restore. One set, one restore, one test for each kind; and afterwards all facts are what
 * follows from the records.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { after, before, describe, test } from 'node:test'
import { isAdmitted } from '#platform/access/actor.ts'
import { destroyScope, scopeOf } from '#platform/blobs/scopes.ts'
import { restoreAccounts } from '#platform/identity/deletion.ts'
import { endCards, makeCards } from '#platform/identity/cards/cards.ts'
import { endFactors } from '#platform/identity/factor/records.ts'
import { endCodes } from '#platform/identity/factor/recovery.ts'
import { addContactBan, endGuardianships } from '#platform/identity/guardianship.ts'
import { linkSameHuman } from '#platform/identity/same-human.ts'
import { closeAfterLoss } from '#platform/identity/sign-in/lost-device.ts'
import { endOpenSlips, makeSlips } from '#platform/identity/sign-in/slips.ts'
import { newId } from '#platform/id/id.ts'
import { addPeople } from '#platform/identity/people.ts'
import { LOSSES, NOT_YET, readLedger, recordLoss } from '#platform/ledger/ledger.ts'
import type { Loss } from '#platform/ledger/ledger.ts'
import { newSafeKey } from '#platform/safe/safe.ts'
import { addDays, startOfDay } from '#platform/time/calendar.ts'
import { contract as administration } from '#modules/administration/contract.ts'
import { contract as consent } from '#modules/consent/contract.ts'
import { recordDeletions } from '#modules/lifecycle/deletion.ts'
import { contract as lifecycle } from '#modules/lifecycle/contract.ts'
import { purgeDue } from '#modules/lifecycle/purge.ts'
import { act } from '#example/act.ts'
import type { World } from '#example/world.ts'
import { restoreTestHouse } from '../backup.ts'
import type { RestoredHouse } from '../backup.ts'
import { rebuilt, stored } from '../facts.ts'
import type { TestHouse } from '../house.ts'
import { arrive } from '../interleave.ts'
import { openTestWorld } from '../world.ts'

/** Kinds that no test has tried. Those that nothing in the program writes yet need none, for as long as that is so: the last test looks into the source. */
const untried = (kinds: readonly string[], tried: ReadonlySet<string>): string[] => kinds.filter((one) => !tried.has(one) && !NOT_YET.includes(one as Loss))

describe('B5 what was taken away after the backup is taken away again', () => {
  let [place, code] = ['', '']
  let house: TestHouse
  let world: World
  let restored: RestoredHouse
  const tested = new Set<Loss>()
  const made: Record<string, string> = {}
  const target = () => ({ kind: 'folder' as const, folder: join(place, 'target') })
  const of = (one: TestHouse) => one.db.owner

  before(async () => {
    place = await mkdtemp(join(tmpdir(), 'schulhof-b5-'))
    ;({ house, world } = await openTestWorld({ backup: { target: target() } }))
    code = await house.write(async (w) => (await newSafeKey(w, false)).code)
    await prepare()
    await house.clock.travelTo('2026-11-24 02:00')
    // Who is due in the example goes before; and of ours no night would take whom only the ledger must.
    await purgeDue(house.platform, house.clock.now())
    await of(house).updateTable('account_deletion').set({ restorable_until: '2028-01-01' }).where('person_id', '=', made['purged']!).execute()
    await house.platform.backup.create(house.clock.now())
    await house.clock.travelTo('2026-11-24 10:00')
    await takeAway()
    await house.platform.backup.bringLedger()
    // So long after, that the days of restoring are over.
    await house.clock.travelTo('2027-03-24 08:00')
    restored = await restoreTestHouse({ target: target(), at: house.clock.now(), code })
  })
  after(async () => {
    await restored?.close()
    await house.close()
    await rm(place, { recursive: true, force: true })
  })

  /** What the backup holds, in the state before it is taken away. */
  async function prepare(): Promise<void> {
    const { ids, groups } = world
    await house.write(async (w) => {
      await makeSlips(w, [ids.third], { validUntil: startOfDay(addDays(w.today, 14)), madeBy: null })
      await makeCards(w, [ids.third])
      made['scope'] = await scopeOf(w, { personId: ids.third })
      const people = await addPeople(w, ['Weg', 'Zurück', 'Rückkehr', 'Später'].map((givenName) => ({ type: 'pupil' as const, givenName, familyName: 'Probe', source: 'b5', sourceId: givenName })))
      ;[made['purged'], made['back'], made['returned'], made['deleted']] = people as [string, string, string, string]
      await recordDeletions(w, people.slice(0, 3).map((personId) => ({ personId, on: w.today, cause: 'decision' as const, reason: 'Probe' })))
    })
    await arrive(house, ids.deputy)
    made['assignment'] = (await act(house, ids.head, 'consent', consent, 'assignEntry', { personId: ids.teacher, from: house.clock.today() })).id
    const { id: declaration } = await of(house).selectFrom('consent_declaration').select('id').where('pupil_id', '=', ids.friend).where('purpose', '=', 'platform').executeTakeFirstOrThrow()
    made['entry'] = newId(house.clock.now())
    made['sample'] = newId(house.clock.now())
    await of(house).insertInto('consent_lead_entry').values({ id: made['entry'], pupil_id: ids.friend, purpose: 'platform', group_id: groups.class7b, assignment_id: made['assignment'], entered_by: ids.teacher, entered_at: house.clock.now() }).execute()
    await of(house).updateTable('consent_declaration').set({ lead_entry_id: made['entry'] }).where('id', '=', declaration).execute()
    await of(house).insertInto('consent_sample').values({ id: made['sample'], lead_entry_id: made['entry'], pupil_id: ids.friend, group_id: groups.class7b, month: '2026-11', drawn_at: house.clock.now() }).execute()
    made['custodian'] = (await act(house, ids.head, 'administration', administration, 'nameCustodian', { personId: ids.caretaker, place: 'Tresor', from: house.clock.today(), handOver: null })).id
  }

  async function takeAway(): Promise<void> {
    const { ids } = world
    const owner = of(house)
    // As a ledger that was begun anew has it (openLedger with `lost`), with everything below behind it.
    await house.write((w) => recordLoss(w, { kind: 'ledger_lost', ids: {} }))
    made['guardianship'] = (await owner.selectFrom('guardianship').select('id').where('ward_id', '=', ids.pupil).where('guardian_id', '=', ids.father).executeTakeFirstOrThrow()).id
    made['factor'] = (await owner.selectFrom('second_factor').select('id').where('person_id', '=', ids.deputy).executeTakeFirstOrThrow()).id
    const appointment = await owner.selectFrom('appointment').select('id').where('person_id', '=', ids.admin).where('task', '=', 'users').executeTakeFirstOrThrow()
    const office = await owner.selectFrom('office_term').select('id').where('person_id', '=', ids.deputy).where('office', '=', 'deputy').executeTakeFirstOrThrow()
    made['appointment'] = appointment.id
    made['office'] = office.id
    const deletionOf = async (personId: string) => (await owner.selectFrom('account_deletion').select('id').where('person_id', '=', personId).executeTakeFirstOrThrow()).id
    await act(house, ids.secondAdmin, 'lifecycle', lifecycle, 'restoreAccount', { id: await deletionOf(made['back']!), kind: 'mistake', reason: 'Es war ein Versehen' })
    await house.write((w) => restoreAccounts(w, [{ id: made['returned']!, isNewStay: true }]))
    await house.write((w) => recordDeletions(w, [{ personId: made['deleted']!, on: w.today, cause: 'decision', reason: 'Probe' }]))
    await owner.updateTable('account_deletion').set({ restorable_until: '2026-11-23' }).where('person_id', '=', made['purged']!).execute()
    assert.equal(await purgeDue(house.platform, house.clock.now()), 1)
    await act(house, ids.clerk, 'consent', consent, 'recordWithdrawal', { pupilId: ids.pupil, purpose: 'platform', clientId: newId(house.clock.now()), by: 'holder', guardianId: ids.mother, receivedOn: house.clock.today() })
    await act(house, ids.clerk, 'consent', consent, 'checkSample', { sampleId: made['sample']!, outcome: 'differs' })
    await act(house, ids.head, 'consent', consent, 'endEntryAssignment', { assignmentId: made['assignment']! })
    await act(house, ids.head, 'administration', administration, 'endRelease', { module: 'messenger' })
    await arrive(house, ids.friend)
    await house.write(async (w) => {
      await closeAfterLoss(w, ids.friend, 'self')
      await endGuardianships(w, [made['guardianship']!], addDays(w.today, -1))
      made['ban'] = await addContactBan(w, { guardianId: ids.motherOfFriend, wardId: ids.friend, kind: 'mother', from: w.today, until: null, source: 'test' })
      made['link'] = await linkSameHuman(w, { workId: ids.otherTeacher, parentId: ids.motherOfFriend })
      await endOpenSlips(w, [ids.third], 'withdrawn')
      await endCards(w, [ids.third], 'revoked')
      await endFactors(w, [made['factor']!], 'voided')
      await endCodes(w, ids.deputy, 'voided')
      await destroyScope(w, made['scope']!)
    })
    await act(house, ids.head, 'administration', administration, 'endAppointment', { appointmentId: appointment.id })
    await act(house, ids.head, 'administration', administration, 'endCustody', { custodyId: made['custodian']! })
    await act(house, ids.head, 'administration', administration, 'endOffice', { officeTermId: office.id })
  }

  /** One kind: it was done after the backup, as the ledger says, and it holds. */
  function kind(loss: Loss, what: string, holds: () => Promise<void>): void {
    test(`${loss}: ${what}`, async () => {
      tested.add(loss)
      const { entries } = await readLedger(join(house.folder, 'ledger'), house.platform.keys.ledger)
      assert.ok(entries.slice(restored.restored.loaded.head.ledger.lines).some((entry) => entry.kind === loss), 'stands behind the backup')
      await holds()
    })
  }
  const rows = async (table: string, column: string, id: string) => Number((await restored.platform.pool.query(`SELECT count(*)::int AS n FROM ${table} WHERE ${column} = $1`, [id])).rows[0].n)
  const isIn = async (personId: string) => {
    const actor = await restored.platform.actors.find(personId)
    return actor !== null && isAdmitted(actor, restored.clock.now())
  }
  const factsOf = async (personId: string, factKind: string) => (await of(restored).selectFrom('access_fact').select('key').where('person_id', '=', personId).where('kind', '=', factKind).where((eb) => eb.or([eb('valid_until', 'is', null), eb('valid_until', '>', restored.clock.now())])).execute()).map(({ key }) => key)

  kind('withdrawal', 'the door stays closed', async () => assert.deepEqual(await factsOf(world.ids.pupil, 'purpose'), []))
  kind('declaration_void', 'what the paper did not say does not open', async () => assert.ok(!(await factsOf(world.ids.friend, 'purpose')).includes('platform')))
  kind('entry_assignment_end', 'the class lead enters no more', async () => assert.equal(await rows('consent_entry_assignment_end', 'assignment_id', made['assignment']!), 1))
  kind('custody_end', 'the father has no custody', async () => assert.equal((await of(restored).selectFrom('guardianship').select('until_on').where('id', '=', made['guardianship']!).executeTakeFirstOrThrow()).until_on, '2026-11-23'))
  kind('contact_ban', 'it holds', async () => assert.equal((await of(restored).selectFrom('guardianship').select('contact_ban').where('id', '=', made['ban']!).executeTakeFirstOrThrow()).contact_ban, true))
  kind('office_end', 'the deputy and the keeper of the code are none any more', async () => assert.deepEqual([await factsOf(world.ids.deputy, 'office'), await factsOf(world.ids.caretaker, 'office')], [[], []]))
  kind('appointment_end', 'the task is gone', async () => assert.ok(!(await factsOf(world.ids.admin, 'task')).includes('users')))
  kind('release_end', 'the module stays closed', async () => assert.equal((await of(restored).selectFrom('access_fact').select('id').where('module_id', '=', 'messenger').execute()).length, 0))
  kind('session_end', 'there is no session from before', async () => assert.equal(await rows('session', 'person_id', world.ids.friend), 0))
  kind('slip_end', 'no slip opens', async () => assert.equal((await restored.platform.pool.query('SELECT FROM access_slip s WHERE person_id = $1 AND NOT EXISTS (SELECT FROM access_slip_end e WHERE e.slip_id = s.id)', [world.ids.third])).rowCount, 0))
  kind('card_end', 'no card opens', async () => assert.equal((await restored.platform.pool.query('SELECT FROM sign_in_card c WHERE person_id = $1 AND NOT EXISTS (SELECT FROM sign_in_card_end e WHERE e.card_id = c.id)', [world.ids.third])).rowCount, 0))
  kind('device_lost', 'the password of the backup is void', async () => assert.equal(await rows('credential', 'person_id', world.ids.friend), 0))
  kind('factor_end', 'the factor proves nothing', async () => {
    assert.equal(await rows('second_factor_end', 'factor_id', made['factor']!), 1)
    assert.deepEqual(await factsOf(world.ids.deputy, 'factor'), [])
  })
  kind('recovery_code_end', 'no code helps', async () => assert.equal((await restored.platform.pool.query('SELECT FROM recovery_code c WHERE person_id = $1 AND NOT EXISTS (SELECT FROM recovery_code_end e WHERE e.code_id = c.id)', [world.ids.deputy])).rowCount, 0))
  kind('key_destroyed', 'the scope has no key', async () => assert.equal(await rows('scope_key', 'scope_id', made['scope']!), 0))
  kind('same_human', 'the two accounts are tied', async () => assert.equal(await rows('same_human', 'id', made['link']!), 1))
  kind('purge', 'the account is gone', async () => assert.equal(await rows('person', 'id', made['purged']!), 0))
  kind('deletion', 'deleted since, so closed, without a name, and gone when its days are over', async () => {
    const { entries } = await readLedger(join(house.folder, 'ledger'), house.platform.keys.ledger)
    assert.equal(entries.find((entry) => entry.kind === 'deletion' && entry.ids['person'] === made['deleted'])!.ids['until'], '2027-02-22')
    // The start after the restore has purged it: its days were over.
    assert.equal(await rows('person', 'id', made['deleted']!), 0)
  })
  kind('deletion_end', 'given back since, so there, by name, though the days of restoring are over by now', async () => {
    for (const key of ['back', 'returned'] as const) {
      const person = await of(restored).selectFrom('person').select(['given_name', 'deleted_on', 'exit_on']).where('id', '=', made[key]!).executeTakeFirst()
      assert.deepEqual(person, { given_name: key === 'back' ? 'Zurück' : 'Rückkehr', deleted_on: null, exit_on: null }, key)
      assert.equal(await rows('account_restoration', 'deletion_id', (await of(restored).selectFrom('account_deletion').select('id').where('person_id', '=', made[key]!).executeTakeFirstOrThrow()).id), 1)
    }
    assert.equal(await purgeDue(restored.platform, restored.clock.now()), 0, 'and no night takes them')
    assert.equal(await isIn(made['deleted']!), false)
  })

  kind('ledger_lost', 'takes nothing away and holds nothing up: all that stands behind it was replayed', async () => {
    const { entries } = await readLedger(join(house.folder, 'ledger'), house.platform.keys.ledger)
    const since = entries.slice(restored.restored.loaded.head.ledger.lines)
    assert.ok(since.findIndex((entry) => entry.kind === 'ledger_lost') < since.findIndex((entry) => entry.kind === 'withdrawal'))
    assert.equal(restored.replayed, since.length)
  })

  test('each kind of the ledger has been tried, and a new one without a test is found', () => {
    assert.deepEqual(untried(LOSSES, tested), [])
    assert.deepEqual(untried([...LOSSES, 'locker_end'], tested), ['locker_end'])
    assert.deepEqual(untried(LOSSES, new Set([...tested].filter((one) => one !== 'purge'))), ['purge'])
  })

  test('a kind without a test is written by nothing in the program, and one that is would be found', () => {
    const written = writtenKinds()
    assert.deepEqual(NOT_YET.filter((loss) => written.has(loss)), [])
    assert.deepEqual(LOSSES.filter((loss) => !written.has(loss) && !NOT_YET.includes(loss)), [], 'the search finds each of the others')
  })

  test('B1 after the restore all facts are what follows from the records, in the table and in memory', async () => {
    assert.deepEqual(await stored(restored), await rebuilt(restored))
    for (const id of Object.values(world.ids)) {
      const actor = await restored.platform.actors.find(id)
      if (actor === null) continue
      const inTable = await of(restored).selectFrom('access_fact').select(['kind', 'key']).where('person_id', '=', id).execute()
      for (const { kind: one, key } of actor.facts) assert.ok(inTable.some((row) => row.kind === one && row.key === key), `${one} ${key}`)
    }
  })
})

/** Kinds that the program's source hands to the ledger: a name of one in a line of code, outside of the list of kinds, its words and the replays. */
function writtenKinds(): Set<string> {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const files = globSync(['platform/**/*.ts', 'modules/**/*.ts', 'server/**/*.ts'], { cwd: root }).filter((path) => !/\.test\.ts$|replays\.ts$|\.de\.ts$|^platform\/database\/tables\.ts$/.test(path))
  const text = files.map((path) => readFileSync(join(root, path), 'utf8')).filter((one) => /recordLoss|ledger_outbox/.test(one)).join('\n').replace(/LOSSES = \[[^\]]*\]|NOT_YET: [^\n]*/g, '')
  return new Set(LOSSES.filter((loss) => text.includes(`'${loss}'`)))
}
