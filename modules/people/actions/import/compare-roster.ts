/** From a reading of parents, staff or courses and what is on record to all that a preview shows and an application needs. Pure; runs in the import thread. */
import { createHash } from 'node:crypto'
import { differenceRoster, isRosterUnchanged, suggestRoster } from '../../import/roster-difference.ts'
import { linkOf, newPersonOf, sourceOf } from '../../import/roster-known.ts'
import type { RosterDifference, RosterKnown } from '../../import/roster-known.ts'
import { custody_change_share_max, name_change_share_max } from '../../import/limits.ts'
import { ImportRefused } from '../../import/problems.ts'
import type { ImportProblem } from '../../import/problems.ts'
import type { RosterReading } from '../../import/roster.ts'
import { takenBy, withIdentities } from '../../import/same.ts'
import type { SameChoice, SameSuggestion, Taken } from '../../import/same.ts'
import type { ImportCounts, RosterPreview, SafetyReason } from '../../import/shape.ts'
import { namesake_share_max, namesakes_min } from '../../limits.ts'

/** `sources`: the programs whose ids are on record, the one with the most pupils first. */
export type RosterOptions = { source: string | null; sources: RosterPreview['sources']; schoolYear: string; leaving_share_max: number; openQuestions: readonly string[]; stays: readonly string[]; same?: readonly SameChoice[] }
export type RosterSummary = Pick<RosterPreview, 'kind' | 'source' | 'sources' | 'counts' | 'links' | 'staffRoom' | 'safety' | 'questions' | 'groups' | 'custody' | 'differenceHash' | 'isEmpty' | 'unclear' | 'notes'> & { suggested: SameSuggestion[]; taken: Taken[] }

/** Compares. Throws ImportRefused `parents_before_pupils` or `courses_before_pupils` where not one of the file's children is on record: nothing is lost by that. */
export function compareRoster(reading: RosterReading, onRecord: RosterKnown, options: RosterOptions): { difference: RosterDifference; summary: RosterSummary } {
  const { sources } = options
  const source = options.source ?? guessSource(reading, onRecord) ?? sources[0]?.source ?? 'schule'
  refuseTooEarly(reading, onRecord, source)
  const asIs = differenceRoster(reading, onRecord, source)
  const suggested = suggestRoster(reading, onRecord, asIs)
  const taken = takenBy(options.same ?? [], suggested)
  const known = { ...onRecord, people: withIdentities(onRecord.people, taken, sourceOf(source, reading.kind)) }
  const difference = taken.length === 0 ? asIs : differenceRoster(reading, known, source)
  const links = { added: 0, changed: 0, ended: 0, missing: 0 }
  for (const { action } of difference.links) links[action] += 1
  const settled = new Set([...options.openQuestions, ...options.stays])
  const questions = { asked: difference.leaving.filter((one) => !settled.has(one.personId)).length + links.missing, answered: 0 }
  return {
    difference,
    summary: {
      kind: reading.kind, source, sources, counts: { ...countsOf(difference, links), taken: taken.length }, suggested, taken, links, staffRoom: difference.staffRoom?.label ?? null, questions,
      safety: safetyOf(difference, reading, known, options.leaving_share_max),
      groups: { founded: difference.founded.map(({ label, members }) => ({ label, members })), renamed: difference.renamed.map(({ from, to }) => ({ from, to })) },
      custody: { both: difference.custody.both, one: difference.custody.one, none: difference.custody.none.length },
      differenceHash: hashOf(difference, taken, options.schoolYear),
      isEmpty: isRosterUnchanged(difference) && taken.length === 0 && questions.asked === 0,
      unclear: difference.unclear.map(told), notes: difference.notes.map(told),
    },
  }
}

/** The program that knows most ids of the file. */
function guessSource(reading: RosterReading, known: RosterKnown): string | null {
  const hits = new Map<string, number>()
  const ids = new Set(reading.kind === 'staff' ? reading.staff.map((row) => row.sourceId) : [...reading.parents.map((row) => row.wardId), ...reading.courses.map((row) => row.memberId)])
  const candidates = reading.kind === 'staff' ? known.people.filter((one) => one.source.endsWith('/staff')) : known.pupils.filter((one) => one.source !== 'hand')
  for (const { source, sourceId } of candidates) if (ids.has(sourceId)) hits.set(source.split('/')[0]!, (hits.get(source.split('/')[0]!) ?? 0) + 1)
  return [...hits].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

function refuseTooEarly({ kind, parents, courses }: RosterReading, known: RosterKnown, source: string): void {
  if (kind === 'staff' || parents.length + courses.length === 0) return
  const ids = new Set<string>()
  for (const one of known.pupils) if (one.source === source) ids.add(one.sourceId)
  const isKnown = parents.some((row) => ids.has(row.wardId)) || courses.some((row) => ids.has(row.memberId))
  if (!isKnown) throw new ImportRefused(kind === 'parents' ? 'parents_before_pupils' : 'courses_before_pupils', { source })
}

function countsOf(d: RosterDifference, links: { added: number; changed: number; ended: number; missing: number }): Omit<ImportCounts, 'taken'> {
  return {
    new: d.new.length, changed: d.changed.length + d.renamed.length, moved: links.added + links.changed + links.ended, returned: d.returned.length,
    leaving: d.leaving.length + links.missing, left: 0, kept: 0, unchanged: d.unchanged, unclear: d.unclear.length,
  }
}

function safetyOf(d: RosterDifference, reading: RosterReading, known: RosterKnown, leavingShareMax: number): RosterPreview['safety'] {
  const stop = (reason: SafetyReason, count: number, of: number) => ({ stop: true, reason, share: of === 0 ? 0 : count / of, count, of, isConfirmable: true })
  if (reading.parents.length + reading.staff.length + reading.courses.length === 0) return { ...stop('no_rows', 0, 0), isConfirmable: false }
  const kin = d.links.filter((one) => one.action === 'missing').length
  const held = known.people.reduce((sum, { guardianships }) => sum + guardianships.filter((one) => one.source === d.source).length, 0)
  if (d.kind === 'parents' && kin > held * leavingShareMax) return stop('guardians_missing', kin, held)
  const custody = d.links.filter((one) => one.action === 'changed' && one.hasCustody !== one.hadCustody).length
  if (custody > Math.max(2, held * custody_change_share_max)) return stop('custody_changed', custody, held)
  const ours = known.people.filter((one) => one.source === sourceOf(d.source, d.kind) && one.departedOn === null)
  if (d.leaving.length > Math.max(1, ours.length * leavingShareMax)) return stop('staff_missing', d.leaving.length, ours.length)
  // An old file would let in again who has left, with the password of then.
  if (d.returned.length > Math.max(2, ours.length * leavingShareMax)) return stop('returning', d.returned.length, ours.length)
  const renamed = d.changed.filter((one) => one.changes.some(({ field }) => field === 'givenName' || field === 'familyName')).length
  if (renamed > Math.max(2, ours.length * name_change_share_max)) return stop('names_changed', renamed, ours.length)
  const members = known.memberships.filter((one) => one.role === 'member').length
  const going = d.links.filter((one) => one.action === 'ended' && one.role === 'member').length
  if (going > Math.max(10, members * leavingShareMax)) return stop('members_leaving', going, members)
  const others = new Set(known.people.filter((one) => one.source.endsWith(`/${d.kind}`) && one.source !== sourceOf(d.source, d.kind)).map((one) => `${one.familyName}\0${one.givenName}`))
  const namesakes = others.size === 0 ? 0 : d.new.filter((one) => others.has(`${one.familyName}\0${one.givenName}`)).length
  if (namesakes >= namesakes_min && namesakes / d.new.length > namesake_share_max) return stop('namesakes', namesakes, d.new.length)
  return { stop: false, reason: null, share: 0, count: 0, of: ours.length, isConfirmable: false }
}

function told({ code, params, line }: ImportProblem): RosterPreview['notes'][number] {
  return { code, params: { ...params }, ...(line !== undefined && { line }) }
}

/** Two equal hashes do the same to the same people. Lines of the file do not matter. */
function hashOf(d: RosterDifference, taken: readonly Taken[], schoolYear: string): string {
  const hash = createHash('sha256')
  hash.update(JSON.stringify([d.kind, d.source, schoolYear, d.staffRoom]))
  const put = (part: string, one: object): void => void hash.update(`${part}${JSON.stringify(one, (key, value: unknown) => (key === 'line' ? undefined : value))}\n`)
  for (const one of d.new) put('new', newPersonOf(one))
  for (const one of taken) put('taken', one)
  for (const part of ['changed', 'returned', 'leaving'] as const) for (const one of d[part]) put(part, one)
  for (const one of d.links) put('links', linkOf(one))
  for (const part of ['founded', 'renamed'] as const) for (const one of d[part]) put(part, one)
  return hash.digest('hex')
}
