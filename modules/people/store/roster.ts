/** What a file of parents, staff or courses is compared with, and what it writes beside people and groups. */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { listGroups } from '#platform/identity/groups.ts'
import { newId } from '#platform/id/id.ts'
import type { Write } from '#platform/module/write.ts'
import type { FileKind, Mapping } from '../import/presets.ts'
import type { KnownClass, KnownCourse, KnownStaffRoom, RosterKnown } from '../import/roster-known.ts'
import { groups_per_page, mappings_remembered_max } from '../limits.ts'
import { pageOf, personPage } from './imports.ts'
import { settledInStaffRoom, staffRoomOf } from './staff-room.ts'
import { deletionOf, isCurrent } from './sight.ts'
import type { Moment } from './sight.ts'

/** Some rows of one part of what is on record, as JSON text that `RosterReader` reads. */
export type RosterPage = { part: keyof RosterKnown; text: string }
export type RosterKind = Exclude<FileKind, 'pupils'>

/**
 * What a file of that kind is compared with, page by page; as text, which the main thread hands on unread (see `knownPupils`). Parents are not told for
 * courses, nor pupils for staff: of a large school each is as much again as all the rest.
 */
export async function* knownRoster(database: Database | Trx, moment: Moment, schoolYear: string, kind: RosterKind): AsyncGenerator<RosterPage> {
  yield* knownPeople(database, moment, kind)
  if (kind === 'parents') return
  const groups = await listGroups(database, schoolYear, { kinds: kind === 'staff' ? ['class', 'year'] : ['course'] })
  const open = groups.filter((one) => one.endedOn === null)
  if (kind === 'staff') {
    const classes: KnownClass[] = groups.map(({ id, kind: of, label, endedOn }) => ({ id, kind: of as KnownClass['kind'], label, hasEnded: endedOn !== null }))
    yield { part: 'classes', text: JSON.stringify(classes) }
    yield { part: 'staffRooms', text: JSON.stringify(await knownStaffRooms(database, schoolYear)) }
  } else {
    const sources = new Map((await database.selectFrom('course_source').selectAll().execute()).map((row) => [row.group_id, row]))
    const courses: KnownCourse[] = open.map((one) => ({ groupId: one.id, label: one.label, source: sources.get(one.id)?.source ?? null, sourceId: sources.get(one.id)?.source_id ?? null }))
    yield { part: 'courses', text: JSON.stringify(courses) }
  }
  for (let start = 0; start < open.length; start += groups_per_page) {
    const slice = open.slice(start, start + groups_per_page)
    const { rows } = await sql<{ text: string | null }>`
      SELECT json_agg(json_build_array(m.group_id, m.person_id, m.role))::text AS text FROM membership m
       WHERE m.group_id = ANY(${slice.map((one) => one.id)}::uuid[]) AND (${kind === 'courses'} OR m.role = 'lead') AND ${isCurrent(moment)}`.execute(database)
    if (rows[0]!.text !== null) yield { part: 'memberships', text: rows[0]!.text }
  }
}

async function knownStaffRooms(database: Database | Trx, schoolYear: string): Promise<KnownStaffRoom[]> {
  const groupId = await staffRoomOf(database)
  if (groupId === null) return []
  const [group] = await listGroups(database, schoolYear, { groupIds: [groupId] })
  return group === undefined ? [] : [{ groupId, label: group.label, settledIds: await settledInStaffRoom(database, groupId) }]
}

type PeoplePage = { pupils: string | null; people: string | null; last: string | null }

async function* knownPeople(database: Database | Trx, { today }: Moment, kind: RosterKind): AsyncGenerator<RosterPage> {
  const types = kind === 'parents' ? ['parent', 'teacher', 'staff'] : ['teacher', 'staff']
  for (let after: string | null = null; ; ) {
    const page: PeoplePage = await pageOf(sql<PeoplePage>`
      WITH page AS MATERIALIZED (${personPage(after)}),
           told AS (SELECT p.*, CASE WHEN p.exit_on < ${today} THEN p.exit_on END AS departed_on FROM page p),
           held AS MATERIALIZED (SELECT g.guardian_id, json_agg(json_build_array(g.id, g.ward_id, g.kind, g.has_custody, g.contact_ban, g.source) ORDER BY g.id) AS spans
                                   FROM guardianship g WHERE ${kind === 'parents'} AND g.guardian_id = ANY(ARRAY(SELECT id FROM page WHERE type <> 'pupil')) AND (g.until_on IS NULL OR g.until_on >= ${today})
                                  GROUP BY g.guardian_id)
      SELECT (SELECT json_agg(json_build_array(p.id, p.source, p.source_id, p.given_name, p.family_name, p.departed_on) ORDER BY p.id)::text
                FROM told p WHERE p.type = 'pupil' AND ${kind !== 'staff'}) AS pupils,
             (SELECT json_agg(json_build_array(p.id, p.source, p.source_id, p.given_name, p.family_name, p.departed_on, d.short_code, nullif(d.subjects, ''), held.spans, ${deletionOf}) ORDER BY p.id)::text
                FROM told p LEFT JOIN staff_detail d ON d.person_id = p.id LEFT JOIN held ON held.guardian_id = p.id WHERE p.type = ANY(${types}::text[])) AS people,
             (SELECT id FROM page ORDER BY id DESC LIMIT 1) AS last`, database)
    if (page.pupils !== null) yield { part: 'pupils', text: page.pupils }
    if (page.people !== null) yield { part: 'people', text: page.people }
    if (page.last === null) return
    after = page.last
  }
}

/** The programs whose ids are on record, with their pupils, entered by hand not among them. Parents and staff name the program before a slash. */
export async function programsOnRecord(database: Database | Trx): Promise<{ source: string; people: number }[]> {
  const { rows } = await sql<{ source: string; people: number }>`
    SELECT split_part(source, '/', 1) AS source, (count(*) FILTER (WHERE type = 'pupil'))::int AS people FROM person
     WHERE (type = 'pupil' AND source <> 'hand') OR (type IN ('parent', 'teacher', 'staff') AND source LIKE '%/%') GROUP BY 1 ORDER BY 2 DESC, 1`.execute(database)
  return rows
}

/** Short code and subjects of one of the staff. */
export async function staffDetail(database: Database, personId: string): Promise<{ short_code: string | null; subjects: string } | undefined> {
  return database.selectFrom('staff_detail').select(['short_code', 'subjects']).where('person_id', '=', personId).executeTakeFirst()
}

/** Short code and subjects, as the file says them. */
export async function saveStaffDetails(w: Write, details: readonly { personId: string; shortCode: string | null; subjects: readonly string[] }[]): Promise<void> {
  const rows = details.map(({ personId, shortCode, subjects }) => ({ person_id: personId, short_code: shortCode, subjects: subjects.join(', ') }))
  if (rows.length === 0) return
  await w.trx.insertInto('staff_detail').values(rows)
    .onConflict((oc) => oc.column('person_id').doUpdateSet((eb) => ({ short_code: eb.ref('excluded.short_code'), subjects: eb.ref('excluded.subjects') }))).execute()
}

export async function saveCourseSources(w: Write, courses: readonly { groupId: string; source: string; sourceId: string }[]): Promise<void> {
  if (courses.length > 0) await w.trx.insertInto('course_source').values(courses.map((one) => ({ group_id: one.groupId, source: one.source, source_id: one.sourceId }))).execute()
}

/** Mappings that were used before, newest first. */
export async function rememberedMappings(database: Database | Trx, source: string | null): Promise<Mapping[]> {
  const rows = await database.selectFrom('import_mapping').select(['source', 'kind', 'columns']).$if(source !== null, (query) => query.where('source', '=', source!))
    .orderBy('chosen_at', 'desc').orderBy('id', 'desc').limit(mappings_remembered_max).execute()
  return rows.map((row) => ({ kind: row.kind as FileKind, preset: row.source, columns: row.columns as Mapping['columns'] }))
}

/** Remembers a mapping that somebody chose and used: names of columns, nothing else (X12). */
export async function rememberMapping(w: Write, source: string, { kind, columns }: Mapping): Promise<void> {
  const [newest] = await w.trx.selectFrom('import_mapping').select('columns').where('source', '=', source).where('kind', '=', kind).orderBy('chosen_at', 'desc').orderBy('id', 'desc').limit(1).execute()
  const sorted = (one: object): string => JSON.stringify(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
  if (newest !== undefined && sorted(newest.columns as object) === sorted(columns)) return
  await w.trx.insertInto('import_mapping').values({ id: newId(w.at), source, kind, columns: JSON.stringify(columns), chosen_by: w.actorId, chosen_at: w.at }).execute()
}
