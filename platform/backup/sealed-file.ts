/** Archives and packs as age files (platform/safe/age.ts): written piece by piece to a file of this machine, read from wherever they lie. */
import { createHash, randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { AgeDamaged, CHUNK_BYTES, NONCE_BYTES, TAG_BYTES, headerEnd, makeHeader, openChunk, payloadKey, sealChunk } from '#platform/safe/age.ts'
import { BackupProblem } from './problem.ts'
import { TAR_END, tarHead, tarPadding } from './tar.ts'
import { texts } from './texts.de.ts'

export type Sealed = { size_bytes: number; sha256: string }

/** A file under way. Everything is written in the call: this runs in a process of its own, which has nothing else to do. */
export type SealedWriter = {
  /** Bytes of content so far. */
  readonly size_bytes: number
  add(name: string, content: Buffer): void
  /** A file whose content comes in pieces of this size altogether. */
  begin(name: string, size_bytes: number): void
  write(piece: Uint8Array): void
  end(): void
  /** The file is whole and on the disk when it returns. */
  finish(): Sealed
  /** Lets go of it without an end. */
  abandon(): void
}

/** Begins a file at this path, which must not be there. */
export function sealedWriter(path: string, fileKey: Buffer, recipients: readonly Buffer[]): SealedWriter {
  const file = openSync(path, 'wx', 0o600)
  const hash = createHash('sha256')
  const nonce = randomBytes(NONCE_BYTES)
  const key = payloadKey(fileKey, nonce)
  const chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES)
  let [filled, number, plain_bytes, sealed_bytes, isOpen] = [0, 0, 0, 0, true]
  let waiting: Buffer[] = []
  let waiting_bytes = 0
  let current_bytes = 0
  const flush = (): void => {
    const bytes = Buffer.concat(waiting, waiting_bytes)
    hash.update(bytes)
    for (let from = 0; from < bytes.length; ) from += writeSync(file, bytes, from)
    sealed_bytes += bytes.length
    ;[waiting, waiting_bytes] = [[], 0]
  }
  const put = (...parts: Buffer[]): void => {
    for (const part of parts) {
      waiting.push(part)
      waiting_bytes += part.length
    }
    if (waiting_bytes >= WRITE_BYTES) flush()
  }
  const write = (piece: Uint8Array): void => {
    plain_bytes += piece.length
    for (let from = 0; from < piece.length; ) {
      if (filled === CHUNK_BYTES) {
        put(...sealChunk(key, number++, false, chunk))
        filled = 0
      }
      const part = piece.subarray(from, from + CHUNK_BYTES - filled)
      chunk.set(part, filled)
      filled += part.length
      from += part.length
    }
  }
  const close = (): void => {
    if (isOpen) closeSync(file)
    isOpen = false
  }
  put(makeHeader(fileKey, recipients), nonce)
  const self: SealedWriter = {
    get size_bytes() {
      return plain_bytes
    },
    add(name, content) {
      self.begin(name, content.length)
      write(content)
      self.end()
    },
    begin(name, size_bytes) {
      current_bytes = size_bytes
      write(tarHead(name, size_bytes))
    },
    write,
    end: () => write(tarPadding(current_bytes)),
    finish() {
      write(TAR_END)
      put(...sealChunk(key, number, true, chunk.subarray(0, filled)))
      flush()
      fsyncSync(file)
      close()
      return { size_bytes: sealed_bytes, sha256: hash.digest('hex') }
    },
    abandon: close,
  }
  return self
}

const WRITE_BYTES = 1024 * 1024

/** The content of a sealed file. `keyOf` gets the header and gives the file key. Throws BackupProblem where it was changed, is cut off, or is for another key. */
export async function* openedFile(pieces: AsyncIterable<Buffer>, keyOf: (header: Buffer) => Buffer): AsyncGenerator<Buffer> {
  try {
    yield* opened(pieces, keyOf)
  } catch (error) {
    throw error instanceof AgeDamaged ? new BackupProblem('damaged', texts.archive_damaged) : error
  }
}

async function* opened(pieces: AsyncIterable<Buffer>, keyOf: (header: Buffer) => Buffer): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0)
  let key: Buffer | null = null
  let number = 0
  for await (const piece of pieces) {
    held = held.length === 0 ? piece : Buffer.concat([held, piece])
    if (key === null) {
      const end = headerEnd(held)
      if (end === null || held.length < end + NONCE_BYTES) continue
      key = payloadKey(keyOf(held.subarray(0, end)), held.subarray(end, end + NONCE_BYTES))
      held = held.subarray(end + NONCE_BYTES)
    }
    // A chunk that fills what is there may be the last one: it waits for what comes.
    while (held.length > CHUNK_BYTES + TAG_BYTES) {
      yield openChunk(key, number++, false, held.subarray(0, CHUNK_BYTES + TAG_BYTES))
      held = held.subarray(CHUNK_BYTES + TAG_BYTES)
    }
  }
  if (key === null) throw new AgeDamaged('cut off')
  yield openChunk(key, number, true, held)
}
