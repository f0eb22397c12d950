/** Operations of the messenger: over the open line where there is one, else by HTTP; with the same client id a message is posted once either way. */
import { createClient } from '#web/api/client.ts'
import { live, liveCall } from '#web/api/live.ts'
import { RefusalError } from '#web/api/refusal.ts'
import { contract } from '../contract.ts'
import type { Message } from '../contract.ts'

export const messenger = createClient(contract)

/** Posts a message; resolves when it is durable. Throws RefusalError; code `network`: it may have arrived, send it again with the same id. */
export async function post(roomId: string, clientId: string, body: string): Promise<Message> {
  if (live.state === 'open') {
    try {
      return (await liveCall(live, 'messenger', contract, 'sendMessage', { roomId, clientId, body })).message
    } catch (error) {
      if (!(error instanceof RefusalError) || error.refusal.code !== 'network') throw error
    }
  }
  return (await messenger.sendMessage({ roomId, clientId, body })).message
}
