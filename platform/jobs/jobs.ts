/**
 * What runs by itself. The queue is for "as soon as possible" only: a job is sent in the transaction it follows from and carries ids. Everything that has
 * a date is a recurring job, which asks for what is due (B9). Both are declared by modules, so one list shows all of it.
 */
import { newId } from '#platform/id/id.ts'
import type { Module } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import type { Write } from '#platform/module/write.ts'
import { body_bytes_max } from './limits.ts'
import { QUEUE_TOPIC, createQueue } from './queue.ts'
import { createRecurring } from './recurring.ts'

/**
 * A job of a module; its full name is `module.name`. It may run more than once (the process died before its end was written), so doing it again must
 * change nothing more. `retry_max`: tries after the first.
 */
export type JobDeclaration = { name: string; retry_max?: number; run(platform: Platform, body: never, at: Date): Promise<void> }

/**
 * What a run of a recurring job brought, in numbers by word: everybody who sees the job sees it, so no word may say anything about one person. `failed` and
 * `missing` count what somebody has to look after. Zeros are left out in what is shown.
 */
export type RunResult = Readonly<Record<string, number>>

/**
 * Due every day, or on the first of every month, at a time in Berlin ('HH:MM'). Each due date runs once in the whole school, also when it was missed.
 * `onlyNewest`: it looks at how things are now, so of several missed dates the newest alone is worth a run.
 */
export type RecurringJob = { name: string; every: 'day' | 'month'; at: string; onlyNewest?: true; run(platform: Platform, dueOn: string, at: Date): Promise<RunResult> }

export type Jobs = {
  /** Sends a job with this transaction. Throws when no module declares it or the body is too large. */
  send(w: Write, name: string, body: object): Promise<void>
  /** Begins to work; resolves when missed dates of recurring jobs have been caught up. */
  start(): Promise<void>
  /** Takes no more work and waits a while for what is running. */
  stop(): Promise<void>
  /** Resolves when this process has no job in hand and none is due: for tests and for the demo. */
  idle(): Promise<void>
}

/** The jobs of these modules. The platform is asked for when work begins. */
export function createJobs(options: { modules: readonly Module[]; platform: () => Platform }): Jobs {
  const { modules, platform } = options
  const declared = new Map<string, JobDeclaration>()
  const recurringJobs = new Map<string, RecurringJob>()
  for (const { manifest, jobs = [], recurring = [] } of modules) {
    for (const job of jobs) declared.set(`${manifest.id}.${job.name}`, job)
    for (const job of recurring) recurringJobs.set(`${manifest.id}.${job.name}`, job)
  }
  const queue = createQueue(declared, platform)
  const recurring = createRecurring(recurringJobs, platform)
  return {
    async send(w, name, body) {
      if (!declared.has(name)) throw new Error(`no module declares the job ${name}`)
      const text = JSON.stringify(body)
      if (Buffer.byteLength(text) > body_bytes_max) throw new Error(`the job ${name} carries more than ${body_bytes_max} bytes: send ids, in several jobs`)
      await w.trx.insertInto('job').values({ id: newId(w.at), name, body: text, sent_at: w.at, due_at: w.at }).execute()
      if (!w.news.some(({ topic }) => topic === QUEUE_TOPIC)) w.news.push({ topic: QUEUE_TOPIC, body: {} })
    },
    async start() {
      queue.start()
      await recurring.start()
    },
    async stop() {
      await Promise.all([queue.stop(), recurring.stop()])
    },
    idle: queue.idle,
  }
}
