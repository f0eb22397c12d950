/** How a file is sent to be compared or applied: what somebody decided stands before it in the body (see the contract), never in the address. */
import type { SameChoice } from '../import/same.ts'
import type { FileKind } from '../import/presets.ts'

/** How the same file is asked about again: its kind, the columns somebody assigned, and who is "Dieselbe Person". */
export type AskAgain = { kind?: FileKind; mapping?: string; same?: readonly SameChoice[] }

/** The input fields and the body of a call. */
export function sent(file: File, { same = [], ...rest }: AskAgain): { fields: { kind?: FileKind; mapping?: string; sameBytes?: number }; body: Blob } {
  if (same.length === 0) return { fields: rest, body: file }
  const choices = new Blob([JSON.stringify(same)])
  return { fields: { ...rest, sameBytes: choices.size }, body: new Blob([choices, file]) }
}
