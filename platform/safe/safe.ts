/**
 * The key of the school's safe (B6, B8): an X25519 pair. The public half stands in the database, so that everything can be sealed by itself; the private half
 * is printed once and kept in the safe, and the server never has it. Sealed to it are backup archives, and evidence that must outlive a deleted account.
 */
import { randomBytes } from 'node:crypto'
import type { Database, Trx } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import type { Write } from '#platform/module/write.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import { AgeDamaged, CHUNK_BYTES, FILE_KEY_BYTES, NONCE_BYTES, TAG_BYTES, headerEnd, makeHeader, makePair, openChunk, openHeader, payloadKey, publicOf, sealChunk } from './age.ts'
import { fromBech32, toBech32 } from './bech32.ts'

/** `publicKey`: 32 bytes. */
export type SafeKey = { id: string; publicKey: Buffer; madeOn: string }

/** Makes a new pair; from the commit on everything is sealed to it. The private half, `AGE-SECRET-KEY-1...`, is in the answer and nowhere else. */
export async function newSafeKey(w: Write, inRepresentation: boolean): Promise<{ key: SafeKey; code: string }> {
  const { privateKey, publicKey } = makePair()
  const id = newId(w.at)
  await w.trx.insertInto('safe_key').values({ id, public_key: publicKey, made_by: w.actorId, in_representation: inRepresentation, made_at: w.at }).execute()
  writeJournal(w, { event: 'safe.key_made', actorId: w.actorId, fields: { key: signOf(publicKey), inRepresentation } })
  return { key: { id, publicKey, madeOn: w.today }, code: codeOf(privateKey) }
}

/** The key in force: the one that was made last. Null: the school has none yet. Also for the owner role, inside of any transaction. */
export async function currentSafeKey(database: Database | Trx): Promise<SafeKey | null> {
  return (await safeKeys(database))[0] ?? null
}

/** All keys there were, the newest first: what was sealed to an older one needs the older paper. */
export async function safeKeys(database: Database | Trx): Promise<SafeKey[]> {
  const rows = await database.selectFrom('safe_key').select(['id', 'public_key', 'made_at']).orderBy('made_at', 'desc').orderBy('id', 'desc').execute()
  return rows.map((row) => ({ id: row.id, publicKey: row.public_key, madeOn: dateInBerlin(row.made_at) }))
}

/** Seals bytes to a public key: 200 bytes more, a fraction of a millisecond for small ones. An ordinary age file. */
export function sealToSafe(bytes: Uint8Array, publicKey: Buffer): Buffer {
  const fileKey = randomBytes(FILE_KEY_BYTES)
  const nonce = randomBytes(NONCE_BYTES)
  const key = payloadKey(fileKey, nonce)
  const parts = [makeHeader(fileKey, [publicKey]), nonce]
  const last = Math.max(1, Math.ceil(bytes.length / CHUNK_BYTES)) - 1
  for (let number = 0; number <= last; number++) parts.push(...sealChunk(key, number, number === last, bytes.subarray(number * CHUNK_BYTES, (number + 1) * CHUNK_BYTES)))
  return Buffer.concat(parts)
}

/** Seals bytes for somebody outside, to a pair made for this file alone. Who has file and code opens it, with the ordinary age program too; the code is in the answer and nowhere else. */
export function sealForOne(bytes: Uint8Array): { sealed: Buffer; code: string } {
  const { privateKey, publicKey } = makePair()
  return { sealed: sealToSafe(bytes, publicKey), code: codeOf(privateKey) }
}

/** Opens what was sealed, with the code from the safe as it was printed or typed. Throws AgeDamaged when it was changed or is for another key. */
export function openFromSafe(sealed: Buffer, privateCode: string): Buffer {
  const privateKey = readSafeCode(privateCode)
  if (privateKey === null) throw new AgeDamaged('this is no key of a safe')
  const end = headerEnd(sealed)
  if (end === null) throw new AgeDamaged('cut off')
  const key = payloadKey(openHeader(sealed.subarray(0, end), privateKey), sealed.subarray(end, end + NONCE_BYTES))
  const chunks = sealed.subarray(end + NONCE_BYTES)
  const step = CHUNK_BYTES + TAG_BYTES
  const last = Math.max(1, Math.ceil(chunks.length / step)) - 1
  return Buffer.concat(Array.from({ length: last + 1 }, (_, number) => openChunk(key, number, number === last, chunks.subarray(number * step, (number + 1) * step))))
}

/** The private key of a typed code; blanks, dashes and case do not matter. Null when a sign is wrong: the checksum finds it. */
export function readSafeCode(typed: string): Buffer | null {
  const signs = typed.toUpperCase().replace(/[\s\p{Pd}._]/gu, '')
  const spelt = signs.startsWith('AGESECRETKEY1') ? `AGE-SECRET-KEY-1${signs.slice('AGESECRETKEY1'.length)}` : signs
  const key = fromBech32(PRIVATE, spelt)
  return key?.length === 32 ? key : null
}

/** Whether this code opens what is sealed to this key. False also for what is no code. */
export function isCodeOf(privateCode: string, publicKey: Buffer): boolean {
  const privateKey = readSafeCode(privateCode)
  return privateKey !== null && publicOf(privateKey).equals(publicKey)
}

/** A code in groups of four, as it is read aloud and typed; the first group names the kind. */
export function groupsOf(code: string): string[] {
  return ['AGE-SECRET-KEY-1', ...(code.slice('AGE-SECRET-KEY-1'.length).match(/.{1,4}/g) ?? [])]
}

/** The public half as the age program takes it: `age1...`. */
export function recipientOf(publicKey: Buffer): string {
  return toBech32('age', publicKey)
}

/** The sign by which paper and archives are matched: the first signs of the public half. */
export function signOf(publicKey: Buffer): string {
  return recipientOf(publicKey).slice('age1'.length, 'age1'.length + 8)
}

const PRIVATE = 'age-secret-key-'

function codeOf(privateKey: Buffer): string {
  return toBech32(PRIVATE, privateKey).toUpperCase()
}
