/**
 * What a thread holds, asked by the thread itself. The engine's own cap on a thread (`resourceLimits`) gives way to the one the process is started with
 * (bin/server-flags.mjs): a thread that may hold 200 MB would be given the gigabyte of the whole server, and take it.
 */
import { getHeapStatistics } from 'node:v8'
import { isMainThread } from 'node:worker_threads'

/** A job needs more than its thread may hold. Thrown within the thread; the main thread makes a refusal of it. */
export class TooHeavy extends Error {
  override name = 'TooHeavy'
}

/**
 * Throws TooHeavy when this thread's heap holds more than so many MiB. Costs some microseconds: asked between pieces of work, for nobody else can stop them.
 * The main thread's heap is everybody's, and says nothing about one job: there it never throws.
 */
export function checkHeap(mib_max: number): void {
  if (!isMainThread && getHeapStatistics().used_heap_size > mib_max * 1_048_576) throw new TooHeavy()
}
