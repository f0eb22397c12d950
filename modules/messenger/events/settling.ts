/** Sorts new messages into the search indexes beside the messages themselves, at most once a second; they can be found before that, only not as fast. */
import { sql } from 'kysely'
import type { Platform } from '#platform/module/platform.ts'
import { limits } from '../limits.ts'

export type Settling = {
  /** Something was posted. */
  posted(): void
  /** Stops; waits for what is under way. */
  close(): Promise<void>
}

export function createSettling(platform: Pick<Platform, 'database'>): Settling {
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> = Promise.resolve()
  let isClosed = false

  async function settle(): Promise<void> {
    timer = null
    // When it fails PostgreSQL does it by itself later; the next post tries again.
    await sql`SELECT messenger_settle_search()`.execute(platform.database).catch(() => {})
  }

  return {
    posted() {
      if (timer === null && !isClosed) timer = setTimeout(() => (running = running.then(settle)), limits.settle_search_ms).unref()
    },
    async close() {
      isClosed = true
      if (timer !== null) clearTimeout(timer)
      await running
    },
  }
}
