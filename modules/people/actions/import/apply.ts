/** Does what a comparison says, in one transaction, through the functions of platform/identity: people, groups, memberships, questions, the record. */
import { sql } from 'kysely'
import type { Write } from '#platform/module/write.ts'
import { addMembers, endMembers, foundGroups } from '#platform/identity/groups.ts'
import { addPeople, changePeople } from '#platform/identity/people.ts'
import type { PersonChange } from '#platform/identity/people.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import type { FieldChange } from '../../import/difference.ts'
import type { ImportProgress } from '../../contract.ts'
import { import_slice_rows } from '../../limits.ts'
import { endGroups, labelGroups } from '../../store/groups.ts'
import { recordRun } from '../../store/imports.ts'
import { answerDepartures, askDepartures, openQuestions, staysSince } from '../../store/questions.ts'
import { texts } from '../../texts.de.ts'
import type { ComparisonSummary } from './compare.ts'
import type { ImportThread } from './run.ts'
import type { Part, Parts } from './thread.ts'

export type Applied = { runId: string; groupsFounded: number; questions: number; addedByGroup: Map<string, number> }

export type Application = {
  thread: ImportThread
  summary: ComparisonSummary
  fileHash: string
  schoolYear: { label: string; start: string }
  tell: (progress: ImportProgress) => void
}

/** Applies the comparison the thread holds. Nobody is deleted: who is missing becomes the question "Geht ab?" (R12.1). */
export async function applyComparison(w: Write, application: Application): Promise<Applied> {
  const { thread, summary, schoolYear } = application
  const step = stepper(application)
  await addNew(w, application, step)
  await changeKnown(w, thread, step)
  const founded = await foundAndName(w, thread, schoolYear.label)
  const addedByGroup = await moveMembers(w, thread, founded, summary.source, step)
  await endGroups(
    w,
    (await all(thread, 'ended')).map((one) => one.groupId),
  )
  const questions = await askAboutLeaving(w, thread, schoolYear.start, step)
  const runId = await recordRun(w, { kind: 'pupils', source: summary.source, fileHash: application.fileHash, counts: summary.counts })
  const { new: fresh, changed, moved, returned, leaving, unclear } = summary.counts
  writeJournal(w, {
    event: 'people.import_applied',
    actorId: w.actorId,
    fields: {
      run: runId,
      kind: 'pupils',
      source: summary.source,
      added: fresh,
      changed,
      moved,
      returned,
      leaving,
      unclear,
      confirmed: summary.safety.stop ? (summary.safety.reason ?? '') : '',
    },
  })
  return { runId, groupsFounded: founded.size, questions, addedByGroup }
}

type Step = (count: number) => void

/** Tells how far it is: each person who is added, changed, moved or asked about is one step. */
function stepper({ summary: { counts }, tell }: Application): Step {
  const total = counts.new * 2 + counts.changed + counts.returned + counts.moved + counts.leaving
  let done = 0
  tell({ stage: 'applying', done, total })
  return (count) => {
    done = Math.min(total, done + count)
    tell({ stage: 'applying', done, total })
  }
}

async function addNew(w: Write, { thread, summary }: Application, step: Step): Promise<void> {
  for await (const rows of slices(thread, 'new')) {
    await addPeople(
      w,
      rows.map((row) => ({
        type: 'pupil' as const,
        givenName: row.givenName,
        familyName: row.familyName,
        majorityOn: row.majorityDate,
        exitOn: row.exitOn,
        source: summary.source,
        sourceId: row.sourceId,
      })),
    )
    step(rows.length)
  }
}

async function changeKnown(w: Write, thread: ImportThread, step: Step): Promise<void> {
  for (const part of ['changed', 'returned'] as const) {
    for await (const rows of slices(thread, part)) {
      await changePeople(
        w,
        rows.filter((row) => row.changes.length > 0).map((row) => ({ id: row.personId, ...('restoredName' in row && row.restoredName), ...changeOf(row.changes) })),
      )
      step(rows.length)
    }
  }
}

function changeOf(changes: readonly FieldChange[]): Omit<PersonChange, 'id'> {
  const change: Omit<PersonChange, 'id'> = {}
  for (const { field, to } of changes) {
    if (field === 'exitOn') change.exitOn = to
    else if (field === 'majorityDate') change.majorityOn = to
    // The engine never makes a name empty.
    else if (to !== null) change[field] = to
  }
  return change
}

/** Ids of the groups that were founded, by the plan's names for them. */
async function foundAndName(w: Write, thread: ImportThread, schoolYear: string): Promise<Map<string, string>> {
  const founded = await all(thread, 'founded')
  const purposes = { class: texts.purpose_of_class, year: texts.purpose_of_year }
  const ids = await foundGroups(
    w,
    founded.map(({ kind, label }) => ({ kind, label, purpose: purposes[kind], schoolYear })),
  )
  const renamed = (await all(thread, 'renamed')).map(({ groupId, to }) => ({ groupId, label: to }))
  await labelGroups(w, schoolYear, [...renamed, ...(await all(thread, 'carried'))])
  return new Map(founded.map(({ ref }, index) => [ref, ids[index]!]))
}

async function moveMembers(
  w: Write,
  thread: ImportThread,
  founded: ReadonlyMap<string, string>,
  source: string,
  step: Step,
): Promise<Map<string, number>> {
  for await (const leaves of slices(thread, 'leaves')) {
    await endMembers(
      w,
      leaves.map(({ groupId, personId }) => ({ groupId, personId, role: 'member' as const })),
    )
    step(Math.ceil(leaves.length / 2))
  }
  const addedByGroup = new Map<string, number>()
  for await (const joins of slices(thread, 'joins')) {
    const people = await idsBySourceId(w, source, joins.map((one) => one.sourceId))
    const members = joins.map(({ sourceId, group }) => ({ groupId: founded.get(group) ?? group, personId: people.get(sourceId)!, role: 'member' as const }))
    await addMembers(w, members)
    for (const { groupId } of members) addedByGroup.set(groupId, (addedByGroup.get(groupId) ?? 0) + 1)
    step(Math.ceil(joins.length / 2))
  }
  return addedByGroup
}

/** Asked for a slice at a time, also of who has just been added: held until the end, the ids of a whole school would be megabytes more on the main thread. */
export async function idsBySourceId(w: Write, source: string, sourceIds: readonly string[]): Promise<Map<string, string>> {
  if (sourceIds.length === 0) return new Map()
  const rows = await w.trx
    .selectFrom('person')
    .select(['id', 'source_id'])
    .where('source', '=', source)
    .where('source_id', '=', sql<string>`ANY(${[...sourceIds]}::text[])`)
    .execute()
  return new Map(rows.map((row) => [row.source_id, row.id]))
}

/** "Geht ab?" for everybody who is missing; questions about people who are in the file again are answered by that. Returns how many are asked. */
async function askAboutLeaving(w: Write, thread: ImportThread, yearStart: string, step: Step): Promise<number> {
  const open = await openQuestions(w.trx)
  if (open.size > 0) {
    for await (const present of slices(thread, 'present'))
      await answerDepartures(w, present.filter((personId) => open.has(personId)), 'in_file')
  }
  const stays = await staysSince(w.trx, yearStart)
  let asked = 0
  for await (const leaving of slices(thread, 'leaving')) {
    const unclear = leaving.map((one) => one.personId).filter((personId) => !stays.has(personId))
    asked += unclear.length
    await askDepartures(w, unclear.filter((personId) => !open.has(personId)))
    step(leaving.length)
  }
  return asked
}

/** A part of the comparison, some rows at a time. */
export async function* slices<P extends Part>(thread: ImportThread, part: P): AsyncGenerator<Parts[P][]> {
  for (let from = 0; ; from += import_slice_rows) {
    const rows = await thread.slice(part, from, import_slice_rows)
    if (rows.length > 0) yield rows
    if (rows.length < import_slice_rows) return
  }
}

/** A part as a whole; only for what is small. */
export async function all<P extends Part>(thread: ImportThread, part: P): Promise<Parts[P][]> {
  const rows: Parts[P][] = []
  for await (const slice of slices(thread, part)) rows.push(...slice)
  return rows
}
