/**
 * Recurring jobs: each due date runs once in the whole school (B9). The record is a row per job and date; while a process runs the dates of a job it holds
 * the job's advisory lock on a connection of its own, so a process that dies lets go at once and the unfinished date runs again.
 */
import { sql } from 'kysely'
import type { Database } from '#platform/database/connect.ts'
import type { Platform } from '#platform/module/platform.ts'
import { untilDone } from './ending.ts'
import type { RecurringJob } from './jobs.ts'
import { missed_dates_max, recurring_wait_ms } from './limits.ts'
import { dueDates, nextDueAt, problemOf } from './rules.ts'

export type Recurring = { start(): Promise<void>; stop(): Promise<void> }

/** Runs the jobs (by full name) at their times once started. */
export function createRecurring(jobs: ReadonlyMap<string, RecurringJob>, platform: () => Platform): Recurring {
  let isOpen = false
  let round: Promise<void> = Promise.resolve()
  let forgetNext = (): void => {}

  /** Runs what is due and sets the clock for what comes next. Never throws: the clock would pass it on to nobody. */
  async function goRound(): Promise<void> {
    const { clock, say } = platform()
    let allDone = true
    for (const [name, job] of jobs) {
      if (!isOpen) return
      try {
        allDone = (await runDue(name, job)) && allDone
      } catch (error) {
        say(`the recurring job ${name} stumbled: ${problemOf(error)}`)
        allDone = false
      }
    }
    const now = clock.now()
    const next = [...jobs.values()].map((job) => nextDueAt(job, now).getTime())
    if (!allDone) next.push(now.getTime() + recurring_wait_ms)
    if (isOpen && next.length > 0) forgetNext = clock.after(new Date(Math.min(...next)), () => (round = goRound()))
  }

  /** Runs all dates of one job that are due. False when something is left: another process has the job in hand, or a date failed. */
  async function runDue(name: string, job: RecurringJob): Promise<boolean> {
    const house = platform()
    return house.database.connection().execute(async (connection) => {
      const { rows } = await sql<{ mine: boolean }>`SELECT pg_try_advisory_lock(${RECURRING_LOCK}, hashtext(${name})) AS mine`.execute(connection)
      if (!rows[0]!.mine) return false
      try {
        let allDone = true
        for (const dueOn of await openDates(connection, name, job, house.clock.now())) {
          if (!isOpen) return false
          allDone = (await runOnce(connection, name, job, dueOn, house)) && allDone
        }
        return allDone
      } finally {
        await sql`SELECT pg_advisory_unlock(${RECURRING_LOCK}, hashtext(${name}))`.execute(connection)
      }
    })
  }

  return {
    async start() {
      if (isOpen) return
      isOpen = true
      round = goRound()
      await round
    },
    async stop() {
      isOpen = false
      forgetNext()
      await untilDone(round)
    },
  }
}

const RECURRING_LOCK = 7_305_522

/** Dates that began and never ended, and those that never began, oldest first. */
async function openDates(connection: Database, name: string, job: RecurringJob, now: Date): Promise<string[]> {
  const newest = await connection.selectFrom('recurring_run').select('due_on').where('name', '=', name).orderBy('due_on', 'desc').limit(1).executeTakeFirst()
  const unfinished = await connection
    .selectFrom('recurring_run').select('due_on').where('name', '=', name).where('finished_at', 'is', null)
    .orderBy('due_on', 'desc').limit(missed_dates_max).execute()
  const open = [...unfinished.map((row) => row.due_on).reverse(), ...dueDates(job, newest?.due_on ?? null, now)]
  return job.onlyNewest ? open.slice(-1) : open
}

/** A date that fails stays open and is tried again; it does not keep later dates from running. */
async function runOnce(connection: Database, name: string, job: RecurringJob, dueOn: string, platform: Platform): Promise<boolean> {
  const { clock, say } = platform
  const at = clock.now()
  await connection
    .insertInto('recurring_run').values({ name, due_on: dueOn, started_at: at, finished_at: null })
    .onConflict((conflict) => conflict.columns(['name', 'due_on']).doUpdateSet({ started_at: at, problem: null })).execute()
  const { result, problem } = await job.run(platform, dueOn, at).then((found) => ({ result: JSON.stringify(found), problem: null }), (error: unknown) => ({ result: null, problem: problemOf(error) }))
  if (problem !== null) say(`the recurring job ${name} of ${dueOn} failed: ${problem}`)
  await connection.updateTable('recurring_run').set({ finished_at: problem === null ? clock.now() : null, result, problem }).where('name', '=', name).where('due_on', '=', dueOn).execute()
  return problem === null
}
