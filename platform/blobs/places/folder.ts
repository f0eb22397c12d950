/** Blobs as files: `ab/abcdef...`, named by their id. A file gets its name when it is whole and on the disk, so that nobody ever meets half of one. */
import { mkdir, open, opendir, rename, unlink } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { isId } from '#platform/id/id.ts'
import { walk_rows_max } from '../limits.ts'
import { SEALED_CHUNK_BYTES } from '../sealing.ts'
import { isMissing, syncFolder, unlessMissing } from './durable.ts'
import { piecesUntilEnd } from './pieces.ts'
import type { Place } from './place.ts'

/** Drafts lie beside the files, so that a rename is enough. */
export const DRAFTS = 'new'
/** Read at once: whole chunks, so that nothing has to be copied together. */
const READ_BYTES = 8 * SEALED_CHUNK_BYTES

export type Folder = Place & { pathOf(blobId: string): string }

/** The place in this folder, which has to be there. */
export function folderPlace(folder: string): Folder {
  const shardOf = (blobId: string): string => join(folder, blobId.slice(0, 2))
  const pathOf = (blobId: string): string => join(shardOf(blobId), blobId)
  /** Folders whose own names are known to be on the disk: one that is there may have been made a moment ago, by somebody who has not synced it yet. */
  const shards = new Set<string>()
  return {
    name: 'file',
    pathOf,
    async take(blobId, draft) {
      const shard = shardOf(blobId)
      if (!shards.has(shard)) {
        await mkdir(shard, { recursive: true, mode: 0o700 })
        await syncFolder(folder)
        shards.add(shard)
      }
      await rename(draft.path, pathOf(blobId))
      await syncFolder(shard)
    },
    async open(blobId, span) {
      let file: FileHandle
      try {
        file = await open(pathOf(blobId), 'r')
      } catch (error) {
        if (isMissing(error)) return null
        throw error
      }
      try {
        return { sealed_bytes: (await file.stat()).size, pieces: piecesOf(file, span) }
      } catch (error) {
        await file.close()
        throw error
      }
    },
    async remove(blobId) {
      await unlink(pathOf(blobId)).catch(unlessMissing)
      await syncFolder(shardOf(blobId)).catch(unlessMissing)
    },
    async *names() {
      for await (const shard of await opendir(folder)) {
        if (shard.name === DRAFTS) continue
        if (!shard.isDirectory() || !/^[0-9a-f]{2}$/.test(shard.name)) yield [shard.name]
        else yield* namesIn(folder, shard.name)
      }
    },
  }
}

/** A file in the shard of another id is not found under its own, so it is unknown. */
async function* namesIn(folder: string, shard: string): AsyncGenerator<string[]> {
  let names: string[] = []
  for await (const { name } of await opendir(join(folder, shard))) {
    names.push(isId(name) && name.startsWith(shard) ? name : `${shard}/${name}`)
    if (names.length < walk_rows_max) continue
    yield names
    names = []
  }
  yield names
}

function piecesOf(file: FileHandle, span: { from: number; to: number }): AsyncIterableIterator<Buffer> {
  const piece_bytes = Math.min(READ_BYTES, Math.max(1, span.to - span.from))
  // While one is opened the next one is read.
  let [free, other] = [Buffer.allocUnsafeSlow(piece_bytes), Buffer.allocUnsafeSlow(span.to - span.from > piece_bytes ? piece_bytes : 1)]
  let at = span.from
  let ahead: Promise<Buffer | null> | null = null
  const read = async (): Promise<Buffer | null> => {
    if (at >= span.to) return null
    const buffer = free
    ;[free, other] = [other, free]
    const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, span.to - at), at)
    at += bytesRead
    return bytesRead === 0 ? null : buffer.subarray(0, bytesRead)
  }
  return piecesUntilEnd(async () => {
    const piece = await (ahead ?? read())
    ahead = piece === null ? null : read()
    // Heard with the next piece; if nobody asks for it, it is nobody's fault.
    ahead?.catch(() => {})
    return piece
  }, async () => {
    await ahead?.catch(() => {})
    await file.close()
  })
}
