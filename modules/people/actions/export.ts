/** Accounts as a table for the office: by the id of the program, harmless to open in a spreadsheet, no passwords. */
import { sql } from 'kysely'
import { bannedIds } from '#platform/access/subject.ts'
import { writeCsv } from '#platform/csv/csv.ts'
import type { Database } from '#platform/database/connect.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Context } from '#platform/module/module.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { export_rows_max } from '../limits.ts'
import { isAdmitted, isCurrent } from '../store/sight.ts'
import type { Moment } from '../store/sight.ts'
import { texts } from '../texts.de.ts'
import { rosterTexts as words } from '../texts/roster.de.ts'

type Row = { type: string; given_name: string; family_name: string; account_name: string; source: string; source_id: string; exit_on: string | null; place: string | null; is_admitted: boolean; has_password: boolean }

/** The action; that a list left the house is written down, its lines are not. */
export async function exportAccounts(context: Context): Promise<{ csv: string; count: number }> {
  const table = await accountsTable(context.database, context, schoolYearAt(context.platform.school, context.today).label, bannedIds(actorOf(context), context.today))
  await context.write(async (w) => writeJournal(w, { event: 'people.accounts_exported', actorId: w.actorId, fields: { count: table.count } }))
  return table
}

/** All who are at the school, in the order of class and name, without whom a contact ban hides (T3). Refuses with 422 beyond the limit. */
export async function accountsTable(database: Database, moment: Moment, schoolYear: string, hidden: ReadonlySet<string> = new Set()): Promise<{ csv: string; count: number }> {
  const { rows } = await sql<Row>`
    SELECT p.type, p.given_name, p.family_name, p.account_name, p.source, p.source_id, p.exit_on, c.label AS place, ${isAdmitted(moment)} AS is_admitted,
           EXISTS (SELECT 1 FROM credential k WHERE k.person_id = p.id) AS has_password
      FROM person p
      LEFT JOIN LATERAL (SELECT l.label FROM membership m JOIN school_group g ON g.id = m.group_id AND g.kind IN ('class', 'year') AND g.ended_on IS NULL
                           JOIN group_label l ON l.group_id = g.id AND l.school_year <= ${schoolYear}
                          WHERE m.person_id = p.id AND m.role = 'member' AND ${isCurrent(moment)} ORDER BY g.kind, l.school_year DESC LIMIT 1) c ON true
     WHERE (p.exit_on IS NULL OR p.exit_on >= ${moment.today}) AND p.id <> ALL(${[...hidden]}::uuid[])
     ORDER BY p.type, c.label COLLATE "de-x-icu" NULLS LAST, p.family_name COLLATE "de-x-icu", p.given_name COLLATE "de-x-icu", p.id LIMIT ${export_rows_max + 1}`.execute(database)
  if (rows.length > export_rows_max) refuse(422, 'export_too_large', { params: { count_max: export_rows_max } })
  const head = [words.csv_source, words.csv_id, words.csv_type, words.csv_family, words.csv_given, words.csv_place, words.csv_account, words.csv_door, words.csv_password, words.csv_exit]
  const lines = rows.map((row) => [
    row.source, row.source_id, texts[`type_${row.type as 'pupil'}`], row.family_name, row.given_name, row.place, row.account_name,
    row.is_admitted ? words.csv_open : words.csv_closed, row.has_password ? words.csv_yes : words.csv_no, row.exit_on,
  ])
  return { csv: writeCsv([head, ...lines]), count: rows.length }
}
