/**
 * Group commit: what waits at the same time is decided one by one, written in one transaction and acknowledged one by one when it is durable (B4).
 * One lane per batch and process: while one transaction runs the next requests gather. A failing item never fails its neighbours.
 */
import { sql } from 'kysely'
import type { Actor } from '#platform/access/actor.ts'
import { notify } from '#platform/events/listen.ts'
import { RefusalError } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import type { Database, Trx } from './connect.ts'

/** Looked at again this often when the actor's access changes under the decision; then refused, closed. */
const ATTEMPTS_MAX = 4

export type BatchItem = { actor: Actor }
/** What became of one item: a result, or why not. */
export type Outcome<R> = { ok: R } | { error: Error }
export type Done<R> = {
  /** One for each item, in their order. */
  outcomes: Outcome<R>[]
  /** For the other processes; ids only. */
  news: { topic: string; body: unknown }[]
  /** Runs when the commit is durable, before anybody is answered; must not throw. */
  afterCommit: () => void
}

export type BatchOptions<I extends BatchItem, L, R> = {
  /** Where transactions begin; preparedDatabase() of the pool for statements that are asked all day. */
  database: Database
  items_max: number
  /** Items that may wait; beyond it the caller is refused with 503 at once. */
  waiting_max: number
  /** Locks what the items change, in one order that all processes keep, and loads what decisions need. */
  lock(trx: Trx, items: readonly I[]): Promise<L>
  /** Decides and writes. Everybody here still has the access version that the item's actor carries. Throws only when nothing of it may count. */
  run(trx: Trx, items: readonly I[], locked: L): Promise<Done<R>>
}

export type Batch<I, R> = {
  /** Resolves when the item's change is durable. Throws RefusalError, or the database's error. */
  submit(item: I): Promise<R>
  /** Takes no more and waits for what is under way. */
  close(): Promise<void>
}

type Waiting<I, R> = { item: I; attempts: number; resolve: (result: R) => void; reject: (error: Error) => void }

/** A lane of its own for one kind of change. */
export function createBatch<I extends BatchItem, L, R>(platform: Platform, options: BatchOptions<I, L, R>): Batch<I, R> {
  const waiting: Waiting<I, R>[] = []
  let running: Promise<void> | null = null
  let closed = false

  /** Everything that came in the same turn of the loop goes together. */
  function wake(): void {
    running ??= new Promise<void>((resolve) => setImmediate(resolve)).then(drain).finally(() => {
      running = null
      if (waiting.length > 0) wake()
    })
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) await settle(waiting.splice(0, options.items_max))
  }

  /** Writes a group; when the database refuses one of its rows, each is tried alone. */
  async function settle(group: Waiting<I, R>[]): Promise<void> {
    try {
      await attempt(group)
    } catch (error) {
      if (group.length > 1 && isAboutOneRow(error)) for (const one of group) await settle([one])
      else for (const one of group) one.reject(error as Error)
    }
  }

  async function attempt(group: Waiting<I, R>[]): Promise<void> {
    const { fresh, stale, done } = await options.database.transaction().execute(async (trx) => {
      const locked = await options.lock(trx, group.map((one) => one.item))
      const versions = await readVersions(trx, group.map((one) => one.item.actor))
      const isFresh = ({ item: { actor } }: Waiting<I, R>) => actor.via === 'system' || versions.get(actor.personId) === actor.version
      const [freshOnes, staleOnes] = [group.filter(isFresh), group.filter((one) => !isFresh(one))]
      const result = await options.run(trx, freshOnes.map((one) => one.item), locked)
      for (const [topic, news] of Map.groupBy(result.news, (one) => one.topic)) await notify(trx, platform.processId, topic, news.map((one) => one.body))
      return { fresh: freshOnes, stale: staleOnes, done: result }
    })
    done.afterCommit()
    for (const [index, one] of fresh.entries()) {
      const outcome = done.outcomes[index]!
      if ('ok' in outcome) one.resolve(outcome.ok)
      else one.reject(outcome.error)
    }
    // First in the next group, in their order.
    if (stale.length > 0) waiting.unshift(...(await Promise.all(stale.map(lookAgain))).filter((one) => one !== null))
  }

  /** Access changed between decision and commit: the actor is loaded again and decided again, a few times, then given up closed. */
  async function lookAgain(one: Waiting<I, R>): Promise<Waiting<I, R> | null> {
    try {
      const { actor } = one.item
      if (one.attempts + 1 >= ATTEMPTS_MAX) throw new RefusalError({ status: 503, code: 'unavailable' })
      const now = await platform.actors.find(actor.personId)
      if (now === null) throw new RefusalError({ status: 404, code: 'not_found' })
      return { ...one, attempts: one.attempts + 1, item: { ...one.item, actor: { ...now, via: actor.via, sessionId: actor.sessionId } } }
    } catch (error) {
      one.reject(error as Error)
      return null
    }
  }

  return {
    submit(item) {
      if (closed || waiting.length >= options.waiting_max) return Promise.reject(new RefusalError({ status: 503, code: 'unavailable' }))
      return new Promise((resolve, reject) => {
        waiting.push({ item, attempts: 0, resolve, reject })
        wake()
      })
    },
    async close() {
      closed = true
      while (running) await running
    },
  }
}

async function readVersions(trx: Trx, actors: readonly Actor[]): Promise<Map<string, number>> {
  const ids = [...new Set(actors.map((actor) => actor.personId))]
  const { rows } = await sql<{ id: string; access_version: number }>`SELECT id, access_version FROM person WHERE id = ANY(${ids}::uuid[])`.execute(trx)
  return new Map(rows.map((row) => [row.id, row.access_version]))
}

/** SQLSTATE classes 22 (data) and 23 (constraint) are about a row; everything else is about the database. */
function isAboutOneRow(error: unknown): boolean {
  return /^(22|23)[0-9A-Z]{3}$/.test((error as { code?: string }).code ?? '')
}
