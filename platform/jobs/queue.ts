/**
 * The queue: a table, woken by news and by the clock. A running job holds its row locked, so a process that dies gives it back at once; its tries are
 * counted in transactions of their own before it runs. A job that fails waits longer each time and is given up in the end.
 */
import { sql } from 'kysely'
import type { Trx } from '#platform/database/connect.ts'
import type { Platform } from '#platform/module/platform.ts'
import { untilDone } from './ending.ts'
import type { JobDeclaration } from './jobs.ts'
import { idle_poll_ms, retry_max_default, retry_wait_ms_first, running_max } from './limits.ts'
import { problemOf, retryWaitMs } from './rules.ts'

/** The news that there is something to do. */
export const QUEUE_TOPIC = 'jobs'

export type Queue = { start(): void; stop(): Promise<void>; idle(): Promise<void> }

/** Works on the declared jobs (by full name) once started; jobs of modules that this process does not know are left to others. */
export function createQueue(declared: ReadonlyMap<string, JobDeclaration>, platform: () => Platform): Queue {
  const names = [...declared.keys()]
  let workers: Promise<void>[] = []
  let busy = 0
  let isOpen = false
  let woken = Promise.withResolvers<void>()
  let forgetSleep = (): void => {}
  let forgetNews = (): void => {}

  const wake = (): void => {
    woken.resolve()
    woken = Promise.withResolvers()
  }
  const wakeAt = (at: Date): void => {
    forgetSleep()
    forgetSleep = platform().clock.after(at, wake)
  }

  async function worker(): Promise<void> {
    while (isOpen) {
      // Taken before looking, so that a wake while looking is not lost.
      const nextWake = woken.promise
      busy += 1
      const found = await runOne(declared, names, platform()).catch(stumble)
      busy -= 1
      if (!found && isOpen) await nextWake
    }
  }

  /** The database is away. News come when it is back; look again anyway. */
  function stumble(error: unknown): boolean {
    const { clock, say } = platform()
    say(`the queue stumbled: ${problemOf(error)}`)
    wakeAt(new Date(clock.now().getTime() + retry_wait_ms_first))
    return false
  }

  return {
    start() {
      if (isOpen || names.length === 0) return
      isOpen = true
      const { listening } = platform()
      forgetNews = listening.on(QUEUE_TOPIC, wake)
      listening.onState((connected) => (connected ? wake() : undefined))
      workers = Array.from({ length: running_max }, worker)
    },
    async stop() {
      isOpen = false
      forgetNews()
      forgetSleep()
      wake()
      await untilDone(Promise.all(workers))
    },
    async idle() {
      while (isOpen && (busy > 0 || (await hasDue(names, platform())))) await new Promise((resolve) => setTimeout(resolve, idle_poll_ms))
    },
  }

  /** Runs one due job; false when there is none, and then the clock rings for the next one that waits for another try. */
  async function runOne(known: typeof declared, mine: readonly string[], house: Platform): Promise<boolean> {
    const { database, clock } = house
    const hasRun = await database.transaction().execute(async (trx) => {
      const job = await claim(trx, mine, clock.now())
      if (job) await runClaimed(trx, job, known.get(job.name)!, house)
      return job !== undefined
    })
    if (hasRun) return true
    const waiting = await database
      .selectFrom('job').select('due_at').where('name', 'in', mine).where('due_at', '>', clock.now()).orderBy('due_at').limit(1).executeTakeFirst()
    if (waiting && isOpen) wakeAt(waiting.due_at)
    return false
  }
}

type ClaimedJob = { id: string; name: string; body: unknown; sent_at: Date }

/** The lock lets the foreign key of job_try through (NO KEY): tries are written beside this transaction. */
async function claim(trx: Trx, names: readonly string[], at: Date): Promise<ClaimedJob | undefined> {
  return trx
    .selectFrom('job').select(['id', 'name', 'body', 'sent_at'])
    .where('name', 'in', names).where('due_at', '<=', at)
    .orderBy('due_at').orderBy('id').limit(1).forNoKeyUpdate().skipLocked().executeTakeFirst()
}

async function runClaimed(trx: Trx, job: ClaimedJob, { run, retry_max = retry_max_default }: JobDeclaration, platform: Platform): Promise<void> {
  const { database, clock, say } = platform
  const at = clock.now()
  const { rows } = await sql<{ number: number }>`
    INSERT INTO job_try (job_id, number, started_at)
    SELECT ${job.id}, coalesce(max(number), 0) + 1, ${at} FROM job_try WHERE job_id = ${job.id} RETURNING number`.execute(database)
  const tries = rows[0]!.number
  // More tries than failures can explain: it took the process with it each time.
  const problem = tries > retry_max + 1 ? 'Unfinished' : await run(platform, job.body as never, at).then(() => null, problemOf)
  if (problem !== null) say(`job ${job.name} failed, try ${tries}: ${problem}`)
  if (problem !== null && tries <= retry_max) {
    await trx.updateTable('job').set({ due_at: new Date(clock.now().getTime() + retryWaitMs(tries)) }).where('id', '=', job.id).execute()
    return
  }
  if (problem !== null) {
    const { id, name, body, sent_at } = job
    await trx.insertInto('job_failure').values({ id, name, body: JSON.stringify(body), sent_at, given_up_at: clock.now(), tries, problem }).execute()
  }
  await trx.deleteFrom('job').where('id', '=', job.id).execute()
}

/** Jobs in the hands of other processes count as due until they end. */
async function hasDue(names: readonly string[], { database, clock }: Platform): Promise<boolean> {
  const due = await database.selectFrom('job').select('id').where('name', 'in', names).where('due_at', '<=', clock.now()).limit(1).executeTakeFirst()
  return due !== undefined
}
