/** The inside of archives and packs: the tar format, so that whoever holds the key of the safe can take everything apart with ordinary programs. Names are ours and short. */
import { BackupProblem } from './problem.ts'
import { texts } from './texts.de.ts'

export const BLOCK_BYTES = 512

/** The block before the content of a file. */
export function tarHead(name: string, size_bytes: number): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES)
  if (Buffer.byteLength(name) > 100) throw new Error(`the name ${name} is too long for an archive`)
  block.write(name, 0, 'utf8')
  block.write('0000600\0', 100, 'latin1')
  block.write('0000000\0', 108, 'latin1')
  block.write('0000000\0', 116, 'latin1')
  block.write(`${size_bytes.toString(8).padStart(11, '0')}\0`, 124, 'latin1')
  block.write('00000000000\0', 136, 'latin1')
  block.write('        0', 148, 'latin1')
  block.write('ustar\x0000', 257, 'latin1')
  block.write(`${sumOf(block).toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return block
}

/** What follows the content so that the next head begins with a block. */
export function tarPadding(size_bytes: number): Buffer {
  return Buffer.alloc((BLOCK_BYTES - (size_bytes % BLOCK_BYTES)) % BLOCK_BYTES)
}

export const TAR_END = Buffer.alloc(2 * BLOCK_BYTES)

/** A file of an archive. Its content has to be read, or left out, before the next one is asked for. */
export type TarFile = { name: string; size_bytes: number; content: AsyncGenerator<Buffer> }

/** The files of an archive in their order. Throws BackupProblem when it has no end or is no archive. */
export async function* tarFiles(pieces: AsyncIterable<Buffer>): AsyncGenerator<TarFile> {
  const source = gathering(pieces)
  try {
    for (;;) {
      const head = await source.take(BLOCK_BYTES)
      if (head.every((byte) => byte === 0)) return await source.leaveOut()
      const file = readHead(head)
      const content = source.read(file.size_bytes)
      yield { ...file, content }
      // What was read of it in part is not asked for again; a generator that was ended early gives nothing more.
      await source.skip()
      await source.take(tarPadding(file.size_bytes).length)
    }
  } finally {
    await source.end()
  }
}

function readHead(head: Buffer): { name: string; size_bytes: number } {
  const size_bytes = Number.parseInt(head.toString('latin1', 124, 135), 8)
  if (head.toString('latin1', 257, 262) !== 'ustar' || !Number.isSafeInteger(size_bytes) || sumOf(head) !== Number.parseInt(head.toString('latin1', 148, 154), 8)) throw damaged()
  return { name: head.toString('utf8', 0, 100).replace(/\0.*$/s, ''), size_bytes }
}

/** A small file as a whole. */
export async function wholeOf({ size_bytes, content }: TarFile, bytes_max: number): Promise<Buffer> {
  if (size_bytes > bytes_max) throw damaged()
  const parts: Buffer[] = []
  for await (const piece of content) parts.push(piece)
  return Buffer.concat(parts)
}

function damaged(): BackupProblem {
  return new BackupProblem('damaged', texts.archive_damaged)
}

function sumOf(block: Buffer): number {
  let sum = 0
  for (let at = 0; at < BLOCK_BYTES; at++) sum += at >= 148 && at < 156 ? 32 : block[at]!
  return sum
}

function gathering(pieces: AsyncIterable<Buffer>) {
  const iterator = pieces[Symbol.asyncIterator]()
  let held: Buffer = Buffer.alloc(0)
  const more = async (): Promise<void> => {
    const next = await iterator.next()
    if (next.done) throw damaged()
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value])
  }
  let left = 0
  const piece = async (): Promise<Buffer> => {
    if (held.length === 0) await more()
    const taken = held.subarray(0, left)
    held = held.subarray(taken.length)
    left -= taken.length
    return taken
  }
  async function* rest(): AsyncGenerator<Buffer> {
    while (left > 0) yield await piece()
  }
  return {
    async take(bytes: number): Promise<Buffer> {
      while (held.length < bytes) await more()
      const taken = held.subarray(0, bytes)
      held = held.subarray(bytes)
      return taken
    },
    /** Known from here on, also when nobody ever asks for a piece. */
    read(bytes: number): AsyncGenerator<Buffer> {
      left = bytes
      return rest()
    },
    /** What is left of the file that is being read. */
    async skip(): Promise<void> {
      while (left > 0) await piece()
    },
    /** Lets go of where it comes from. */
    end: async () => void (await iterator.return?.()),
    /** What lies behind the end is read, because only then it is known that all of it is authentic. */
    async leaveOut(): Promise<void> {
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) continue
    },
  }
}
