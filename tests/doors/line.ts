/** A browser's live line for tests: calls with answers, events that were heard, and how it was closed. */
import { WebSocket } from 'ws'
import type { Refusal } from '#platform/module/operation.ts'

export type Heard = { event: string; data: unknown; at: number }
export type Line = {
  ws: WebSocket
  events: Heard[]
  /** Resolves with the answer; rejects with the refusal, or with `network` when the line broke before. */
  call(op: string, input: unknown): Promise<unknown>
  /** Resolves with the close code. */
  closed: Promise<number>
  /** Resolves when an event was heard that fits; false after the time. */
  hears(fits: (one: Heard) => boolean, within_ms?: number): Promise<boolean>
  close(): void
}

export class CallFailed extends Error {
  refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

/** Opens the line of whoever this cookie belongs to; resolves after the server's hello. Rejects when the door stays shut. */
export async function openLine(origin: string, cookie: string): Promise<Line> {
  const ws = new WebSocket(`${origin.replace(/^http/, 'ws')}/api/live`, { headers: { cookie, origin } })
  const events: Heard[] = []
  const waiting = new Map<number, { resolve: (ok: unknown) => void; reject: (error: Error) => void }>()
  const ears = new Set<() => void>()
  const closed = Promise.withResolvers<number>()
  const hello = Promise.withResolvers<void>()
  let nextId = 1
  ws.on('error', (error) => hello.reject(error))
  ws.on('close', (code) => {
    closed.resolve(code)
    hello.reject(new Error(`closed with ${code}`))
    for (const call of waiting.values()) call.reject(new CallFailed({ status: 0, code: 'network' }))
    waiting.clear()
    for (const ear of ears) ear()
  })
  ws.on('message', (data) => {
    const message = JSON.parse(String(data)) as { id?: number; ok?: unknown; refusal?: Refusal; event?: string; data?: unknown }
    if (message.event !== undefined) {
      events.push({ event: message.event, data: message.data, at: performance.now() })
      if (message.event === 'live.hello') hello.resolve()
      for (const ear of ears) ear()
      return
    }
    const call = waiting.get(message.id ?? -1)
    waiting.delete(message.id ?? -1)
    if (message.refusal) call?.reject(new CallFailed(message.refusal))
    else call?.resolve(message.ok)
  })
  await hello.promise
  return {
    ws, events, closed: closed.promise,
    call: (op, input) => new Promise((resolve, reject) => {
      if (ws.readyState !== ws.OPEN) return reject(new CallFailed({ status: 0, code: 'network' }))
      const id = nextId++
      waiting.set(id, { resolve, reject })
      ws.send(JSON.stringify({ id, op, input }))
    }),
    hears: (fits, within_ms = 5_000) => new Promise((resolve) => {
      const over = setTimeout(() => done(false), within_ms)
      const done = (found: boolean) => {
        clearTimeout(over)
        ears.delete(ear)
        resolve(found)
      }
      const ear = () => void (events.some(fits) && done(true))
      ears.add(ear)
      ear()
    }),
    close: () => ws.close(),
  }
}
