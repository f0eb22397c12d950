/**
 * Clause 12: „IServ-Nutzerkonten von Schülerinnen und Schülern sind nach dem Abgang von der Schule unverzüglich zu löschen. … Nach Löschung können die
 * Nutzerkonten 90 Tage wiederhergestellt werden. … Für die Löschung sind die Administratoren zuständig.“
 */
import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { isAdmitted } from '#platform/access/actor.ts'
import { addGuardianships } from '#platform/identity/guardianship.ts'
import { newId } from '#platform/id/id.ts'
import { RefusalError } from '#platform/module/module.ts'
import { act } from '#example/act.ts'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import { contract as lifecycle } from '#modules/lifecycle/contract.ts'
import { module as lifecycleModule } from '#modules/lifecycle/module.ts'
import { contract as messenger } from '#modules/messenger/contract.ts'
import { contract as people } from '#modules/people/contract.ts'
import { contract as school } from '#platform/school/contract.ts'
import { namesOf } from '#platform/identity/people.ts'
import type { TestHouse } from '../house.ts'
import { openTestWorld } from '../world.ts'

let house: TestHouse
let world: World

/** What runs by itself at night, as it would now. */
const night = async () => {
  for (const job of lifecycleModule.recurring!) await job.run(house.platform, '', house.clock.now())
}
const refusalOf = (work: Promise<unknown>) => work.then(() => null, (error: unknown) => (error instanceof RefusalError ? `${error.refusal.status} ${error.refusal.code}` : Promise.reject(error)))
const id = (key: PersonKey) => world.ids[key]
const remove = (by: PersonKey, keys: readonly PersonKey[], typed?: number) => act(house, id(by), 'lifecycle', lifecycle, 'deleteAccounts', { personIds: keys.map(id), reason: 'Abmeldung liegt vor', ...(typed !== undefined && { typed }) })
const deletionOf = async (key: PersonKey) => (await act(house, id('secondAdmin'), 'lifecycle', lifecycle, 'listDeleted', {})).deletions.find((one) => one.personId === id(key))
const restore = async (by: PersonKey, deletionId: string, kind: 'mistake' | 'return' = 'mistake') => act(house, id(by), 'lifecycle', lifecycle, 'restoreAccount', { id: deletionId, kind, reason: 'Es war ein Versehen' })
const isIn = async (key: PersonKey) => {
  const actor = await house.platform.actors.find(id(key))
  return actor !== null && isAdmitted(actor, house.clock.now())
}
/** A search also finds what is spelt alike. */
const named = (found: readonly { displayName: string }[]) => found.map((one) => one.displayName).filter((name) => /Lina Sommer|Gelöscht/.test(name))
const displayNameOf = async (key: PersonKey) => (await namesOf(house.platform.database, [id(key)])).get(id(key))!.displayName
const exists = async (key: PersonKey) => (await house.platform.database.selectFrom('person').select('id').where('id', '=', id(key)).execute()).length > 0

describe('clause 12', () => {
  beforeEach(async () => void ({ house, world } = await openTestWorld()))
  afterEach(() => house.close())

  describe('R12.1 „nach dem Abgang von der Schule unverzüglich zu löschen“', () => {
    test('five minutes after the last day the account is deleted, closed, and in no list; the difference is nought days', async () => {
      await act(house, id('admin'), 'people', people, 'recordDeparture', { id: id('pupil'), exitOn: '2026-12-18' })
      await house.clock.travelTo('2026-12-18 23:55')
      await night()
      assert.equal(await isIn('pupil'), true, 'on the last day everything is open')
      await house.clock.travelTo('2026-12-19 00:05')
      await night()
      const deletion = await deletionOf('pupil')
      assert.deepEqual({ on: deletion?.deletedOn, cause: deletion?.cause, by: deletion?.decidedBy, until: deletion?.restorableUntil }, { on: '2026-12-19', cause: 'exit', by: null, until: '2027-03-19' })
      assert.equal(await isIn('pupil'), false)
      const { people: found } = await act(house, id('teacher'), 'people', people, 'listPeople', { q: 'Lina' })
      assert.deepEqual(named(found), [])
      const { people: left } = await act(house, id('admin'), 'people', people, 'listPeople', { q: 'Lina', left: true })
      assert.deepEqual(named(left), [], 'not even for who keeps the accounts')
    })

    test('where nobody is deleted by itself the page promises no day', async () => {
      await act(house, id('admin'), 'people', people, 'recordDeparture', { id: id('pupil'), exitOn: '2026-12-18' })
      const leavers = async () => {
        const found = await act(house, id('secondAdmin'), 'lifecycle', lifecycle, 'listLeavers', {})
        return [found.isAutomatic, found.leavers.map((one) => one.deletedFrom)]
      }
      assert.deepEqual(await leavers(), [true, ['2026-12-19']])
      await act(house, id('head'), 'school', school, 'decideOption', { option: 'delete.auto_on_exit', value: false })
      assert.deepEqual(await leavers(), [false, [null]])
    })

    test('an exit in the past deletes at once, and its days count from today', async () => {
      await act(house, id('admin'), 'people', people, 'recordDeparture', { id: id('pupil'), exitOn: '2026-10-01' })
      assert.deepEqual([(await deletionOf('pupil'))?.deletedOn, (await deletionOf('pupil'))?.restorableUntil], ['2026-11-23', '2027-02-21'])
      assert.equal(await isIn('pupil'), false)
    })

    test('a server that was off over the night deletes before the doors open, and the days count from the night', async () => {
      await act(house, id('admin'), 'people', people, 'recordDeparture', { id: id('pupil'), exitOn: '2026-12-18' })
      await house.clock.travelTo('2026-12-30 08:00')
      await lifecycleModule.start!(house.platform)
      assert.equal((await deletionOf('pupil'))?.deletedOn, '2026-12-19')
    })

    test('staff who leave stay closed and keep their account for the days in which they hand over (A16)', async () => {
      await act(house, id('admin'), 'people', people, 'recordDeparture', { id: id('otherTeacher'), exitOn: '2026-11-30' })
      await house.clock.travelTo('2026-12-30 00:10')
      await night()
      assert.equal(await isIn('otherTeacher'), false)
      assert.equal(await deletionOf('otherTeacher'), undefined)
      await house.clock.travelTo('2026-12-31 00:10')
      await night()
      assert.equal((await deletionOf('otherTeacher'))?.deletedOn, '2026-12-31')
    })

    test('parents go with their last child, and come back with it', async () => {
      await remove('secondAdmin', ['pupil'])
      await night()
      assert.equal((await deletionOf('mother'))?.cause, 'family')
      await restore('secondAdmin', (await deletionOf('pupil'))!.id)
      assert.equal(await deletionOf('mother'), undefined)
      assert.equal(await isIn('mother'), true)
    })

    test('a mother of two stays while one child is here', async () => {
      await house.write((w) => addGuardianships(w, [{ guardianId: id('mother'), wardId: id('friend'), kind: 'mother', hasCustody: true, contactBan: false, from: '2026-11-01', source: 'manual' }]))
      await remove('secondAdmin', ['pupil'])
      await night()
      assert.equal(await deletionOf('mother'), undefined)
      assert.equal((await deletionOf('father'))?.cause, 'family')
    })
  })

  describe('R12.4 „Nach Löschung können die Nutzerkonten 90 Tage wiederhergestellt werden“', () => {
    test('deleted on 23 November: restored on the evening of 21 February with all memberships; refused one minute into 22 February, also before the purge has run', async () => {
      const memberships = () => house.platform.database.selectFrom('membership').selectAll().where('person_id', '=', id('pupil')).orderBy('id').execute()
      const before = await memberships()
      await remove('secondAdmin', ['pupil'])
      const first = (await deletionOf('pupil'))!
      assert.equal(first.restorableUntil, '2027-02-21')
      await house.clock.travelTo('2027-02-21 23:59')
      await night()
      await restore('secondAdmin', first.id)
      assert.equal(await isIn('pupil'), true)
      assert.deepEqual(await memberships(), before)
      assert.equal((await act(house, id('teacher'), 'people', people, 'listPeople', { q: 'Lina' })).people[0]?.displayName, 'Lina Sommer')

      await remove('secondAdmin', ['pupil'])
      const second = (await deletionOf('pupil'))!
      assert.equal(second.restorableUntil, '2027-05-22', 'deleted again: the days count from the last deletion')
      await house.clock.travelTo('2027-05-23 00:01')
      for (const by of ['secondAdmin'] as const) assert.equal(await refusalOf(restore(by, second.id)), '410 gone_for_good')
      assert.equal(await exists('pupil'), true, 'the purge has not run yet')
      await night()
      assert.equal(await exists('pupil'), false)
      assert.equal(await refusalOf(restore('secondAdmin', second.id)), '404 not_found')
    })

    for (const [what, on, last, gone] of [
      ['over the end of summer time', '2026-07-31 14:05', '2026-10-29 23:59', '2026-10-30 00:01'],
      ['over the beginning of summer time', '2027-01-10 09:00', '2027-04-10 23:59', '2027-04-11 00:01'],
      ['over 29 February', '2028-01-15 09:00', '2028-04-14 23:59', '2028-04-15 00:01'],
      ['over the end of the year', '2026-12-31 23:50', '2027-03-31 23:59', '2027-04-01 00:01'],
    ] as const) {
      test(`${what}: ${on} is restorable until ${last}`, async () => {
        await house.clock.travelTo(on)
        await house.write((w) => import('#modules/lifecycle/deletion.ts').then(({ recordDeletions }) => recordDeletions(w, [{ personId: id('friend'), on: w.today, cause: 'decision', reason: 'Probe' }])))
        const [row] = await house.platform.database.selectFrom('account_deletion').select('id').where('person_id', '=', id('friend')).execute()
        await house.clock.travelTo(last)
        await night()
        assert.equal(await exists('friend'), true)
        await house.clock.travelTo(gone)
        await night()
        assert.equal(await exists('friend'), false)
        assert.equal((await house.platform.database.selectFrom('account_deletion').select('id').where('id', '=', row!.id).execute()).length, 0)
      })
    }

    test('a restore brings no consent that was withdrawn, no session and no password; and as a return no consent at all', async () => {
      await remove('secondAdmin', ['friend'])
      const sessions = await sql<{ n: number }>`SELECT count(*)::int AS n FROM session s LEFT JOIN session_end e ON e.session_id = s.id WHERE s.person_id = ${id('friend')} AND e.session_id IS NULL`.execute(house.platform.database)
      assert.equal(sessions.rows[0]!.n, 0)
      assert.equal((await house.platform.database.selectFrom('credential').select('person_id').where('person_id', '=', id('friend')).execute()).length, 0)
      await house.clock.travelTo('2026-11-26 10:00')
      await restore('secondAdmin', (await deletionOf('friend'))!.id, 'return')
      assert.equal(await isIn('friend'), false, 'a new stay: consents are asked anew')
    })

    test('what a deleted person wrote stands there as „Gelöschtes Konto“ from the first minute on, and no search finds the name', async () => {
      const { rooms } = await act(house, id('pupil'), 'messenger', messenger, 'listRooms', {})
      const room = rooms.find((one) => one.kind === 'group')!
      await act(house, id('pupil'), 'messenger', messenger, 'sendMessage', { roomId: room.id, clientId: newId(house.clock.now()), body: 'Hallo zusammen' })
      const before = await act(house, id('friend'), 'messenger', messenger, 'readMessages', { roomId: room.id })
      assert.match(JSON.stringify(before), /Lina Sommer/)
      await remove('secondAdmin', ['pupil'])
      const afterwards = JSON.stringify(await act(house, id('friend'), 'messenger', messenger, 'readMessages', { roomId: room.id }))
      assert.doesNotMatch(afterwards, /Lina/)
      assert.match(afterwards, /Gelöschtes Konto/)
    })
  })

  describe('R12.5 „Für die Löschung sind die Administratoren zuständig“', () => {
    test('a teacher, the head and the administrators of other tasks can not delete', async () => {
      for (const by of ['teacher', 'head', 'admin', 'clerk', 'pupil'] as const) assert.equal(await refusalOf(remove(by, ['friend'])), '403 forbidden', by)
    })

    test('several accounts need their number typed; one does not', async () => {
      assert.equal(await refusalOf(remove('secondAdmin', ['friend', 'third'])), '422 typed_count')
      assert.equal(await refusalOf(remove('secondAdmin', ['friend', 'third'], 3)), '422 typed_count')
      assert.deepEqual((await remove('secondAdmin', ['friend', 'third'], 2)).deleted, 2)
      assert.deepEqual((await remove('secondAdmin', ['fifteen'])).deleted, 1)
    })

    test('nobody deletes the own account, an office, or a parent who has custody of a child that is here', async () => {
      assert.equal(await refusalOf(remove('secondAdmin', ['secondAdmin'])), '409 obstacle_own_account')
      assert.equal(await refusalOf(remove('secondAdmin', ['head'])), '409 obstacle_office')
      assert.equal(await refusalOf(remove('secondAdmin', ['mother'])), '409 obstacle_custody')
      assert.equal(await isIn('head'), true)
    })
  })

  describe('Art. 17: the family wants it gone at once', () => {
    test('administration and head decide together; then it is gone, and nobody restores it', async () => {
      await remove('secondAdmin', ['friend'])
      const { id: deletionId } = (await deletionOf('friend'))!
      assert.equal(await refusalOf(act(house, id('head'), 'lifecycle', lifecycle, 'askEarlyPurge', { id: deletionId, reason: 'Wunsch der Eltern' })), '404 not_found')
      await act(house, id('secondAdmin'), 'lifecycle', lifecycle, 'askEarlyPurge', { id: deletionId, reason: 'Wunsch der Eltern' })
      assert.equal(await refusalOf(act(house, id('secondAdmin'), 'lifecycle', lifecycle, 'decideEarlyPurge', { id: deletionId, agrees: true })), '404 not_found')
      await act(house, id('head'), 'lifecycle', lifecycle, 'decideEarlyPurge', { id: deletionId, agrees: true })
      assert.equal(await refusalOf(restore('secondAdmin', deletionId)), '410 gone_for_good')
      await night()
      assert.equal(await exists('friend'), false)
      const { sheets } = await act(house, id('head'), 'lifecycle', lifecycle, 'listPurgeSheets', {})
      assert.deepEqual([sheets[0]!.type, sheets[0]!.remains, sheets[0]!.purgedOn], ['pupil', 0, '2026-11-23'])
      assert.doesNotMatch(JSON.stringify(sheets), /Emre|Kaya/)
    })

    test('where the head did not agree the page says when; asked again is only with a new reason, and then it can be agreed to', async () => {
      await remove('secondAdmin', ['friend'])
      const { id: deletionId } = (await deletionOf('friend'))!
      const ask = (reason: string) => act(house, id('secondAdmin'), 'lifecycle', lifecycle, 'askEarlyPurge', { id: deletionId, reason })
      const decide = (agrees: boolean) => act(house, id('head'), 'lifecycle', lifecycle, 'decideEarlyPurge', { id: deletionId, agrees })
      await ask('Wunsch der Eltern')
      assert.equal(await refusalOf(ask('Noch ein Grund')), '409 early_purge_asked')
      await decide(false)
      assert.deepEqual([(await deletionOf('friend'))?.earlyPurge?.refusedOn, (await deletionOf('friend'))?.earlyPurge?.reason], ['2026-11-23', 'Wunsch der Eltern'])
      assert.equal(await refusalOf(ask(' wunsch der  Eltern!')), '422 early_purge_same_reason')
      assert.equal(await refusalOf(decide(true)), '409 early_purge_decided')
      await ask('Schreiben des Anwalts')
      assert.equal((await deletionOf('friend'))?.earlyPurge?.refusedOn, null)
      const { open } = await act(house, id('head'), 'lifecycle', lifecycle, 'listEarlyPurges', {})
      assert.deepEqual(open.map((one) => one.reason), ['Schreiben des Anwalts'])
      await night()
      assert.equal(await exists('friend'), true, 'nobody agreed yet')
      await decide(true)
      await night()
      assert.equal(await exists('friend'), false)
    })

    test('where the school does not have it, nobody is offered it', async () => {
      await remove('secondAdmin', ['friend'])
      assert.ok((await deletionOf('friend'))!.may.includes('lifecycle.ask_early_purge'))
      await act(house, id('head'), 'school', school, 'decideOption', { option: 'delete.early_purge_on_request', value: false })
      const { may, id: deletionId } = (await deletionOf('friend'))!
      assert.deepEqual([may.includes('lifecycle.ask_early_purge'), may.includes('lifecycle.restore')], [false, true])
      assert.equal(await refusalOf(act(house, id('secondAdmin'), 'lifecycle', lifecycle, 'askEarlyPurge', { id: deletionId, reason: 'Wunsch der Eltern' })), '409 early_purge_off')
    })

    test('of two who press at once the second hears who was first: on restoring twice, and on a purge of what is restored', async () => {
      await remove('secondAdmin', ['friend'])
      const { id: deletionId } = (await deletionOf('friend'))!
      await act(house, id('secondAdmin'), 'lifecycle', lifecycle, 'askEarlyPurge', { id: deletionId, reason: 'Wunsch der Eltern' })
      await restore('secondAdmin', deletionId)
      const said = async (work: Promise<unknown>) => work.then(() => null, (error: unknown) => (error instanceof RefusalError ? [error.refusal.code, error.refusal.params] : Promise.reject(error)))
      const first = ['deletion_restored', { date: '2026-11-23', by: await displayNameOf('secondAdmin') }]
      assert.deepEqual(await said(restore('secondAdmin', deletionId)), first)
      assert.deepEqual(await said(act(house, id('head'), 'lifecycle', lifecycle, 'decideEarlyPurge', { id: deletionId, agrees: true })), first)
      await night()
      assert.equal(await exists('friend'), true)
      assert.deepEqual((await act(house, id('head'), 'lifecycle', lifecycle, 'listEarlyPurges', {})).open, [])
      // At the very same moment one of both is done and the other is told.
      await remove('secondAdmin', ['friend'])
      const again = (await deletionOf('friend'))!.id
      await act(house, id('secondAdmin'), 'lifecycle', lifecycle, 'askEarlyPurge', { id: again, reason: 'Wunsch der Eltern' })
      const both = await Promise.all([refusalOf(restore('secondAdmin', again)), refusalOf(act(house, id('head'), 'lifecycle', lifecycle, 'decideEarlyPurge', { id: again, agrees: true }))])
      assert.ok(JSON.stringify(both) === '[null,"409 deletion_restored"]' || JSON.stringify(both) === '["410 gone_for_good",null]', JSON.stringify(both))
    })

    test('where the head does not agree, the days go on', async () => {
      await remove('secondAdmin', ['friend'])
      const { id: deletionId } = (await deletionOf('friend'))!
      await act(house, id('secondAdmin'), 'lifecycle', lifecycle, 'askEarlyPurge', { id: deletionId, reason: 'Wunsch der Eltern' })
      await act(house, id('head'), 'lifecycle', lifecycle, 'decideEarlyPurge', { id: deletionId, agrees: false })
      await night()
      assert.equal(await exists('friend'), true)
      await restore('secondAdmin', deletionId)
      assert.equal(await isIn('friend'), true)
    })
  })
})
