/** R12.4: from day 91 on an account is gone, in all modules. The work is platform/erasure; here is who is due, and the sheet that proves it without a name. */
import { sql } from 'kysely'
import type { Database } from '#platform/database/connect.ts'
import { erasePeople } from '#platform/erasure/erase.ts'
import type { Erased } from '#platform/erasure/erase.ts'
import type { ErasedPerson } from '#platform/erasure/evidence.ts'
import { remainsOf } from '#platform/erasure/remains.ts'
import type { Remain } from '#platform/erasure/remains.ts'
import { peopleErased } from '#platform/identity/events.ts'
import { namesOfDeleted } from '#platform/identity/deletion.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { announce } from '#platform/events/announce.ts'
import { newId } from '#platform/id/id.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { recordLosses } from '#platform/ledger/ledger.ts'
import type { Replay } from '#platform/ledger/replay.ts'
import type { Platform } from '#platform/module/platform.ts'
import { write } from '#platform/module/write.ts'
import type { Write } from '#platform/module/write.ts'
import { addDays, dateInBerlin } from '#platform/time/calendar.ts'
import { inGroups } from './in-groups.ts'
import { limits } from './limits.ts'
import { isLetIn } from './store.ts'

/** What a sheet holds: rows by table. */
export type SheetCounts = { deleted: Record<string, number>; forgotten: Record<string, number>; blobs: number; bytes: number; remains: Remain[] }

/**
 * Purges whoever is due, in groups, each in a transaction of its own; a group that was cut off is done again. Two at once do not disturb each other, and an
 * account that can't be purged holds up no other (inGroups). Returns how many.
 */
export async function purgeDue(platform: Platform, at: Date): Promise<number> {
  const { rows } = await sql<{ personId: string }>`SELECT d.person_id AS "personId" ${isDue(dateInBerlin(at))} ORDER BY d.restorable_until, d.id`.execute(platform.database)
  if (rows.length === 0) return 0
  return platform.asOwner((owner) =>
    inGroups(platform, at, 'the purge', rows.map((row) => row.personId), limits.batch_purges, (personIds) => write(platform, null, at, (w) => purge(w, personIds), owner)))
}

/** Whose days are over and who is still there: deleted and to be purged, or closed and to be emptied. At night for a moment, by day only those whose purge failed. */
export async function countOverdue(database: Database, at: Date): Promise<number> {
  const today = dateInBerlin(at)
  const { rows } = await sql<{ n: number }>`
    SELECT ((SELECT count(*) ${isDue(today)}) + (SELECT count(*) FROM platform_departure d JOIN person p ON p.id = d.person_id WHERE d.content_until < ${today}::date AND d.emptied_on IS NULL AND NOT ${isLetIn(at)}))::int AS n`.execute(database)
  return rows[0]!.n
}

/** Deletions `d` that stand and whose last day is over, or that the head agreed to purge at once, in whichever round. */
const isDue = (today: string, more = sql``) => sql`
  FROM account_deletion d ${more} LEFT JOIN account_restoration r ON r.deletion_id = d.id
 WHERE r.deletion_id IS NULL AND (d.restorable_until < ${today}::date OR EXISTS (SELECT FROM early_purge_decision x WHERE x.deletion_id = d.id AND x.agrees))`

type Due = { personId: string; deletedOn: string; cause: string; isEarly: boolean; type: string; accountName: string; source: string; sourceId: string }

async function purge(w: Write, wanted: readonly string[]): Promise<number> {
  await lockPersons(w, wanted)
  // Asked again with the rows held: somebody else may have purged them, or restored them on their last evening.
  const { rows: due } = await sql<Due>`
    SELECT d.person_id AS "personId", d.deleted_on AS "deletedOn", d.cause, d.restorable_until >= ${w.today}::date AS "isEarly", p.type, p.account_name AS "accountName", p.source, p.source_id AS "sourceId"
    ${isDue(w.today, sql`JOIN person p ON p.id = d.person_id`)} AND d.person_id = ANY(${[...wanted]}::uuid[]) AND p.deleted_on IS NOT NULL`.execute(w.trx)
  if (due.length === 0) return 0
  const personIds = due.map((one) => one.personId)
  const names = await namesOfDeleted(w.platform, w.trx, personIds)
  const people: ErasedPerson[] = due.map(({ personId, type, accountName, source, sourceId }) => {
    const name = names.get(personId)
    return { id: personId, type, accountName, source, sourceId, name: name === undefined ? '' : `${name.givenName} ${name.familyName}` }
  })
  const familyIds = await familyOf(w, personIds)
  const erased = await erasePeople(w, people, { deleteAuthored: deletesAuthored(w) })
  await recordLosses(w, personIds.map((person) => ({ kind: 'purge', ids: { person } })))
  w.schoolChanged = true
  await announce(w, peopleErased, { familyIds })
  const remains = await remainsOf(w.trx, personIds)
  await writeSheets(w, due.map((one) => ({ type: one.type, cause: one.cause, deletedOn: one.deletedOn, isWhole: true, erased: erased.get(one.personId)!, remains })))
  writeJournal(w, { event: 'lifecycle.purged', actorId: null, fields: { count: due.length, early: due.filter((one) => one.isEarly).length } })
  return due.length
}

/** After a restore: whoever was purged since the backup is purged again, whatever the account was then. The sheet of the purge says what it said. */
export const purgeAgain: Replay = async (w, { person: personId = '' }) => {
  const found = await w.trx.selectFrom('person').select(['id', 'type', 'account_name', 'source', 'source_id', 'given_name', 'family_name']).where('id', '=', personId).executeTakeFirst()
  if (found === undefined) return
  await lockPersons(w, [personId])
  const sealed = (await namesOfDeleted(w.platform, w.trx, [personId])).get(personId)
  const name = sealed === undefined ? `${found.given_name} ${found.family_name}` : `${sealed.givenName} ${sealed.familyName}`
  const familyIds = await familyOf(w, [personId])
  await erasePeople(w, [{ id: personId, type: found.type, accountName: found.account_name, source: found.source, sourceId: found.source_id, name }], { deleteAuthored: deletesAuthored(w) })
  w.schoolChanged = true
  await announce(w, peopleErased, { familyIds })
}

/** Children and parents of these persons who are not among them: what is true of them may rest on a record that goes. */
async function familyOf(w: Write, personIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT guardian_id AS id FROM guardianship WHERE ward_id = ANY(${[...personIds]}::uuid[]) UNION SELECT ward_id FROM guardianship WHERE guardian_id = ANY(${[...personIds]}::uuid[])`.execute(w.trx)
  return rows.map((row) => row.id).filter((id) => !personIds.includes(id))
}

const deletesAuthored = ({ platform }: Write) => platform.school.option('delete.shared_authored') === 'delete'

type NewSheet = { type: string; cause: string; deletedOn: string; isWhole: boolean; erased: Erased; remains: readonly Remain[] }

async function writeSheets(w: Write, sheets: readonly NewSheet[]): Promise<void> {
  const backups_until = addDays(w.today, w.platform.school.option('backup.days'))
  await w.trx.insertInto('purge_sheet').values(sheets.map(({ type, cause, deletedOn, isWhole, erased, remains }) => {
    const counts: SheetCounts = { deleted: erased.deleted, forgotten: erased.forgotten, blobs: erased.blobs, bytes: erased.bytes, remains: [...remains] }
    return { id: newId(w.at), person_type: type, cause, is_whole: isWhole, deleted_on: deletedOn, purged_on: w.today, purged_at: w.at, counts: JSON.stringify(counts), evidence: erased.evidence, backups_until }
  })).execute()
}

/**
 * R12.3: what belonged to the platform goes 30 days after it was closed for good, unless the pupil was let in again; what the account needs on school computers
 * stays. Returns how many were emptied.
 */
export async function emptyClosed(platform: Platform, at: Date): Promise<number> {
  const due = await platform.database.selectFrom('platform_departure').select('person_id').where('content_until', '<', dateInBerlin(at)).where('emptied_on', 'is', null).execute()
  if (due.length === 0) return 0
  return platform.asOwner((owner) =>
    inGroups(platform, at, 'emptying', due.map((row) => row.person_id), limits.batch_purges, (personIds) => write(platform, null, at, (w) => empty(w, personIds), owner)))
}

async function empty(w: Write, personIds: readonly string[]): Promise<number> {
  await lockPersons(w, personIds)
  const { rows } = await sql<{ id: string; type: string; decidedOn: string; isOpen: boolean }>`
    SELECT p.id, p.type, d.decided_on AS "decidedOn", ${isLetIn(w.at)} AS "isOpen"
      FROM platform_departure d JOIN person p ON p.id = d.person_id WHERE p.id = ANY(${[...personIds]}::uuid[]) AND d.emptied_on IS NULL AND d.content_until < ${w.today}::date`.execute(w.trx)
  // Let in again in time: then there is nothing to empty, and the next closing counts anew.
  await w.trx.deleteFrom('platform_departure').where('person_id', '=', sql<string>`ANY(${rows.filter((row) => row.isOpen).map((row) => row.id)}::uuid[])`).execute()
  const closed = rows.filter((row) => !row.isOpen)
  if (closed.length === 0) return 0
  const people = closed.map(({ id, type }) => ({ id, type, accountName: '', source: '', sourceId: '', name: '' }))
  const erased = await erasePeople(w, people, { deleteAuthored: deletesAuthored(w), wants: (manifest) => manifest.needs.consent.includes('platform') })
  await writeSheets(w, closed.map(({ id, type, decidedOn }) => ({ type, cause: 'withdrawal', deletedOn: decidedOn, isWhole: false, erased: erased.get(id)!, remains: [] })))
  await w.trx.updateTable('platform_departure').set({ emptied_on: w.today }).where('person_id', '=', sql<string>`ANY(${closed.map((row) => row.id)}::uuid[])`).execute()
  writeJournal(w, { event: 'lifecycle.emptied', actorId: null, fields: { count: closed.length } })
  return closed.length
}
