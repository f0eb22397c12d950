/**
 * One WebSocket per browser at /api/live, shared by all modules. Frames: `{ id, op, input }` up; `{ id, ok }`, `{ id, refusal }` and
 * `{ event, data }` down. It comes back by itself after every break; what was said meanwhile is caught up by the modules in `onOpen`. The server says
 * `live.hello` when it has put the socket on its topics: only then the line counts as open, else a catch-up could miss what is said in between.
 */
import type { Contract, Input, Output, Refusal } from '#platform/module/operation.ts'
import { BUSY_MS_MIN, CALL_MS_MAX, CALLS_PENDING_MAX, RECONNECT_MS_MAX, RECONNECT_MS_MIN, SILENT_MS_MAX } from './limits.ts'
import { NETWORK, readRefusal, RefusalError } from './refusal.ts'

/** `closed`: nobody is signed in. `connecting`: a try is under way or waits for its turn. */
export type LiveState = 'open' | 'connecting' | 'closed'

export type Live = {
  readonly state: LiveState
  /**
   * Asks the server over the socket; `operation` is 'module.verbNoun'. Rejects with RefusalError; code `network` when the line broke before the
   * answer came, so the call may have happened: retry it with the same client id.
   */
  call<T = unknown>(operation: string, input: unknown): Promise<T>
  /** Hears an event of the server ('messenger.messageSent'); returns the way to stop. */
  on<T = unknown>(event: string, listener: (data: T) => void): () => void
  /** Runs after every (re)connection, at once when it is open already: fetch what was missed here. Returns the way to stop. */
  onOpen(listener: () => void): () => void
  /** Hears when the server ended the session (close code 4401) or keeps not answering; the shell asks for the session then. */
  onDoubt(listener: () => void): () => void
  subscribe(listener: () => void): () => void
  start(): void
  stop(): void
}

/** Timing of one line; tests shorten it. All in milliseconds. */
export type LivePace = { reconnect_ms_min: number; reconnect_ms_max: number; busy_ms_min: number; silent_ms_max: number; call_ms_max: number }

const PACE: LivePace = {
  reconnect_ms_min: RECONNECT_MS_MIN,
  reconnect_ms_max: RECONNECT_MS_MAX,
  busy_ms_min: BUSY_MS_MIN,
  silent_ms_max: SILENT_MS_MAX,
  call_ms_max: CALL_MS_MAX,
}

/** The session is over (signed out elsewhere, consent withdrawn). */
export const CLOSED_SESSION_OVER = 4401
/** The server restarts or is full: come back a little later. */
export const CLOSED_BUSY = 4503

/** A line to one address. The browser has exactly one, `live`; the shell starts and stops it with the session. */
export function createLive(url: () => string, pace: LivePace = PACE): Live {
  return new LiveLine(url, pace)
}

/** Typed calls for the operations of a contract that have the door 'ws'. */
export function liveCall<C extends Contract, K extends keyof C & string>(
  line: Live,
  module: string,
  _contract: C,
  name: K,
  input: Input<C[K]>,
): Promise<Output<C[K]>> {
  return line.call(`${module}.${name}`, input)
}

type Pending = { resolve: (value: never) => void; reject: (error: RefusalError) => void; late: ReturnType<typeof setTimeout> }

class LiveLine implements Live {
  state: LiveState = 'closed'
  #socket: WebSocket | null = null
  #tries = 0
  #nextId = 1
  #retry: ReturnType<typeof setTimeout> | undefined
  #silence: ReturnType<typeof setTimeout> | undefined
  readonly #url: () => string
  readonly #pace: LivePace
  readonly #pending = new Map<number, Pending>()
  readonly #events = new Map<string, Set<(data: never) => void>>()
  readonly #opened = new Set<() => void>()
  readonly #doubted = new Set<() => void>()
  readonly #subscribed = new Set<() => void>()

  constructor(url: () => string, pace: LivePace) {
    this.#url = url
    this.#pace = pace
  }

  start(): void {
    if (this.state !== 'closed') return
    this.#tries = 0
    globalThis.addEventListener?.('online', this.#hurry)
    globalThis.document?.addEventListener('visibilitychange', this.#hurry)
    this.#connect()
  }

  stop(): void {
    globalThis.removeEventListener?.('online', this.#hurry)
    globalThis.document?.removeEventListener('visibilitychange', this.#hurry)
    clearTimeout(this.#retry)
    this.#drop()
    this.#enter('closed')
  }

  call<T>(operation: string, input: unknown): Promise<T> {
    if (this.#pending.size >= CALLS_PENDING_MAX) return Promise.reject(new RefusalError({ status: 429, code: 'too_many' }))
    const socket = this.#socket
    if (socket === null) return Promise.reject(new RefusalError(NETWORK))
    return new Promise<T>((resolve, reject) => {
      const id = this.#nextId++
      const frame = JSON.stringify({ id, op: operation, input })
      const late = setTimeout(() => this.#settle(id)?.reject(new RefusalError(NETWORK)), this.#pace.call_ms_max)
      this.#pending.set(id, { resolve, reject, late })
      if (socket.readyState === WebSocket.OPEN) socket.send(frame)
      // Said while the line is being made: sent as soon as it stands, rejected like all others when it fails.
      else socket.addEventListener('open', () => this.#pending.has(id) && socket.send(frame), { once: true })
    })
  }

  on<T>(event: string, listener: (data: T) => void): () => void {
    const listeners = this.#events.get(event) ?? new Set()
    this.#events.set(event, listeners.add(listener))
    return () => listeners.delete(listener)
  }

  onOpen(listener: () => void): () => void {
    if (this.state === 'open') queueMicrotask(() => this.#opened.has(listener) && listener())
    return this.#add(this.#opened, listener)
  }

  onDoubt(listener: () => void): () => void {
    return this.#add(this.#doubted, listener)
  }

  subscribe(listener: () => void): () => void {
    return this.#add(this.#subscribed, listener)
  }

  #add(listeners: Set<() => void>, listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  #connect(): void {
    clearTimeout(this.#retry)
    this.#enter('connecting')
    const socket = new WebSocket(this.#url())
    this.#socket = socket
    this.#listenForSilence()
    socket.onmessage = (message) => {
      this.#listenForSilence()
      this.#read(String(message.data))
    }
    socket.onclose = (close) => this.#broken(close.code)
  }

  /** Lets go of the socket so that nothing it still says is heard, and of all calls that wait on it. */
  #drop(): void {
    clearTimeout(this.#silence)
    const socket = this.#socket
    this.#socket = null
    if (socket) {
      socket.onmessage = socket.onclose = null
      socket.close()
    }
    for (const id of this.#pending.keys()) this.#settle(id)?.reject(new RefusalError(NETWORK))
  }

  #broken(code: number): void {
    this.#drop()
    if (code === CLOSED_SESSION_OVER) {
      this.stop()
      this.#doubt()
      return
    }
    this.#tries += 1
    // A refused handshake looks like a broken line to the browser, so a line that fails twice may mean that the session is gone.
    if (this.#tries >= 2) this.#doubt()
    const longest = Math.min(this.#pace.reconnect_ms_max, this.#pace.reconnect_ms_min * 2 ** this.#tries)
    const least = code === CLOSED_BUSY ? this.#pace.busy_ms_min : this.#pace.reconnect_ms_min
    // Jitter over the whole span: a school that lost its server must not come back in one wave.
    this.#retry = setTimeout(() => this.#connect(), Math.min(this.#pace.reconnect_ms_max, least + Math.random() * longest))
    this.#enter('connecting')
  }

  #doubt(): void {
    for (const listener of this.#doubted) listener()
  }

  /** The machine woke up or the net came back: don't wait for the next turn. */
  readonly #hurry = () => {
    if (this.state === 'connecting' && this.#socket === null && globalThis.document?.visibilityState !== 'hidden') this.#connect()
  }

  #listenForSilence(): void {
    clearTimeout(this.#silence)
    this.#silence = setTimeout(() => this.#broken(0), this.#pace.silent_ms_max)
  }

  #read(text: string): void {
    const frame = JSON.parse(text) as { id?: number | null; ok?: unknown; refusal?: unknown; event?: string; data?: unknown }
    if (frame.event === 'live.hello') this.#hello()
    if (frame.event !== undefined) {
      for (const listener of this.#events.get(frame.event) ?? []) listener(frame.data as never)
      return
    }
    const pending = frame.id === undefined || frame.id === null ? undefined : this.#settle(frame.id)
    if (frame.refusal === undefined) pending?.resolve(frame.ok as never)
    else pending?.reject(new RefusalError(readRefusal((frame.refusal as Refusal).status, { refusal: frame.refusal })))
  }

  #hello(): void {
    this.#tries = 0
    this.#enter('open')
    for (const listener of this.#opened) listener()
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id)
    if (pending === undefined) return undefined
    clearTimeout(pending.late)
    this.#pending.delete(id)
    return pending
  }

  #enter(state: LiveState): void {
    if (this.state === state) return
    this.state = state
    for (const listener of this.#subscribed) listener()
  }
}

/** The browser's one line. Stands last because a class exists only below its own lines. */
export const live: Live = createLive(() => `${location.origin.replace(/^http/, 'ws')}/api/live`)
