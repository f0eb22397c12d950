/** The target of a school's settings. */
import { join } from 'node:path'
import type { S3Settings } from '#platform/blobs/places/s3.ts'
import type { Clock } from '#platform/time/clock.ts'
import { BackupProblem } from '../problem.ts'
import { texts } from '../texts.de.ts'
import { folderTarget } from './folder-target.ts'
import { s3Target } from './s3-target.ts'
import type { Target } from './target.ts'

/** Settings as JSON can carry them to another process. */
export type PlainS3 = Omit<S3Settings, 'endpoint'> & { endpoint: string }
export type PlainTarget = { kind: 'folder'; folder: string } | ({ kind: 's3' } & PlainS3)

/** `folder`: the school's data folder, for drafts on the way to a bucket. Throws BackupProblem when a folder can't be used. */
export async function openTarget(target: PlainTarget, folder: string, clock: Clock): Promise<Target> {
  if (target.kind === 's3') return s3Target(s3SettingsOf(target), join(folder, 'backup-drafts'), clock)
  try {
    return await folderTarget(target.folder)
  } catch (error) {
    throw new BackupProblem('no_target', texts.no_target({ folder: target.folder, code: (error as NodeJS.ErrnoException).code ?? '' }))
  }
}

export function s3SettingsOf({ endpoint, bucket, region, style, keyId, secret, wait_ms_first }: PlainS3): S3Settings {
  return { endpoint: new URL(endpoint), bucket, region, style, keyId, secret, ...(wait_ms_first !== undefined && { wait_ms_first }) }
}
