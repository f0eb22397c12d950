/** The whole way of a file: bytes, text, header, pupils. */
import { decodeTable } from '#platform/csv/decode.ts'
import type { Encoding } from '#platform/csv/decode.ts'
import { openTable } from '#platform/csv/rows.ts'
import type { Delimiter } from '#platform/csv/rows.ts'
import { headerKey, kindOf, recognise } from './presets.ts'
import type { FileKind, Mapping } from './presets.ts'
import { problem } from './problems.ts'
import type { ImportProblem } from './problems.ts'
import { readPupilsInSteps } from './pupils.ts'
import type { PupilReading, ReadingProgress } from './pupils.ts'

export type PupilFile = { encoding: Encoding; delimiter: Delimiter; mapping: Mapping; reading: PupilReading }

/**
 * Reads a pupil file; the mapping is recognised by the header unless one is given. `today` is 'YYYY-MM-DD'.
 * Throws ImportRefused where the file as a whole is refused.
 */
export function readPupilFile(bytes: Uint8Array, today: string, mapping?: Mapping): PupilFile {
  const steps = readPupilFileInSteps(openImport(bytes, { kind: 'pupils', mapping: mapping ?? null, remembered: [] }), today)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** What the caller knows of a file before it is read: its kind, the mapping somebody chose, and mappings that were used before, newest first. */
export type Choice = { kind: FileKind | null; mapping: Mapping | null; remembered: readonly Mapping[] }
export type Opened = { text: string; encoding: Encoding; delimiter: Delimiter; warnings: ImportProblem[]; headers: string[]; mapping: Mapping; mappedBy: 'chosen' | 'remembered' | 'preset' }

/** Decodes a file and finds the mapping for it. Throws ImportRefused where the file as a whole is refused, or its columns are not to be recognised. */
export function openImport(bytes: Uint8Array, { kind, mapping, remembered }: Choice): Opened {
  const { text, encoding, isGuessed } = decodeTable(bytes)
  const warnings = isGuessed ? [problem('encoding_guessed', { encoding })] : []
  const { headers, delimiter } = openTable(text)
  const opened = { text, encoding, delimiter, warnings, headers }
  if (mapping !== null) return { ...opened, mapping, mappedBy: 'chosen' }
  const wanted = kind ?? kindOf(headers) ?? 'pupils'
  const keys = new Set(headers.map(headerKey))
  const known = remembered.find((one) => one.kind === wanted && Object.values(one.columns).every((header) => keys.has(headerKey(header))))
  if (known !== undefined) return { ...opened, mapping: known, mappedBy: 'remembered' }
  return { ...opened, mapping: recognise(headers, wanted), mappedBy: 'preset' }
}

/** The pupils of an opened file, in steps of 1,000 rows, for progress and for servers that have others to answer. */
export function* readPupilFileInSteps(opened: Opened, today: string): Generator<ReadingProgress, PupilFile> {
  const { text, encoding, delimiter, mapping, warnings } = opened
  const reading = yield* readPupilsInSteps(text, mapping, today)
  return { encoding, delimiter, mapping, reading: { ...reading, problems: [...warnings, ...reading.problems] } }
}
