/**
 * A18, R12.3: pupils take their own files and messages along. While the platform is closed for good a printed code opens the page of the own copy; for leavers too,
 * in the last weeks, so that nobody is left out who never came in. With the account the code ends.
 */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { makeExportCode } from '#platform/export/codes.ts'
import { newId } from '#platform/id/id.ts'
import { namesOf } from '#platform/identity/people.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { chooseTexts } from '#platform/module/texts.ts'
import { writePaper } from '#platform/pdf/write-paper.ts'
import { addDays } from '#platform/time/calendar.ts'
import type { contract } from './contract.ts'
import type { CodePaper } from './take-along-paper.ts'
import { take_along_days } from './limits.ts'
import { texts } from './texts.de.ts'

const LAYOUT = new URL('./take-along-paper.ts', import.meta.url)

/** The last day on which a code may open the copy of this pupil; null: none, or the account is deleted. */
export async function takesAlongUntil(database: Database | Trx, personId: string, today: string): Promise<string | null> {
  const { rows } = await sql<{ until: string | null }>`
    SELECT coalesce(d.content_until, p.exit_on) AS until FROM person p LEFT JOIN platform_departure d ON d.person_id = p.id AND d.emptied_on IS NULL AND d.content_until >= ${today}::date
     WHERE p.id = ${personId} AND p.deleted_on IS NULL AND (d.person_id IS NOT NULL OR p.exit_on BETWEEN ${today}::date AND ${addDays(today, take_along_days)}::date)`.execute(database)
  return rows[0]?.until ?? null
}

/** Classes and year groups the pupil is in today. */
export async function classesOf(database: Database | Trx, personId: string, today: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT g.id FROM membership m JOIN school_group g ON g.id = m.group_id AND g.kind IN ('class', 'year') AND (g.ended_on IS NULL OR g.ended_on > ${today}::date)
     WHERE m.person_id = ${personId} AND m.role = 'member' AND m.from_on <= ${today}::date AND (m.until_on IS NULL OR m.until_on >= ${today}::date)`.execute(database)
  return rows.map((row) => row.id)
}

export const printExportCode: Actions<typeof contract>['printExportCode'] = async (context, { personId }) => {
  const { platform, at } = context
  const made = await context.write(async (w) => {
    const untilOn = (await takesAlongUntil(w.trx, personId, w.today)) ?? refuse(404, 'not_found')
    const code = await makeExportCode(w, { personId, untilOn })
    writeJournal(w, { event: 'lifecycle.export_code_printed', actorId: w.actorId, subjectId: personId, fields: { until: untilOn } })
    return { code, untilOn, name: (await namesOf(w.trx, [personId])).get(personId)?.displayName ?? '' }
  })
  const content: CodePaper = { ...made, schoolName: platform.school.school?.name ?? '', url: new URL('/mitnehmen', platform.publicUrl).href }
  // The name of the file is no name of a person: it lies in the downloads of an office.
  return { fileName: `mitnehmen-${newId(at).slice(0, 8)}.pdf`, bytes: await writePaper(LAYOUT, { title: chooseTexts(texts, 'sie').takeTitle, at }, content) }
}
