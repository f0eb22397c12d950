/**
 * Spraying: a few tries at very many accounts from anywhere in the world (security check 19). No single account shows it, so the buckets of all are looked
 * at together, a few seconds after a wrong try at the latest, and never while somebody waits for an answer. The task names a number and nobody.
 */
import { sql } from 'kysely'
import type { Platform } from '#platform/module/platform.ts'
import { write } from '#platform/module/write.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { openTask } from '#platform/tasks/tasks.ts'
import { limits } from '../limits.ts'

export const SPRAYING = 'identity.spraying'

type Watch = { forget: (() => void) | null; running: Promise<void> }
const watches = new WeakMap<Platform, Watch>()

/** Looks after wrong tries of this process until it is stopped. */
export async function watchSpraying(platform: Platform): Promise<() => Promise<void>> {
  const watch: Watch = { forget: null, running: Promise.resolve() }
  watches.set(platform, watch)
  return async () => {
    watches.delete(platform)
    watch.forget?.()
    await watch.running
  }
}

/** A wrong try from somewhere in the world. Costs the caller nothing: no wait, no query, whoever was tried. */
export function noteWrongTry(platform: Platform): void {
  const watch = watches.get(platform)
  if (watch === undefined || watch.forget !== null) return
  watch.forget = platform.clock.after(new Date(platform.clock.now().getTime() + limits.spraying_looked_ms), () => {
    watch.forget = null
    watch.running = look(platform).catch((error: Error) => platform.say(`the look for spraying failed: ${error.name}`))
    return watch.running
  })
}

async function look(platform: Platform): Promise<void> {
  const at = platform.clock.now()
  const since = new Date(at.getTime() - limits.spraying_window_ms)
  const { rows } = await sql<{ tried: number; often: number }>`
    SELECT count(*)::int AS tried, (count(*) FILTER (WHERE tries > 1))::int AS often FROM sign_in_bucket
     WHERE bucket = 'world' AND last_at > ${since} AND tries > 0`.execute(platform.database)
  const { tried, often } = rows[0]!
  if (often < limits.spraying_accounts_often && tried < limits.spraying_accounts) return
  await write(platform, null, at, async (w) => {
    // One task as long as it is open; a new one when the old one was dealt with and it goes on.
    const known = await w.trx.selectFrom('task').leftJoin('task_completion as c', 'c.task_id', 'task.id').select('task.id').where('kind', '=', SPRAYING).where('c.task_id', 'is', null).executeTakeFirst()
    if (known !== undefined) return
    await openTask(w, { kind: SPRAYING, key: 'all', for: { office: 'task:users' }, params: { accounts: tried }, dueOn: w.today })
    writeJournal(w, { event: 'identity.spraying_noticed', actorId: null, fields: { accounts: tried } })
  })
}
