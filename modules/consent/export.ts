/** The state of all consents as a table, by the id of the administration program (I26): for offices that keep it beside their own records. */
import { sql } from 'kysely'
import { bannedIds } from '#platform/access/subject.ts'
import { writeCsv } from '#platform/csv/csv.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf } from '#platform/module/module.ts'
import type { Context } from '#platform/module/module.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { addDays, dateInBerlin } from '#platform/time/calendar.ts'
import { judge } from './facts.ts'
import type { Judged } from './facts.ts'
import { limits } from './limits.ts'
import { PURPOSES, loadDocuments } from './store.ts'
import { texts } from './texts.de.ts'

type Row = { id: string; given_name: string; family_name: string; source: string; source_id: string; place: string | null }

/** A line per pupil and purpose: state, until when, version, date of the newest entry; who declared is not in it. That a list left the house is written down. */
export async function exportConsents(context: Context): Promise<{ csv: string; count: number }> {
  const { database, platform, today } = context
  const { rows } = await sql<Row>`
    SELECT p.id, p.given_name, p.family_name, p.source, p.source_id, c.label AS place FROM person p
      LEFT JOIN LATERAL (SELECT l.label FROM membership m JOIN school_group g ON g.id = m.group_id AND g.kind IN ('class', 'year') AND g.ended_on IS NULL
                           JOIN group_label l ON l.group_id = g.id AND l.school_year <= ${schoolYearAt(platform.school, today).label}
                          WHERE m.person_id = p.id AND m.role = 'member' AND m.from_on <= ${today} AND (m.until_on IS NULL OR m.until_on >= ${today})
                          ORDER BY g.kind, l.school_year DESC LIMIT 1) c ON true
     WHERE p.type = 'pupil' AND (p.exit_on IS NULL OR p.exit_on >= ${today}) AND p.id <> ALL(${[...bannedIds(actorOf(context), today)]}::uuid[])
     ORDER BY c.label COLLATE "de-x-icu" NULLS LAST, p.family_name COLLATE "de-x-icu", p.given_name COLLATE "de-x-icu", p.id`.execute(database)
  const documents = new Map((await loadDocuments(database)).map((one) => [one.id, `${one.major}.${one.minor}`]))
  const lines: (string | null)[][] = []
  for (let start = 0; start < rows.length; start += limits.export_slice_rows) {
    const slice = rows.slice(start, start + limits.export_slice_rows)
    const judged = await judge(database, platform.school, slice.map((row) => row.id), today)
    for (const row of slice) for (const purpose of PURPOSES) lines.push(lineOf(row, judged.get(row.id)!, purpose, documents))
  }
  await context.write(async (w) => writeJournal(w, { event: 'consent.exported', actorId: w.actorId, fields: { count: lines.length } }))
  const head = [texts.csvSource, texts.csvId, texts.csvFamily, texts.csvGiven, texts.csvClass, texts.csvPurpose, texts.csvState, texts.csvOpen, texts.csvUntil, texts.csvVersion, texts.csvEntered]
  return { csv: writeCsv([head, ...lines]), count: lines.length }
}

function lineOf(row: Row, { case: one, consents }: Judged, purpose: 'platform' | 'video', documents: ReadonlyMap<string, string>): (string | null)[] {
  const { state, open, openUntil, restsOn } = consents[purpose]
  const rests = one.records[purpose].declarations.filter((declaration) => restsOn.includes(declaration.id))
  const newest = [...one.records[purpose].declarations, ...one.records[purpose].withdrawals].map((record) => dateInBerlin(record.enteredAt)).sort().at(-1) ?? null
  const versions = [...new Set(rests.map((declaration) => documents.get(declaration.documentId) ?? ''))].join(', ')
  return [row.source, row.source_id, row.family_name, row.given_name, row.place, texts[purpose], texts.stateWord({ state }), open ? texts.csvYes : texts.csvNo, openUntil === null ? null : addDays(openUntil, -1), versions || null, newest]
}
