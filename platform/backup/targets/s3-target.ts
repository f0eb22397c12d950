/** A bucket of an S3-compatible store. It needs no right to delete: what may go is then removed by the bucket's own rule (docs/operate/backup.md). */
import { mkdir, stat, unlink } from 'node:fs/promises'
import { BlobProblem } from '#platform/blobs/places/place.ts'
import { s3Place } from '#platform/blobs/places/s3.ts'
import type { S3Settings } from '#platform/blobs/places/s3.ts'
import type { Clock } from '#platform/time/clock.ts'
import type { Target } from './target.ts'

const PREFIX = 'schulhof-backup'

/** `drafts`: a folder of this machine with room for a pack and an archive. */
export async function s3Target(settings: S3Settings, drafts: string, clock: Clock): Promise<Target> {
  await mkdir(drafts, { recursive: true, mode: 0o700 })
  const place = s3Place(settings, PREFIX, clock)
  return {
    kind: 's3',
    drafts,
    async put(name, draft, sha256) {
      await place.take(name, { path: draft, sha256, sealed_bytes: (await stat(draft)).size })
      await unlink(draft)
    },
    async open(name) {
      const found = await place.open(name, { from: 0, to: Number.MAX_SAFE_INTEGER })
      return found === null ? null : { size_bytes: found.sealed_bytes, pieces: found.pieces }
    },
    async list(folder) {
      const names: string[] = []
      for await (const page of place.names()) {
        for (const name of page) if (name.startsWith(`${PREFIX}/${folder}/`)) names.push(name.slice(PREFIX.length + folder.length + 2))
      }
      return names
    },
    async remove(name) {
      try {
        await place.remove(name)
        return true
      } catch (error) {
        if (error instanceof BlobProblem) return false
        throw error
      }
    },
  }
}
