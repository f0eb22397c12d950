/** How long answers are believed and what is asked again by itself. */
import { QueryClient } from '@tanstack/react-query'
import { refusalOf } from '#web/api/refusal.ts'

const BELIEVED_MS = 15_000
const RETRIES_MAX = 2

/** One per signed-in person: with the session all answers go, so the next person at this device finds nothing. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: BELIEVED_MS,
        // A refusal stays a refusal; only a broken line or a busy server is worth asking again.
        retry: (failures, error) => failures < RETRIES_MAX && ['network', 'unavailable'].includes(refusalOf(error).code),
      },
      // Writes are repeated by the page, with the client id they began with.
      mutations: { retry: false },
    },
  })
}
