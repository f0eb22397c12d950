/**
 * Sessions of browsers: a random token in a cookie, its keyed hash in the table (T9, T10). An end is a row of its own; the ledger keeps it over a restore
 * (B5) and the news close sockets in all processes. Nobody sees another person's sessions (R6.2).
 */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { isAdmitted } from '#platform/access/actor.ts'
import type { Fact } from '#platform/access/actor.ts'
import type { FactKind, PersonType } from '#platform/access/vocabulary.ts'
import type { Database } from '#platform/database/connect.ts'
import { preparedOf } from '#platform/database/prepared.ts'
import { idsInPieces } from '#platform/events/listen.ts'
import { newId } from '#platform/id/id.ts'
import type { Platform } from '#platform/module/platform.ts'
import type { Write } from '#platform/module/write.ts'
import type { Keys } from '#platform/school/keys.ts'
import type { OptionKey, OptionValue } from '#platform/school/options.ts'
import { endPairedOf } from '../cards/paired.ts'
import { limits } from '../limits.ts'
import { deviceLabel } from './device-label.ts'
import { recordLosses } from './ledger-pieces.ts'
import { lockPersons } from './write-as.ts'

export const SESSION_COOKIE = 'schulhof_session'

/** `own`: stays signed in. `shared`: ends with the browser or after some idle minutes, and leaves nothing behind (A7). */
export type Device = 'own' | 'shared'

export type Session = { sessionId: string; personId: string; accessVersion: number; device: Device; expiresAt: Date; idleUntil: Date; strongUntil: Date | null }

/** The session a token belongs to, with the person's access version of now; null when it is unknown, ended, over or idle for too long. One query. */
export async function findSession(platform: Pick<Platform, 'database' | 'keys'>, token: string, at: Date): Promise<Session | null> {
  if (!/^[\w-]{43}$/.test(token)) return null
  const row = await preparedOf(platform.database)
    .selectFrom('session as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .leftJoin('session_end as e', 'e.session_id', 's.id')
    .select(['s.id', 's.person_id', 'p.access_version', 's.device', 's.expires_at', 's.idle_until', 's.proved_at'])
    .where('s.token_hash', '=', hashToken(platform.keys, token))
    .where('e.session_id', 'is', null)
    .where('s.expires_at', '>', at)
    .where('s.idle_until', '>', at)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    sessionId: row.id,
    personId: row.person_id,
    accessVersion: row.access_version,
    device: row.device as Device,
    expiresAt: row.expires_at,
    idleUntil: row.idle_until,
    strongUntil: row.proved_at === null ? null : strongUntil(row.proved_at),
  }
}

/** Puts off the end by idleness, at most once a minute. Answers until when, or null when nothing was to be done. Own devices are never idle. */
export async function touchSession(
  platform: Pick<Platform, 'database' | 'school'>,
  session: Pick<Session, 'sessionId' | 'expiresAt' | 'idleUntil'>,
  at: Date,
): Promise<Date | null> {
  if (session.idleUntil >= session.expiresAt) return null
  const idle_ms = platform.school.option('session.shared_idle_minutes') * 60_000
  const idleUntil = new Date(Math.min(at.getTime() + idle_ms, session.expiresAt.getTime()))
  if (idleUntil.getTime() - session.idleUntil.getTime() < limits.touch_every_ms) return null
  await platform.database
    .updateTable('session')
    .set({ idle_until: idleUntil })
    .where('id', '=', session.sessionId)
    .where('idle_until', '<', idleUntil)
    .execute()
  return idleUntil
}

export type StartedSession = { sessionId: string; token: string; seconds_max: number | null }

/**
 * Begins a session with a new token; the cookie lives for `seconds_max` (null: as long as the browser is open). The oldest of too many sessions end.
 * `isProved`: a second factor was proved with this sign-in. `stays`: staff wish to stay signed in on their own device (A7).
 */
export async function startSession(
  w: Write,
  person: { id: string; type: PersonType },
  device: Device,
  userAgent: string,
  { isProved = false, stays = false }: { isProved?: boolean; stays?: boolean } = {},
): Promise<StartedSession> {
  const token = newToken()
  const { expires, idle } = sessionTimes(person.type, device, stays, (key) => w.platform.school.option(key), w.at)
  const sessionId = newId(w.at)
  await w.trx
    .insertInto('session')
    .values({
      id: sessionId,
      person_id: person.id,
      token_hash: hashToken(w.platform.keys, token),
      device,
      device_label: deviceLabel(userAgent),
      started_at: w.at,
      expires_at: expires,
      idle_until: idle,
      proved_at: isProved ? w.at : null,
    })
    .execute()
  const beyond = await openSessions(w.trx, person.id, w.at)
    .select('s.id')
    .where('s.id', '<>', sessionId)
    .orderBy('s.started_at', 'desc')
    .orderBy('s.id', 'desc')
    .offset(limits.sessions_per_person_max - 1)
    .execute()
  await endSessionIds(
    w,
    beyond.map((row) => row.id),
    'revoked',
  )
  return { sessionId, token, seconds_max: device === 'own' ? Math.floor((expires.getTime() - w.at.getTime()) / 1000) : null }
}

/** What all processes hear when a session proved a second factor: sockets of the session go on with it. `strongUntil` is an ISO instant. */
export type SessionProved = { sessionId: string; strongUntil: string }

/**
 * A second factor was proved in this session: it gets a new token, the old one opens nothing any more (security check 21). Null when it has ended
 * meanwhile.
 */
export async function renewSession(w: Write, sessionId: string): Promise<StartedSession | null> {
  const token = newToken()
  const row = await w.trx
    .updateTable('session')
    .set({ token_hash: hashToken(w.platform.keys, token), proved_at: w.at })
    .where('id', '=', sessionId)
    .where('expires_at', '>', w.at)
    .where((eb) => eb.not(eb.exists(eb.selectFrom('session_end').select('session_id').where('session_id', '=', sessionId))))
    .returning(['device', 'expires_at'])
    .executeTakeFirst()
  if (row === undefined) return null
  w.news.push({ topic: 'session_proved', body: { sessionId, strongUntil: strongUntil(w.at).toISOString() } satisfies SessionProved })
  return { sessionId, token, seconds_max: row.device === 'own' ? Math.floor((row.expires_at.getTime() - w.at.getTime()) / 1000) : null }
}

/** A7: pages of administration and head ask again after a quarter of an hour. */
function strongUntil(provedAt: Date): Date {
  return new Date(provedAt.getTime() + limits.factor_strong_minutes * 60_000)
}

function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export type ListedSession = { id: string; device: Device; label: string; startedAt: Date }

/** A person's own sessions that are open now, newest first. */
export async function listSessionsOf(database: Database, personId: string, at: Date): Promise<ListedSession[]> {
  const rows = await openSessions(database, personId, at)
    .select(['s.id', 's.device', 's.device_label', 's.started_at'])
    .where('s.idle_until', '>', at)
    .orderBy('s.started_at', 'desc')
    .orderBy('s.id', 'desc')
    .limit(limits.sessions_listed_max)
    .execute()
  return rows.map((row) => ({ id: row.id, device: row.device as Device, label: row.device_label, startedAt: row.started_at }))
}

export type EndReason = 'signed_out' | 'revoked' | 'device_lost' | 'password_changed' | 'not_admitted'

/** Ends all sessions of a person that are not over, but for `except`. Answers the ids of those that ended. */
export async function endSessions(w: Write, personId: string, reason: EndReason, { except = null }: { except?: string | null } = {}): Promise<string[]> {
  return endSessionsOf(w, [personId], reason, except)
}

/**
 * Closes the sessions of those among these persons who may not be here any more (R2.1): called with everybody whose facts changed, after the change. Holds
 * their rows, so that somebody who signs in at this moment is either seen here or sees the change.
 */
export async function endSessionsOfNotAdmitted(w: Write, personIds: readonly string[]): Promise<string[]> {
  if (personIds.length === 0) return []
  await lockPersons(w, personIds)
  const gone = await notAdmitted(w, personIds)
  await endPairedOf(w, gone)
  return endSessionsOf(w, gone, 'not_admitted', null)
}

/** Ends these sessions; those that have ended already stay as they are. */
export async function endSessionIds(w: Write, sessionIds: readonly string[], reason: EndReason): Promise<string[]> {
  if (sessionIds.length === 0) return []
  const rows = await w.trx
    .insertInto('session_end')
    .values(sessionIds.map((session_id) => ({ session_id, reason, ended_by: w.actorId, at: w.at })))
    .onConflict((conflict) => conflict.column('session_id').doNothing())
    .returning('session_id')
    .execute()
  return published(
    w,
    rows.map((row) => row.session_id),
  )
}

async function endSessionsOf(w: Write, personIds: readonly string[], reason: EndReason, except: string | null): Promise<string[]> {
  if (personIds.length === 0) return []
  const { rows } = await sql<{ session_id: string }>`
    INSERT INTO session_end (session_id, reason, ended_by, at)
    SELECT s.id, ${reason}, ${w.actorId}::uuid, ${w.at} FROM session s
     WHERE s.person_id = ANY(${[...personIds]}::uuid[]) AND s.expires_at > ${w.at} AND s.id IS DISTINCT FROM ${except}::uuid
       AND NOT EXISTS (SELECT FROM session_end e WHERE e.session_id = s.id)
    ON CONFLICT (session_id) DO NOTHING RETURNING session_id`.execute(w.trx)
  return published(
    w,
    rows.map((row) => row.session_id),
  )
}

async function published(w: Write, sessionIds: string[]): Promise<string[]> {
  await recordLosses(w, 'session_end', 'session', sessionIds)
  for (const piece of idsInPieces(sessionIds)) w.news.push({ topic: 'session', body: piece })
  return sessionIds
}

/** When a session that begins now ends, and from when it counts as idle. Pure but for the options. */
function sessionTimes(type: PersonType, device: Device, stays: boolean, option: <K extends OptionKey>(key: K) => OptionValue<K>, at: Date): { expires: Date; idle: Date } {
  const isStaff = type === 'teacher' || type === 'staff'
  const own_hours = isStaff ? (stays ? option('session.staff_days') * 24 : option('session.staff_hours')) : option('session.own_days') * 24
  const hours = device === 'shared' ? limits.shared_session_hours_max : own_hours
  const expires = new Date(at.getTime() + hours * 3_600_000)
  return { expires, idle: device === 'shared' ? new Date(at.getTime() + option('session.shared_idle_minutes') * 60_000) : expires }
}

/** The same question as at every door, asked of the facts as this transaction sees them. */
async function notAdmitted(w: Write, personIds: readonly string[]): Promise<string[]> {
  const ids = sql<string>`ANY(${[...new Set(personIds)]}::uuid[])`
  const persons = await w.trx.selectFrom('person').select(['id', 'type']).where('id', '=', ids).execute()
  const rows = await w.trx
    .selectFrom('access_fact')
    .select(['person_id', 'kind', 'key', 'valid_from', 'valid_until'])
    .where('person_id', '=', ids)
    .where('kind', 'in', ['account', 'purpose', 'block'])
    .execute()
  const byPerson = Map.groupBy(rows, (row) => row.person_id)
  const factsOf = (personId: string): Fact[] =>
    (byPerson.get(personId) ?? []).map((row) => ({ kind: row.kind as FactKind, key: row.key, validFrom: row.valid_from, validUntil: row.valid_until }))
  return persons.filter(({ id, type }) => !isAdmitted({ type: type as PersonType, facts: factsOf(id) }, w.at)).map(({ id }) => id)
}

function openSessions(database: Database | Write['trx'], personId: string, at: Date) {
  return database
    .selectFrom('session as s')
    .leftJoin('session_end as e', 'e.session_id', 's.id')
    .where('s.person_id', '=', personId)
    .where('e.session_id', 'is', null)
    .where('s.expires_at', '>', at)
}

function hashToken(keys: Pick<Keys, 'hmac'>, token: string): Buffer {
  return keys.hmac('session', token)
}
