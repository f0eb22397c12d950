/** COPY over the driver's own protocol messages: tables out as text, and in again. */
import type pg from 'pg'
import type { Connection } from 'pg'

/** Every session that copies sees values in the same words, whatever the server or the role is set to. */
export const COPY_SETTINGS = "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres'; SET extra_float_digits = 1; SET bytea_output = 'hex'; SET client_encoding = 'UTF8'; SET synchronize_seqscans = off; SET statement_timeout = 0; SET lock_timeout = 0"

type Socket = { write(chunk: Buffer): boolean; once(event: 'drain' | 'close', heard: () => void): void; off(event: 'drain' | 'close', heard: () => void): void; writableNeedDrain: boolean }
type Wire = Connection & { query(text: string): void; sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void; sendCopyFail(text: string): void; stream: Socket }

/** Runs a `COPY ... TO STDOUT`; `take` gets each piece at once and must be done with it when it returns. */
export function copyOut(client: pg.Client, text: string, take: (piece: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let problem: Error | null = null
    client.query({
      ...quiet,
      submit: (wire: Wire) => wire.query(text),
      handleCopyData({ chunk }: { chunk: Buffer }) {
        if (problem !== null) return
        try {
          take(chunk)
        } catch (error) {
          // The rest of the table still flows in; it is left alone.
          problem = error as Error
        }
      },
      handleError: (error: Error) => reject(error),
      handleReadyForQuery: () => (problem === null ? resolve() : reject(problem)),
    } as never)
  })
}

/** Runs a `COPY ... FROM STDIN` with these pieces. */
export function copyIn(client: pg.Client, text: string, pieces: AsyncIterable<Buffer>): Promise<void> {
  return new Promise((resolve, reject) => {
    let problem: Error | null = null
    client.query({
      ...quiet,
      submit: (wire: Wire) => wire.query(text),
      handleCopyInResponse(wire: Wire) {
        void send(wire, pieces).then(() => wire.endCopyFrom(), (error: Error) => {
          problem = error
          wire.sendCopyFail('the archive could not be read')
        })
      },
      handleError: (error: Error) => reject(problem ?? error),
      handleReadyForQuery: () => (problem === null ? resolve() : reject(problem)),
    } as never)
  })
}

/** What the driver may tell of any statement and nobody wants to know here. */
const quiet = { handleRowDescription() {}, handleDataRow() {}, handleCommandComplete() {}, handleCopyInResponse() {}, handleCopyData() {}, handlePortalSuspended() {}, handleEmptyQuery() {} }

async function send(wire: Wire, pieces: AsyncIterable<Buffer>): Promise<void> {
  for await (const piece of pieces) {
    wire.sendCopyFromChunk(piece)
    if (wire.stream.writableNeedDrain) await drained(wire.stream)
  }
}

function drained(stream: Socket): Promise<void> {
  return new Promise((resolve) => {
    const heard = (): void => {
      stream.off('drain', heard)
      stream.off('close', heard)
      resolve()
    }
    stream.once('drain', heard)
    stream.once('close', heard)
  })
}
