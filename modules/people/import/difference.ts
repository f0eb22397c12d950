/**
 * What an import would change, before anything is changed. The stable id of one source decides who is who, never the name; applying the same
 * file again gives an empty difference. Pure: the caller brings the people on record and stores what was confirmed.
 */
import { classKey, yearKey } from './labels.ts'
import type { Place } from './labels.ts'
import { hasLostLetters, isSameButLost } from './names.ts'
import type { ImportProblem } from './problems.ts'
import type { PupilRow } from './pupil-cells.ts'
import type { GivenFields, PupilReading } from './pupils.ts'
import { exitYearsOf, safetyOf } from './safety.ts'
import type { Safety } from './safety.ts'

/** A pupil on record. People of other sources may be among them and are left alone. */
export type KnownPupil = Place & {
  personId: string
  source: string
  sourceId: string
  givenName: string
  familyName: string
  majorityDate: string | null
  exitOn: string | null
  /** Last day at school of who has left; null for who is here. */
  departedOn: string | null
  /** The account is deleted and can still be restored (R12.4): its name is sealed, and what stands here instead is nobody's. */
  isDeleted?: boolean
  /** It was deleted by a decision, not because the person left: only who decides that brings it back (R12.2, R12.5). */
  isRemoved?: boolean
}
export type DifferenceOptions = {
  /** Which program the file is from; ids count within it. */
  source: string
  /** 'YYYY-MM-DD' */
  today: string
  /** Shares that ask for a confirmation; the defaults stand in limits.ts. */
  leaving_share_max?: number
  name_change_share_max?: number
  /** Years whose pupils are expected to leave (amendment A15), e.g. ['Q2'] or ['9', '10']. Absent: the highest final year on record. */
  exitYears?: readonly string[]
  /** Take rows with an exit date in the past in as new people. Default: no account is made for who has left. */
  includeLeft?: boolean
}

export type ChangedField = 'givenName' | 'familyName' | 'majorityDate' | 'exitOn'
export type FieldChange = { field: ChangedField; from: string | null; to: string | null }
/** A person on record with the line of the file; the names are those on record. */
export type Matched = { personId: string; sourceId: string; line: number; givenName: string; familyName: string }
export type Changed = Matched & { changes: FieldChange[] }
export type Moved = Matched & { from: Place; to: Place }
/** Had left and is in the file again: all fields as they shall be. */
export type Returned = Changed & { from: Place; to: Place; /** Of a deleted account: the file's names; no change, for nobody but who restores it knows the sealed one. */ restoredName?: NameGiven }
/** A name as a file gives it, without what an old code page has damaged. */
export type NameGiven = { givenName?: string; familyName?: string }
export type Leaving = Place & { personId: string; sourceId: string; givenName: string; familyName: string; isExitYear: boolean }
/** The record's name stays, for the file's has marks where an old code page lost letters. */
export type KeptName = Matched & { field: 'givenName' | 'familyName'; inFile: string }

export type Difference = {
  source: string
  new: PupilRow[]
  changed: Changed[]
  moved: Moved[]
  /** On record, from this source, still at school and not in the file: a question for the office, not a deletion. */
  leaving: Leaving[]
  returned: Returned[]
  /** Not on record, with an exit date in the past: nothing is made of these rows. */
  left: PupilRow[]
  kept: KeptName[]
  unchanged: number
  unclear: ImportProblem[]
  notes: ImportProblem[]
  safety: Safety
}

/** The difference between a reading and the people on record. Rows come in the order of the file, leaving people in the order of `known`. `inFile`: idsOf(reading). */
export function differencePupils(reading: PupilReading, known: readonly KnownPupil[], options: DifferenceOptions, inFile: ReadonlySet<string> = idsOf(reading)): Difference {
  const ours = known.filter((k) => k.source === options.source)
  const byId = new Map<string, KnownPupil>()
  for (const one of ours) byId.set(one.sourceId, one)
  const placeOf = placesOnce()
  const difference: Omit<Difference, 'safety'> = {
    source: options.source,
    new: [],
    changed: [],
    moved: [],
    leaving: leavingOf(inFile, ours, options),
    returned: [],
    left: [],
    kept: [],
    unchanged: 0,
    unclear: reading.problems.filter((p) => p.weight === 'unclear'),
    notes: reading.problems.filter((p) => p.weight === 'note'),
  }
  for (const row of reading.rows) {
    const person = byId.get(row.sourceId)
    if (person) compare(row, person, { given: reading.given, today: options.today, placeOf }, difference)
    else if (hasLeft(row, options.today) && !options.includeLeft) difference.left.push(row)
    else difference.new.push(row)
  }
  // That letters are lost is no news where the record has them.
  const keptIds = new Set(difference.kept.map((k) => `${k.sourceId} ${k.field}`))
  difference.notes = difference.notes.filter((n) => n.code !== 'name_letters_lost' || !keptIds.has(`${n.sourceId} ${n.params['field']}`))
  return { ...difference, safety: safetyOf(difference, reading, ours, options) }
}

/** True when there is nothing to apply; questions about leaving people and unclear rows may remain. */
export function hasNothingToApply(d: Difference): boolean {
  return d.new.length + d.changed.length + d.moved.length + d.returned.length === 0
}

function leavingOf(present: ReadonlySet<string>, ours: readonly KnownPupil[], options: DifferenceOptions): Leaving[] {
  const exitYears = exitYearsOf(ours, options.exitYears)
  return ours
    .filter((k) => k.departedOn === null && !present.has(k.sourceId))
    .map(({ personId, sourceId, givenName, familyName, classLabel, yearLabel }) => ({
      personId,
      sourceId,
      givenName,
      familyName,
      classLabel,
      yearLabel,
      isExitYear: yearLabel !== null && exitYears.has(yearKey(yearLabel)),
    }))
}

/** The ids that stand in the file, also those of unclear rows. */
export function idsOf(reading: PupilReading): Set<string> {
  const ids = new Set(reading.unclearIds)
  for (const row of reading.rows) ids.add(row.sourceId)
  return ids
}

type PlaceOf = (place: Place) => Place
type Comparing = { given: GivenFields; today: string; placeOf: PlaceOf }

function compare(row: PupilRow, person: KnownPupil, { given, today, placeOf }: Comparing, into: Omit<Difference, 'safety'>): void {
  const { personId, sourceId } = person
  const { givenName, familyName } = person.isDeleted ? row : person
  const { line } = row
  const isBack = person.departedOn !== null && !person.isRemoved && !hasLeft(row, today)
  if (person.departedOn !== null && !isBack) {
    into.unchanged += 1
    return
  }
  const changes = [...(person.isDeleted ? [] : nameChanges(row, person, into.kept)), ...dateChanges(row, person, given, isBack)]
  const [from, to] = [placeOf(person), placeOf(placeAfter(row, person, given))]
  if (isBack) into.returned.push({ personId, sourceId, line, givenName, familyName, changes, from, to, ...(person.isDeleted && { restoredName: nameGiven(row) }) })
  else {
    if (changes.length > 0) into.changed.push({ personId, sourceId, line, givenName, familyName, changes })
    if (isMove(from, to)) into.moved.push({ personId, sourceId, line, givenName, familyName, from, to })
    else if (changes.length === 0) into.unchanged += 1
  }
}

/** What the file says of the name of somebody whose account is restored; where letters are lost, the sealed name stays. */
export function nameGiven({ givenName, familyName }: { givenName: string; familyName: string }): NameGiven {
  return { ...(!hasLostLetters(givenName) && { givenName }), ...(!hasLostLetters(familyName) && { familyName }) }
}

/** One object for all who are in the same place: at the turn of the year a whole school moves. */
function placesOnce(): PlaceOf {
  const places = new Map<string | null, Map<string | null, Place>>()
  return ({ classLabel, yearLabel }) => {
    const years = places.get(classLabel) ?? new Map<string | null, Place>()
    if (years.size === 0) places.set(classLabel, years)
    const place = years.get(yearLabel) ?? { classLabel, yearLabel }
    years.set(yearLabel, place)
    return place
  }
}

function nameChanges(row: PupilRow, person: KnownPupil, kept: KeptName[]): FieldChange[] {
  const { personId, sourceId, givenName, familyName } = person
  const changes: FieldChange[] = []
  for (const field of ['familyName', 'givenName'] as const) {
    if (row[field] === person[field]) continue
    if (isSameButLost(person[field], row[field])) kept.push({ personId, sourceId, line: row.line, givenName, familyName, field, inFile: row[field] })
    else changes.push({ field, from: person[field], to: row[field] })
  }
  return changes
}

/** An empty birth date says nothing; an empty exit date says that nobody leaves. Who is back has no exit date unless the file gives one. */
function dateChanges(row: PupilRow, person: KnownPupil, given: GivenFields, isBack: boolean): FieldChange[] {
  const changes: FieldChange[] = []
  if (given.majorityDate && row.majorityDate !== null && row.majorityDate !== person.majorityDate) {
    changes.push({ field: 'majorityDate', from: person.majorityDate, to: row.majorityDate })
  }
  if ((given.exitOn || isBack) && row.exitOn !== person.exitOn) changes.push({ field: 'exitOn', from: person.exitOn, to: row.exitOn })
  return changes
}

function placeAfter(row: PupilRow, from: Place, given: GivenFields): Place {
  const classLabel = given.classLabel ? row.classLabel : from.classLabel
  // A class without a number names no year: the year on record stays until a file says otherwise, but not in another class.
  const keepsYear = !given.classLabel || (classLabel !== null && sameLabel(classLabel, from.classLabel, classKey))
  return { classLabel, yearLabel: row.yearLabel ?? (keepsYear ? from.yearLabel : null) }
}

/** Another class; or another year in the same class (mixed classes), where the record names one. */
function isMove(from: Place, to: Place): boolean {
  if (!sameLabel(from.classLabel, to.classLabel, classKey)) return true
  if (sameLabel(from.yearLabel, to.yearLabel, yearKey)) return false
  return from.classLabel === null || from.yearLabel !== null
}

function sameLabel(a: string | null, b: string | null, key: (label: string) => string): boolean {
  return a === b || (a !== null && b !== null && key(a) === key(b))
}

function hasLeft(row: PupilRow, today: string): boolean {
  return row.exitOn !== null && row.exitOn < today
}
