/**
 * The age v1 format (age-encryption.org/v1) on node:crypto: what is sealed here can be opened by the ordinary age program with the key from the safe, without
 * this program. A random file key encrypts the content in chunks of 64 kB, each of them authenticated and in its place; the header wraps the file key for
 * each recipient. Pure.
 */
import { createCipheriv, createDecipheriv, createHmac, createPrivateKey, createPublicKey, diffieHellman, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

export const FILE_KEY_BYTES = 16
export const CHUNK_BYTES = 64 * 1024
export const TAG_BYTES = 16
export const NONCE_BYTES = 16
/** A header is short: some lines for each recipient. */
const HEADER_BYTES_MAX = 64 * 1024

/** What is no age file, was changed, cut off, or is not for this key. */
export class AgeDamaged extends Error {}

/** The header of a file for these recipients (32 bytes each). For nobody: then only who was given the file key can open it, and a stanza says so. */
export function makeHeader(fileKey: Buffer, recipients: readonly Buffer[]): Buffer {
  const stanzas = recipients.length === 0 ? ['-> schulhof-no-safe-key\n\n'] : recipients.map((recipient) => wrapFor(fileKey, recipient))
  const text = `${VERSION}\n${stanzas.join('')}---`
  return Buffer.from(`${text} ${base64(macOf(fileKey, text))}\n`, 'latin1')
}

/** Where the header ends; null when its end is not among these bytes yet. Throws AgeDamaged when there can be none. */
export function headerEnd(bytes: Buffer): number | null {
  const start = Buffer.from(`${VERSION}\n`)
  if (!bytes.subarray(0, start.length).equals(start.subarray(0, bytes.length))) throw new AgeDamaged('not an age file')
  const mark = bytes.indexOf('\n---')
  const end = mark < 0 ? -1 : bytes.indexOf(10, mark + 1)
  if (end >= 0 && end < HEADER_BYTES_MAX) return end + 1
  if (bytes.length >= HEADER_BYTES_MAX) throw new AgeDamaged('the header has no end')
  return null
}

/** The file key, opened with a private key (32 bytes). Throws AgeDamaged when nothing in the header is for this key, or it was changed. */
export function openHeader(header: Buffer, privateKey: Buffer): Buffer {
  const publicKey = publicOf(privateKey)
  for (const [share, body] of stanzasOf(header)) {
    const fileKey = unwrapWith(privateKey, publicKey, share, body)
    if (fileKey === null) continue
    checkHeader(header, fileKey)
    return fileKey
  }
  throw new AgeDamaged('not sealed for this key')
}

/** Throws AgeDamaged when the header was not made with this file key. */
export function checkHeader(header: Buffer, fileKey: Buffer): void {
  const text = header.toString('latin1')
  const mark = text.lastIndexOf('\n---')
  // The line is compared as it is written, for what stands in it is in no sum: a blank that is none, or bits that base64 leaves open.
  const given = header.subarray(mark + 4)
  const right = Buffer.from(` ${base64(macOf(fileKey, text.slice(0, mark + 4)))}\n`)
  if (mark < 0 || given.length !== right.length || !timingSafeEqual(given, right)) throw new AgeDamaged('the header was changed')
}

/** The key of the chunks, from the file key and the nonce behind the header. */
export function payloadKey(fileKey: Buffer, nonce: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', fileKey, nonce, 'payload', 32))
}

/** A chunk with its tag. Only the last one of a file may be shorter than CHUNK_BYTES, and empty only when it is the first too. */
export function sealChunk(key: Buffer, number: number, isLast: boolean, chunk: Uint8Array): Buffer[] {
  const cipher = createCipheriv('chacha20-poly1305', key, chunkNonce(number, isLast), { authTagLength: TAG_BYTES })
  const sealed = cipher.update(chunk)
  cipher.final()
  return [sealed, cipher.getAuthTag()]
}

/** Throws AgeDamaged when it was changed or is not this one. */
export function openChunk(key: Buffer, number: number, isLast: boolean, sealed: Buffer): Buffer {
  if (sealed.length < TAG_BYTES) throw new AgeDamaged('cut off')
  const decipher = createDecipheriv('chacha20-poly1305', key, chunkNonce(number, isLast), { authTagLength: TAG_BYTES }).setAuthTag(sealed.subarray(-TAG_BYTES))
  try {
    const opened = decipher.update(sealed.subarray(0, -TAG_BYTES))
    decipher.final()
    return opened
  } catch {
    throw new AgeDamaged(`chunk ${number} was changed or cut off`)
  }
}

/** A new pair, 32 bytes each. */
export function makePair(): { privateKey: Buffer; publicKey: Buffer } {
  const privateKey = randomBytes(32)
  return { privateKey, publicKey: publicOf(privateKey) }
}

/** The public half of a private key. */
export function publicOf(privateKey: Buffer): Buffer {
  return createPublicKey(privateObject(privateKey)).export({ type: 'spki', format: 'der' }).subarray(-32)
}

const VERSION = 'age-encryption.org/v1'
const X25519 = 'age-encryption.org/v1/X25519'
const ZERO_NONCE = Buffer.alloc(12)

function wrapFor(fileKey: Buffer, recipient: Buffer): string {
  const own = makePair()
  const cipher = createCipheriv('chacha20-poly1305', wrapKey(own.privateKey, recipient, own.publicKey, recipient), ZERO_NONCE, { authTagLength: TAG_BYTES })
  const body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()])
  return `-> X25519 ${base64(own.publicKey)}\n${base64(body)}\n`
}

function unwrapWith(privateKey: Buffer, publicKey: Buffer, share: Buffer, body: Buffer): Buffer | null {
  if (body.length !== FILE_KEY_BYTES + TAG_BYTES) return null
  try {
    const decipher = createDecipheriv('chacha20-poly1305', wrapKey(privateKey, share, share, publicKey), ZERO_NONCE, { authTagLength: TAG_BYTES }).setAuthTag(body.subarray(-TAG_BYTES))
    return Buffer.concat([decipher.update(body.subarray(0, -TAG_BYTES)), decipher.final()])
  } catch {
    return null
  }
}

function wrapKey(privateKey: Buffer, other: Buffer, share: Buffer, recipient: Buffer): Buffer {
  const shared = diffieHellman({ privateKey: privateObject(privateKey), publicKey: publicObject(other) })
  if (shared.every((byte) => byte === 0)) throw new AgeDamaged('a key without strength')
  return Buffer.from(hkdfSync('sha256', shared, Buffer.concat([share, recipient]), X25519, 32))
}

/** Shares and bodies of the X25519 stanzas; other kinds are left out, as the format says. */
function stanzasOf(header: Buffer): [Buffer, Buffer][] {
  const found = header.toString('latin1').matchAll(/\n-> X25519 ([A-Za-z0-9+/]{43})\n([A-Za-z0-9+/]{43})(?=\n)/g)
  return [...found].map(([, share, body]) => [Buffer.from(share!, 'base64'), Buffer.from(body!, 'base64')])
}

function macOf(fileKey: Buffer, text: string): Buffer {
  return createHmac('sha256', Buffer.from(hkdfSync('sha256', fileKey, '', 'header', 32))).update(text, 'latin1').digest()
}

/** Eleven bytes of the chunk's number, one that says whether it is the last. */
function chunkNonce(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(number, 5, 6)
  nonce[11] = isLast ? 1 : 0
  return nonce
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}

/** Raw keys in the wrapping that node:crypto takes (RFC 8410). */
const PRIVATE_START = Buffer.from('302e020100300506032b656e04220420', 'hex')
const PUBLIC_START = Buffer.from('302a300506032b656e032100', 'hex')

function privateObject(key: Buffer) {
  return createPrivateKey({ key: Buffer.concat([PRIVATE_START, key]), format: 'der', type: 'pkcs8' })
}

function publicObject(key: Buffer) {
  return createPublicKey({ key: Buffer.concat([PUBLIC_START, key]), format: 'der', type: 'spki' })
}
