/** What a file of parents, staff or courses is compared with, and what it writes beside people and groups. */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { listGroups } from '#platform/identity/groups.ts'
import { newId } from '#platform/id/id.ts'
import type { Write } from '#platform/module/write.ts'
import type { FileKind, Mapping } from '../import/presets.ts'
import type { KnownClass, KnownCourse, KnownStaffRoom, RosterKnown } from '../import/roster-known.ts'
import { groups_per_page, known_page_rows, mappings_remembered_max } from '../limits.ts'
import { pageOf, personPage } from './imports.ts'
import type { Page } from './imports.ts'
import { settledInStaffRoom, staffRoomOf } from './staff-room.ts'
import { isCurrent } from './sight.ts'
import type { Moment } from './sight.ts'

/** Some rows of one part of what is on record, as JSON text. */
export type RosterPage = { part: Exclude<keyof RosterKnown, 'pupils'>; text: string }

/** Everything but the pupils, page by page; as text, which the main thread hands on unread (see `knownPupils`). */
export async function* knownRoster(database: Database | Trx, moment: Moment, schoolYear: string): AsyncGenerator<RosterPage> {
  for (let after: string | null = null; ; ) {
    const page: Page = await pageOf(sql<Page>`
      WITH page AS MATERIALIZED (${personPage(after)})
      SELECT (SELECT json_agg(json_build_object('personId', p.id, 'source', p.source, 'sourceId', p.source_id, 'givenName', p.given_name, 'familyName', p.family_name,
                 'departedOn', CASE WHEN p.exit_on < ${moment.today} THEN p.exit_on END, 'shortCode', d.short_code,
                 'subjects', coalesce(string_to_array(nullif(d.subjects, ''), ', '), '{}')) ORDER BY p.id)::text
                FROM page AS p LEFT JOIN staff_detail d ON d.person_id = p.id WHERE p.type IN ('parent', 'teacher', 'staff')) AS text,
             (SELECT id FROM page ORDER BY id DESC LIMIT 1) AS last`, database)
    if (page.text !== null) yield { part: 'people', text: page.text }
    if (page.last === null) break
    after = page.last
  }
  for (let after: string | null = null; ; ) {
    const page: Page = await pageOf(sql<Page>`
      SELECT json_agg(json_build_object('id', g.id, 'guardianId', g.guardian_id, 'wardId', g.ward_id, 'relation', g.kind, 'hasCustody', g.has_custody,
               'contactBan', g.contact_ban, 'source', g.source) ORDER BY g.id)::text AS text, (array_agg(g.id ORDER BY g.id DESC))[1] AS last
        FROM (SELECT * FROM guardianship WHERE (until_on IS NULL OR until_on >= ${moment.today}) AND (${after}::uuid IS NULL OR id > ${after}::uuid)
               ORDER BY id LIMIT ${known_page_rows}) AS g`, database)
    if (page.text === null) break
    after = page.last
    yield { part: 'guardianships', text: page.text }
  }
  const groups = await listGroups(database, schoolYear, { kinds: ['class', 'year', 'course'] })
  const sources = new Map((await database.selectFrom('course_source').selectAll().execute()).map((row) => [row.group_id, row]))
  const open = groups.filter((one) => one.endedOn === null)
  const classes: KnownClass[] = groups.flatMap(({ id, kind, label, endedOn }) => (kind === 'class' || kind === 'year' ? [{ id, kind, label, hasEnded: endedOn !== null }] : []))
  const courses: KnownCourse[] = open.filter((one) => one.kind === 'course').map((one) => ({ groupId: one.id, label: one.label, source: sources.get(one.id)?.source ?? null, sourceId: sources.get(one.id)?.source_id ?? null }))
  yield { part: 'classes', text: JSON.stringify(classes) }
  yield { part: 'courses', text: JSON.stringify(courses) }
  for (let start = 0; start < open.length; start += groups_per_page) {
    const slice = open.slice(start, start + groups_per_page)
    const { rows } = await sql<{ text: string | null }>`
      SELECT json_agg(json_build_object('groupId', m.group_id, 'personId', m.person_id, 'role', m.role))::text AS text FROM membership m JOIN school_group g ON g.id = m.group_id
       WHERE m.group_id = ANY(${slice.map((one) => one.id)}::uuid[]) AND (g.kind = 'course' OR m.role = 'lead') AND ${isCurrent(moment)}`.execute(database)
    if (rows[0]!.text !== null) yield { part: 'memberships', text: rows[0]!.text }
  }
  yield { part: 'staffRooms', text: JSON.stringify(await knownStaffRooms(database, schoolYear)) }
}

async function knownStaffRooms(database: Database | Trx, schoolYear: string): Promise<KnownStaffRoom[]> {
  const groupId = await staffRoomOf(database)
  if (groupId === null) return []
  const [group] = await listGroups(database, schoolYear, { groupIds: [groupId] })
  return group === undefined ? [] : [{ groupId, label: group.label, settledIds: await settledInStaffRoom(database, groupId) }]
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
