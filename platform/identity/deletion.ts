/**
 * Accounts that are deleted and can still be restored (R12.4). The name is sealed away, so whoever comes across such a person, in any list and any module,
 * finds "Gelöschtes Konto"; no door opens, because the account's facts are gone; what a session, a device or a password was does not come back.
 */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { announce } from '#platform/events/announce.ts'
import type { Platform } from '#platform/module/platform.ts'
import type { Write } from '#platform/module/write.ts'
import { dropRows } from '#platform/erasure/drop.ts'
import { addDays } from '#platform/time/calendar.ts'
import { accountsRestored, peopleChanged } from './events.ts'
import { insertPastStays, particularsOf, saveParticulars } from './people.ts'
import { endSessionsOfNotAdmitted } from './sign-in/sessions.ts'
import { lockPersons } from './sign-in/write-as.ts'
import { texts } from './texts.de.ts'

export type Name = { givenName: string; familyName: string }

/**
 * Deletes accounts from the calendar date `on` on: it can lie in the past when a night was missed. Who is deleted already is left alone. Announces
 * `identity.people_changed`.
 */
export async function deleteAccounts(w: Write, deletions: readonly { id: string; on: string }[]): Promise<void> {
  if (deletions.length === 0) return
  await lockPersons(w, deletions.map((one) => one.id))
  const days = new Map(deletions.map((one) => [one.id, one.on]))
  const rows = await w.trx.selectFrom('person').select(['id', 'given_name', 'family_name', 'exit_on']).where('id', '=', sql<string>`ANY(${[...days.keys()]}::uuid[])`).where('deleted_on', 'is', null).execute()
  const ids = rows.map((row) => row.id)
  if (ids.length === 0) return
  await w.trx.insertInto('deleted_account').values(rows.map((row) => ({
    person_id: row.id, exit_before: row.exit_on, sealed: sealName(w.platform, row.id, { givenName: row.given_name, familyName: row.family_name }),
  }))).execute()
  const yesterday = addDays(w.today, -1)
  const particulars = await particularsOf(w, ids)
  for (const [id, one] of particulars) {
    const exitOn = one.exitOn !== null && one.exitOn < w.today ? one.exitOn : yesterday
    particulars.set(id, { ...one, givenName: texts.deleted_given_name, familyName: texts.deleted_family_name, exitOn, deletedOn: days.get(id)! })
  }
  await saveParticulars(w, particulars)
  await endSessionsOfNotAdmitted(w, ids)
  await dropRows(w, ids)
  // Facts of passwords and second factors went with them.
  await w.trx.deleteFrom('access_fact').where('source_module', '=', 'identity').where('person_id', '=', sql<string>`ANY(${ids}::uuid[])`).execute()
  for (const id of ids) w.changedPersons.add(id)
  w.schoolChanged = true
  await announce(w, peopleChanged, { personIds: ids })
}

/**
 * Gives accounts back, with name and everything that was kept. `isNewStay`: the person had left and comes back, so consents of the earlier stay do not hold
 * (R12.1); else the stay goes on as if it had never ended. Who is not deleted is left alone. Announces `identity.accounts_restored` and `identity.people_changed`.
 */
export async function restoreAccounts(w: Write, restorations: readonly { id: string; isNewStay: boolean }[]): Promise<void> {
  if (restorations.length === 0) return
  await lockPersons(w, restorations.map((one) => one.id))
  const isNew = new Map(restorations.map((one) => [one.id, one.isNewStay]))
  const rows = await w.trx.selectFrom('deleted_account').selectAll().where('person_id', '=', sql<string>`ANY(${[...isNew.keys()]}::uuid[])`).execute()
  if (rows.length === 0) return
  const particulars = await particularsOf(w, rows.map((row) => row.person_id))
  const pastStays: { personId: string; from: string; until: string }[] = []
  for (const row of rows) {
    const one = particulars.get(row.person_id)!
    const name = unsealName(w.platform, row.person_id, row.sealed)
    if (isNew.get(row.person_id)) {
      // What was declared up to the day of the deletion belonged to the stay that ended; a form that was signed since then is for the new one.
      const until = one.deletedOn !== null && one.deletedOn < w.today ? one.deletedOn : addDays(w.today, -1)
      if (one.enteredOn <= until) pastStays.push({ personId: row.person_id, from: one.enteredOn, until })
      particulars.set(row.person_id, { ...one, ...name, enteredOn: w.today, exitOn: null, deletedOn: null })
    } else {
      const exitOn = row.exit_before !== null && row.exit_before >= w.today ? row.exit_before : null
      particulars.set(row.person_id, { ...one, ...name, exitOn, deletedOn: null })
    }
  }
  const ids = rows.map((row) => row.person_id)
  await w.trx.deleteFrom('deleted_account').where('person_id', '=', sql<string>`ANY(${ids}::uuid[])`).execute()
  await insertPastStays(w, pastStays)
  await saveParticulars(w, particulars)
  for (const id of ids) w.changedPersons.add(id)
  w.schoolChanged = true
  await announce(w, accountsRestored, { personIds: ids, returning: ids.filter((id) => isNew.get(id)) })
  await announce(w, peopleChanged, { personIds: ids })
}

/** The names of deleted accounts: for who restores them, and for nobody else. */
export async function namesOfDeleted(platform: Pick<Platform, 'keys'>, database: Database | Trx, personIds: readonly string[]): Promise<Map<string, Name>> {
  if (personIds.length === 0) return new Map()
  const rows = await database.selectFrom('deleted_account').select(['person_id', 'sealed']).where('person_id', '=', sql<string>`ANY(${[...personIds]}::uuid[])`).execute()
  return new Map(rows.map((row) => [row.person_id, unsealName(platform, row.person_id, row.sealed)]))
}

const PURPOSE = 'deleted account'

function sealName({ keys }: Pick<Platform, 'keys'>, personId: string, { givenName, familyName }: Name): Buffer {
  return keys.seal(PURPOSE, personId, Buffer.from(JSON.stringify([givenName, familyName])))
}

/** Throws when it was changed or is of another person or school. */
function unsealName({ keys }: Pick<Platform, 'keys'>, personId: string, sealed: Buffer): Name {
  const plain = keys.unseal(PURPOSE, personId, sealed)
  if (plain === null) throw new Error('the sealed name of a deleted account does not open')
  const [givenName, familyName] = JSON.parse(plain.toString()) as [string, string]
  return { givenName, familyName }
}
