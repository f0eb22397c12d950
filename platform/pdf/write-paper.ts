/**
 * Writes a paper away from the main thread, so that messages keep flowing while a thousand slips are set (B22). One at a time in a process; nothing of it is
 * stored. A layout is a file that exports `draw(paper, content)`; content travels as a structured clone.
 */
import { Worker } from 'node:worker_threads'
import { refuse, RefusalError } from '#platform/module/module.ts'
import { limits } from './limits.ts'
import type { Paper, PaperHead } from './paper.ts'
import type { Order, Written } from './thread.ts'

/** Draws one paper. Pure but for the paper; must not wait for anything. */
export type Layout<T> = (paper: Paper, content: T) => void

/**
 * The bytes of a paper whose layout is the file at `layout` (`new URL('./x-paper.ts', import.meta.url)`). Refuses with 429 `too_many` when too many wait,
 * and with 422 `paper_too_heavy` when memory or time do not suffice. Throws when the layout fails.
 */
export async function writePaper(layout: URL, head: PaperHead, content: unknown): Promise<Uint8Array<ArrayBuffer>> {
  if (waiting >= limits.papers_waiting_max) refuse(429, 'too_many')
  waiting++
  const turn = last.then(() => order(layout, head, content))
  last = turn.then(() => {}, () => {})
  try {
    return await turn
  } finally {
    waiting--
  }
}

let waiting = 0
let last: Promise<void> = Promise.resolve()
let nextId = 1
let open: { worker: Worker; idle: NodeJS.Timeout | null } | null = null

function order(layout: URL, head: PaperHead, content: unknown): Promise<Uint8Array<ArrayBuffer>> {
  const thread = (open ??= { worker: startThread(), idle: null })
  const { worker } = thread
  if (thread.idle !== null) clearTimeout(thread.idle)
  const id = nextId++
  return new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    const late = setTimeout(() => end(tooHeavy()), limits.paper_ms_max)
    const onMessage = (written: Written): void => {
      if (written.id !== id) return
      // What it held goes with the thread; the next paper begins with an empty one.
      if ('tooHeavy' in written) return end(tooHeavy())
      stop()
      if ('bytes' in written) resolve(written.bytes)
      else reject(new Error(`a paper failed: ${written.failed}`))
    }
    const onError = (error: NodeJS.ErrnoException): void => end(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooHeavy() : new Error(`the thread of papers failed: ${error.code ?? error.name}`))
    const onExit = (): void => end(new Error('the thread of papers ended'))
    const stop = (): void => {
      clearTimeout(late)
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      worker.unref()
      thread.idle = setTimeout(() => close(thread), limits.idle_ms_max).unref()
    }
    const end = (error: Error): void => {
      stop()
      close(thread)
      reject(error)
    }
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    worker.ref()
    worker.postMessage({ id, layout: layout.href, head, content } satisfies Order)
  })
}

function startThread(): Worker {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: limits.paper_memory_mib_max } })
  // Between two papers nobody listens; an error then only ends the thread.
  worker.on('error', () => {})
  return worker
}

function tooHeavy(): RefusalError {
  return new RefusalError({ status: 422, code: 'paper_too_heavy' })
}

function close(thread: NonNullable<typeof open>): void {
  if (thread.idle !== null) clearTimeout(thread.idle)
  if (open === thread) open = null
  void thread.worker.terminate()
}
