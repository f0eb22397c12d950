/**
 * How content is sealed (B7): in chunks of 64 kB, each with AES-256-GCM under a key of its blob, which follows from the scope's key and the blob's id. A chunk's
 * nonce is its number and whether it is the last one. So a chunk that was changed, moved, taken from another blob, or stands where the content was cut or
 * lengthened does not open, and any part can be opened without the rest. A blob's id is made for one sealing, so no nonce is ever used twice with a key.
 */
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import type { Hmac } from 'node:crypto'

export const CHUNK_BYTES = 64 * 1024
const TAG_BYTES = 16
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES

/** What is stored is not what was sealed: changed, cut, or not there. The message is for the process log and holds no content. */
export class BlobDamaged extends Error {}

/** From (incl.) to (excl.), in bytes. */
export type Span = { from: number; to: number }

/** Seals the next chunk of a blob: its sealed bytes and their tag, to be stored one behind the other. All but the last have CHUNK_BYTES. */
export type Sealer = (chunk: Uint8Array, isLast: boolean) => [Buffer, Buffer]

export function createSealer(scopeKey: Buffer, blobId: string): Sealer {
  const key = blobKey(scopeKey, blobId)
  let number = 0
  return (chunk, isLast) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(number++, isLast))
    const sealed = cipher.update(chunk)
    cipher.final()
    return [sealed, cipher.getAuthTag()]
  }
}

/** Opens one sealed chunk. Throws BlobDamaged when it is not the one that was sealed at this place of this blob. */
export type Opener = (sealed: Uint8Array, number: number, isLast: boolean) => Buffer

export function createOpener(scopeKey: Buffer, blobId: string): Opener {
  const key = blobKey(scopeKey, blobId)
  return (sealed, number, isLast) => {
    if (sealed.length < TAG_BYTES) throw new BlobDamaged(`chunk ${number} of blob ${blobId} is cut`)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(number, isLast), { authTagLength: TAG_BYTES })
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
    const chunk = decipher.update(sealed.subarray(0, -TAG_BYTES))
    try {
      decipher.final()
    } catch {
      throw new BlobDamaged(`chunk ${number} of blob ${blobId} does not open`)
    }
    return chunk
  }
}

/** The keyed hash by which equal content is known inside of a scope, and only there. */
export function contentHmac(scopeKey: Buffer): Hmac {
  return createHmac('sha256', createHmac('sha256', scopeKey).update('schulhof blob content 1').digest())
}

/** Bytes that content of this size takes when it is sealed. Empty content has one empty chunk. */
export function sealedBytes(size_bytes: number): number {
  return size_bytes + chunksOf(size_bytes) * TAG_BYTES
}

export function chunksOf(size_bytes: number): number {
  return Math.max(1, Math.ceil(size_bytes / CHUNK_BYTES))
}

/** The chunks that hold a span of the content, both included, and where their sealed bytes lie. */
export function chunksAround({ from, to }: Span, size_bytes: number): { first: number; last: number; sealed: Span } {
  const first = Math.floor(from / CHUNK_BYTES)
  const last = Math.max(first, Math.ceil(to / CHUNK_BYTES) - 1)
  return { first, last, sealed: { from: first * SEALED_CHUNK_BYTES, to: Math.min((last + 1) * SEALED_CHUNK_BYTES, sealedBytes(size_bytes)) } }
}

/** Content that is there as a whole, sealed. */
export function sealWhole(scopeKey: Buffer, blobId: string, content: Uint8Array): Buffer {
  const seal = createSealer(scopeKey, blobId)
  const parts: Buffer[] = []
  for (let number = 0; number < chunksOf(content.length); number++) {
    parts.push(...seal(content.subarray(number * CHUNK_BYTES, (number + 1) * CHUNK_BYTES), number === chunksOf(content.length) - 1))
  }
  return Buffer.concat(parts)
}

/** Pieces of any size, cut anew into sealed chunks. What is yielded holds until the next one is asked for. */
export async function* inSealedChunks(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, undefined> {
  const held = Buffer.allocUnsafeSlow(SEALED_CHUNK_BYTES)
  let held_bytes = 0
  for await (const given of pieces) {
    const piece = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
    for (let from = 0; from < piece.length; ) {
      if (held_bytes === 0 && piece.length - from >= SEALED_CHUNK_BYTES) {
        yield piece.subarray(from, from + SEALED_CHUNK_BYTES)
        from += SEALED_CHUNK_BYTES
        continue
      }
      const copied = piece.copy(held, held_bytes, from, from + SEALED_CHUNK_BYTES - held_bytes)
      held_bytes += copied
      from += copied
      if (held_bytes < SEALED_CHUNK_BYTES) continue
      yield held
      held_bytes = 0
    }
  }
  if (held_bytes > 0) yield held.subarray(0, held_bytes)
}

function blobKey(scopeKey: Buffer, blobId: string): Buffer {
  return createHmac('sha256', scopeKey).update(`schulhof blob 1\n${blobId}`).digest()
}

function nonce(number: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32BE(number, 7)
  bytes[11] = isLast ? 1 : 0
  return bytes
}
