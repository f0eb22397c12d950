/**
 * The same human as member of staff and as parent (B12): two accounts, tied by the clerk so that nobody decides about the own child and a contact ban holds at
 * work too. The tie gives no right; it only takes (platform/access/decide.ts, own family). Whoever must not be told of it is not told here.
 */
import { sql } from 'kysely'
import type { PersonType } from '#platform/access/vocabulary.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { recordLoss } from '#platform/ledger/ledger.ts'
import type { Write } from '#platform/module/write.ts'

/** Accounts that can be the working half of a link. */
export const WORK_TYPES = ['teacher', 'staff', 'other'] as const satisfies readonly PersonType[]

export type SameHuman = { id: string; workId: string; parentId: string; linkedBy: string | null; linkedAt: Date }

/**
 * Ties two accounts; the open link that there is already stays the one. The caller holds both rows and has looked at their types. What the work account no
 * longer sees is a loss, so no restored backup gives it back. The id of the link.
 */
export async function linkSameHuman(w: Write, { workId, parentId }: { workId: string; parentId: string }): Promise<string> {
  const known = (await openLinks(w.trx, { workIds: [workId] })).find((one) => one.parentId === parentId)
  if (known !== undefined) return known.id
  const id = newId(w.at)
  await w.trx.insertInto('same_human').values({ id, work_id: workId, parent_id: parentId, linked_by: w.actorId, linked_at: w.at }).execute()
  w.changedPersons.add(workId)
  await recordLoss(w, { kind: 'same_human', ids: { link: id, work: workId, parent: parentId } })
  writeJournal(w, { event: 'identity.same_human_linked', actorId: w.actorId, subjectId: workId, fields: {} })
  return id
}

/** Unties them; false when somebody else did so before. */
export async function endSameHuman(w: Write, one: Pick<SameHuman, 'id' | 'workId'>): Promise<boolean> {
  const ended = await w.trx.insertInto('same_human_end').values({ link_id: one.id, ended_by: w.actorId, at: w.at }).onConflict((oc) => oc.column('link_id').doNothing()).returning('link_id').executeTakeFirst()
  if (ended === undefined) return false
  w.changedPersons.add(one.workId)
  writeJournal(w, { event: 'identity.same_human_unlinked', actorId: w.actorId, subjectId: one.workId, fields: {} })
  return true
}

/** Writes down that two of one name are two humans. */
export async function denySameHuman(w: Write, { workId, parentId }: { workId: string; parentId: string }): Promise<void> {
  await w.trx.insertInto('same_human_denial').values({ work_id: workId, parent_id: parentId, denied_by: w.actorId, at: w.at }).onConflict((oc) => oc.columns(['work_id', 'parent_id']).doNothing()).execute()
}

/** Links that hold now: all, or those of these accounts. */
export async function openLinks(database: Database | Trx, of: { workIds?: readonly string[]; parentIds?: readonly string[]; ids?: readonly string[] } = {}): Promise<SameHuman[]> {
  let query = database.selectFrom('same_human as s').leftJoin('same_human_end as e', 'e.link_id', 's.id').selectAll('s').where('e.link_id', 'is', null)
  if (of.workIds !== undefined) query = query.where('s.work_id', '=', sql<string>`ANY(${[...of.workIds]}::uuid[])`)
  if (of.parentIds !== undefined) query = query.where('s.parent_id', '=', sql<string>`ANY(${[...of.parentIds]}::uuid[])`)
  if (of.ids !== undefined) query = query.where('s.id', '=', sql<string>`ANY(${[...of.ids]}::uuid[])`)
  const rows = await query.orderBy('s.linked_at').orderBy('s.id').execute()
  return rows.map((row) => ({ id: row.id, workId: row.work_id, parentId: row.parent_id, linkedBy: row.linked_by, linkedAt: row.linked_at }))
}

export type Namesakes = { workId: string; parentId: string }

/**
 * Pairs of a work account and a parent of the same name, both here today, neither tied nor denied: suggestions, never more. Names alone prove nothing, and
 * there is nothing else to compare: addresses are not taken over (X12).
 */
export async function namesakes(database: Database | Trx, today: string, limit: number): Promise<Namesakes[]> {
  const { rows } = await sql<Namesakes>`
    SELECT k.id AS "workId", p.id AS "parentId"
      FROM person k JOIN person p ON p.name_key = k.name_key AND p.type = 'parent'
     WHERE k.type = ANY(${[...WORK_TYPES]}::text[]) AND (k.exit_on IS NULL OR k.exit_on >= ${today}) AND (p.exit_on IS NULL OR p.exit_on >= ${today})
       AND NOT EXISTS (SELECT FROM same_human_denial d WHERE d.work_id = k.id AND d.parent_id = p.id)
       AND NOT EXISTS (SELECT FROM same_human s LEFT JOIN same_human_end e ON e.link_id = s.id WHERE s.parent_id = p.id AND e.link_id IS NULL)
     ORDER BY k.family_name COLLATE "de-x-icu", k.given_name COLLATE "de-x-icu", k.id, p.id LIMIT ${limit}`.execute(database)
  return rows
}
