/** Notices in SQL. */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import type { Write } from '#platform/module/write.ts'
import { limits } from './limits.ts'

export type Notice = { id: string; title: string; body: string; from: string; until: string; forSchool: boolean; authorId: string | null; groupIds: string[]; editions: number }
/** `groupIds`: whose notices the reader reads. */
export type Reader = { personId: string; groupIds: readonly string[]; readsAll: boolean; today: string }
type Text = { title: string; body: string; from: string; until: string }

/** Notices that hang today or are to come, newest first: for the reader's groups or the school, and the reader's own; with `readsAll` every one. `id` asks for one. What was emptied with its author (opt:delete.shared_authored) hangs no more. */
export async function listNotices(database: Database | Trx, reader: Reader, id?: string): Promise<Notice[]> {
  const groupIds = [...reader.groupIds]
  const isAddressed = sql<boolean>`(n.for_school OR EXISTS (SELECT FROM notice_group a WHERE a.notice_id = n.id AND a.group_id = ANY(${groupIds}::uuid[])))`
  const { rows } = await sql<Notice>`
    SELECT n.id, e.title, e.body, e.from_on AS "from", e.until_on AS "until", n.for_school AS "forSchool", n.author_id AS "authorId",
           (SELECT coalesce(array_agg(g.group_id ORDER BY g.group_id), '{}') FROM notice_group g WHERE g.notice_id = n.id) AS "groupIds",
           (SELECT count(*)::int FROM notice_edition c WHERE c.notice_id = n.id) AS editions
      FROM notice n
     CROSS JOIN LATERAL (SELECT * FROM notice_edition e WHERE e.notice_id = n.id ORDER BY e.at DESC, e.id DESC LIMIT 1) e
     WHERE NOT EXISTS (SELECT FROM notice_end x WHERE x.notice_id = n.id) AND e.title <> '' AND e.until_on >= ${reader.today}
       AND (${reader.readsAll} OR n.author_id = ${reader.personId} OR (e.from_on <= ${reader.today} AND ${isAddressed}))
       AND (${id ?? null}::uuid IS NULL OR n.id = ${id ?? null}::uuid)
     ORDER BY n.created_at DESC, n.id DESC LIMIT ${limits.notices_listed_max}`.execute(database)
  return rows
}

/** The classes (and year groups) these children are in on that day. */
export async function classesOf(database: Database | Trx, personIds: readonly string[], today: string): Promise<string[]> {
  if (personIds.length === 0) return []
  const rows = await database.selectFrom('membership as m').innerJoin('school_group as g', 'g.id', 'm.group_id').select('g.id').distinct()
    .where('m.person_id', '=', sql<string>`ANY(${[...personIds]}::uuid[])`).where('g.kind', 'in', ['class', 'year']).where('m.from_on', '<=', today)
    .where((eb) => eb.or([eb('m.until_on', 'is', null), eb('m.until_on', '>=', today)])).execute()
  return rows.map((row) => row.id)
}

/** Which of these groups exist and have not ended. */
export async function livingGroups(database: Database | Trx, groupIds: readonly string[], today: string): Promise<Set<string>> {
  if (groupIds.length === 0) return new Set()
  const rows = await database.selectFrom('school_group').select('id').where('id', '=', sql<string>`ANY(${[...groupIds]}::uuid[])`)
    .where((eb) => eb.or([eb('ended_on', 'is', null), eb('ended_on', '>=', today)])).execute()
  return new Set(rows.map((row) => row.id))
}

/** How many notices of this author hang or are to come. */
export async function countOfAuthor(trx: Trx, authorId: string, today: string): Promise<number> {
  return (await listNotices(trx, { personId: authorId, groupIds: [], readsAll: false, today })).filter((notice) => notice.authorId === authorId).length
}

/** Hangs up a notice; the same client id of the same author gives the notice that hangs already. */
export async function addNotice(w: Write, authorId: string, notice: { clientId: string; forSchool: boolean; groupIds: readonly string[] } & Text): Promise<string> {
  const id = newId(w.at)
  const added = await w.trx.insertInto('notice').values({ id, author_id: authorId, client_id: notice.clientId, for_school: notice.forSchool, created_at: w.at })
    .onConflict((oc) => oc.columns(['author_id', 'client_id']).doNothing()).returning('id').executeTakeFirst()
  if (added === undefined) return (await noticeOfClient(w.trx, authorId, notice.clientId))!
  if (notice.groupIds.length > 0) await w.trx.insertInto('notice_group').values([...new Set(notice.groupIds)].map((group_id) => ({ notice_id: id, group_id }))).execute()
  await addEdition(w, authorId, id, notice)
  return id
}

export async function noticeOfClient(trx: Trx, authorId: string, clientId: string): Promise<string | undefined> {
  return (await trx.selectFrom('notice').select('id').where('author_id', '=', authorId).where('client_id', '=', clientId).executeTakeFirst())?.id
}

export async function addEdition(w: Write, writerId: string, noticeId: string, { title, body, from, until }: Text): Promise<void> {
  await w.trx.insertInto('notice_edition').values({ id: newId(w.at), notice_id: noticeId, title, body, from_on: from, until_on: until, written_by: writerId, at: w.at }).execute()
}

/** Takes it down; done once, whoever asks twice. */
export async function endNotice(w: Write, noticeId: string, enderId: string): Promise<void> {
  await w.trx.insertInto('notice_end').values({ notice_id: noticeId, ended_by: enderId, at: w.at }).onConflict((oc) => oc.column('notice_id').doNothing()).execute()
}

/** Holds the notice's row: nobody edits what somebody else takes down at the same moment. */
export async function lockNotice(w: Write, noticeId: string): Promise<void> {
  await w.trx.selectFrom('notice').select('id').where('id', '=', noticeId).forUpdate().execute()
}
