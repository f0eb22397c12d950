/** Writing in the name of somebody who proves who they are in this very request, so that the door knows no actor yet. */
import { sql } from 'kysely'
import type { Actor } from '#platform/access/actor.ts'
import type { Database } from '#platform/database/connect.ts'
import { refuse } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import { StaleActor, write } from '#platform/module/write.ts'
import type { Write } from '#platform/module/write.ts'

const ATTEMPTS_MAX = 4

/**
 * Runs `work` in one transaction that holds the person's row: their password, slips and access stay as `actor` says until the commit. `share` lets others
 * sign in at the same time, `alone` is for changing the password. Whoever takes access or passwords away holds the row too, so no session slips through.
 * `database` as for `write`.
 */
export async function writeAs<T>(
  platform: Platform,
  personId: string,
  at: Date,
  lock: 'share' | 'alone',
  work: (w: Write, actor: Actor) => Promise<T>,
  database: Database = platform.database,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const actor = await platform.actors.find(personId)
    if (actor === null) return refuse(403, 'sign_in_failed')
    try {
      return await write(platform, actor, at, async (w) => {
        if ((await lockPerson(w, personId, lock)) !== actor.version) throw new StaleActor()
        return work(w, actor)
      }, database)
    } catch (error) {
      if (!(error instanceof StaleActor)) throw error
      if (attempt >= ATTEMPTS_MAX) return refuse(503, 'unavailable')
    }
  }
}

/** Holds the person's row until the end of the transaction; the access version, null when there is no such person. */
export async function lockPerson(w: Write, personId: string, lock: 'share' | 'alone'): Promise<number | null> {
  const query = w.trx.selectFrom('person').select('access_version').where('id', '=', personId)
  return (await (lock === 'share' ? query.forShare() : query.forNoKeyUpdate()).executeTakeFirst())?.access_version ?? null
}

/** Holds many persons' rows, always in the same order, so that two writers never wait for each other in a circle. */
export async function lockPersons(w: Write, personIds: readonly string[]): Promise<void> {
  await sql`SELECT id FROM person WHERE id = ANY(${[...personIds]}::uuid[]) ORDER BY id FOR NO KEY UPDATE`.execute(w.trx)
}
