/** From a reading and the people on record to everything a preview shows and an application needs. Pure; runs in the import thread. */
import { createHash } from 'node:crypto'
import { differencePupils, hasNothingToApply, idsOf } from '../../import/difference.ts'
import type { Difference } from '../../import/difference.ts'
import { classKey, yearKey } from '../../import/labels.ts'
import type { Place } from '../../import/labels.ts'
import type { PupilFile } from '../../import/file.ts'
import type { ImportProblem } from '../../import/problems.ts'
import { suggest, takenBy, withIdentities } from '../../import/same.ts'
import type { SameChoice, SameSuggestion, Taken } from '../../import/same.ts'
import type { ImportPreview } from '../../contract.ts'
import type { ImportCounts, SafetyReason } from '../../import/shape.ts'
import { namesake_share_max, namesakes_min } from '../../limits.ts'
import { planGroups } from './plan.ts'
import type { GroupPlan, KnownGroup, KnownMember, SchoolGroupKind } from './plan.ts'

export type CompareOptions = {
  /** Null: the source whose ids are in the file, else a new one named after the preset. */
  source: string | null
  schoolYear: string
  today: string
  leaving_share_max: number
  groups: readonly KnownGroup[]
  /** People about whom "Geht ab?" is open, and those of whom it was said this school year that they stay. */
  openQuestions: readonly string[]
  stays: readonly string[]
  /** Lines of which somebody said that they are a person who has an account already. */
  same?: readonly SameChoice[]
}

/** `present`: people on record who are in the file, also in unclear rows. */
export type Comparison = { difference: Difference; plan: GroupPlan; present: string[]; summary: ComparisonSummary }

export type ComparisonSummary = Pick<
  ImportPreview,
  'source' | 'sources' | 'counts' | 'safety' | 'questions' | 'groups' | 'flows' | 'movedAlone' | 'differenceHash' | 'isEmpty' | 'unclear' | 'notes'
> & { suggested: SameSuggestion[]; taken: Taken[] }

/** Entered by hand: nobody's administration program, never compared with a file. */
export const MANUAL_SOURCE = 'hand'

/** Compares a file with the people and groups on record. */
export function comparePupils(file: PupilFile, onRecord: readonly KnownMember[], options: CompareOptions): Comparison {
  const sources = sourcesOf(onRecord)
  const inFile = idsOf(file.reading)
  const source = options.source ?? guessSource(inFile, onRecord) ?? file.mapping.preset
  const asked = { source, today: options.today, leaving_share_max: options.leaving_share_max }
  const asIs = differencePupils(file.reading, onRecord, asked, inFile)
  const suggested = enteredByHand(asIs, onRecord)
  const taken = takenBy(options.same ?? [], suggested)
  const known = withIdentities(onRecord, taken, source)
  const difference = taken.length === 0 ? asIs : differencePupils(file.reading, known, asked, inFile)
  const plan = planGroups(difference, file.reading.rows, known, options.groups)
  const safety = safetyOf(difference, plan, known)
  const present = presentIds(inFile, source, known)
  const questions = questionsOf(difference, present, options)
  const changesGroups = plan.founded.length + plan.renamed.length + plan.ended.length + plan.joins.length + plan.leaves.length > 0
  return {
    difference,
    plan,
    present,
    summary: {
      source,
      sources,
      counts: { ...countsOf(difference), taken: taken.length },
      suggested,
      taken,
      safety,
      questions,
      groups: {
        founded: plan.founded.map(({ kind, label, members }) => ({ kind, label, members })),
        renamed: plan.renamed.map(({ kind, from, to, members }) => ({ kind, from, to, members })),
        ended: plan.ended.map(({ kind, label }) => ({ kind, label })),
      },
      flows: flowsOf(difference, plan),
      movedAlone: movedAlone(difference, plan).length,
      differenceHash: hashOf(difference, plan, taken, options.schoolYear),
      isEmpty: hasNothingToApply(difference) && taken.length === 0 && !changesGroups && questions.asked + questions.answered === 0,
      unclear: difference.unclear.map(told),
      notes: difference.notes.map(told),
    },
  }
}

function sourcesOf(known: readonly KnownMember[]): { source: string; people: number }[] {
  const people = new Map<string, number>()
  for (const { source } of known) if (source !== MANUAL_SOURCE) people.set(source, (people.get(source) ?? 0) + 1)
  return [...people].map(([source, count]) => ({ source, people: count })).sort((a, b) => b.people - a.people || (a.source < b.source ? -1 : 1))
}

/** The source that knows most ids of the file; null when none knows any. */
function guessSource(ids: ReadonlySet<string>, known: readonly KnownMember[]): string | null {
  const hits = sourcesOf(known.filter((one) => ids.has(one.sourceId)))
  return hits[0]?.source ?? null
}

function countsOf(d: Difference): Omit<ImportCounts, 'taken'> {
  return {
    new: d.new.length,
    changed: d.changed.length,
    moved: d.moved.length,
    returned: d.returned.length,
    leaving: d.leaving.length,
    left: d.left.length,
    kept: d.kept.length,
    unchanged: d.unchanged,
    unclear: d.unclear.length,
  }
}

/** A problem as the answer tells it: without the id of the row. */
function told({ code, params, line }: ImportProblem): ImportPreview['notes'][number] {
  return { code, params: { ...params }, ...(line !== undefined && { line }) }
}

/** New people who have name and class of somebody entered by hand: perhaps the same, and only a person can tell. */
function enteredByHand(difference: Difference, known: readonly KnownMember[]): SameSuggestion[] {
  const byHand = Map.groupBy(known.filter((one) => one.source === MANUAL_SOURCE && one.departedOn === null), looksOf)
  return byHand.size === 0 ? [] : suggest(difference.new, (index) => byHand.get(looksOf(difference.new[index]!))?.map((one) => one.personId) ?? [])
}

/** Who is missing is asked about once; who is there again needs no answer any more. */
function questionsOf(difference: Difference, present: readonly string[], options: CompareOptions): ImportPreview['questions'] {
  const settled = new Set([...options.openQuestions, ...options.stays])
  const open = new Set(options.openQuestions)
  return {
    asked: difference.leaving.filter((one) => !settled.has(one.personId)).length,
    answered: open.size === 0 ? 0 : present.filter((personId) => open.has(personId)).length,
  }
}

function presentIds(ids: ReadonlySet<string>, source: string, known: readonly KnownMember[]): string[] {
  return known.filter((one) => one.source === source && ids.has(one.sourceId)).map((one) => one.personId)
}

/** The safety stop of the engine (R12.1), then two of the house: another program's ids, and next year's file in this year. */
function safetyOf(difference: Difference, plan: GroupPlan, known: readonly KnownMember[]): ImportPreview['safety'] {
  const { stop, reason, share, count, of } = difference.safety
  if (stop) return { stop, reason, share, count, of, isConfirmable: reason !== 'no_pupils' }
  const confirmable = (why: SafetyReason, n: number, total: number) => ({ stop: true, reason: why, share: n / total, count: n, of: total, isConfirmable: true })
  const namesakes = namesakesOf(difference, known)
  if (namesakes >= namesakes_min && namesakes / difference.new.length > namesake_share_max) return confirmable('namesakes', namesakes, difference.new.length)
  if (plan.isNextYearsFile) return confirmable('next_year', difference.moved.length, difference.moved.length + difference.unchanged)
  return { stop: false, reason: null, share, count, of, isConfirmable: false }
}

/** New people who have name and class of somebody from another program. Only counted: a name never decides who somebody is. */
function namesakesOf(difference: Difference, known: readonly KnownMember[]): number {
  const others = new Set(known.filter((one) => one.source !== difference.source && one.source !== MANUAL_SOURCE).map(looksOf))
  return others.size === 0 ? 0 : difference.new.filter((row) => others.has(looksOf(row))).length
}

function looksOf({ givenName, familyName, classLabel, yearLabel }: { givenName: string; familyName: string } & Place): string {
  return `${familyName}\0${givenName}\0${classKey(classLabel ?? yearLabel ?? '')}`
}

/** How many go from where to where: whole classes first, then the largest. */
function flowsOf(difference: Difference, plan: GroupPlan): ImportPreview['flows'] {
  const flows = new Map<string, ImportPreview['flows'][number]>()
  const isWithRoom = roomsOf(plan)
  for (const { from, to } of [...difference.moved, ...difference.returned]) {
    const [before, after] = [spotOf(from)?.label ?? null, spotOf(to)?.label ?? null]
    const key = `${before ?? ''}\0${after ?? ''}`
    const flow = flows.get(key) ?? { from: before, to: after, count: 0, withRoom: isWithRoom({ from, to }) }
    flow.count += 1
    flows.set(key, flow)
  }
  return [...flows.values()].sort((a, b) => Number(b.withRoom) - Number(a.withRoom) || b.count - a.count || ((a.from ?? '') < (b.from ?? '') ? -1 : 1))
}

/** Who changes the class without it: not one of those who go on with their class under its new label. */
export function movedAlone(difference: Difference, plan: GroupPlan): Difference['moved'] {
  const isWithRoom = roomsOf(plan)
  return difference.moved.filter((one) => !isWithRoom(one))
}

function roomsOf(plan: GroupPlan): (move: { from: Place; to: Place }) => boolean {
  const rooms = new Set(plan.renamed.map(({ kind, from, to }) => pairOf(kind, from, to)))
  return ({ from, to }) => {
    const [before, after] = [spotOf(from), spotOf(to)]
    return before !== null && after !== null && before.kind === after.kind && rooms.has(pairOf(before.kind, before.label, after.label))
  }
}

function spotOf({ classLabel, yearLabel }: Place): { kind: SchoolGroupKind; label: string } | null {
  if (classLabel !== null) return { kind: 'class', label: classLabel }
  return yearLabel === null ? null : { kind: 'year', label: yearLabel }
}

function pairOf(kind: SchoolGroupKind, from: string, to: string): string {
  const keyOf = kind === 'class' ? classKey : yearKey
  return `${kind}:${keyOf(from)}>${keyOf(to)}`
}

/** Hash of all that would be done; two equal hashes do the same to the same people. Lines of the file do not matter. */
function hashOf(difference: Difference, plan: GroupPlan, taken: readonly Taken[], schoolYear: string): string {
  const hash = createHash('sha256')
  const put = (kind: string, items: readonly unknown[]): void => {
    for (const item of items) hash.update(`${kind}${JSON.stringify(item, (key, value: unknown) => (key === 'line' ? undefined : value))}\n`)
  }
  put('context', [difference.source, schoolYear])
  put('taken', taken)
  for (const kind of ['new', 'changed', 'moved', 'returned', 'leaving'] as const) put(kind, difference[kind])
  for (const kind of ['founded', 'renamed', 'carried', 'ended', 'joins', 'leaves'] as const) put(kind, plan[kind])
  return hash.digest('hex')
}
