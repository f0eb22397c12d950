/** Does the turn of the year in one transaction and writes down each step with what stood there before. */
import { anyOf, pieces } from '#platform/database/pieces.ts'
import { addMembers, closeMemberships, foundGroups } from '#platform/identity/groups.ts'
import { changePeople } from '#platform/identity/people.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import type { Write } from '#platform/module/write.ts'
import { addDays } from '#platform/time/calendar.ts'
import { groups_per_page, import_slice_rows, roll_over_undo_days } from '../../limits.ts'
import { endGroups, labelGroups } from '../../store/groups.ts'
import { askDepartures, openQuestions, staysSince } from '../../store/questions.ts'
import { recordRollOver, recordSteps } from '../../store/years.ts'
import type { Step } from '../../store/years.ts'
import { texts } from '../../texts.de.ts'
import type { Prepared } from './prepare.ts'

export type YearDone = { id: string; schoolYear: string; undoUntil: string; exits: number; questions: number }

/** `fresh`: ids of classes whose room begins anew under the next label. */
export async function applyYear(w: Write, { plan, preview }: Prepared, fresh: ReadonlySet<string>): Promise<YearDone> {
  const { schoolYear } = plan
  const goesOn = [...plan.renamed.map(({ groupId, kind, to }) => ({ groupId, kind, label: to })), ...plan.carried.map(({ groupId, kind, label }) => ({ groupId, kind, label }))]
  const asked = await notSettled(w, plan.missing, preview.startsOn)
  const undoUntil = addDays(w.today, roll_over_undo_days)
  const counts = { groups: goesOn.length, ended: plan.ended.length, courses: plan.courses.length, exits: plan.exits.length, moves: plan.joins.length, questions: asked.length }
  const id = await recordRollOver(w, { schoolYear, undoUntil, counts })
  const note: Note = (steps) => recordSteps(w, id, steps)
  await label(w, note, schoolYear, goesOn.filter((one) => !fresh.has(one.groupId)))
  const founded = await found(w, note, schoolYear, plan.founded)
  await end(w, note, [...plan.ended, ...plan.courses].map((one) => one.groupId), preview.archiveDays)
  await beginAnew(w, note, schoolYear, goesOn.filter((one) => fresh.has(one.groupId)), preview.archiveDays)
  for (const pairs of pieces(plan.leaves)) await close(w, note, { pairs }, addDays(w.today, -1))
  await join(w, note, plan.joins.map(({ personId, group }) => ({ personId, groupId: founded.get(group) ?? group })))
  await depart(w, note, plan.exits, preview.lastDay)
  await askDepartures(w, asked)
  await note(asked.map((personId) => ({ kind: 'question', recordId: personId, personId, before: null, after: null })))
  writeJournal(w, {
    event: 'people.school_year_changed', actorId: w.actorId,
    fields: { rollOver: id, schoolYear, groups: goesOn.length, leaving: plan.exits.length, courses: plan.courses.length, withFile: preview.isWithFile ? 'yes' : 'no' },
  })
  return { id, schoolYear, undoUntil, exits: plan.exits.length, questions: asked.length }
}

/** Writes steps down as soon as they are done: held to the end, a large school would have a hundred thousand of them in memory. */
type Note = (steps: readonly Step[]) => Promise<void>

type Labelled = { groupId: string; kind: 'class' | 'year'; label: string }

async function label(w: Write, note: Note, schoolYear: string, groups: readonly Labelled[]): Promise<void> {
  const ids = groups.map((one) => one.groupId)
  const known = await w.trx.selectFrom('group_label').select(['group_id', 'label']).where('school_year', '=', schoolYear).where('group_id', '=', anyOf(ids)).execute()
  const before = new Map(known.map((row) => [row.group_id, row.label]))
  await labelGroups(w, schoolYear, groups)
  await note(groups.map((one) => ({ kind: 'label', recordId: one.groupId, personId: null, before: before.get(one.groupId) ?? null, after: one.label })))
}

async function found(w: Write, note: Note, schoolYear: string, founded: readonly { ref: string; kind: 'class' | 'year'; label: string }[]): Promise<Map<string, string>> {
  const purposes = { class: texts.purpose_of_class, year: texts.purpose_of_year }
  const ids = await foundGroups(w, founded.map((one) => ({ kind: one.kind, label: one.label, purpose: purposes[one.kind], schoolYear })))
  await note(ids.map((id) => ({ kind: 'group_founded', recordId: id, personId: null, before: null, after: null })))
  return new Map(founded.map((one, index) => [one.ref, ids[index]!]))
}

/** Read-only from today on; members read for the days of the school, then the door closes by itself (A15). */
async function end(w: Write, note: Note, groupIds: readonly string[], archiveDays: number): Promise<void> {
  await endGroups(w, groupIds)
  await note(groupIds.map((groupId) => ({ kind: 'group_end', recordId: groupId, personId: null, before: null, after: w.today })))
  for (const some of pieces(groupIds, groups_per_page)) await close(w, note, { groupIds: some }, addDays(w.today, archiveDays - 1))
}

async function close(w: Write, note: Note, what: Parameters<typeof closeMemberships>[1], lastDay: string): Promise<void> {
  const ended = await closeMemberships(w, what, lastDay)
  await note(ended.map((row) => ({ kind: 'membership_end', recordId: row.id, personId: row.personId, before: row.before, after: row.until })))
}

/** The same people in a new room under the next label; the old room is read-only like that of a course. */
async function beginAnew(w: Write, note: Note, schoolYear: string, groups: readonly Labelled[], archiveDays: number): Promise<void> {
  if (groups.length === 0) return
  const members = await w.trx.selectFrom('membership').select(['group_id', 'person_id', 'role']).where('group_id', '=', anyOf(groups.map((one) => one.groupId))).where('until_on', 'is', null).execute()
  const ids = await found(w, note, schoolYear, groups.map((one) => ({ ref: one.groupId, kind: one.kind, label: one.label })))
  await end(w, note, groups.map((one) => one.groupId), archiveDays)
  await join(w, note, members.map((row) => ({ groupId: ids.get(row.group_id)!, personId: row.person_id, role: row.role as 'member' })))
}

async function join(w: Write, note: Note, joins: readonly { groupId: string; personId: string; role?: 'member' | 'lead' | 'responsible' }[]): Promise<void> {
  if (joins.length === 0) return
  await addMembers(w, joins.map((one) => ({ groupId: one.groupId, personId: one.personId, role: one.role ?? 'member' })))
  const wanted = new Set(joins.map((one) => `${one.groupId} ${one.personId} ${one.role ?? 'member'}`))
  const rows = await w.trx.selectFrom('membership').select(['id', 'group_id', 'person_id', 'role']).where('group_id', '=', anyOf([...new Set(joins.map((one) => one.groupId))])).where('until_on', 'is', null).where('from_on', '=', w.today).execute()
  const added = rows.filter((row) => wanted.has(`${row.group_id} ${row.person_id} ${row.role}`))
  await note(added.map((row) => ({ kind: 'membership_added', recordId: row.id, personId: row.person_id, before: null, after: null })))
}

/** Who came after that day leaves with the day before: nobody leaves before having been here. */
async function depart(w: Write, note: Note, personIds: readonly string[], lastDay: string): Promise<void> {
  for (const some of pieces(personIds, import_slice_rows)) {
    const rows = await w.trx.selectFrom('person').select(['id', 'entered_on', 'exit_on']).where('id', '=', anyOf(some)).orderBy('id').execute()
    const leaving = rows.filter((row) => row.exit_on === null || row.exit_on >= w.today).map((row) => ({ ...row, exitOn: lastDay < addDays(row.entered_on, -1) ? addDays(row.entered_on, -1) : lastDay }))
    await changePeople(w, leaving.map((row) => ({ id: row.id, exitOn: row.exitOn })))
    await note(leaving.map((row) => ({ kind: 'exit', recordId: row.id, personId: row.id, before: row.exit_on, after: row.exitOn })))
  }
}

/** R12.1: who is missing in the file is asked about, once. */
async function notSettled(w: Write, personIds: readonly string[], yearStart: string): Promise<string[]> {
  const settled = new Set([...(await openQuestions(w.trx)), ...(await staysSince(w.trx, yearStart))])
  return personIds.filter((personId) => !settled.has(personId))
}
