/** Passwords of people: a hash each, set, replaced, or void after a loss report (R4.2, R8.2). */
import { sql } from 'kysely'
import { hasFactor, heldOffices } from '#platform/access/actor.ts'
import type { Actor } from '#platform/access/actor.ts'
import { setFacts } from '#platform/access/facts.ts'
import type { FactOfPerson } from '#platform/access/facts.ts'
import type { Database } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import { refuse } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import type { Write } from '#platform/module/write.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import { gradeOfPerson } from '../grade.ts'
import { limits } from '../limits.ts'
import { hashPassword, isPasswordOf } from './hash.ts'
import type { PasswordHash } from './hash.ts'
import { normalisePassword, passwordProblem } from './password-rules.ts'
import type { PasswordRules } from './password-rules.ts'

/** The hash of a password somebody chooses; refuses with 422 and the reason when it may be none, with 503 when too many wait. */
export async function hashChosen(
  platform: Pick<Platform, 'database' | 'keys' | 'school' | 'actors'>,
  personId: string,
  typed: string,
  at: Date,
  field = 'password',
): Promise<ChosenHash> {
  const problem = passwordProblem(typed, await rulesFor(platform, personId, at))
  if (problem !== null) refuse(422, problem.code, { field, params: problem.params })
  const password = normalisePassword(typed)
  for (const voided of await voidedOf(platform.database, personId)) {
    if (await isPasswordOf(platform.keys, personId, password, voided)) refuse(422, 'pw_previous', { field })
  }
  return { ...(await hashPassword(platform.keys, personId, password)), isShort: isShortForOffice(platform.school, typed) }
}

/** A hash with what only its plain password could say: whether it is too short for an office. */
export type ChosenHash = PasswordHash & { isShort: boolean }

/** R4.2: whether a password is shorter than who holds an office needs it. */
export function isShortForOffice(school: Pick<Platform['school'], 'option'>, typed: string): boolean {
  return [...normalisePassword(typed)].length < school.option('pw.staff_min')
}

/** Makes this the person's password. */
export async function storeHash(w: Write, personId: string, { hash, salt, memory_kib, passes, isShort }: ChosenHash): Promise<void> {
  const values = { hash, salt, memory_kib, passes, set_at: w.at, is_short: isShort }
  await w.trx
    .insertInto('credential')
    .values({ person_id: personId, ...values })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
    .execute()
  await setPasswordFacts(w, { person_id: personId, is_short: isShort, set_at: w.at })
}

/** Notes what the password that was typed just now is, where that was not known yet or the school has raised the floor since. */
export async function noteLength(w: Write, personId: string, isShort: boolean): Promise<void> {
  const row = await w.trx.updateTable('credential').set({ is_short: isShort }).where('person_id', '=', personId).returning(['person_id', 'is_short', 'set_at']).executeTakeFirst()
  if (row !== undefined) await setPasswordFacts(w, row)
}

/** The fact that follows from a password: of whoever can hold an office, that it is too short for one. Also used to rebuild all facts. */
export function passwordFacts(row: { person_id: string; is_short: boolean | null; set_at: Date }, type: string): FactOfPerson[] {
  const isConcerned = type !== 'pupil' && type !== 'parent' && type !== 'guest'
  return isConcerned && row.is_short === true ? [{ personId: row.person_id, kind: 'password', key: 'short', validFrom: row.set_at, validUntil: null }] : []
}

/** Its source: the account's facts stand under the person's id itself. */
export const passwordSource = (personId: string): string => `password ${personId}`

async function setPasswordFacts(w: Write, row: { person_id: string; is_short: boolean | null; set_at: Date }): Promise<void> {
  const { type } = await w.trx.selectFrom('person').select('type').where('id', '=', row.person_id).executeTakeFirstOrThrow()
  await setFacts(w, { module: 'identity', id: passwordSource(row.person_id) }, passwordFacts(row, type))
}

/** The same password with today's parameters; when it was set stays as it is. */
export async function strengthenHash(w: Write, personId: string, { hash, salt, memory_kib, passes }: PasswordHash): Promise<void> {
  await w.trx.updateTable('credential').set({ hash, salt, memory_kib, passes }).where('person_id', '=', personId).execute()
}

/** Takes the password away and keeps it as one that may not come back. False when there was none. */
export async function voidPassword(w: Write, personId: string, reason: 'device_lost' | 'device_handed_over' | 'slip_denied' | 'factor_voided'): Promise<boolean> {
  const row = await w.trx.deleteFrom('credential').where('person_id', '=', personId).returning(['hash', 'salt', 'memory_kib', 'passes']).executeTakeFirst()
  if (row === undefined) return false
  await setFacts(w, { module: 'identity', id: passwordSource(personId) }, [])
  await w.trx
    .insertInto('credential_voided')
    .values({ id: newId(w.at), person_id: personId, ...row, reason, at: w.at })
    .execute()
  return true
}

/** True while the password of before a loss report is void and no new one was chosen. */
export async function isPasswordVoid(w: Write, personId: string): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM credential_voided v
     WHERE v.person_id = ${personId} AND NOT EXISTS (SELECT FROM credential c WHERE c.person_id = v.person_id) LIMIT 1`.execute(w.trx)
  return rows.length > 0
}

/** Pupils up to this grade may choose a shorter password (A6). */
const YOUNG_TO_GRADE = 7

/**
 * The least length for this person (R4.2): pupils by their grade (A6), where it is not known as the older ones; everybody else as staff, where a second factor
 * allows a shorter one, but for offices: they need both. Null: somebody who is not known, as staff.
 */
export function passwordLengthMin(school: Platform['school'], actor: Pick<Actor, 'type' | 'facts'> | null, at: Date, grade: number | null = null): number {
  if (actor?.type === 'pupil') return school.option(grade !== null && grade <= YOUNG_TO_GRADE ? 'pw.pupil_min_young' : 'pw.pupil_min')
  const isShorter = actor !== null && hasFactor(actor, at) && heldOffices(actor, at).size === 0
  return isShorter ? Math.min(school.option('pw.staff_min'), school.option('pw.staff_min_mfa')) : school.option('pw.staff_min')
}

/** The same, looked up for a person. */
export async function lengthMinFor({ database, school, actors }: Pick<Platform, 'database' | 'school' | 'actors'>, personId: string, at: Date): Promise<number> {
  const actor = await actors.find(personId)
  return passwordLengthMin(school, actor, at, actor?.type === 'pupil' ? await gradeOfPerson(database, personId, dateInBerlin(at), school) : null)
}

async function rulesFor(platform: Pick<Platform, 'database' | 'school' | 'actors'>, personId: string, at: Date): Promise<PasswordRules> {
  const { database, school } = platform
  const today = dateInBerlin(at)
  const person = await database
    .selectFrom('person')
    .select(['given_name', 'family_name', 'account_name'])
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
  const labels = await database
    .selectFrom('membership as m')
    .innerJoin('group_label as l', 'l.group_id', 'm.group_id')
    .select('l.label')
    .distinct()
    .where('m.person_id', '=', personId)
    .where((eb) => eb.or([eb('m.until_on', 'is', null), eb('m.until_on', '>=', today)]))
    .execute()
  return {
    length_min: await lengthMinFor(platform, personId, at),
    names: [person.given_name, person.family_name],
    accountName: person.account_name,
    schoolName: school.school?.name ?? '',
    groupLabels: labels.map((row) => row.label),
  }
}

export type Voiding = { reason: 'device_lost' | 'device_handed_over' | 'slip_denied' | 'factor_voided'; at: Date; isRenewed: boolean }

/** When this person's password was taken away and why, the newest first, and whether a new one was chosen since: what the person sees of it (R8.2). */
export async function voidingsOf(database: Database, personId: string): Promise<Voiding[]> {
  const [rows, current] = await Promise.all([
    database.selectFrom('credential_voided').select(['reason', 'at']).where('person_id', '=', personId).orderBy('id', 'desc').limit(limits.voided_checked_max).execute(),
    database.selectFrom('credential').select('person_id').where('person_id', '=', personId).executeTakeFirst(),
  ])
  return rows.map((row, index) => ({ reason: row.reason as Voiding['reason'], at: row.at, isRenewed: index > 0 || current !== undefined }))
}

async function voidedOf(database: Database, personId: string): Promise<PasswordHash[]> {
  return database
    .selectFrom('credential_voided')
    .select(['hash', 'salt', 'memory_kib', 'passes'])
    .where('person_id', '=', personId)
    .orderBy('id', 'desc')
    .limit(limits.voided_checked_max)
    .execute()
}
