/** What the child process can do. Everything it needs is in the job, as JSON. */
import { join } from 'node:path'
import pg from 'pg'
import { connectionOf } from '#platform/database/connect.ts'
import { folderPlace } from '#platform/blobs/places/folder.ts'
import { s3Place } from '#platform/blobs/places/s3.ts'
import { checkHeader } from '#platform/safe/age.ts'
import { openKeys } from '#platform/school/keys.ts'
import { systemClock } from '#platform/time/clock.ts'
import { checkSets } from './check-sets.ts'
import type { Checked } from './check-sets.ts'
import { createSet } from './create.ts'
import { loadArchive, readArchive } from './load.ts'
import type { Loaded } from './load.ts'
import { BackupProblem } from './problem.ts'
import { openedFile } from './sealed-file.ts'
import { archiveName } from './set.ts'
import type { SetLabel } from './set.ts'
import { readSets } from './sets.ts'
import { tarFiles } from './tar.ts'
import { openTarget, s3SettingsOf } from './targets/open-target.ts'
import type { PlainS3, PlainTarget } from './targets/open-target.ts'
import type { Target } from './targets/target.ts'
import { texts } from './texts.de.ts'
import { packFiles } from './unpack.ts'

export type ChildJob =
  | {
      do: 'create'; folder: string; target: PlainTarget; connection: pg.ClientConfig; blobs3: (PlainS3 & { prefix: string }) | null
      setId: string; at: string; program: string; leftOut: string[]; settings: Record<string, string | null>; packsSince: string
    }
  | { do: 'check'; folder: string; target: PlainTarget; setIds: string[] | null }
  | { do: 'drill'; folder: string; target: PlainTarget; setId: string; at: string; fileKey: string; scratch: { ownerUrl: string; appRole: string; root: string; files: string[]; appendOnly: string[] } | null }

export type Drilled = { rows: number; blobs: number; bytes: number; isReadOnly: boolean }

export async function runJob(job: ChildJob): Promise<SetLabel | Checked | Drilled> {
  const target = await openTarget(job.target, job.folder, systemClock())
  if (job.do === 'check') {
    const { sets, damaged } = await readSets(target)
    return checkSets(target, sets.filter(({ id }) => job.setIds === null || job.setIds.includes(id)), job.setIds === null ? damaged : [], await openKeys(join(job.folder, 'keys')))
  }
  if (job.do === 'drill') return drill(job, target)
  const { folder, connection, blobs3, setId, program, leftOut, settings } = job
  return createSet({
    connection, target, keys: await openKeys(join(folder, 'keys')), keyFolder: join(folder, 'keys'), ownKeyFolder: join(folder, OWN_KEYS), setId, at: new Date(job.at), program, leftOut, settings,
    blobs: { file: folderPlace(join(folder, 'blobs')), s3: blobs3 === null ? null : s3Place(s3SettingsOf(blobs3), blobs3.prefix, systemClock()) }, packsSince: new Date(job.packsSince),
  })
}

/** Wrapped file keys of archives, in the data folder. */
export const OWN_KEYS = 'backup-keys'

/** The files of an archive, with its file key. */
export async function* archiveFiles(target: Target, setId: string, keyOf: (header: Buffer) => Buffer) {
  const found = await target.open(archiveName(setId))
  if (found === null) throw new BackupProblem('missing', texts.part_missing({ name: archiveName(setId) }))
  yield* tarFiles(openedFile(found.pieces, keyOf))
}

/** B6: a restore as it would be, into a database that is thrown away; without one everything is opened and compared, but nothing loaded. */
async function drill(job: Extract<ChildJob, { do: 'drill' }>, target: Target): Promise<Drilled> {
  const fileKey = Buffer.from(job.fileKey, 'base64')
  const files = archiveFiles(target, job.setId, (header) => {
    checkHeader(header, fileKey)
    return fileKey
  })
  const { scratch } = job
  const loaded: Loaded = scratch === null ? await readArchive(files) : await loadArchive(files, {
    ownerUrl: scratch.ownerUrl, at: new Date(job.at), migrations: { root: new URL(scratch.root), files: scratch.files, appRole: scratch.appRole, appendOnly: scratch.appendOnly },
  })
  const { manifest } = loaded
  const wanted = scratch === null ? null : await blobIds(scratch.ownerUrl)
  const missing = new Set(manifest.blobs.missing)
  let blobs = 0
  for (const pack of manifest.packs) {
    for await (const file of packFiles(target, pack)) {
      for await (const piece of file.content) void piece
      if (wanted === null || wanted.delete(file.name.slice('blobs/'.length))) blobs += 1
    }
  }
  const absent = [...(wanted ?? [])].find((id) => !missing.has(id))
  if (absent !== undefined || blobs + missing.size < manifest.blobs.count) throw new BackupProblem('blob_absent', texts.blob_absent({ id: absent ?? '' }))
  return { rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0), blobs, bytes: manifest.tables.reduce((sum, table) => sum + table.bytes, 0), isReadOnly: scratch === null }
}

async function blobIds(ownerUrl: string): Promise<Set<string>> {
  const client = new pg.Client(connectionOf(ownerUrl))
  await client.connect()
  try {
    return new Set((await client.query<{ id: string }>('SELECT id FROM blob')).rows.map((row) => row.id))
  } finally {
    await client.end()
  }
}
