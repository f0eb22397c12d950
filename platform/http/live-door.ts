/**
 * The WebSocket door: one connection per browser at /api/live. Frames in are operations, frames out are their answers and live events. The socket closes
 * as soon as its person may not be here any more (R2.1: within two seconds, in all processes).
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { isAdmitted, nextChange } from '#platform/access/actor.ts'
import type { Actor } from '#platform/access/actor.ts'
import { needsEnrolment } from '#platform/access/decide.ts'
import type { SchoolAccess } from '#platform/access/decide.ts'
import { isDatabaseAway } from '#platform/database/away.ts'
import { frameOf } from '#platform/events/live.ts'
import type { LiveSocket } from '#platform/events/live.ts'
import { touchSession } from '#platform/identity/sign-in/sessions.ts'
import type { SessionProved } from '#platform/identity/sign-in/sessions.ts'
import type { Assembly } from '#platform/module/check.ts'
import { RefusalError } from '#platform/module/module.ts'
import type { RequestFacts } from '#platform/module/module.ts'
import type { Refusal } from '#platform/module/operation.ts'
import { perform } from '#platform/module/perform.ts'
import type { Platform } from '#platform/module/platform.ts'
import { addDays, dateInBerlin, startOfDay } from '#platform/time/calendar.ts'
import { stopwatch } from '#platform/time/stopwatch.ts'
import { firstOwnLine, noteFault } from './access-log.ts'
import { sayFault } from './fault-log.ts'
import { limits } from './limits.ts'
import { callerOf, cookiesOf, isFromOurPage } from './request.ts'

export const SESSION_OVER = 4401
export const TRY_AGAIN = 4503
/** Policy violation (RFC 6455 section 7.4.1). */
const TOO_FAST = 1008

type Connection = LiveSocket & {
  actor: Actor
  session: { sessionId: string; personId: string; expiresAt: Date; idleUntil: Date; strongUntil: Date | null }
  release: () => void
  tokens: number
  refilledAt: number
  refused: number
  waiting: number
  /** Answered since the last beat. A line whose other end is gone without a word would take one of the person's places for a quarter of an hour. */
  isThere: boolean
  /** What the topics were decided on: the school's releases and documents, and until when the actor's facts and memberships stay as they are. */
  heard: { school: SchoolAccess; until: Date } | null
}

/** Takes over upgrades of the HTTP server; returns how to close all sockets. Whoever does not answer from one beat to the next is gone. */
export function openLiveDoor(platform: Platform, assembly: Assembly, server: Server, { beat_ms = limits.beat_ms }: { beat_ms?: number } = {}): () => Promise<void> {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.frame_bytes_max, perMessageDeflate: false, clientTracking: false })
  const connections = new Set<Connection>()

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    void accept(request, socket, head).catch(() => socket.destroy())
  })

  async function accept(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    if (request.url?.split('?')[0] !== '/api/live') return deny(socket, 404)
    if (!isFromOurPage(platform, request.headers, { needsHeader: false }) || request.headers.origin === undefined) return deny(socket, 404)
    if (!platform.actors.fresh) return deny(socket, 503)
    const at = platform.clock.now()
    const cookies = cookiesOf(request.headers.cookie)
    const { actor, session } = await callerOf(platform, request.headers, cookies, at)
    if (actor === null || session === null || !mayListen(actor, at)) return deny(socket, 404)
    if (platform.live.socketsOf(actor.personId).length >= limits.sockets_per_person_max) return deny(socket, 429)
    sockets.handleUpgrade(request, socket, head, (ws) => void welcome(ws, actor, session, request, cookies).catch(() => ws.terminate()))
  }

  async function welcome(ws: WebSocket, actor: Actor, session: { id: string; expiresAt: Date; idleUntil: Date; strongUntil: Date | null }, request: IncomingMessage, cookies: Record<string, string>): Promise<void> {
    const facts: RequestFacts = { address: request.socket.remoteAddress ?? '', cookies, userAgent: request.headers['user-agent'] ?? '', setCookie: () => {} }
    const connection: Connection = {
      ws, personId: actor.personId, actor, topics: new Set(), session: { sessionId: session.id, personId: actor.personId, expiresAt: session.expiresAt, idleUntil: session.idleUntil, strongUntil: session.strongUntil },
      release: () => {}, tokens: limits.frames_burst_max, refilledAt: platform.clock.now().getTime(), refused: 0, waiting: 0, isThere: true, heard: null,
    }
    ws.on('message', (data, isBinary) => void receive(connection, data as Buffer, isBinary, facts).catch(() => ws.terminate()))
    ws.on('pong', () => void (connection.isThere = true))
    ws.on('error', () => ws.terminate())
    ws.on('close', () => drop(connection))
    connections.add(connection)
    platform.live.add(connection)
    const { actor: held, release } = await platform.actors.hold(actor.personId, (changed) => void changedActor(connection, changed).catch(() => over(connection)))
    connection.release = release
    if (!connections.has(connection)) return release()
    // Between the question who this is and the listening to changes the session may have ended, or news may have been lost.
    if ((await callerOf(platform, request.headers, cookies, platform.clock.now())).session?.id !== session.id) return over(connection)
    if (!platform.actors.fresh) return over(connection, TRY_AGAIN)
    await changedActor(connection, held)
    if (ws.readyState === ws.OPEN) send(ws, { event: 'live.hello', data: {} })
  }

  /** R2.1, R4.1: whoever may be here, and does not still have to enrol a second factor. */
  function mayListen(actor: Actor, at: Date): boolean {
    return isAdmitted(actor, at) && !needsEnrolment(actor, platform.access(), at)
  }

  /** Looks again at who this is, what they may hear, and whether they may be here at all. */
  async function changedActor(connection: Connection, actor: Actor | null): Promise<void> {
    const at = platform.clock.now()
    // Loading takes a moment: what was asked for earlier may come in later and must not count.
    if (actor !== null && actor.version < connection.actor.version) return
    if (actor === null || !mayListen(actor, at)) return over(connection)
    connection.actor = { ...actor, via: 'session', sessionId: connection.session.sessionId, strongUntil: connection.session.strongUntil }
    const isFirst = connection.heard === null
    connection.heard = { school: platform.access(), until: earlier(nextChange(actor, at), startOfDay(addDays(dateInBerlin(at), 1))) }
    const topics = (await Promise.all(assembly.modules.map((module) => module.topics?.(platform, connection.actor, at) ?? []))).flat()
    // A newer change may have come while topics were asked for; then that one counts.
    if (connection.actor.version !== actor.version || !connections.has(connection)) return
    const isSame = topics.length === connection.topics.size && topics.every((topic) => connection.topics.has(topic))
    platform.live.setTopics(connection, topics)
    // The page asks again what there is for this person: rooms, menu, rights.
    if (!isFirst && !isSame) send(connection.ws, { event: 'live.access', data: {} })
  }

  async function receive(connection: Connection, data: Buffer, isBinary: boolean, facts: RequestFacts): Promise<void> {
    const { ws } = connection
    // Whose line is over is heard no more, though the bytes may go on coming until it is cut.
    if (!connections.has(connection)) return
    // Whoever asks and does not read the answers would fill our memory.
    if (ws.bufferedAmount > limits.answers_waiting_bytes_max) return ws.terminate()
    const frame = isBinary ? null : parseFrame(data)
    if (!takeToken(connection)) {
      if (++connection.refused > limits.frames_refused_max) return over(connection, TOO_FAST)
      return send(ws, { id: frame?.id ?? null, refusal: { status: 429, code: 'too_many' } satisfies Refusal })
    }
    if (frame === null) return send(ws, { id: null, refusal: { status: 400, code: 'input_invalid' } satisfies Refusal })
    if (connection.waiting >= limits.calls_waiting_max) return send(ws, { id: frame.id, refusal: { status: 429, code: 'too_many' } satisfies Refusal })
    const entry = assembly.entries.get(frame.op)
    if (entry === undefined || !entry.operation.doors.includes('ws')) return send(ws, { id: frame.id, refusal: { status: 404, code: 'not_found' } satisfies Refusal })
    const at = platform.clock.now()
    const watch = stopwatch()
    let status = 200
    connection.waiting++
    try {
      const ok = await perform(platform, entry, { actor: connection.actor, door: 'ws', input: frame.input, request: facts, at })
      send(ws, { id: frame.id, ok })
      await keepSession(connection, at)
    } catch (error) {
      if (!(error instanceof RefusalError)) {
        sayFault(platform, `error live ${frame.op}: ${(error as Error).name}`)
        noteFault(platform, frame.op, 'ws', error as Error, firstOwnLine(error as Error))
      }
      const refusal: Refusal = error instanceof RefusalError ? error.refusal : isDatabaseAway(error as Error) ? { status: 503, code: 'unavailable' } : { status: 500, code: 'broken' }
      status = refusal.status
      send(ws, { id: frame.id, refusal })
    } finally {
      connection.waiting--
      // Without an address: behind a proxy the line's own is the proxy's.
      platform.log.access({ at, personId: connection.personId, operation: frame.op, door: 'ws', status, duration_ms: watch.elapsed_ms(), address: null })
    }
  }

  async function keepSession(connection: Connection, at: Date): Promise<void> {
    const touched = await touchSession(platform, connection.session, at).catch(() => null)
    if (touched) connection.session.idleUntil = touched
  }

  function takeToken(connection: Connection): boolean {
    const now = platform.clock.now().getTime()
    // A clock that is set back takes nothing away.
    const passed_ms = Math.max(0, now - connection.refilledAt)
    connection.tokens = Math.min(limits.frames_burst_max, connection.tokens + (passed_ms / 1000) * limits.frames_per_second)
    connection.refilledAt = now
    if (connection.tokens < 1) return false
    connection.tokens--
    return true
  }

  function over(connection: Connection, code = SESSION_OVER): void {
    drop(connection)
    connection.ws.close(code)
    setTimeout(() => connection.ws.terminate(), 1_000).unref()
  }

  function closeAll(): void {
    for (const connection of connections) over(connection, TRY_AGAIN)
  }

  function drop(connection: Connection): void {
    if (!connections.delete(connection)) return
    platform.live.remove(connection)
    connection.release()
  }

  /** Streams look again every second (B2): exits, majorities and ends of sessions close by themselves. */
  const look = setInterval(() => {
    const at = platform.clock.now()
    if (!platform.actors.fresh) return closeAll()
    for (const connection of connections) {
      if (at >= connection.session.expiresAt || at >= connection.session.idleUntil || !mayListen(connection.actor, at)) over(connection)
      // A release that ended, a new document to be seen first, a membership that began or ended at midnight: heard no longer, or from now on.
      else if (connection.heard && (connection.heard.school !== platform.access() || at >= connection.heard.until)) void changedActor(connection, connection.actor).catch(() => over(connection))
    }
  }, 1_000)
  const beat = setInterval(() => {
    const text = JSON.stringify({ event: 'live.beat', data: {} })
    for (const connection of connections) {
      const { ws, isThere } = connection
      if (!isThere) ws.terminate()
      else if (ws.readyState === ws.OPEN) {
        connection.isThere = false
        ws.ping()
        ws.send(text)
      }
    }
  }, beat_ms)
  // What was told while nobody listened (ended sessions, messages) is found again by coming in anew, so nobody stays (B2).
  platform.listening.onState((connected) => (connected ? undefined : closeAll()))
  const offSession = platform.listening.on('session', (news) => {
    const ended = new Set(news.body as string[])
    for (const connection of connections) if (ended.has(connection.session.sessionId)) over(connection)
  })

  const offProof = platform.listening.on('session_proved', (news) => {
    const { sessionId, strongUntil } = news.body as SessionProved
    for (const connection of connections) {
      if (connection.session.sessionId !== sessionId) continue
      connection.session.strongUntil = new Date(strongUntil)
      connection.actor = { ...connection.actor, strongUntil: connection.session.strongUntil }
    }
  })

  return async () => {
    offProof()
    clearInterval(look)
    clearInterval(beat)
    offSession()
    closeAll()
  }
}

function earlier(one: Date | null, other: Date): Date {
  return one !== null && one < other ? one : other
}

type Frame = { id: number; op: string; input: unknown }

function parseFrame(data: Buffer): Frame | null {
  try {
    const frame = JSON.parse(data.toString('utf8')) as Partial<Frame> | null
    if (typeof frame !== 'object' || frame === null || typeof frame.id !== 'number' || typeof frame.op !== 'string') return null
    return { id: frame.id, op: frame.op, input: frame.input }
  } catch {
    return null
  }
}

/** Written as one ready frame, as live news are: half the work of the library's way, which joins head and body for each answer. */
function send(ws: WebSocket, message: unknown): void {
  if (ws.readyState !== ws.OPEN) return
  const socket = (ws as unknown as { _socket: Socket | null })._socket
  socket?.write(frameOf(JSON.stringify(message)))
}

function deny(socket: Duplex, status: number): void {
  // Not left half open: whoever was refused and keeps the line would hold it for ever, no timeout of the HTTP server counts any more.
  socket.once('finish', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status} \r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
