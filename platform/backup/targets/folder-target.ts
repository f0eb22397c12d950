/** A folder: a mounted disk or another machine's. A file gets its name when it is whole and on the disk. */
import { mkdir, open, readdir, rename, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isMissing, syncFolder, unlessMissing } from '#platform/blobs/places/durable.ts'
import { piecesUntilEnd } from '#platform/blobs/places/pieces.ts'
import type { Target } from './target.ts'

const READ_BYTES = 1024 * 1024

/** Makes the folders where they are missing. Throws the system's error when that can't be done. */
export async function folderTarget(folder: string): Promise<Target> {
  const drafts = join(folder, 'new')
  for (const name of ['', 'new', 'sets', 'packs', 'keys', 'ledger']) await mkdir(join(folder, name), { recursive: true, mode: 0o700 })
  return {
    kind: 'folder',
    drafts,
    async put(name, draft) {
      const path = join(folder, name)
      await rename(draft, path)
      await syncFolder(dirname(path))
    },
    async open(name) {
      try {
        const file = await open(join(folder, name), 'r')
        return { size_bytes: (await file.stat()).size, pieces: piecesOf(file) }
      } catch (error) {
        if (isMissing(error)) return null
        throw error
      }
    },
    list: (of) => readdir(join(folder, of)).catch((error: unknown) => {
      unlessMissing(error)
      return []
    }),
    async remove(name) {
      await unlink(join(folder, name)).catch(unlessMissing)
      return true
    },
  }
}

/** Closes the file also when nobody ever reads. */
function piecesOf(file: Awaited<ReturnType<typeof open>>): AsyncIterableIterator<Buffer> {
  return piecesUntilEnd(async () => {
    const buffer = Buffer.allocUnsafe(READ_BYTES)
    const { bytesRead } = await file.read(buffer, 0, READ_BYTES)
    return bytesRead === 0 ? null : buffer.subarray(0, bytesRead)
  }, () => file.close())
}
