/** Content on its way in: sealed while it comes, into a file that nobody reads yet. Holds about a megabyte, however much comes. */
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { refuse } from '#platform/module/module.ts'
import { giveBack } from './memory.ts'
import { writeAll } from './places/durable.ts'
import type { Draft } from './places/place.ts'
import { CHUNK_BYTES, SEALED_CHUNK_BYTES, contentHmac, createSealer } from './sealing.ts'

export type Sealed = { draft: Draft; size_bytes: number; content_hmac: Buffer }

/** Written at once. */
const BATCH_BYTES = 8 * SEALED_CHUNK_BYTES

/**
 * Seals content into a new file of this path; on the disk when it resolves. Refuses with 413 when more than `bytes_max` comes. `isHashed`: the place asks for the
 * SHA-256 of what is sealed. `givesAway`: the memory of the pieces is given back. Throws what the content throws.
 */
export async function sealIntoDraft(path: string, content: AsyncIterable<Uint8Array>, options: { scopeKey: Buffer; blobId: string; bytes_max: number; isHashed: boolean; givesAway: boolean }): Promise<Sealed> {
  const file = await open(path, 'wx', 0o600)
  try {
    const writer = batchWriter(file)
    const seal = createSealer(options.scopeKey, options.blobId)
    const hmac = contentHmac(options.scopeKey)
    const hash = options.isHashed ? createHash('sha256') : null
    let [size_bytes, sealed_bytes] = [0, 0]
    const give = async (chunk: Uint8Array, isLast: boolean): Promise<void> => {
      hmac.update(chunk)
      for (const part of seal(chunk, isLast)) {
        sealed_bytes += part.length
        hash?.update(part)
        await writer.write(part)
        giveBack(part)
      }
    }
    const chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES)
    let held = 0
    for await (const piece of content) {
      size_bytes += piece.length
      if (size_bytes > options.bytes_max) refuse(413, 'too_large')
      for (let from = 0; from < piece.length; ) {
        // Only when more comes is a full chunk not the last one.
        if (held === CHUNK_BYTES) {
          await give(chunk, false)
          held = 0
        }
        const part = piece.subarray(from, from + CHUNK_BYTES - held)
        chunk.set(part, held)
        held += part.length
        from += part.length
      }
      if (options.givesAway) giveBack(piece)
    }
    await give(chunk.subarray(0, held), true)
    await writer.end()
    await file.sync()
    return { draft: { path, sealed_bytes, sha256: hash?.digest('hex') ?? '' }, size_bytes, content_hmac: hmac.digest() }
  } finally {
    await file.close()
  }
}

/** Writes in large parts, and while one is written the next one is gathered. */
export function batchWriter(file: FileHandle): { write(part: Uint8Array): Promise<void>; end(): Promise<void> } {
  let [gathered, other] = [Buffer.allocUnsafeSlow(BATCH_BYTES), Buffer.allocUnsafeSlow(BATCH_BYTES)]
  let bytes = 0
  let writing: Promise<void> = Promise.resolve()
  const flush = async (): Promise<void> => {
    await writing
    writing = writeAll(file, gathered.subarray(0, bytes))
    // Looked at with the next flush; until then it must not count as unheard.
    writing.catch(() => {})
    ;[gathered, other] = [other, gathered]
    bytes = 0
  }
  return {
    async write(part) {
      if (bytes + part.length > BATCH_BYTES) await flush()
      gathered.set(part, bytes)
      bytes += part.length
    },
    async end() {
      await flush()
      await writing
    },
  }
}
