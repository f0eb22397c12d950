/** The main thread's side of the import thread: one file at a time in a process, with a cap on memory and on time. */
import { Worker } from 'node:worker_threads'
import { refuse, RefusalError } from '#platform/module/module.ts'
import type { ImportProblem } from '../../import/problems.ts'
import type { ImportProgress } from '../../contract.ts'
import { import_memory_mib_max, import_ms_max, import_waiting_max } from '../../limits.ts'
import type { FromThread, Part, Parts, Questions, ThreadStart } from './thread.ts'

export type ImportThread = {
  ask<Q extends keyof Questions>(question: Q, ask: Questions[Q]['ask']): Promise<Questions[Q]['answer']>
  /** Some rows of a part of the comparison; fewer than `count` at its end. */
  slice<P extends Part>(part: P, from: number, count: number): Promise<Parts[P][]>
}

/**
 * Runs `work` with a thread that holds the file; the thread is gone afterwards, whatever happened. Refuses with 429 `import_busy` when too many wait,
 * 422 with the problem's code for files that are refused as a whole, and 422 `import_too_heavy` where time or memory do not suffice.
 */
export async function withImportThread<T>(
  start: ThreadStart,
  tell: (progress: ImportProgress) => void,
  work: (thread: ImportThread) => Promise<T>,
): Promise<T> {
  if (waiting >= import_waiting_max) refuse(429, 'import_busy')
  waiting++
  if (running !== null) tell({ stage: 'waiting', done: 0, total: 1 })
  try {
    while (running !== null) await running
  } finally {
    waiting--
  }
  let finish = (): void => {}
  running = new Promise((resolve) => (finish = resolve))
  const { thread, stop } = openThread(start, tell)
  try {
    return await work(thread)
  } finally {
    await stop()
    running = null
    finish()
  }
}

let running: Promise<void> | null = null
let waiting = 0

type Pending = { resolve: (value: never) => void; reject: (error: Error) => void; late: NodeJS.Timeout }

function openThread(start: ThreadStart, tell: (progress: ImportProgress) => void): { thread: ImportThread; stop: () => Promise<void> } {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: start,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: import_memory_mib_max, maxYoungGenerationSizeMb: 8 },
  })
  const pending = new Map<number, Pending>()
  let nextId = 1
  let ending: Error | null = null

  const settle = (id: number): Pending | undefined => {
    const one = pending.get(id)
    clearTimeout(one?.late)
    pending.delete(id)
    return one
  }
  const fail = (error: Error): void => {
    ending ??= error
    for (const id of pending.keys()) settle(id)?.reject(error)
  }
  worker.on('message', (message: FromThread) => {
    if ('progress' in message) return tell(message.progress)
    const one = settle(message.id)
    if ('answer' in message) one?.resolve(message.answer as never)
    else if ('tooHeavy' in message) one?.reject(tooHeavy())
    else if ('refused' in message) one?.reject(refusalOf(message.refused))
    else one?.reject(new Error(`the import thread failed: ${message.failed}`))
  })
  // Out of memory ends the thread only. The message of another error may quote the file, so only its code goes on.
  worker.on('error', (error: NodeJS.ErrnoException) =>
    fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooHeavy() : new Error(`the import thread failed: ${error.code ?? error.name}`)),
  )
  worker.on('exit', () => fail(new Error('the import thread ended')))

  const ask: ImportThread['ask'] = (question, asked) =>
    new Promise((resolve, reject) => {
      if (ending !== null) return reject(ending)
      const id = nextId++
      const late = setTimeout(() => {
        fail(tooHeavy())
        void worker.terminate()
      }, import_ms_max)
      pending.set(id, { resolve: resolve as Pending['resolve'], reject, late })
      worker.postMessage({ id, question, ask: asked })
    })
  const slice: ImportThread['slice'] = (part, from, count) => ask('slice', { part, from, count }) as Promise<never[]>
  return { thread: { ask, slice }, stop: async () => void (await worker.terminate()) }
}

function refusalOf({ code, params, line }: ImportProblem): RefusalError {
  return new RefusalError({ status: 422, code, params: { ...params, ...(line !== undefined && { line }) } })
}

function tooHeavy(): RefusalError {
  return new RefusalError({ status: 422, code: 'import_too_heavy' })
}
