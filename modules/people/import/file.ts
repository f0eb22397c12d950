/** The whole way of a file: bytes, text, header, pupils. */
import { decodeImport } from './decode.ts'
import type { Encoding } from './decode.ts'
import { recognise } from './presets.ts'
import type { Mapping } from './presets.ts'
import { readPupilsInSteps } from './pupils.ts'
import type { PupilReading, ReadingProgress } from './pupils.ts'
import { openTable } from './rows.ts'
import type { Delimiter } from './rows.ts'

export type PupilFile = { encoding: Encoding; delimiter: Delimiter; mapping: Mapping; reading: PupilReading }

/**
 * Reads a pupil file; the mapping is recognised by the header unless one is given. `today` is 'YYYY-MM-DD'.
 * Throws ImportRefused where the file as a whole is refused.
 */
export function readPupilFile(bytes: Uint8Array, today: string, mapping?: Mapping): PupilFile {
  const steps = readPupilFileInSteps(bytes, today, mapping)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** The same in steps of 1,000 rows, for progress and for servers that have others to answer. */
export function* readPupilFileInSteps(bytes: Uint8Array, today: string, mapping?: Mapping): Generator<ReadingProgress, PupilFile> {
  const { text, encoding, warnings } = decodeImport(bytes)
  const { headers, delimiter } = openTable(text)
  const used = mapping ?? recognise(headers)
  const reading = yield* readPupilsInSteps(text, used, today)
  return { encoding, delimiter, mapping: used, reading: { ...reading, problems: [...warnings, ...reading.problems] } }
}
