/** The thread that writes papers: loads the layout it is told, draws, gives the bytes back. Holds nothing between two papers but code and fonts. */
import { parentPort } from 'node:worker_threads'
import { checkHeap, TooHeavy } from '#platform/threads/own-heap.ts'
import { limits } from './limits.ts'
import type { PaperHead } from './paper.ts'
import { openPaper } from './paper.ts'
import type { Layout } from './write-paper.ts'

export type Order = { id: number; layout: string; head: PaperHead; content: unknown }
export type Written = { id: number; bytes: Uint8Array<ArrayBuffer> } | { id: number; tooHeavy: true } | { id: number; failed: string }

const port = parentPort!
port.on('message', (order: Order) => void write(order))

async function write({ id, layout, head, content }: Order): Promise<void> {
  try {
    // What is to be drawn is here already, and may be too much by itself.
    checkHeap(limits.paper_memory_mib_max)
    const { draw } = (await import(layout)) as { draw: Layout<unknown> }
    const { paper, end } = openPaper(head)
    draw(paper, content)
    const bytes = new Uint8Array(await end())
    port.postMessage({ id, bytes } satisfies Written, [bytes.buffer])
  } catch (error) {
    if (error instanceof TooHeavy) return port.postMessage({ id, tooHeavy: true } satisfies Written)
    // The message may hold a name; where it happened and its kind do not.
    port.postMessage({ id, failed: `${(error as Error).name} ${placeOf(error as Error)}` } satisfies Written)
  }
}

function placeOf(error: Error): string {
  return (error.stack ?? '').split('\n').find((line) => line.includes('file://') && !line.includes('node_modules'))?.replace(/.*\/((?:platform|modules)\/[^)]*)\)?$/, '$1') ?? ''
}
