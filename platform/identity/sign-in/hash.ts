/**
 * Password hashes: argon2id (RFC 9106) with the parameters kept beside each hash, so that they can rise (R4.2, B21). The school's key goes in as the
 * algorithm's secret: a stolen database alone can't be guessed against. The person's id goes in too: hashes can't be exchanged between accounts.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Keys } from '#platform/school/keys.ts'
import { hashGate } from './hash-gate.ts'
import { hashInThread } from './hash-threads.ts'

export type PasswordHash = { hash: Buffer; salt: Buffer; memory_kib: number; passes: number }

/** In force for new hashes: 19 MiB, two passes, one lane. */
export const parameters = { memory_kib: 19_456, passes: 2 } as const

const HASH_BYTES = 32
const SALT_BYTES = 16
const NOBODY = '00000000-0000-0000-0000-000000000000'
const dummy: PasswordHash = { hash: randomBytes(HASH_BYTES), salt: randomBytes(SALT_BYTES), ...parameters }

/** A new hash of a password (NFC, as password-rules gives it). Waits at the gate; 503 `sign_in_busy` when too many wait. */
export async function hashPassword(keys: Pick<Keys, 'hmac'>, personId: string, password: string): Promise<PasswordHash> {
  const salt = randomBytes(SALT_BYTES)
  return { hash: await derive(keys, personId, password, { salt, ...parameters }), salt, ...parameters }
}

/** Whether the password belongs to the hash. Null (no such account, no password) takes as long and is never true. */
export async function isPasswordOf(keys: Pick<Keys, 'hmac'>, personId: string | null, password: string, stored: PasswordHash | null): Promise<boolean> {
  const against = stored ?? dummy
  const fits = timingSafeEqual(await derive(keys, personId ?? NOBODY, password, against), against.hash)
  return fits && stored !== null
}

/** True when the hash was made with less than what is in force now: it is made anew at the next sign-in. */
export function isOutdated(stored: PasswordHash): boolean {
  return stored.memory_kib < parameters.memory_kib || stored.passes < parameters.passes
}

function derive(keys: Pick<Keys, 'hmac'>, personId: string, password: string, { salt, memory_kib, passes }: Omit<PasswordHash, 'hash'>): Promise<Buffer> {
  const given = {
    message: Buffer.from(password, 'utf8'),
    nonce: salt,
    parallelism: 1,
    tagLength: HASH_BYTES,
    memory: memory_kib,
    passes,
    secret: keys.hmac('password', 'pepper'),
    associatedData: Buffer.from(personId, 'utf8'),
  }
  return hashGate.run(() => hashInThread({ given }))
}
