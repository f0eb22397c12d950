/** Where backups go: a folder (best on another machine), or a bucket of an S3-compatible store. */
import { isAbsolute, join, resolve } from 'node:path'
import type { PlainTarget } from '#platform/backup/targets/open-target.ts'
import { blob_settings, readS3Settings } from './config-blobs.ts'
import { ConfigError } from './config-error.ts'
import { configTexts as say } from './config.texts.de.ts'

const OTHER = 'SCHULHOF_BLOBS'
const OURS = 'SCHULHOF_BACKUP'

export const backup_settings: readonly string[] = blob_settings.map((name) => name.replace(OTHER, OURS))

/** `setting` gives the value of a setting, undefined where it is not set. Throws ConfigError. */
export function readBackupTarget(setting: (name: string) => string | undefined, mode: 'school' | 'demo', dataFolder: string): PlainTarget {
  const given = setting(OURS)
  const isSet = backup_settings.some((name) => setting(name) !== undefined)
  if (mode === 'demo' && isSet) throw new ConfigError(say.demoBackup)
  if (given !== 's3') {
    if (backup_settings.some((name) => name !== OURS && setting(name) !== undefined)) throw new ConfigError(say.backupS3Alone)
    if (given === undefined) return { kind: 'folder', folder: join(dataFolder, 'backups') }
    if (!isAbsolute(given) || given.includes('\0') || resolve(given) === '/') throw new ConfigError(say.backup(given))
    return { kind: 'folder', folder: resolve(given) }
  }
  try {
    const s3 = readS3Settings((name) => setting(name.replace(OTHER, OURS)), `${OTHER}=s3`)
    return { kind: 's3', ...s3, endpoint: s3.endpoint.href }
  } catch (error) {
    // The same rules and sentences as for files, under our names.
    throw error instanceof ConfigError ? new ConfigError(error.message.replaceAll(OTHER, OURS).replaceAll('operate/blobs.md', 'operate/backup.md')) : error
  }
}
