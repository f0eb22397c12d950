/** The thread that hashes: what to hash comes in, the hash goes out, nothing is kept. */
import { argon2Sync } from 'node:crypto'
import type { Argon2Parameters } from 'node:crypto'
import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { limits } from '../limits.ts'

export type Hashing = { id: number; given: Argon2Parameters }
export type Hashed = { id: number; hash: Uint8Array<ArrayBuffer> } | { id: number; failed: string }

lowerPriority()

const port = parentPort!
port.on('message', ({ id, given }: Hashing) => {
  try {
    port.postMessage({ id, hash: new Uint8Array(argon2Sync('argon2id', given)) } satisfies Hashed)
  } catch (error) {
    // The message could hold what was hashed; the kind of error does not.
    port.postMessage({ id, failed: (error as NodeJS.ErrnoException).code ?? (error as Error).name } satisfies Hashed)
  }
})

/** Linux knows a priority of each thread, and zero means the one that asks. Elsewhere it would be the whole process: there all threads stay alike. */
function lowerPriority(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(0, limits.hash_thread_niceness)
  } catch {
    // A machine that forbids it hashes as before.
  }
}
