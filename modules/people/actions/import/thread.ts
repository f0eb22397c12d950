/**
 * The import thread: decodes, reads and compares a file away from the main thread, so that messages keep flowing (X12: nothing is stored; file, rows
 * and difference live in this thread's memory and end with it). Answers questions one by one, in their order.
 */
import { createHash } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { decodeTable } from '#platform/csv/decode.ts'
import { openTable } from '#platform/csv/rows.ts'
import { checkHeap, TooHeavy } from '#platform/threads/own-heap.ts'
import { openImport, readPupilFileInSteps } from '../../import/file.ts'
import type { Choice, Opened, PupilFile } from '../../import/file.ts'
import { FIELDS, guessMapping, headerKey, kindOf, plainHeader } from '../../import/presets.ts'
import type { Field, FileKind, Mapping } from '../../import/presets.ts'
import { readRosterInSteps } from '../../import/roster.ts'
import type { RosterReading } from '../../import/roster.ts'
import { linkOf, newPersonOf } from '../../import/roster-known.ts'
import type { NewRosterPerson, RosterDifference, RosterLink } from '../../import/roster-known.ts'
import { importRefusal } from '../../import/problems.ts'
import type { ImportProblem } from '../../import/problems.ts'
import type { ImportProgress } from '../../contract.ts'
import { import_memory_mib_max } from '../../limits.ts'
import type { RosterPage } from '../../store/roster.ts'
import { comparePupils, movedAlone } from './compare.ts'
import type { CompareOptions, Comparison, ComparisonSummary } from './compare.ts'
import { compareRoster } from './compare-roster.ts'
import type { RosterOptions, RosterSummary } from './compare-roster.ts'
import { MemberReader } from './members.ts'
import { RosterReader } from './roster-reader.ts'
import type { KnownGroup, KnownMember } from './plan.ts'

export type ThreadStart = { bytes: Uint8Array; today: string; choice: Choice }

/** The columns of a file and what each is taken for; `fields` may be assigned. */
export type ColumnsRead = { kind: FileKind; preset: string; columns: { header: string; field: Field | null }[]; fields: readonly Field[] }

export type FileSummary = {
  kind: FileKind
  mapping: Mapping
  mappedBy: Opened['mappedBy']
  columns: ColumnsRead['columns']
  fileHash: string
  encoding: string
  delimiter: string
  preset: string
  ignoredColumns: string[]
  rowsRead: number
  doubled: number
  emptyRows: number
  problemsLeftOff: number
}

/** What may be asked of the thread, with its answer. */
export type Questions = {
  read: { ask: null; answer: FileSummary }
  columns: { ask: FileKind | null; answer: ColumnsRead }
  /** Before the pupils, who are told by the ids of their groups. */
  knowGroups: { ask: KnownGroup[]; answer: null }
  /** A page of text, as the store gives it. */
  know: { ask: string; answer: null }
  knowRoster: { ask: RosterPage; answer: null }
  compareRoster: { ask: RosterOptions; answer: RosterSummary }
  compare: { ask: Omit<CompareOptions, 'today' | 'groups'>; answer: ComparisonSummary }
  slice: { ask: { part: Part; from: number; count: number }; answer: unknown[] }
}
type RosterPart = 'rosterNew' | 'rosterChanged' | 'rosterReturned' | 'rosterLeaving' | 'links' | 'rosterFounded' | 'rosterRenamed' | 'noHolder'
type PlanPart = 'founded' | 'renamed' | 'carried' | 'ended' | 'joins' | 'leaves'
export type Part = keyof Parts
export type Parts = {
  [K in 'new' | 'changed' | 'moved' | 'returned' | 'leaving' | 'left' | 'kept']: Comparison['difference'][K][number]
} & { [K in PlanPart]: Comparison['plan'][K][number] } & {
  rosterNew: NewRosterPerson
  rosterChanged: RosterDifference['changed'][number]
  rosterReturned: RosterDifference['returned'][number]
  rosterLeaving: RosterDifference['leaving'][number]
  links: RosterLink
  rosterFounded: RosterDifference['founded'][number]
  rosterRenamed: RosterDifference['renamed'][number]
  /** Children of the file whom nobody has custody of. */
  noHolder: string
} & {
  /** People of the file who are on record and were not asked about before it: their open questions are answered by being there. */
  present: string
  /** Who changes the class without it. */
  movedAlone: Comparison['difference']['moved'][number]
}

export type ToThread = { [Q in keyof Questions]: { id: number; question: Q; ask: Questions[Q]['ask'] } }[keyof Questions]
export type FromThread =
  | { id: number; answer: unknown }
  | { id: number; refused: ImportProblem }
  | { id: number; tooHeavy: true }
  | { id: number; failed: string }
  | { progress: ImportProgress }

const start = workerData as ThreadStart
const { today, choice } = start
const port = parentPort!
let groups: KnownGroup[] = []
let members = new MemberReader(groups, today)
let known: KnownMember[] = []
let file: PupilFile | null = null
let comparison: Comparison | null = null
let rosterReading: RosterReading | null = null
let rosterDifference: RosterDifference | null = null
let roster = new RosterReader()

port.on('message', (message: ToThread) => {
  try {
    checkHeap(import_memory_mib_max)
    reply({ id: message.id, answer: answerTo(message) })
  } catch (error) {
    if (error instanceof TooHeavy) return reply({ id: message.id, tooHeavy: true })
    const refused = importRefusal(error)
    if (refused !== null) reply({ id: message.id, refused })
    // Only the kind of fault: a message could quote a cell.
    else reply({ id: message.id, failed: (error as Error).name })
  }
})

function answerTo(message: ToThread): unknown {
  if (message.question === 'read') return read()
  if (message.question === 'columns') return columns(message.ask)
  if (message.question === 'knowGroups') {
    groups = message.ask
    members = new MemberReader(groups, today)
    return null
  }
  if (message.question === 'know') {
    for (const one of members.read(message.ask)) known.push(one)
    return null
  }
  if (message.question === 'knowRoster') {
    roster.read(message.ask)
    return null
  }
  if (message.question === 'compareRoster') {
    tell({ stage: 'comparing', done: 0, total: roster.known.pupils.length + roster.known.people.length })
    const { difference, summary } = compareRoster(rosterReading!, roster.known, message.ask)
    rosterDifference = difference
    rosterReading = null
    roster = new RosterReader()
    return summary
  }
  if (message.question === 'compare') return compare(message.ask)
  const { part, from, count } = message.ask
  const rows = partOf(part).slice(from, from + count)
  if (part === 'links') return (rows as RosterDifference['links']).map(linkOf)
  return part === 'rosterNew' ? (rows as RosterDifference['new']).map(newPersonOf) : rows
}

function read(): FileSummary {
  const opened = openImport(start.bytes, choice)
  const fileHash = createHash('sha256').update(start.bytes).digest('hex')
  // What is wanted of the bytes has been read, and the text is as much again.
  start.bytes = new Uint8Array(0)
  const { encoding, delimiter, mapping, mappedBy, headers } = opened
  if (mapping.kind === 'pupils') file = finish(readPupilFileInSteps(opened, today))
  else {
    rosterReading = finish(readRosterInSteps(opened.text, { ...mapping, kind: mapping.kind }))
    rosterReading.problems.unshift(...opened.warnings)
  }
  const { ignoredColumns, rowsRead, doubled, emptyRows, problemsLeftOff } = file?.reading ?? rosterReading!
  return { kind: mapping.kind, mapping, mappedBy, columns: shownColumns(headers, mapping), fileHash, encoding, delimiter, preset: mapping.preset, ignoredColumns, rowsRead, doubled, emptyRows, problemsLeftOff }
}

function finish<T>(steps: Generator<{ characters: number; characters_total: number }, T>): T {
  let step = steps.next()
  for (; !step.done; step = steps.next()) {
    checkHeap(import_memory_mib_max)
    tell({ stage: 'reading', done: step.value.characters, total: step.value.characters_total })
  }
  return step.value
}

/** For the mapping by hand: also of a file whose columns nobody knows yet. Only the header is looked at. */
function columns(kind: FileKind | null): ColumnsRead {
  const { headers } = openTable(decodeTable(start.bytes).text)
  const wanted = kind ?? kindOf(headers) ?? 'pupils'
  const mapping = guessMapping(headers, wanted)
  return { kind: wanted, preset: mapping.preset, columns: shownColumns(headers, mapping), fields: FIELDS[wanted] }
}

function shownColumns(headers: readonly string[], mapping: Mapping): ColumnsRead['columns'] {
  const fields = new Map((Object.entries(mapping.columns) as [Field, string][]).map(([field, header]) => [headerKey(header), field]))
  return headers.filter((header) => header.trim() !== '').map((header) => ({ header: plainHeader(header), field: fields.get(headerKey(header)) ?? null }))
}

function compare(options: Questions['compare']['ask']): ComparisonSummary {
  tell({ stage: 'comparing', done: 0, total: known.length })
  comparison = comparePupils(file!, known, { ...options, today, groups })
  // What is not in the difference is let go, for an application takes its time.
  file = null
  known = []
  return comparison.summary
}

function partOf(part: Part): readonly unknown[] {
  if (rosterDifference !== null) return rosterParts[part as RosterPart](rosterDifference)
  const { difference, plan, present } = comparison!
  if (part === 'movedAlone') return movedAlone(difference, plan)
  if (part in plan) return plan[part as PlanPart]
  return part === 'present' ? present : (difference[part as keyof typeof difference] as readonly unknown[])
}

const rosterParts: { [K in RosterPart]: (d: RosterDifference) => readonly unknown[] } = {
  rosterNew: (d) => d.new,
  rosterChanged: (d) => d.changed,
  rosterReturned: (d) => d.returned,
  rosterLeaving: (d) => d.leaving,
  links: (d) => d.links,
  rosterFounded: (d) => d.founded,
  rosterRenamed: (d) => d.renamed,
  noHolder: (d) => d.custody.none,
}

function tell(progress: ImportProgress): void {
  reply({ progress })
}

function reply(message: FromThread): void {
  port.postMessage(message)
}
