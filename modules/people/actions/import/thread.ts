/**
 * The import thread: decodes, reads and compares a file away from the main thread, so that messages keep flowing (X12: nothing is stored; file, rows
 * and difference live in this thread's memory and end with it). Answers questions one by one, in their order.
 */
import { createHash } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { readPupilFileInSteps } from '../../import/file.ts'
import type { PupilFile } from '../../import/file.ts'
import { ImportRefused } from '../../import/problems.ts'
import type { ImportProblem } from '../../import/problems.ts'
import type { ImportProgress } from '../../contract.ts'
import { comparePupils, movedAlone, presentIds } from './compare.ts'
import type { CompareOptions, Comparison, ComparisonSummary } from './compare.ts'
import type { KnownMember } from './plan.ts'

export type ThreadStart = { bytes: Uint8Array; today: string }

export type FileSummary = {
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
  know: { ask: KnownMember[]; answer: null }
  compare: { ask: CompareOptions; answer: ComparisonSummary }
  slice: { ask: { part: Part; from: number; count: number }; answer: unknown[] }
}
type PlanPart = 'founded' | 'renamed' | 'carried' | 'ended' | 'joins' | 'leaves'
export type Part = keyof Parts
export type Parts = {
  [K in 'new' | 'changed' | 'moved' | 'returned' | 'leaving' | 'left' | 'kept']: Comparison['difference'][K][number]
} & { [K in PlanPart]: Comparison['plan'][K][number] } & {
  /** People of the file who are on record and were not asked about before it: their open questions are answered by being there. */
  present: string
  /** Who changes the class without it. */
  movedAlone: Comparison['difference']['moved'][number]
}

export type ToThread = { [Q in keyof Questions]: { id: number; question: Q; ask: Questions[Q]['ask'] } }[keyof Questions]
export type FromThread =
  | { id: number; answer: unknown }
  | { id: number; refused: ImportProblem }
  | { id: number; failed: string }
  | { progress: ImportProgress }

const { bytes, today } = workerData as ThreadStart
const port = parentPort!
const known: KnownMember[] = []
let file: PupilFile | null = null
let comparison: Comparison | null = null

port.on('message', (message: ToThread) => {
  try {
    reply({ id: message.id, answer: answerTo(message) })
  } catch (error) {
    if (error instanceof ImportRefused) reply({ id: message.id, refused: error.problem })
    // Only the kind of fault: a message could quote a cell.
    else reply({ id: message.id, failed: (error as Error).name })
  }
})

function answerTo(message: ToThread): unknown {
  if (message.question === 'read') return read()
  if (message.question === 'know') {
    known.push(...message.ask)
    return null
  }
  if (message.question === 'compare') return compare(message.ask)
  const { part, from, count } = message.ask
  return partOf(part).slice(from, from + count)
}

function read(): FileSummary {
  const steps = readPupilFileInSteps(bytes, today)
  let step = steps.next()
  for (; !step.done; step = steps.next()) tell({ stage: 'reading', done: step.value.characters, total: step.value.characters_total })
  file = step.value
  const { encoding, delimiter, mapping, reading } = file
  return {
    fileHash: createHash('sha256').update(bytes).digest('hex'),
    encoding,
    delimiter,
    preset: mapping.preset,
    ignoredColumns: reading.ignoredColumns,
    rowsRead: reading.rowsRead,
    doubled: reading.doubled,
    emptyRows: reading.emptyRows,
    problemsLeftOff: reading.problemsLeftOff,
  }
}

function compare(options: CompareOptions): ComparisonSummary {
  tell({ stage: 'comparing', done: 0, total: known.length })
  comparison = comparePupils(file!, known, options)
  return comparison.summary
}

function partOf(part: Part): readonly unknown[] {
  const { difference, plan } = comparison!
  if (part === 'movedAlone') return movedAlone(difference, plan)
  if (part in plan) return plan[part as PlanPart]
  if (part !== 'present') return difference[part as keyof typeof difference] as readonly unknown[]
  return presentIds(file!, difference.source, known)
}

function tell(progress: ImportProgress): void {
  reply({ progress })
}

function reply(message: FromThread): void {
  port.postMessage(message)
}
