/**
 * A18, R12.3: pupils take their own files and messages along. While the platform is closed for good a printed code opens the page of the own copy; for leavers too,
 * in the last weeks, so that nobody is left out who never came in; and for whom a deletion after a withdrawal is waited for. With the account the code ends.
 */
import { sql } from 'kysely'
import { isBanned, isOwnFamily } from '#platform/access/subject.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { makeExportCode } from '#platform/export/codes.ts'
import { newId } from '#platform/id/id.ts'
import { namesOf } from '#platform/identity/people.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { chooseTexts } from '#platform/module/texts.ts'
import { writePaper } from '#platform/pdf/write-paper.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { addDays } from '#platform/time/calendar.ts'
import type { contract } from './contract.ts'
import type { CodePaper } from './take-along-paper.ts'
import { take_along_days } from './limits.ts'
import { closedOf, isLetIn } from './store.ts'
import { DELETE_CLARIFIED } from './tasks.ts'
import { texts } from './texts.de.ts'

type Moment = { at: Date; today: string }

const LAYOUT = new URL('./take-along-paper.ts', import.meta.url)

/** The last day on which a code may open the copy of this pupil; null: none, or the account is deleted. */
export async function takesAlongUntil(database: Database | Trx, personId: string, moment: Moment): Promise<string | null> {
  return (await lastDaysOf(database, [personId], moment)).get(personId) ?? null
}

/**
 * The same of several pupils; who has no last day is left out. Whose account waits to be deleted after a withdrawal has no way in either: until the day by which it
 * is to be done, and as long as it is not.
 */
export async function lastDaysOf(database: Database | Trx, personIds: readonly string[], { at, today }: Moment): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; until: string }>`
    SELECT p.id, coalesce(d.content_until, t.until, p.exit_on) AS until FROM person p
      LEFT JOIN platform_departure d ON d.person_id = p.id AND d.emptied_on IS NULL AND d.content_until >= ${today}::date AND NOT ${isLetIn(at)}
      LEFT JOIN LATERAL (SELECT greatest(max(k.due_on), ${today}::date) AS until FROM task k LEFT JOIN task_completion c ON c.task_id = k.id WHERE k.kind = ${DELETE_CLARIFIED} AND k.about_person_id = p.id AND c.task_id IS NULL HAVING count(*) > 0) t ON true
     WHERE p.id = ANY(${[...personIds]}::uuid[]) AND p.type = 'pupil' AND p.deleted_on IS NULL
       AND (d.person_id IS NOT NULL OR t.until IS NOT NULL OR p.exit_on BETWEEN ${today}::date AND ${addDays(today, take_along_days)}::date)`.execute(database)
  return new Map(rows.map((row) => [row.id, row.until]))
}

/** Classes and year groups the pupil is in today. */
export async function classesOf(database: Database | Trx, personId: string, today: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT g.id FROM membership m JOIN school_group g ON g.id = m.group_id AND g.kind IN ('class', 'year') AND (g.ended_on IS NULL OR g.ended_on > ${today}::date)
     WHERE m.person_id = ${personId} AND m.role = 'member' AND m.from_on <= ${today}::date AND (m.until_on IS NULL OR m.until_on >= ${today}::date)`.execute(database)
  return rows.map((row) => row.id)
}

/** Of the classes the actor leads: who has no way in and can take things along, the first end first. */
export const listOwnTakeAlong: Actions<typeof contract>['listOwnTakeAlong'] = async (context) => {
  const { database, platform, at, today } = context
  const actor = actorOf(context)
  const led = actor.memberships.filter((one) => one.role === 'lead' && one.from <= today && (one.until === null || today <= one.until)).map(({ groupId }) => groupId)
  const found = led.length === 0 ? [] : await closedOf(database, led, { at, today }, schoolYearAt(platform.school, today).label)
  const days = await lastDaysOf(database, found.map(({ id }) => id), { at, today })
  const people = found.flatMap((one) => (isBanned(actor, one.id, today) || isOwnFamily(actor, one.id) || !days.has(one.id) ? [] : [{ ...one, takesAlongUntil: days.get(one.id)! }]))
  return { people: people.sort((a, b) => (a.takesAlongUntil < b.takesAlongUntil ? -1 : a.takesAlongUntil > b.takesAlongUntil ? 1 : 0)) }
}

export const printExportCode: Actions<typeof contract>['printExportCode'] = async (context, { personId }) => {
  const { platform, at } = context
  const made = await context.write(async (w) => {
    const untilOn = (await takesAlongUntil(w.trx, personId, w)) ?? refuse(404, 'not_found')
    const code = await makeExportCode(w, { personId, untilOn })
    writeJournal(w, { event: 'lifecycle.export_code_printed', actorId: w.actorId, subjectId: personId, fields: { until: untilOn } })
    return { code, untilOn, name: (await namesOf(w.trx, [personId])).get(personId)?.displayName ?? '' }
  })
  const content: CodePaper = { ...made, schoolName: platform.school.school?.name ?? '', url: new URL('/mitnehmen', platform.publicUrl).href }
  // The name of the file is no name of a person: it lies in the downloads of an office.
  return { fileName: `mitnehmen-${newId(at).slice(0, 8)}.pdf`, bytes: await writePaper(LAYOUT, { title: chooseTexts(texts, 'sie').takeTitle, at }, content) }
}
