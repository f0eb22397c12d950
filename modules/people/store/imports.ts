/** The people and groups an import is compared with, and the record that it happened. */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { listGroups } from '#platform/identity/groups.ts'
import { newId } from '#platform/id/id.ts'
import type { Write } from '#platform/module/write.ts'
import type { KnownGroup, KnownMember } from '../actions/import/plan.ts'
import type { FileKind } from '../import/presets.ts'
import type { ImportCounts } from '../import/shape.ts'
import { import_runs_shown_max, known_page_rows } from '../limits.ts'
import { isCurrent } from './sight.ts'
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

type PupilRow = { id: string; source: string; source_id: string; given_name: string; family_name: string; majority_on: string | null; exit_on: string | null }

/** All pupils on record with class and year group, page by page. */
export async function* knownPupils(database: Database | Trx, moment: Moment, groups: readonly KnownGroup[]): AsyncGenerator<KnownMember[]> {
  const groupById = new Map(groups.map((group) => [group.id, group]))
  let after: string | null = null
  for (;;) {
    const rows: PupilRow[] = await database
      .selectFrom('person')
      .select(['id', 'source', 'source_id', 'given_name', 'family_name', 'majority_on', 'exit_on'])
      .where('type', '=', 'pupil')
      .$if(after !== null, (query) => query.where('id', '>', after))
      .orderBy('id')
      .limit(known_page_rows)
      .execute()
    if (rows.length === 0) return
    after = rows.at(-1)!.id
    const { rows: memberships } = await sql<{ person_id: string; group_id: string }>`
      SELECT m.person_id, m.group_id FROM membership m JOIN school_group g ON g.id = m.group_id
       -- Who only still reads a group that has ended is no longer in it.
       WHERE (g.ended_on IS NULL OR m.until_on IS NULL) AND m.person_id = ANY(${rows.map((row) => row.id)}::uuid[]) AND m.role = 'member' AND ${isCurrent(moment)} ORDER BY m.from_on`.execute(
      database,
    )
    const places = new Map<string, Pick<KnownMember, 'classId' | 'yearId' | 'classLabel' | 'yearLabel'>>()
    for (const { person_id, group_id } of memberships) {
      const group = groupById.get(group_id)
      if (group === undefined) continue
      const place = places.get(person_id) ?? { classId: null, yearId: null, classLabel: null, yearLabel: null }
      // The latest counts; a group that has ended only where there is no other.
      const isEmpty = (group.kind === 'class' ? place.classId : place.yearId) === null
      if (group.hasEnded && !isEmpty) continue
      places.set(
        person_id,
        group.kind === 'class' ? { ...place, classId: group.id, classLabel: group.label } : { ...place, yearId: group.id, yearLabel: group.label },
      )
    }
    yield rows.map((row) => ({
      personId: row.id,
      source: row.source,
      sourceId: row.source_id,
      givenName: row.given_name,
      familyName: row.family_name,
      majorityDate: row.majority_on,
      exitOn: row.exit_on,
      departedOn: row.exit_on !== null && row.exit_on < moment.today ? row.exit_on : null,
      ...(places.get(row.id) ?? { classId: null, yearId: null, classLabel: null, yearLabel: null }),
    }))
  }
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
