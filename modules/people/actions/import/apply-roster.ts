/** Writes what a comparison of parents, staff or courses says, in one transaction. Nothing ends by being missing: that becomes a task of an office. */
import type { MemberRole } from '#platform/access/vocabulary.ts'
import { addMembers, endMembers, foundGroups } from '#platform/identity/groups.ts'
import { addGuardianships, endGuardianships } from '#platform/identity/guardianship.ts'
import type { GuardianKind } from '#platform/identity/guardianship.ts'
import { addPeople, changePeople } from '#platform/identity/people.ts'
import type { PersonChange } from '#platform/identity/people.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import type { Write } from '#platform/module/write.ts'
import { closeTasks, dueIn, openTasks } from '#platform/tasks/tasks.ts'
import { addDays } from '#platform/time/calendar.ts'
import { sourceOf } from '../../import/roster-known.ts'
import type { ChangedRosterPerson, RosterLink } from '../../import/roster-known.ts'
import type { ImportProgress } from '../../contract.ts'
import { departure_question_days } from '../../limits.ts'
import { labelGroups } from '../../store/groups.ts'
import { recordRun } from '../../store/imports.ts'
import { CUSTODY_UNCLEAR, NO_HOLDER, askDepartures, openQuestions, staysSince, tasksAnswered } from '../../store/questions.ts'
import { saveCourseSources, saveStaffDetails } from '../../store/roster.ts'
import { texts } from '../../texts.de.ts'
import type { Applied } from './apply.ts'
import { all, idsBySourceId, slices } from './apply.ts'
import type { RosterSummary } from './compare-roster.ts'
import type { ImportThread } from './run.ts'

export type RosterApplication = { thread: ImportThread; summary: RosterSummary; fileHash: string; schoolYear: { label: string; start: string }; tell: (progress: ImportProgress) => void }

/** Applies what the thread holds. */
export async function applyRoster(w: Write, application: RosterApplication): Promise<Applied> {
  const { thread, summary, schoolYear, fileHash, tell } = application
  const { counts, kind, source } = summary
  let done = 0
  const step = (count: number): void => tell({ stage: 'applying', done: (done += count), total: counts.new + counts.changed + counts.returned + counts.moved + counts.leaving })
  await addNew(w, application, step)
  await changeKnown(w, thread, step)
  const courses = await foundCourses(w, application)
  for await (const links of slices(thread, 'links')) {
    await writeLinks(w, links, summary, courses)
    step(links.length)
  }
  const questions = (await askAboutStaff(w, thread, schoolYear.start)) + summary.links.missing
  if (kind === 'parents') await askAboutHolders(w, thread)
  const runId = await recordRun(w, { kind, source, fileHash, counts })
  writeJournal(w, {
    event: 'people.import_applied', actorId: w.actorId,
    fields: {
      run: runId, kind, source, added: counts.new, changed: counts.changed, moved: counts.moved, returned: counts.returned, leaving: counts.leaving, unclear: counts.unclear,
      confirmed: summary.safety.stop ? (summary.safety.reason ?? '') : '',
    },
  })
  return { runId, groupsFounded: courses.size, questions, addedByGroup: new Map() }
}

async function addNew(w: Write, { thread, summary }: RosterApplication, step: (count: number) => void): Promise<void> {
  const type = summary.kind === 'parents' ? 'parent' : 'teacher'
  for await (const rows of slices(thread, 'rosterNew')) {
    const source = sourceOf(summary.source, summary.kind)
    const added = await addPeople(w, rows.map(({ givenName, familyName, sourceId }) => ({ type, givenName, familyName, source, sourceId })))
    if (type === 'teacher') await saveStaffDetails(w, rows.map((row, index) => ({ personId: added[index]!, shortCode: row.shortCode, subjects: row.subjects })))
    step(rows.length)
  }
}

/** Who had left and is back has the same account: no last day any more, and a stay that begins today (changePeople). */
async function changeKnown(w: Write, thread: ImportThread, step: (count: number) => void): Promise<void> {
  for (const part of ['rosterChanged', 'rosterReturned'] as const) {
    for await (const rows of slices(thread, part)) {
      await changePeople(w, rows.flatMap((row) => nameChange(row, part === 'rosterReturned')))
      await changeDetails(w, rows)
      step(rows.length)
    }
  }
}

function nameChange({ personId, changes, restoredName }: ChangedRosterPerson, isBack: boolean): PersonChange[] {
  const of = (field: 'givenName' | 'familyName') => changes.find((one) => one.field === field)?.to ?? restoredName?.[field]
  const [givenName, familyName] = [of('givenName'), of('familyName')]
  if (givenName === undefined && familyName === undefined && !isBack) return []
  return [{ id: personId, ...(givenName !== undefined && { givenName }), ...(familyName !== undefined && { familyName }), ...(isBack && { exitOn: null }) }]
}

async function changeDetails(w: Write, rows: readonly ChangedRosterPerson[]): Promise<void> {
  const changed = rows.filter((row) => row.changes.some(({ field }) => field === 'shortCode' || field === 'subjects'))
  if (changed.length === 0) return
  const before = new Map((await w.trx.selectFrom('staff_detail').selectAll().where('person_id', 'in', changed.map((row) => row.personId)).execute()).map((row) => [row.person_id, row]))
  await saveStaffDetails(w, changed.map(({ personId, changes }) => {
    const now = (field: 'shortCode' | 'subjects', known: string | null) => changes.find((one) => one.field === field)?.to ?? (changes.some((one) => one.field === field) ? null : known)
    return { personId, shortCode: now('shortCode', before.get(personId)?.short_code ?? null), subjects: (now('subjects', before.get(personId)?.subjects ?? null) ?? '').split(', ').filter((one) => one !== '') }
  }))
}

async function foundCourses(w: Write, { thread, summary, schoolYear }: RosterApplication): Promise<Map<string, string>> {
  const founded = await all(thread, 'rosterFounded')
  const ids = await foundGroups(w, founded.map(({ label }) => ({ kind: 'course' as const, label, purpose: texts.purpose_of_course, schoolYear: schoolYear.label })))
  await saveCourseSources(w, founded.map(({ sourceId }, index) => ({ groupId: ids[index]!, source: summary.source, sourceId })))
  await labelGroups(w, schoolYear.label, (await all(thread, 'rosterRenamed')).map(({ groupId, to }) => ({ groupId, label: to })))
  return new Map(founded.map(({ sourceId }, index) => [sourceId, ids[index]!]))
}

async function writeLinks(w: Write, links: readonly RosterLink[], { source, kind }: RosterSummary, courses: ReadonlyMap<string, string>): Promise<void> {
  const people = await idsBySourceId(w, sourceOf(source, kind), links.filter(({ who }) => who.personId === null).map(({ who }) => who.sourceId))
  const personOf = (link: RosterLink): string => link.who.personId ?? people.get(link.who.sourceId)!
  const targetOf = (link: RosterLink): string => link.whom.id ?? courses.get(link.whom.sourceId)!
  const isTie = (link: RosterLink): boolean => link.hasCustody === null
  const written = links.filter((one) => one.action !== 'missing')
  await endMembers(w, written.filter((one) => isTie(one) && one.action === 'ended').map((one) => ({ groupId: targetOf(one), personId: personOf(one), role: one.role as MemberRole })))
  await addMembers(w, written.filter((one) => isTie(one) && one.action === 'added').map((one) => ({ groupId: targetOf(one), personId: personOf(one), role: one.role as MemberRole })))
  // An earlier record is never overwritten: it ends yesterday, and the new one begins today.
  await endGuardianships(w, written.flatMap((one) => (one.action === 'changed' && one.id !== null ? [one.id] : [])), addDays(w.today, -1))
  await addGuardianships(w, written.filter((one) => !isTie(one)).map((one) => ({
    guardianId: personOf(one), wardId: one.whom.id!, kind: one.role as GuardianKind, hasCustody: one.hasCustody!, contactBan: one.contactBan, source,
  })))
  await openTasks(w, links.filter((one) => one.action === 'missing').map((one) => ({
    kind: CUSTODY_UNCLEAR, key: one.id!, for: { office: 'task:consent_register' }, aboutPersonId: one.whom.id, params: {}, dueOn: dueIn(w.today, { days: departure_question_days }),
  })))
}

/** R12.1 for staff: who is missing is asked about, who is there again needs no answer. */
async function askAboutStaff(w: Write, thread: ImportThread, yearStart: string): Promise<number> {
  const stays = await staysSince(w.trx, yearStart)
  const open = await openQuestions(w.trx)
  let asked = 0
  for await (const rows of slices(thread, 'rosterLeaving')) {
    const unclear = rows.map((row) => row.personId).filter((personId) => !stays.has(personId))
    asked += unclear.length
    await askDepartures(w, unclear.filter((personId) => !open.has(personId)))
  }
  return asked
}

/** A3: only a contradiction is a task: a child nobody has custody of. It ends when somebody has. */
async function askAboutHolders(w: Write, thread: ImportThread): Promise<void> {
  for await (const wardIds of slices(thread, 'noHolder'))
    await openTasks(w, wardIds.map((wardId) => ({ kind: NO_HOLDER, key: wardId, for: { office: 'task:consent_register' }, aboutPersonId: wardId, params: {}, dueOn: null })))
  await closeTasks(w, await tasksAnswered(w), 'in_file')
}

