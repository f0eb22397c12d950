/**
 * News between the processes of one school, through PostgreSQL NOTIFY on one connection: ids only, never content (B4).
 * While the connection is lost nothing in memory may be trusted: `connected` is false, doors answer 503 (B2).
 */
import pg from 'pg'
import { sql } from 'kysely'
import { connectionOf } from '#platform/database/connect.ts'
import type { Trx } from '#platform/database/connect.ts'
import { inTime } from './in-time.ts'

const CHANNEL = 'schulhof'
/** PostgreSQL refuses payloads of 8,000 bytes and more. */
export const PAYLOAD_BYTES_MAX = 7_500
const RETRY_MS = [50, 100, 200, 400, 800, 1_500]
const OPEN_MS_MAX = 10_000
const BEAT_MS = 500

export type News = { topic: string; from: string; body: unknown }

export type Listening = {
  readonly connected: boolean
  /** Listens to a topic; own news come too, told apart by `from`. Returns how to stop. */
  on(topic: string, listener: (news: News) => void): () => void
  /** Told when the connection is lost (false), and when it is there again and everything has to be re-read (true); connected is true only after that. */
  onState(listener: (connected: boolean) => void | Promise<void>): void
  /** Somebody could not read in time what changed: nothing in memory may be trusted until all of it was re-read, as after a lost connection. */
  distrust(): void
  close(): Promise<void>
}

/** Opens the listening connection and keeps it; resolves when it first listens. */
export async function listen(url: string): Promise<Listening> {
  const listeners = new Map<string, Set<(news: News) => void>>()
  const stateListeners: ((connected: boolean) => void | Promise<void>)[] = []
  let closed = false
  /** The connection whose news are in memory; null while nothing there may be trusted. */
  let trusted: pg.Client | null = null

  async function open(): Promise<void> {
    const opened = new pg.Client({ ...connectionOf(url), application_name: 'schulhof listen', keepAlive: true, connectionTimeoutMillis: OPEN_MS_MAX, query_timeout: OPEN_MS_MAX })
    let isGone = false
    const gone = (): void => {
      isGone = true
      void opened.end().catch(() => {})
      lost(opened)
    }
    opened.on('error', gone)
    opened.on('end', gone)
    opened.on('notification', ({ payload }) => {
      // News that can't be understood are news that were missed.
      if (!hand(payload ?? '')) gone()
    })
    try {
      await opened.connect()
      await opened.query(`LISTEN ${CHANNEL}`)
      // From here on news come in; what was told before is read again.
      for (const listener of stateListeners) await listener(true)
      if (isGone || closed) throw new Error('lost again before everything was read')
    } catch (error) {
      gone()
      throw error
    }
    trusted = opened
    void watch(opened, gone)
  }

  /** Over a network a connection can die without a word (a cable, a firewall): the database has to answer all the time. On a socket the kernel tells. */
  async function watch(opened: pg.Client, gone: () => void): Promise<void> {
    if (opened.host.startsWith('/')) return
    while (trusted === opened && !closed) {
      await new Promise((resolve) => setTimeout(resolve, BEAT_MS).unref())
      if (trusted === opened) await inTime(opened.query('SELECT')).catch(gone)
    }
  }

  function hand(payload: string): boolean {
    try {
      const news = JSON.parse(payload) as News
      for (const listener of listeners.get(news.topic) ?? []) listener(news)
      return true
    } catch {
      return false
    }
  }

  function lost(which: pg.Client): void {
    if (trusted !== which) return
    trusted = null
    if (closed) return
    for (const listener of stateListeners) void Promise.resolve(listener(false)).catch(() => {})
    void reopen()
  }

  async function reopen(): Promise<void> {
    for (let attempt = 0; !closed; attempt++) {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]))
      try {
        return await open()
      } catch {
        // The database is still away; the doors stay shut meanwhile.
      }
    }
  }

  await open()
  return {
    get connected() {
      return trusted !== null
    },
    on(topic, listener) {
      const set = listeners.get(topic) ?? new Set()
      listeners.set(topic, set.add(listener))
      return () => void set.delete(listener)
    },
    onState: (listener) => void stateListeners.push(listener),
    distrust() {
      const which = trusted
      if (which === null) return
      lost(which)
      void which.end().catch(() => {})
    },
    async close() {
      closed = true
      await trusted?.end().catch(() => {})
    },
  }
}

/** Sends news with the transaction's commit. Lists of ids are cut so that no payload grows too large. */
export async function notify(trx: Trx, from: string, topic: string, bodies: readonly unknown[]): Promise<void> {
  if (bodies.length === 0) return
  const payloads = bodies.map((body) => JSON.stringify({ topic, from, body } satisfies News))
  if (payloads.some((payload) => Buffer.byteLength(payload) > PAYLOAD_BYTES_MAX)) throw new Error(`news on ${topic} are too long for NOTIFY`)
  await sql`SELECT pg_notify(${CHANNEL}, payload) FROM unnest(${payloads}::text[]) AS payload`.execute(trx)
}

/** Cuts a list of ids into pieces that fit into one piece of news each. */
export function idsInPieces(ids: Iterable<string>): string[][] {
  const all = [...ids]
  const pieces: string[][] = []
  for (let start = 0; start < all.length; start += 150) pieces.push(all.slice(start, start + 150))
  return pieces
}
