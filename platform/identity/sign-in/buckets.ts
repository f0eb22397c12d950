/**
 * Tries are counted per account in three buckets: browsers on which the account signed in before, the school's network, everywhere else (B21). Strangers
 * use up their own bucket only, so nobody locks an owner out. Counts live in the database: they survive a restart and hold over all processes.
 */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { limits } from '../limits.ts'

export type Bucket = 'device' | 'school' | 'world'

/**
 * Counts one try, before anything is checked. False: this bucket is used up, the try must not be looked at. Atomic over processes. A bucket that is used up
 * is only read: thousands of tries at one account do not queue for its row, nor write anything. Nobody waits for the disk: what a crash of the whole machine
 * takes is the tries of its last moment, and a class that signs in leaves the disk to those who write. Not within a transaction: it would not wait either.
 */
export async function countTry(database: Database, accountHash: Buffer, bucket: Bucket, at: Date): Promise<boolean> {
  const fresh = new Date(at.getTime() - limits.tries_window_ms)
  const { rows } = await sql`
    WITH not_waiting AS MATERIALIZED (
      SELECT set_config('synchronous_commit', 'off', true)
    ), used_up AS (
      SELECT FROM sign_in_bucket WHERE account_hash = ${accountHash} AND bucket = ${bucket} AND last_at > ${fresh} AND tries >= ${limits.tries_max[bucket]}
    ), over AS (
      SELECT account_hash, bucket FROM sign_in_bucket WHERE last_at <= ${fresh} AND account_hash <> ${accountHash} AND NOT EXISTS (SELECT FROM used_up)
       ORDER BY last_at LIMIT ${limits.buckets_swept_per_try} FOR UPDATE SKIP LOCKED
    ), swept AS (
      DELETE FROM sign_in_bucket USING over WHERE sign_in_bucket.account_hash = over.account_hash AND sign_in_bucket.bucket = over.bucket
    )
    INSERT INTO sign_in_bucket AS b (account_hash, bucket, tries, last_at) SELECT ${accountHash}, ${bucket}, 1, ${at} FROM not_waiting WHERE NOT EXISTS (SELECT FROM used_up)
    ON CONFLICT (account_hash, bucket) DO UPDATE
      SET tries = CASE WHEN b.last_at <= ${fresh} THEN 1 ELSE b.tries + 1 END, last_at = greatest(b.last_at, excluded.last_at)
      WHERE b.last_at <= ${fresh} OR b.tries < ${limits.tries_max[bucket]}
    RETURNING b.tries`.execute(database)
  return rows.length > 0
}

/** Takes back the one try that was right. Wrong ones before it stay counted: a success tells and resets nothing of what others tried. */
export async function takeBackTry(database: Database | Trx, accountHash: Buffer, bucket: Bucket): Promise<void> {
  await sql`UPDATE sign_in_bucket SET tries = tries - 1 WHERE account_hash = ${accountHash} AND bucket = ${bucket} AND tries > 0`.execute(database)
}
