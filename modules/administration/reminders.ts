/** Every morning: which terms end soon, which appointments want a yearly look, whose declaration is due (A8, R4.3). Tasks open once and close by the act. */
import type { RecurringJob, RunResult } from '#platform/jobs/jobs.ts'
import type { Platform } from '#platform/module/platform.ts'
import { write } from '#platform/module/write.ts'
import type { Write } from '#platform/module/write.ts'
import { closeTask, openTask } from '#platform/tasks/tasks.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import { isTermCurrent } from './rules.ts'
import { declarationDue, isCurrent } from './rules/custody.ts'
import { WARN_DAYS, answerBy, warningOf, yearlyDue } from './rules/reminders.ts'
import type { Term } from './rules/reminders.ts'
import { findAppointments, findOfficeTerms, reviewedOn } from './store.ts'
import { findCustody } from './store/custody.ts'
import { currentOthers } from './store/others.ts'

export const ENDS = 'administration.appointment_ends'
export const YEARLY = 'administration.appointment_yearly'
export const CUSTODY_DECLARE = 'administration.custody_declare'
export const OTHER_ENDS = 'administration.other_ends'

export const recurring: readonly RecurringJob[] = [{ name: 'reminders', every: 'day', at: '05:30', run: remind }]

/** Opens what is due on this day and closes warnings of terms that are over. Returns how many stand open. */
export async function remind(platform: Platform, dueOn: string, at: Date): Promise<RunResult> {
  return write(platform, null, at, async (w) => {
    let open = 0
    // A job that was missed runs later: what counts is the day it is now.
    const today = w.today > dueOn ? w.today : dueOn
    const reviewed = await reviewedOn(w.trx)
    for (const one of await findAppointments(w.trx)) {
      if (one.endedAt !== null) continue
      open += await warn(w, ENDS, one, one.personId, today, { task: one.task })
      if (one.until !== null || !isTermCurrent(one, today)) continue
      const looked = reviewed.get(one.id)
      const due = yearlyDue(one.from, looked === undefined ? null : dateInBerlin(looked), today)
      if (due === null) continue
      await openTask(w, { kind: YEARLY, key: one.id, for: { office: 'head' }, aboutPersonId: one.personId, params: { task: one.task, since: one.from, id: one.id }, dueOn: answerBy(due) })
      open += 1
    }
    for (const term of await findOfficeTerms(w.trx)) if (term.endedAt === null) open += await warn(w, ENDS, term, term.personId, today, { office: term.office })
    for (const other of await currentOthers(w.trx, today)) open += await warn(w, OTHER_ENDS, other, other.id, today, {})
    for (const one of await findCustody(w.trx)) {
      const due = isCurrent(one, today) ? declarationDue(one, today) : null
      if (due === null) continue
      await openTask(w, { kind: CUSTODY_DECLARE, key: one.id, for: { personId: one.personId }, params: { since: one.from }, dueOn: answerBy(due) })
      open += 1
    }
    return { open }
  })
}

/** Ends all reminders about these records: appointments, offices, custodies, persons with an account from outside. */
export async function closeReminders(w: Write, ids: readonly string[], outcome: string): Promise<void> {
  for (const id of ids) {
    for (const kind of [ENDS, OTHER_ENDS]) for (const days of WARN_DAYS) await closeTask(w, kind, `${id}:${days}`, outcome)
    await closeTask(w, YEARLY, id, outcome)
    await closeTask(w, CUSTODY_DECLARE, id, outcome)
  }
}

/** One open warning per term: a nearer one takes the place of the one before, and none outlives the term. Returns how many stand, one or none. */
async function warn(w: Write, kind: string, term: Term, personId: string, today: string, params: Record<string, string>): Promise<number> {
  const due = warningOf(term, today)
  for (const days of WARN_DAYS) if (days !== due) await closeTask(w, kind, `${term.id}:${days}`, 'superseded')
  if (due === null || term.until === null) return 0
  await openTask(w, { kind, key: `${term.id}:${due}`, for: { office: 'head' }, aboutPersonId: personId, params: { ...params, until: term.until, days: due }, dueOn: term.until })
  return 1
}
