/**
 * What was written and has not arrived yet, for every room of this page. It stands outside the rooms, so looking into another one loses nothing; the messages
 * of a room go one after the other, so they arrive in the order of writing. In memory only: with the session it is emptied.
 */
import type { Refusal } from '#platform/module/operation.ts'
import { refusalOf } from '#web/api/refusal.ts'
import type { Message } from '../contract.ts'

/** `refusal`: why it was not taken; it stays with its words until it is sent again or dropped. */
export type Pending = { clientId: string; body: string; refusal: Refusal | null }

export type Outbox = {
  /** What waits in a room, oldest first; the same array until something changes. */
  of(roomId: string): readonly Pending[]
  /** Puts a message in and sends it as soon as those before it have arrived. */
  add(roomId: string, body: string): void
  /** Sends a refused message again, with the same client id, so that it can not be there twice. */
  retry(roomId: string, clientId: string): void
  drop(roomId: string, clientId: string): void
  /** True while anything is in here, in whatever room. */
  isWaiting(): boolean
  /** The net is back: nobody waits for the next turn. */
  hurry(): void
  /** Forgets everything: nobody is signed in any more. */
  empty(): void
  /** Hears of every change; returns the way to stop. */
  subscribe(listener: () => void): () => void
  /** Hears of every message that arrived, while it is still in here, so that it is never shown nowhere. */
  onPosted(listener: (roomId: string, message: Message) => void): () => void
}

/** The line or the server is away for now; everything else that can be refused is final until somebody acts. */
const PASSING: readonly string[] = ['network', 'unavailable']
const NONE: readonly Pending[] = []

/** An outbox that sends with `post`, which must take the same client id twice without posting twice; `retry_ms` between tries while the line is away. */
export function createOutbox(post: (roomId: string, clientId: string, body: string) => Promise<Message>, retry_ms: number): Outbox {
  let rooms = new Map<string, readonly Pending[]>()
  const sending = new Set<string>()
  const pauses = new Set<() => void>()
  const subscribed = new Set<() => void>()
  const posted = new Set<(roomId: string, message: Message) => void>()

  const of = (roomId: string): readonly Pending[] => rooms.get(roomId) ?? NONE
  const enter = (roomId: string, list: readonly Pending[]): void => {
    if (list.length === 0) rooms.delete(roomId)
    else rooms.set(roomId, list)
    for (const listener of subscribed) listener()
  }
  const without = (roomId: string, clientId: string) => of(roomId).filter((one) => one.clientId !== clientId)
  const next = (roomId: string) => of(roomId).find((one) => one.refusal === null)
  const pause = () => new Promise<void>((resolve) => {
    const goOn = () => {
      clearTimeout(turn)
      pauses.delete(goOn)
      resolve()
    }
    const turn = setTimeout(goOn, retry_ms)
    pauses.add(goOn)
  })

  const transmit = async (roomId: string, { clientId, body }: Pending): Promise<void> => {
    const current = rooms
    try {
      const message = await post(roomId, clientId, body)
      if (current !== rooms) return
      for (const listener of posted) listener(roomId, message)
      enter(roomId, without(roomId, clientId))
    } catch (error) {
      const refusal = refusalOf(error)
      if (PASSING.includes(refusal.code)) await pause()
      else if (current === rooms) enter(roomId, of(roomId).map((one) => (one.clientId === clientId ? { ...one, refusal } : one)))
    }
  }
  const send = async (roomId: string): Promise<void> => {
    if (sending.has(roomId)) return
    sending.add(roomId)
    for (let one = next(roomId); one !== undefined; one = next(roomId)) await transmit(roomId, one)
    sending.delete(roomId)
  }
  const put = (roomId: string, clientId: string, body: string): void => {
    enter(roomId, [...without(roomId, clientId), { clientId, body, refusal: null }])
    void send(roomId)
  }
  const hurry = () => {
    for (const goOn of pauses) goOn()
  }
  const listen = <L>(listeners: Set<L>, listener: L) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  return {
    of,
    add: (roomId, body) => put(roomId, crypto.randomUUID(), body),
    retry(roomId, clientId) {
      const one = of(roomId).find((pending) => pending.clientId === clientId)
      if (one !== undefined) put(roomId, clientId, one.body)
    },
    drop: (roomId, clientId) => enter(roomId, without(roomId, clientId)),
    isWaiting: () => rooms.size > 0,
    hurry,
    empty() {
      // A message under way belongs to the old map: whatever becomes of it is nobody's business any more.
      rooms = new Map()
      hurry()
      for (const listener of subscribed) listener()
    },
    subscribe: (listener) => listen(subscribed, listener),
    onPosted: (listener) => listen(posted, listener),
  }
}
