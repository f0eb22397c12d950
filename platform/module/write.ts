/**
 * Every change of the data goes through `write`: one transaction that re-reads the actor's access version, collects what must happen with it (facts,
 * journal, ledger, news) and is acknowledged only when all of it is durable. Functions that change something take the `Write` as their first argument.
 * What they work out from records about persons, they work out with the rows of those persons held (lockPersons): two who do so at the same time would
 * each miss what the other has not committed yet.
 */
import type { Actor } from '#platform/access/actor.ts'
import { bumpVersions } from '#platform/access/facts.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { pieces } from '#platform/database/pieces.ts'
import { idsInPieces, notify } from '#platform/events/listen.ts'
import { appendEntries } from '#platform/journal/journal.ts'
import type { JournalEntry } from '#platform/journal/journal.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import { news_at_once_max } from './limits.ts'
import type { Platform } from './platform.ts'

export type Write = {
  trx: Trx
  at: Date
  /** Calendar date of `at` in Europe/Berlin. */
  today: string
  /** Who acts; null for jobs and the first run. */
  actorId: string | null
  platform: Platform
  /** The ledger is being replayed over a restored backup: what is taken away stands in it already. */
  isReplay?: true
  /** Persons whose access changed: their version rises, all processes look again. */
  changedPersons: Set<string>
  /** Something that is true of the school as a whole changed (releases, documents, options). */
  schoolChanged: boolean
  journal: JournalEntry[]
  /** News for the other processes, by topic. */
  news: { topic: string; body: unknown }[]
  /** Runs after the commit, in this process only; must not throw. */
  afterCommit: (() => void)[]
}

/** Thrown when the actor's access changed since it was decided: the door loads the actor again and asks decide() once more. */
export class StaleActor extends Error {}

/**
 * Runs `work` in one transaction. Resolves when the commit and the ledger file are durable. Throws StaleActor when the actor has to be looked at again.
 * `database`: the prepared view for what a class does at once, when its statements are always the same.
 */
export async function write<T>(platform: Platform, actor: Actor | null, at: Date, work: (w: Write) => Promise<T>, database: Database = platform.database): Promise<T> {
  const { result, hooks, hasLosses } = await database.transaction().execute(async (trx) => {
    const w: Write = {
      trx, at, today: dateInBerlin(at), actorId: actor?.personId ?? null, platform,
      changedPersons: new Set(), schoolChanged: false, journal: [], news: [], afterCommit: [],
    }
    const done = await work(w)
    if (w.changedPersons.size > 0) await bumpVersions(trx, w.changedPersons)
    if (actor && actor.via !== 'system') await checkVersion(w, actor)
    const losses = await flush(w)
    return { result: done, hooks: w.afterCommit, hasLosses: losses }
  }).catch((error: Error & { code?: string }) => {
    // Two who waited for each other in a circle: nothing of this one was done, and by now the other one is through.
    throw actor !== null && error.code === DEADLOCK ? new StaleActor() : error
  })
  if (hasLosses) await platform.ledger.flush()
  for (const hook of hooks) hook()
  return result
}

const DEADLOCK = '40P01'

/**
 * Asked at the end and with the row held: whoever takes the actor's access away comes before and is seen here, or waits for this commit. So nothing becomes
 * durable after the answer that a right is gone, however long the work took (an import takes seconds). The row is held last and shared, when those that change
 * are held already: acts of one person side by side do not wait for each other here, and nobody holds it who still waits for somebody else's row.
 */
async function checkVersion({ trx, changedPersons }: Write, actor: Actor): Promise<void> {
  const row = await trx.selectFrom('person').select('access_version').where('id', '=', actor.personId).forShare().executeTakeFirst()
  // Whoever changes their own access has raised the version by one just now.
  if (row?.access_version !== actor.version + (changedPersons.has(actor.personId) ? 1 : 0)) throw new StaleActor()
}

/** What was collected is written last, so that the journal's lock is held for a moment only. */
async function flush(w: Write): Promise<boolean> {
  const { trx, platform } = w
  for (const news of pieces(idsInPieces(w.changedPersons), news_at_once_max)) await notify(trx, platform.processId, 'access', news)
  if (w.schoolChanged) await notify(trx, platform.processId, 'school', [{}])
  for (const [topic, news] of Map.groupBy(w.news, (one) => one.topic)) await notify(trx, platform.processId, topic, news.map((one) => one.body))
  if (w.journal.length > 0) await appendEntries(trx, w.journal, w.at)
  return platform.ledger.hasPending(trx)
}
