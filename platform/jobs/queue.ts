/**
 * The queue: a table, woken by news and by the clock. A running job holds its row locked, so a process that dies gives it back at once; its tries are
 * counted in a transaction of their own before it runs. A job that fails waits longer each time and is given up in the end.
 */
import { sql } from 'kysely'
import type { Trx } from '#platform/database/connect.ts'
import type { Platform } from '#platform/module/platform.ts'
import type { JobDeclaration } from './jobs.ts'
import { retry_max_default, retry_wait_ms_first, retry_wait_ms_max, running_max, stop_wait_ms_max } from './limits.ts'

/** The news that there is something to do. */
export const QUEUE_TOPIC = 'jobs'

export type Queue = { start(): void; stop(): Promise<void>; idle(): Promise<void> }

type Row = { id: string; name: string; body: unknown; sent_at: Date }

export function createQueue(declared: ReadonlyMap<string, JobDeclaration>, platform: () => Platform): Queue {
  const names = [...declared.keys()]
  const running = new Set<Promise<void>>()
  let stops: (() => void)[] = []
  let isOpen = false
  /** Raised by every wake: who found nothing looks again when it changed meanwhile. */
  let wakes = 0

  function wake(): void {
    wakes += 1
    while (isOpen && running.size < running_max) {
      const worker: Promise<void> = work().finally(() => running.delete(worker))
      running.add(worker)
      // One at a time: the next worker is woken by the one that found something.
      break
    }
  }

  async function work(): Promise<void> {
    const { clock, say } = platform()
    try {
      for (let seen = -1; isOpen && seen !== wakes; ) {
        seen = wakes
        while (isOpen && (await runOne())) seen = wakes - 1
      }
      if (isOpen) await sleepUntilDue()
    } catch (error) {
      // The database is away. News will come when it is back; look again anyway.
      say(`the queue stumbled: ${problemOf(error)}`)
      if (isOpen) stops.push(clock.after(new Date(clock.now().getTime() + retry_wait_ms_first), wake))
    }
  }

  /** Runs one due job. False when there was none. */
  async function runOne(): Promise<boolean> {
    const { database, clock } = platform()
    return database.transaction().execute(async (trx) => {
      const job = await claim(trx, names, clock.now())
      if (job === undefined) return false
      wakeAnother()
      await runClaimed(trx, job)
      return true
    })
  }

  function wakeAnother(): void {
    if (running.size < running_max) wake()
  }

  async function runClaimed(trx: Trx, job: Row): Promise<void> {
    const { database, clock, say } = platform()
    const { run, retry_max = retry_max_default } = declared.get(job.name)!
    const at = clock.now()
    const { number } = await database
      .insertInto('job_try')
      .columns(['job_id', 'number', 'started_at'])
      .expression((eb) => eb.selectFrom('job_try').where('job_id', '=', job.id).select([sql.val(job.id).$castTo<string>().as('job_id'), sql<number>`coalesce(max(number), 0) + 1`.as('number'), sql.val(at).as('started_at')]))
      .returning('number').executeTakeFirstOrThrow()
    const problem = number > retry_max + 1 ? 'Unfinished' : await attempt(() => run(platform(), job.body as never, at))
    if (problem === null) return void (await trx.deleteFrom('job').where('id', '=', job.id).execute())
    say(`job ${job.name} failed, try ${number}: ${problem}`)
    if (number > retry_max) return giveUp(trx, job, { tries: number, problem, at: clock.now() })
    const wait_ms = Math.min(retry_wait_ms_first * 2 ** (number - 1), retry_wait_ms_max)
    await trx.updateTable('job').set({ due_at: new Date(clock.now().getTime() + wait_ms) }).where('id', '=', job.id).execute()
  }

  /** Rings when the next job that waits for another try is due. */
  async function sleepUntilDue(): Promise<void> {
    const { database, clock } = platform()
    const next = await database.selectFrom('job').select((eb) => eb.fn.min('due_at').as('due_at')).where('name', 'in', names).where('due_at', '>', clock.now()).executeTakeFirst()
    if (next?.due_at) stops.push(clock.after(next.due_at, wake))
  }
  return { start, stop, idle }
}
