/** Operations of the messenger: over the open line where there is one, else by HTTP; with the same client id a message is posted once either way. */
import { createClient } from '#web/api/client.ts'
import { live, liveCall } from '#web/api/live.ts'
import { NETWORK, RefusalError } from '#web/api/refusal.ts'
import { session } from '#web/api/session.ts'
import { contract } from '../contract.ts'
import type { Message } from '../contract.ts'
import { createOutbox } from './outbox.ts'

const RETRY_MS = 3_000

export const messenger = createClient(contract)

/** What this page has written and the server does not have yet. */
export const outbox = createOutbox(post, RETRY_MS)

addEventListener('online', outbox.hurry)
live.onOpen(outbox.hurry)
// Closing the page would lose what is only here; the browser asks in its own words.
addEventListener('beforeunload', (event) => outbox.isWaiting() && event.preventDefault())
session.subscribe(() => session.current().known?.signedIn === false && outbox.empty())

/** Posts a message; resolves when it is durable. Throws RefusalError; code `network`: it may have arrived, send it again with the same id. */
async function post(roomId: string, clientId: string, body: string): Promise<Message> {
  if (live.state === 'open' && navigator.onLine) {
    try {
      return (await untilOffline(liveCall(live, 'messenger', contract, 'sendMessage', { roomId, clientId, body }))).message
    } catch (error) {
      if (!(error instanceof RefusalError) || error.refusal.code !== 'network') throw error
    }
  }
  return (await messenger.sendMessage({ roomId, clientId, body })).message
}

/** A socket notices late that the net is gone, the browser at once: from then on nobody waits for the answer. */
async function untilOffline<T>(call: Promise<T>): Promise<T> {
  const answered = new AbortController()
  const lost = new Promise<never>((_, reject) => addEventListener('offline', () => reject(new RefusalError(NETWORK)), { signal: answered.signal }))
  return Promise.race([call, lost]).finally(() => answered.abort())
}
