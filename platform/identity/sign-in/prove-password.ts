/**
 * Proving a password: the one way for sign-in, for changing the password and for reporting a loss from any page. Every account name, known or not, takes
 * the same steps and the same time: one lookup, one counted try, one hash (X17, B21, T20).
 */
import { sql } from 'kysely'
import type { PersonType } from '#platform/access/vocabulary.ts'
import type { Context } from '#platform/module/module.ts'
import { refuse } from '#platform/module/module.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { preparedOf } from '#platform/database/prepared.ts'
import { isActiveAccount } from './active-account.ts'
import { recordAttempt } from './attempts.ts'
import { noteWrongTry } from '../recovery/spraying.ts'
import { countTry, takeBackTry } from './buckets.ts'
import type { Bucket } from './buckets.ts'
import { DEVICE_COOKIE, knowsAccount } from './device-cookie.ts'
import type { DeviceAccount } from './device-cookie.ts'
import { hashGate } from './hash-gate.ts'
import { isPasswordOf } from './hash.ts'
import type { PasswordHash } from './hash.ts'
import { isInNetworks } from './networks.ts'
import { normalisePassword } from './password-rules.ts'

export type Account = {
  personId: string
  type: PersonType
  accountName: string
  credential: (PasswordHash & { set_at: Date; isShort: boolean | null }) | null
  voidedId: string | null
  /** The password of before the latest loss, while no new one was chosen. */
  voided: PasswordHash | null
  isActive: boolean
}

export type Proof = {
  isVoid: false
  account: Account & { credential: NonNullable<Account['credential']> }
  /** Takes the try back, at once or with the transaction of what it was for: for acts whose success the owner sees anyway. */
  takeBackTry(database?: Database | Trx): Promise<void>
}

/** Why a password is void for good: what somebody else chose with a slip of theirs was never the owner's (A5), and after a lost second factor only paper leads on. */
const NEVER_RENEWED = ['slip_denied', 'factor_voided']

/** The password of before a loss: it opens nothing, but whoever knows it may be the owner (R8.2). */
export type VoidProof = { isVoid: true; account: Account & { voidedId: string } }

export type Proving = Pick<Context, 'platform' | 'request' | 'at'>

/** As proveEvenVoid; null also for a password that is void. */
export async function provePassword(proving: Proving, typed: { account: string; password: string }): Promise<Proof | null> {
  const proof = await proveEvenVoid(proving, typed)
  return proof === null || proof.isVoid ? null : proof
}

/**
 * The account, when the password is right and the account is active; null for everything else, all alike. Refuses with 429 `too_many_tries` when the bucket
 * is used up and with 503 `sign_in_busy` when too many wait, again alike for names that exist and names that don't. `isRecorded`: the owner sees a wrong
 * password among the own attempts.
 */
export async function proveEvenVoid(proving: Proving, typed: { account: string; password: string }, { isRecorded = false } = {}): Promise<Proof | VoidProof | null> {
  const { platform, at } = proving
  const { keys } = platform
  const database = preparedOf(platform.database)
  const accountName = normaliseAccount(typed.account)
  hashGate.checkRoom()
  const account = await findAccount(database, accountName, at)
  const bucket = bucketOf(proving, { accountName, voidedId: account?.voidedId ?? null })
  const accountHash = keys.hmac('sign-in bucket', accountName)
  if (!(await countTry(database, accountHash, bucket, at))) refuse(429, 'too_many_tries')
  const credential = account?.credential ?? null
  const isRight = await isPasswordOf(keys, account?.personId ?? null, normalisePassword(typed.password), credential ?? account?.voided ?? null)
  if (!isRight && bucket === 'world') noteWrongTry(platform)
  if (!isRight || account === null || !account.isActive || (credential === null && account.voidedId === null)) {
    if (isRecorded) await recordAttempt(proving, database, account?.personId ?? null, 'password_wrong')
    return null
  }
  if (credential === null) return { isVoid: true, account: { ...account, voidedId: account.voidedId! } }
  return { isVoid: false, account: { ...account, credential }, takeBackTry: (trx = database) => takeBackTry(trx, accountHash, bucket) }
}

/** In which bucket this browser's tries for an account are counted (B21). */
export function bucketOf({ platform, request }: Proving, account: DeviceAccount): Bucket {
  if (knowsAccount(platform.keys, request.cookies[DEVICE_COOKIE], account)) return 'device'
  return isInNetworks(request.address, platform.school.option('school.networks')) ? 'school' : 'world'
}

/** The account name as it is stored, from what was typed. */
export function normaliseAccount(typed: string): string {
  return typed.normalize('NFC').trim().toLowerCase()
}

async function findAccount(database: Database, accountName: string, at: Date): Promise<Account | null> {
  // No account is named otherwise (account-name.ts), and PostgreSQL would refuse a NUL; the query runs all the same.
  const name = /^[\w.-]{1,80}$/.test(accountName) ? accountName : ''
  const { rows } = await sql<{
    id: string
    type: PersonType
    account_name: string
    hash: Buffer | null
    salt: Buffer
    memory_kib: number
    passes: number
    set_at: Date
    is_short: boolean | null
    voided_id: string | null
    voided_reason: string | null
    voided_hash: Buffer
    voided_salt: Buffer
    voided_memory_kib: number
    voided_passes: number
    is_active: boolean
  }>`
    SELECT p.id, p.type, p.account_name, c.hash, c.salt, c.memory_kib, c.passes, c.set_at, c.is_short,
           v.id AS voided_id, v.reason AS voided_reason, v.hash AS voided_hash, v.salt AS voided_salt, v.memory_kib AS voided_memory_kib, v.passes AS voided_passes,
           ${isActiveAccount(sql.ref('p.id'), at)} AS is_active
      FROM person p LEFT JOIN credential c ON c.person_id = p.id
      LEFT JOIN LATERAL (SELECT * FROM credential_voided v WHERE v.person_id = p.id ORDER BY v.id DESC LIMIT 1) v ON true WHERE p.account_name = ${name}`.execute(database)
  const row = rows[0]
  if (row === undefined) return null
  const { hash, salt, memory_kib, passes, set_at, is_short: isShort } = row
  return {
    personId: row.id,
    type: row.type,
    accountName: row.account_name,
    credential: hash === null ? null : { hash, salt, memory_kib, passes, set_at, isShort },
    voidedId: row.voided_id,
    voided:
      row.voided_id === null || NEVER_RENEWED.includes(row.voided_reason ?? '')
        ? null
        : { hash: row.voided_hash, salt: row.voided_salt, memory_kib: row.voided_memory_kib, passes: row.voided_passes },
    isActive: row.is_active,
  }
}
