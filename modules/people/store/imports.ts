/** The people and groups an import is compared with, and the record that it happened. */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { listGroups } from '#platform/identity/groups.ts'
import { newId } from '#platform/id/id.ts'
import type { Write } from '#platform/module/write.ts'
import type { KnownGroup } from '../actions/import/plan.ts'
import type { FileKind } from '../import/presets.ts'
import type { ImportCounts } from '../import/shape.ts'
import { import_runs_shown_max, known_page_rows } from '../limits.ts'
import { deletionOf, isCurrent } from './sight.ts'
import type { Moment } from './sight.ts'

/** Only one import is applied at a time, and nobody else adds people meanwhile. */
const IMPORT_LOCK = 7305531
const PEOPLE_LOCK = 7305532

/** True when this transaction is now the only one that imports. */
export async function tryImportLock(trx: Trx): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`SELECT pg_try_advisory_xact_lock(${IMPORT_LOCK}) AS taken`.execute(trx)
  return rows[0]!.taken
}

/** Changes of single people by hand share the lock; an import holds it alone, so that what it compared is what it changes. */
export async function lockPeople(trx: Trx, how: 'shared' | 'alone'): Promise<void> {
  await (how === 'alone' ? sql`SELECT pg_advisory_xact_lock(${PEOPLE_LOCK})` : sql`SELECT pg_advisory_xact_lock_shared(${PEOPLE_LOCK})`).execute(trx)
}

/** Classes and year groups, ended ones too, and whether their label is of this school year. */
export async function knownGroups(database: Database | Trx, schoolYear: string): Promise<KnownGroup[]> {
  const groups = await listGroups(database, schoolYear, { kinds: ['class', 'year'] })
  const labelled = await database.selectFrom('group_label').select('group_id').where('school_year', '=', schoolYear).execute()
  const ofThisYear = new Set(labelled.map((row) => row.group_id))
  return groups.map(({ id, kind, label, endedOn }) => ({
    id,
    kind: kind as KnownGroup['kind'],
    label,
    isOfThisYear: ofThisYear.has(id),
    hasEnded: endedOn !== null,
  }))
}

/** The rows wanted of a page as JSON text, null where there are none on it; and the id after which the next page begins, null behind the last one. */
export type Page = { text: string | null; last: string | null }

/**
 * All pupils on record with the ids of their classes and year groups, page by page, as text that `MemberReader` reads. The database writes the text
 * and the main thread hands it on unread: made into rows here, a large school would stay behind among the old objects of the server.
 */
export async function* knownPupils(database: Database | Trx, moment: Moment): AsyncGenerator<string> {
  for (let after: string | null = null; ; ) {
    // Step by step: right after an import the planner knows little of the tables, and would begin with all members of all classes.
    const page: Page = await pageOf(sql<Page>`
      WITH page AS MATERIALIZED (${personPage(after)}), p AS (SELECT * FROM page WHERE type = 'pupil'),
           m AS MATERIALIZED (SELECT m.person_id, m.group_id, m.from_on, m.until_on FROM membership m
                               WHERE m.person_id = ANY(ARRAY(SELECT id FROM p)) AND m.role = 'member' AND ${isCurrent(moment)}),
           own AS (SELECT m.person_id, json_agg(m.group_id ORDER BY m.from_on) AS group_ids FROM m JOIN school_group g ON g.id = m.group_id
                    -- Who only still reads a group that has ended is no longer in it.
                    WHERE (g.ended_on IS NULL OR m.until_on IS NULL) AND g.kind IN ('class', 'year') GROUP BY m.person_id)
      SELECT (SELECT json_agg(json_build_array(p.id, p.source, p.source_id, p.given_name, p.family_name, p.majority_on, p.exit_on, own.group_ids, ${deletionOf}) ORDER BY p.id)::text
                FROM p LEFT JOIN own ON own.person_id = p.id) AS text, (SELECT id FROM page ORDER BY id DESC LIMIT 1) AS last`, database)
    if (page.text !== null) yield page.text
    if (page.last === null) return
    after = page.last
  }
}

/** People of all types, in the order of the key: asked for one type in that order, the database would go through the whole table for every page. */
export function personPage(after: string | null): RawBuilder<unknown> {
  return sql`SELECT * FROM person WHERE ${after}::uuid IS NULL OR id > ${after}::uuid ORDER BY id LIMIT ${known_page_rows}`
}

/** The one row of a question for a page. */
export async function pageOf<P>(question: RawBuilder<P>, database: Database | Trx): Promise<P> {
  return (await question.execute(database)).rows[0]!
}

/** Records that an import was applied: counts only. Returns its id. */
export async function recordRun(w: Write, run: { kind: FileKind; source: string; fileHash: string; counts: ImportCounts }): Promise<string> {
  const id = newId(w.at)
  await w.trx
    .insertInto('import_run')
    .values({ id, kind: run.kind, source: run.source, file_hash: run.fileHash, applied_by: w.actorId, applied_at: w.at, counts: JSON.stringify(run.counts) })
    .execute()
  return id
}

export type RunRow = { id: string; kind: string; source: string; applied_at: Date; counts: unknown; given_name: string | null; family_name: string | null }

/** The last imports, newest first. */
export async function lastRuns(database: Database): Promise<RunRow[]> {
  return database
    .selectFrom('import_run as r')
    .leftJoin('person as p', 'p.id', 'r.applied_by')
    .select(['r.id', 'r.kind', 'r.source', 'r.applied_at', 'r.counts', 'p.given_name', 'p.family_name'])
    .orderBy('r.applied_at', 'desc')
    .limit(import_runs_shown_max)
    .execute()
}
