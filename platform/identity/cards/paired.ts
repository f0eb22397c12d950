/**
 * Devices at home (A6): a parent lets the child's card and pictures sign in on this browser. The browser keeps a signed word of which only a keyed hash is
 * stored, as with the word of an own device; it opens nothing alone. A pairing holds while the parent who made it has custody without a break and no contact
 * ban stood since; it ends for good with a loss report and when the child may not be on the platform any more.
 */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import type { Write } from '#platform/module/write.ts'
import type { Keys } from '#platform/school/keys.ts'
import type { SchoolMemory } from '#platform/school/memory.ts'
import { gradeOfClass } from '../grade.ts'
import { limits } from '../limits.ts'
import { deviceLabel } from '../sign-in/device-label.ts'
import { lockPersons } from '../sign-in/write-as.ts'

export const PAIRED_COOKIE = 'schulhof_card_device'
export const paired_cookie_seconds_max = limits.device_cookie_days_max * 86_400
const PURPOSE = 'card device'

export type PairedDevice = { id: string; personId: string; pairedBy: string; label: string; pairedOn: string; isThis: boolean }
type EndReason = 'removed' | 'replaced' | 'custody' | 'not_admitted' | 'device_lost'

/** The word this browser holds, or a new one: brothers and sisters are paired with one. `cookie` is what to set. */
export function wordOf(keys: Pick<Keys, 'sign' | 'unsign'>, cookie: string | undefined): { word: string; cookie: string } {
  const word = readWord(keys, cookie) ?? randomBytes(32).toString('base64url')
  return { word, cookie: keys.sign(PURPOSE, word) }
}

/** Pairs this browser for a child, in place of what was paired on it before for the same child. With the child's row held. Null when there are too many. */
export async function pairDevice(w: Write, one: { personId: string; pairedBy: string; word: string; userAgent: string }): Promise<string | null> {
  await lockPersons(w, [one.personId])
  const hash = hashOf(w.platform.keys, one.word)
  await endPaired(w, sql`d.person_id = ${one.personId} AND d.token_hash = ${hash}`, 'replaced')
  const open = await w.trx.selectFrom('paired_device as d').leftJoin('paired_device_end as e', 'e.device_id', 'd.id').select('d.id').where('d.person_id', '=', one.personId).where('e.device_id', 'is', null).execute()
  if (open.length >= limits.paired_devices_max) return null
  const id = newId(w.at)
  await w.trx.insertInto('paired_device').values({ id, person_id: one.personId, paired_by: one.pairedBy, token_hash: hash, device_label: deviceLabel(one.userAgent), paired_on: w.today, paired_at: w.at }).execute()
  return id
}

/** Whether this browser is paired for the child now. */
export async function isPaired({ database, keys }: { database: Database | Trx; keys: Pick<Keys, 'hmac' | 'unsign'> }, cookie: string | undefined, personId: string, today: string): Promise<boolean> {
  const word = readWord(keys, cookie)
  if (word === null) return false
  const { rows } = await sql`
    SELECT FROM paired_device d WHERE d.person_id = ${personId} AND d.token_hash = ${hashOf(keys, word)} AND ${isOpen()} AND ${isHeld(today)} LIMIT 1`.execute(database)
  return rows.length > 0
}

/** Whether the child is in a grade that signs in with cards today. */
export async function isInCardGrade(database: Database | Trx, personId: string, today: string, school: Pick<SchoolMemory, 'option'>): Promise<boolean> {
  const gradeMax = school.option('signin.cards_to_grade')
  if (gradeMax === 0) return false
  const rows = await database.selectFrom('membership as m').innerJoin('school_group as g', 'g.id', 'm.group_id').select('g.id').where('m.person_id', '=', personId).where('m.role', '=', 'member').where('m.from_on', '<=', today)
    .where((eb) => eb.or([eb('m.until_on', 'is', null), eb('m.until_on', '>=', today)])).where('g.kind', 'in', ['class', 'year']).where('g.ended_on', 'is', null).orderBy('g.id').execute()
  for (const { id } of rows) {
    const grade = await gradeOfClass(database, id, today, school)
    if (grade !== null && grade <= gradeMax) return true
  }
  return false
}

/** Devices paired for a child that hold now, newest first; `by`: only those of this parent. */
export async function pairedOf({ database, keys }: { database: Database; keys: Pick<Keys, 'hmac' | 'unsign'> }, personId: string, today: string, { by, cookie }: { by: string | null; cookie: string | undefined }): Promise<PairedDevice[]> {
  const word = readWord(keys, cookie)
  const hash = word === null ? null : hashOf(keys, word)
  const { rows } = await sql<{ id: string; person_id: string; paired_by: string; device_label: string; paired_on: string; token_hash: Buffer }>`
    SELECT d.* FROM paired_device d WHERE d.person_id = ${personId} AND ${by === null ? sql`true` : sql`d.paired_by = ${by}`} AND ${isOpen()} AND ${isHeld(today)} ORDER BY d.paired_at DESC, d.id`.execute(database)
  return rows.map((row) => ({ id: row.id, personId: row.person_id, pairedBy: row.paired_by, label: row.device_label, pairedOn: row.paired_on, isThis: hash !== null && hash.equals(row.token_hash) }))
}

/** Takes one away; false when it had ended before. */
export async function endPairedDevice(w: Write, id: string): Promise<boolean> {
  return (await endPaired(w, sql`d.id = ${id}`, 'removed')) > 0
}

/** After a loss report: all devices of this child, and all that this parent paired, because the lost one may be one of them (R8.2). */
export async function endPairedAfterLoss(w: Write, personId: string): Promise<void> {
  await endPaired(w, sql`(d.person_id = ${personId} OR d.paired_by = ${personId})`, 'device_lost')
}

/** R2.1: of those who may not be here any more. A new consent needs a new pairing. */
export async function endPairedOf(w: Write, personIds: readonly string[]): Promise<void> {
  if (personIds.length > 0) await endPaired(w, sql`d.person_id = ANY(${[...personIds]}::uuid[])`, 'not_admitted')
}

/** After a change of custody or a contact ban: what these parents paired and what does not hold any more (T3). */
export async function endPairedWithoutCustody(w: Write, guardianIds: readonly string[]): Promise<void> {
  if (guardianIds.length > 0) await endPaired(w, sql`d.paired_by = ANY(${[...guardianIds]}::uuid[]) AND NOT ${isHeld(w.today)}`, 'custody')
}

async function endPaired(w: Write, which: RawBuilder<unknown>, reason: EndReason): Promise<number> {
  const { rows } = await sql`
    INSERT INTO paired_device_end (device_id, reason, ended_by, at)
    SELECT d.id, ${reason}, ${w.actorId}::uuid, ${w.at} FROM paired_device d WHERE ${which} AND ${isOpen()}
    ON CONFLICT (device_id) DO NOTHING RETURNING device_id`.execute(w.trx)
  return rows.length
}

function isOpen(): RawBuilder<boolean> {
  return sql<boolean>`NOT EXISTS (SELECT FROM paired_device_end e WHERE e.device_id = d.id)`
}

/** Custody of the parent from the pairing until today without a break, no contact ban since, and the child not of age. Asked each time: dates need no job. */
function isHeld(today: string): RawBuilder<boolean> {
  return sql<boolean>`(EXISTS (SELECT FROM guardianship g JOIN person c ON c.id = g.ward_id WHERE g.guardian_id = d.paired_by AND g.ward_id = d.person_id AND g.has_custody
       AND g.from_on <= d.paired_on AND (g.until_on IS NULL OR g.until_on >= ${today}) AND (c.majority_on IS NULL OR c.majority_on > ${today}))
     AND NOT EXISTS (SELECT FROM guardianship b WHERE b.guardian_id = d.paired_by AND b.ward_id = d.person_id AND b.contact_ban AND b.from_on <= ${today} AND (b.until_on IS NULL OR b.until_on >= d.paired_on)))`
}

function readWord(keys: Pick<Keys, 'unsign'>, cookie: string | undefined): string | null {
  const word = cookie === undefined ? null : keys.unsign(PURPOSE, cookie)
  return word !== null && /^[\w-]{43}$/.test(word) ? word : null
}

function hashOf(keys: Pick<Keys, 'hmac'>, word: string): Buffer {
  return keys.hmac(PURPOSE, word)
}
