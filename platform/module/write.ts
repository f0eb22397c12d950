/**
 * Every change of the data goes through `write`: one transaction that re-reads the actor's access version, collects what must happen with it (facts,
 * journal, ledger, news) and is acknowledged only when all of it is durable. Functions that change something take the `Write` as their first argument.
 */
import type { Actor } from '#platform/access/actor.ts'
import { bumpVersions } from '#platform/access/facts.ts'
import type { Trx } from '#platform/database/connect.ts'
import { idsInPieces, notify } from '#platform/events/listen.ts'
import { appendEntries } from '#platform/journal/journal.ts'
import type { JournalEntry } from '#platform/journal/journal.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import type { Platform } from './platform.ts'

export type Write = {
  trx: Trx
  at: Date
  /** Calendar date of `at` in Europe/Berlin. */
  today: string
  /** Who acts; null for jobs and the first run. */
  actorId: string | null
  platform: Platform
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

/** Runs `work` in one transaction. Resolves when the commit and the ledger file are durable. */
export async function write<T>(platform: Platform, actor: Actor | null, at: Date, work: (w: Write) => Promise<T>): Promise<T> {
  const { result, hooks, hasLosses } = await platform.database.transaction().execute(async (trx) => {
    const w: Write = {
      trx, at, today: dateInBerlin(at), actorId: actor?.personId ?? null, platform,
      changedPersons: new Set(), schoolChanged: false, journal: [], news: [], afterCommit: [],
    }
    if (actor && actor.via !== 'system') await checkVersion(trx, actor)
    const done = await work(w)
    const losses = await flush(w)
    return { result: done, hooks: w.afterCommit, hasLosses: losses }
  })
  if (hasLosses) await platform.ledger.flush()
  for (const hook of hooks) hook()
  return result
}

async function checkVersion(trx: Trx, actor: Actor): Promise<void> {
  const row = await trx.selectFrom('person').select('access_version').where('id', '=', actor.personId).executeTakeFirst()
  if (row?.access_version !== actor.version) throw new StaleActor()
}

/** What was collected is written last, so that the journal's lock is held for a moment only. */
async function flush(w: Write): Promise<boolean> {
  const { trx, platform } = w
  if (w.changedPersons.size > 0) {
    await bumpVersions(trx, w.changedPersons)
    await notify(trx, platform.processId, 'access', idsInPieces(w.changedPersons))
  }
  if (w.schoolChanged) await notify(trx, platform.processId, 'school', [{}])
  for (const [topic, news] of Map.groupBy(w.news, (one) => one.topic)) await notify(trx, platform.processId, topic, news.map((one) => one.body))
  if (w.journal.length > 0) await appendEntries(trx, w.journal, w.at)
  return platform.ledger.hasPending(trx)
}
