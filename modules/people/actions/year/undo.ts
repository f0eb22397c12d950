/** Takes a turn of the year back: each step whose thing still is as it was left goes back to what stood there before; what somebody changed since stays and is named. */
import { sql } from 'kysely'
import { anyOf } from '#platform/database/pieces.ts'
import { listGroups, reopenMemberships } from '#platform/identity/groups.ts'
import { namesOf, restoreStays } from '#platform/identity/people.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { refuse } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { addDays } from '#platform/time/calendar.ts'
import { kept_named_max } from '../../limits.ts'
import { endGroups } from '../../store/groups.ts'
import { answerDepartures } from '../../store/questions.ts'
import { lastRollOvers, recordUndo, stepsOf } from '../../store/years.ts'
import type { Step, StepKind } from '../../store/years.ts'
import type { KeptStep } from '../../year/shape.ts'

/** Refuses with 404 for no such change, 409 `year_undone` and `year_undo_over`, and `year_not_last` when a later one stands on it. */
export async function undoYear(w: Write, rollOverId: string): Promise<{ restored: number; kept: KeptStep[]; keptLeftOff: number }> {
  const known = await lastRollOvers(w.trx)
  const one = known.find((row) => row.id === rollOverId) ?? refuse(404, 'not_found')
  if (one.undone_at !== null) refuse(409, 'year_undone')
  if (w.today > one.undo_until) refuse(409, 'year_undo_over', { params: { date: one.undo_until } })
  if (known.find((row) => row.undone_at === null)!.id !== rollOverId) refuse(409, 'year_not_last')
  const ways: [StepKind, (steps: readonly Step[]) => Promise<Step[]>][] = [
    ['membership_added', (steps) => leaveAgain(w, steps)],
    ['membership_end', (steps) => openAgain(w, steps)],
    ['group_founded', (steps) => endFounded(w, steps)],
    ['group_end', (steps) => reviveGroups(w, steps)],
    ['label', (steps) => relabel(w, one.school_year, steps)],
    ['exit', (steps) => bringBack(w, steps)],
    ['question', (steps) => withdrawQuestions(w, steps)],
  ]
  let restored = 0
  let keptInAll = 0
  const told: Step[] = []
  const counts: Record<string, number> = {}
  for (const [kind, takeBack] of ways) {
    for await (const steps of stepsOf(w.trx, rollOverId, kind)) {
      const kept = await takeBack(steps)
      restored += steps.length - kept.length
      keptInAll += kept.length
      told.push(...kept.slice(0, kept_named_max - told.length))
      if (kept.length > 0) counts[kind] = (counts[kind] ?? 0) + kept.length
    }
  }
  await recordUndo(w, rollOverId, counts)
  writeJournal(w, { event: 'people.school_year_restored', actorId: w.actorId, fields: { rollOver: rollOverId, kept: keptInAll } })
  return { restored, kept: await named(w, told, one.school_year), keptLeftOff: keptInAll - told.length }
}

/** Memberships that the change made end with yesterday; who has left the group meanwhile is left alone. */
async function leaveAgain(w: Write, steps: readonly Step[]): Promise<Step[]> {
  const { rows } = await sql<{ id: string; person_id: string }>`
    UPDATE membership SET until_on = greatest(from_on - 1, ${addDays(w.today, -1)}::date) WHERE id = ANY(${steps.map((step) => step.recordId)}::uuid[]) AND until_on IS NULL RETURNING id, person_id`.execute(w.trx)
  for (const row of rows) w.changedPersons.add(row.person_id)
  const done = new Set(rows.map((row) => row.id))
  return steps.filter((step) => !done.has(step.recordId))
}

async function openAgain(w: Write, steps: readonly Step[]): Promise<Step[]> {
  const opened = await reopenMemberships(w, steps.map((step) => ({ id: step.recordId, until: step.after! })))
  return steps.filter((step) => !opened.has(step.recordId))
}

/** A room that was made can't be unmade, for somebody may have written in it: it ends. Where others joined, it goes on. */
async function endFounded(w: Write, steps: readonly Step[]): Promise<Step[]> {
  const ids = steps.map((step) => step.recordId)
  const rows = await w.trx.selectFrom('membership').select('group_id').distinct().where('group_id', '=', anyOf(ids)).where((eb) => eb.or([eb('until_on', 'is', null), eb('until_on', '>=', w.today)])).execute()
  const used = new Set(rows.map((row) => row.group_id))
  await endGroups(w, ids.filter((id) => !used.has(id)))
  return steps.filter((step) => used.has(step.recordId))
}

async function reviveGroups(w: Write, steps: readonly Step[]): Promise<Step[]> {
  const { rows } = await sql<{ id: string }>`
    UPDATE school_group g SET ended_on = NULL FROM unnest(${steps.map((step) => step.recordId)}::uuid[], ${steps.map((step) => step.after)}::date[]) AS s (id, ended_on)
     WHERE g.id = s.id AND g.ended_on = s.ended_on RETURNING g.id`.execute(w.trx)
  const done = new Set(rows.map((row) => row.id))
  return steps.filter((step) => !done.has(step.recordId))
}

async function relabel(w: Write, schoolYear: string, steps: readonly Step[]): Promise<Step[]> {
  const rows = await w.trx.selectFrom('group_label').select(['id', 'group_id', 'label']).where('school_year', '=', schoolYear).where('group_id', '=', anyOf(steps.map((step) => step.recordId))).execute()
  const now = new Map(rows.map((row) => [row.group_id, row]))
  const [same, changed] = [steps.filter((step) => now.get(step.recordId)?.label === step.after), steps.filter((step) => now.get(step.recordId)?.label !== step.after)]
  const added = same.filter((step) => step.before === null).map((step) => now.get(step.recordId)!.id)
  if (added.length > 0) await w.trx.deleteFrom('group_label').where('id', '=', anyOf(added)).execute()
  const replaced = same.filter((step) => step.before !== null)
  if (replaced.length > 0) {
    await sql`UPDATE group_label l SET label = s.label FROM unnest(${replaced.map((step) => now.get(step.recordId)!.id)}::uuid[], ${replaced.map((step) => step.before)}::text[]) AS s (id, label)
       WHERE l.id = s.id`.execute(w.trx)
  }
  return changed
}

/** Their stay goes on as if it had not ended: consents and password of before hold again. Who came back meanwhile has begun a new stay and is left alone. */
async function bringBack(w: Write, steps: readonly Step[]): Promise<Step[]> {
  const rows = await w.trx.selectFrom('person').select(['id', 'exit_on']).where('id', '=', anyOf(steps.map((step) => step.recordId))).execute()
  const exits = new Map(rows.map((row) => [row.id, row.exit_on]))
  const same = steps.filter((step) => exits.get(step.recordId) === step.after)
  await restoreStays(w, same.map((step) => ({ id: step.recordId, exitOn: step.before })))
  return steps.filter((step) => exits.get(step.recordId) !== step.after)
}

async function withdrawQuestions(w: Write, steps: readonly Step[]): Promise<Step[]> {
  await answerDepartures(w, steps.map((step) => step.recordId), 'restored')
  return []
}

async function named(w: Write, kept: readonly Step[], schoolYear: string): Promise<KeptStep[]> {
  const people = await namesOf(w.trx, kept.flatMap((step) => step.personId ?? []))
  const groups = new Map((await listGroups(w.trx, schoolYear, { groupIds: kept.filter((step) => step.personId === null).map((step) => step.recordId) })).map((one) => [one.id, one.label]))
  return kept.map((step) => ({ kind: step.kind, name: step.personId === null ? (groups.get(step.recordId) ?? '') : (people.get(step.personId)?.displayName ?? '') }))
}
