/**
 * Group commit: what waits at the same time is decided one by one, written in one transaction and acknowledged one by one when it is durable (B4).
 * One lane per batch and process: while one transaction runs the next requests gather. A failing item never fails its neighbours.
 */
import { sql } from 'kysely'
import type { Actor } from '#platform/access/actor.ts'
import { notify } from '#platform/events/listen.ts'
import { RefusalError } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import type { Trx } from './connect.ts'
import { answers_at_once_max } from './limits.ts'
import { openPipeline } from './pipeline.ts'

/** Looked at again this often when the actor's access changes under the decision; then refused, closed. */
const ATTEMPTS_MAX = 4

export type BatchItem = { actor: Actor }
/** What became of one item: a result, or why not. */
export type Outcome<R> = { ok: R } | { error: Error }
export type Done<R> = {
  /** One for each item, in their order. */
  outcomes: Outcome<R>[]
  /** Sends what is to be written, without waiting for it. */
  write: (trx: Trx) => Promise<unknown>[]
  /** For the other processes; ids only. */
  news: { topic: string; body: unknown }[]
  /** Small steps that run when the commit is durable, before the items are answered; must not throw. */
  afterCommit: (() => void)[]
}

export type BatchOptions<I extends BatchItem, L, R> = {
  items_max: number
  /** Items that may wait; beyond it the caller is refused with 503 at once. */
  waiting_max: number
  /** First locks what the items change, in one order that all processes keep; then loads what decisions need. Statements written with `sql` only. */
  load(trx: Trx, items: readonly I[]): Promise<L>
  /** Decides. Everybody here still has the access version that the item's actor carries. */
  decide(items: readonly I[], loaded: L): Done<R>
}

export type Batch<I, R> = {
  /** Resolves when the item's change is durable. Throws RefusalError, or the database's error. */
  submit(item: I): Promise<R>
  /** True while changes are written and a moment longer, as the next ones follow soon: what can wait should (password hashes, B21). */
  readonly isBusy: boolean
  /** Takes no more and waits for what is under way. */
  close(): Promise<void>
}

/** Somebody writes; a hash that began between two messages would take the core from the second one. */
const BUSY_LONGER_MS = 100

type Waiting<I, R> = { item: I; attempts: number; resolve: (result: R) => void; reject: (error: Error) => void }
type Committed<I, R> = { fresh: Waiting<I, R>[]; stale: Waiting<I, R>[]; done: Done<R> }

/** A lane of its own for one kind of change. */
export function createBatch<I extends BatchItem, L, R>(platform: Platform, options: BatchOptions<I, L, R>): Batch<I, R> {
  const pipeline = openPipeline(platform.pool, platform.database)
  const waiting: Waiting<I, R>[] = []
  let running: Promise<void> | null = null
  let closing: Promise<void> | null = null
  let isBusyStill = false
  const calm = setTimeout(() => (isBusyStill = false), BUSY_LONGER_MS).unref()

  function stayBusy(): void {
    isBusyStill = true
    calm.refresh()
  }

  /** Everything that came in the same turn of the loop goes together. */
  function wake(): void {
    running ??= nextTurn().then(drain).finally(() => {
      running = null
      stayBusy()
      if (waiting.length > 0) wake()
    })
  }

  /** The answers of one group are given while the database works on the next one. */
  async function drain(): Promise<void> {
    let answering = Promise.resolve()
    while (waiting.length > 0) {
      const committed = await settle(waiting.splice(0, options.items_max))
      await answering
      answering = answerAll(committed)
    }
    await answering
  }

  /** Writes a group; when the database refuses one of its rows, each is tried alone. */
  async function settle(group: Waiting<I, R>[]): Promise<Committed<I, R>[]> {
    try {
      return [await commit(group)]
    } catch (error) {
      if (group.length === 1 || !isAboutOneRow(error)) for (const one of group) one.reject(error as Error)
      if (group.length === 1 || !isAboutOneRow(error)) return []
    }
    const alone: Committed<I, R>[] = []
    for (const one of group) alone.push(...(await settle([one])))
    return alone
  }

  async function commit(group: Waiting<I, R>[]): Promise<Committed<I, R>> {
    const items = group.map((one) => one.item)
    const committed = await pipeline.transaction(async (trx) => {
      const [loaded, versions] = await Promise.all([options.load(trx, items), readVersions(trx, items.map((item) => item.actor))])
      const isFresh = ({ item: { actor } }: Waiting<I, R>) => actor.via === 'system' || versions.get(actor.personId) === actor.version
      const [fresh, stale] = [group.filter(isFresh), group.filter((one) => !isFresh(one))]
      const done = options.decide(fresh.map((one) => one.item), loaded)
      const news = [...Map.groupBy(done.news, (one) => one.topic)].map(([topic, own]) => notify(trx, platform.processId, topic, own.map((one) => one.body)))
      return { result: { fresh, stale, done }, writes: [...done.write(trx), ...news] }
    })
    // Whoever must be decided again comes first in the next group, in their order.
    if (committed.stale.length > 0) waiting.unshift(...(await Promise.all(committed.stale.map(lookAgain))).filter((one) => one !== null))
    return committed
  }

  /** Access changed between decision and commit: the actor is loaded again and decided again, a few times, then given up closed. */
  async function lookAgain(one: Waiting<I, R>): Promise<Waiting<I, R> | null> {
    try {
      const { actor } = one.item
      if (one.attempts + 1 >= ATTEMPTS_MAX) throw new RefusalError({ status: 503, code: 'unavailable' })
      const now = await platform.actors.find(actor.personId)
      if (now === null) throw new RefusalError({ status: 404, code: 'not_found' })
      return { ...one, attempts: one.attempts + 1, item: { ...one.item, actor: { ...now, via: actor.via, sessionId: actor.sessionId, strongUntil: actor.strongUntil } } }
    } catch (error) {
      one.reject(error as Error)
      return null
    }
  }

  return {
    get isBusy() {
      return running !== null || isBusyStill
    },
    submit(item) {
      if (closing || waiting.length >= options.waiting_max) return Promise.reject(new RefusalError({ status: 503, code: 'unavailable' }))
      return new Promise((resolve, reject) => {
        waiting.push({ item, attempts: 0, resolve, reject })
        wake()
      })
    },
    close: () => (closing ??= end()),
  }

  async function end(): Promise<void> {
    while (running) await running
    await pipeline.close()
  }
}

/** In small portions, so that the answers of the database to the next group are heard in between. */
async function answerAll<I, R>(all: readonly Committed<I, R>[]): Promise<void> {
  for (const { fresh, done } of all) {
    for (const [index, step] of done.afterCommit.entries()) {
      if (index > 0) await nextTurn()
      step()
    }
    for (const [index, one] of fresh.entries()) {
      if (index > 0 && index % answers_at_once_max === 0) await nextTurn()
      const outcome = done.outcomes[index]!
      if ('ok' in outcome) one.resolve(outcome.ok)
      else one.reject(outcome.error)
    }
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
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
