/**
 * Threads that only hash, with a lower priority than everything else in the process: a class that signs in takes what messages and pages leave over, and never
 * a core from them (B21). In the pool of Node, which also reads files and writes the ledger, hashes would have the priority of the main thread.
 */
import { Worker } from 'node:worker_threads'
import { limits } from '../limits.ts'
import type { Hashed, Hashing } from './hash-thread.ts'

type Thread = { worker: Worker; idle: NodeJS.Timeout | null }

/** Threads that wait, the one used last at the end: the others come to their end when it is quiet. */
const waiting: Thread[] = []
let nextId = 1

/** The argon2id hash. One thread for each call that runs at the same time; how many that are is the gate's to say (hash-gate.ts). Throws when the thread fails. */
export function hashInThread(given: Omit<Hashing, 'id'>): Promise<Buffer> {
  const thread = waiting.pop() ?? { worker: startThread(), idle: null }
  if (thread.idle !== null) clearTimeout(thread.idle)
  const { worker } = thread
  const id = nextId++
  return new Promise((resolve, reject) => {
    const onMessage = (hashed: Hashed): void => {
      if (hashed.id !== id) return
      stop()
      rest(thread)
      if ('hash' in hashed) resolve(Buffer.from(hashed.hash))
      else reject(new Error(`a hash failed: ${hashed.failed}`))
    }
    const onError = (error: Error): void => end(new Error(`the thread of hashes failed: ${(error as NodeJS.ErrnoException).code ?? error.name}`))
    const onExit = (): void => end(new Error('the thread of hashes ended'))
    const stop = (): void => void worker.off('message', onMessage).off('error', onError).off('exit', onExit).unref()
    const end = (error: Error): void => {
      stop()
      void worker.terminate()
      reject(error)
    }
    worker.on('message', onMessage).on('error', onError).on('exit', onExit).ref()
    worker.postMessage({ ...given, id } satisfies Hashing)
  })
}

function startThread(): Worker {
  const { hash_thread_old_mib_max: maxOldGenerationSizeMb, hash_thread_young_mib_max: maxYoungGenerationSizeMb } = limits
  const worker = new Worker(new URL('./hash-thread.ts', import.meta.url), { execArgv: [], resourceLimits: { maxOldGenerationSizeMb, maxYoungGenerationSizeMb } })
  // Between two hashes nobody listens; an error then only ends the thread.
  return worker.on('error', () => {})
}

/** Keeps the thread for the next hash, for a while. */
function rest(thread: Thread): void {
  waiting.push(thread)
  const leave = (): void => {
    const place = waiting.indexOf(thread)
    if (place >= 0) waiting.splice(place, 1)
    void thread.worker.terminate()
  }
  thread.idle = setTimeout(leave, limits.hash_thread_idle_ms_max).unref()
}
