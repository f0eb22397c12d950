/** Blobs out of packs: back to where the rows say they are, or only read and counted. */
import { createHash } from 'node:crypto'
import { mkdir, open, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type pg from 'pg'
import { syncFolder } from '#platform/blobs/places/durable.ts'
import { DRAFTS, folderPlace } from '#platform/blobs/places/folder.ts'
import { checkHeader } from '#platform/safe/age.ts'
import { openedFile } from './sealed-file.ts'
import { packName } from './set.ts'
import type { ArchiveManifest } from './set.ts'
import { tarFiles, wholeOf } from './tar.ts'
import type { TarFile } from './tar.ts'
import type { Target } from './targets/target.ts'

type Pack = ArchiveManifest['packs'][number]

/** The files of one pack. Throws BackupProblem where it was changed; `isThere` false: it is missing. */
export async function* packFiles(target: Target, pack: Pack): AsyncGenerator<TarFile> {
  const found = await target.open(packName(pack.id))
  if (found === null) return
  yield* tarFiles(openedFile(found.pieces, (header) => {
    const key = Buffer.from(pack.key, 'base64')
    checkHeader(header, key)
    return key
  }))
}

/**
 * Puts every blob of these packs that a row of the database names back: small ones into their rows, large ones as files of this folder, whole and on the disk. A
 * damaged pack costs what stands behind the damage. Answers how many came back and which are missing.
 */
export async function unpackBlobs(client: pg.Client, target: Target, packs: readonly Pack[], folder: string): Promise<{ back: number; missing: string[] }> {
  const { rows } = await client.query<{ id: string; place: string }>('SELECT id, place FROM blob')
  const waiting = new Map(rows.map((row) => [row.id, row.place]))
  const place = folderPlace(folder)
  await mkdir(join(folder, DRAFTS), { recursive: true, mode: 0o700 })
  let back = 0
  for (const pack of packs) {
    try {
      for await (const file of packFiles(target, pack)) {
        const id = file.name.slice('blobs/'.length)
        const where = waiting.get(id)
        if (where === undefined) continue
        if (where === 'row') await client.query('INSERT INTO blob_content (blob_id, sealed) VALUES ($1, $2)', [id, await wholeOf(file, Number.MAX_SAFE_INTEGER)])
        else await writeBlob(join(folder, DRAFTS, id), place.pathOf(id), file)
        waiting.delete(id)
        back += 1
      }
    } catch (error) {
      if (!('code' in (error as object)) || (error as { code?: string }).code !== 'damaged') throw error
    }
  }
  return { back, missing: [...waiting.keys()] }
}

async function writeBlob(draft: string, path: string, { content }: TarFile): Promise<void> {
  const file = await open(draft, 'w', 0o600)
  try {
    for await (const piece of content) await file.write(piece)
    await file.sync()
  } finally {
    await file.close()
  }
  if ((await mkdir(dirname(path), { recursive: true, mode: 0o700 })) !== undefined) await syncFolder(dirname(dirname(path)))
  await rename(draft, path)
  await syncFolder(dirname(path))
}

/** Size and hash of something at the target; null when it is not there. */
export async function measure(target: Target, name: string): Promise<{ size_bytes: number; sha256: string } | null> {
  const found = await target.open(name)
  if (found === null) return null
  const hash = createHash('sha256')
  let size_bytes = 0
  for await (const piece of found.pieces) {
    hash.update(piece)
    size_bytes += piece.length
  }
  return { size_bytes, sha256: hash.digest('hex') }
}
