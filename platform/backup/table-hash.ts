/**
 * The hash of a table whatever the order of its rows: a loaded table has the same rows, but PostgreSQL may put a small one into a gap of an earlier page. The hashes
 * of all rows are added up, in lanes; that nobody meant it ill is what the sealing of the archive is for.
 */
import { hash } from 'node:crypto'

const LANES = 8
const NEWLINE = 10

export type TableHash = { readonly rows: number; row(text: Buffer): void; lines(text: Buffer): void; digest(): string }

export function tableHash(): TableHash {
  const sum = new Uint32Array(LANES)
  let rows = 0
  const row = (text: Buffer): void => {
    const one = hash('sha256', text, 'buffer')
    for (let lane = 0; lane < LANES; lane++) sum[lane] = sum[lane]! + one.readUInt32LE(4 * lane)
    rows += 1
  }
  return {
    get rows() {
      return rows
    },
    /** One row as COPY gives it, with its newline. */
    row,
    /** Whole rows, one behind the other: a newline within a value is written as two other signs. */
    lines(text) {
      for (let start = 0; start < text.length; ) {
        const stop = text.indexOf(NEWLINE, start) + 1 || text.length
        row(text.subarray(start, stop))
        start = stop
      }
    },
    digest: () => [...sum].map((lane) => lane.toString(16).padStart(8, '0')).join(''),
  }
}
