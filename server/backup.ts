/** What the room backup needs of the machine: where the target lies, the schema's steps, and a second database for the drill. */
import { randomBytes } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import pg from 'pg'
import type { BackupSettings, Scratch } from '#platform/backup/backup.ts'
import { changeUrl, connectionOf } from '#platform/database/connect.ts'
import { APP_ROLE } from '#platform/database/roles.ts'
import { migrations } from '#modules/migrations.ts'
import { modules } from '#modules/index.ts'
import { shownSettings } from './config.ts'
import type { Config } from './config.ts'
import { appendOnlyTables } from './house.ts'

export const ROOT = new URL('../', import.meta.url)

export async function backupSettings(config: Config, scratch: BackupSettings['scratch'], env: NodeJS.ProcessEnv = process.env): Promise<BackupSettings> {
  return {
    target: config.backup, isSameMachine: config.backup.kind === 'folder' && (await isSameDisk(config.backup.folder, config.dataFolder)), program: await programVersion(),
    migrations: { root: ROOT, files: migrations, appendOnly: appendOnlyTables(modules) }, scratch, settings: shownSettings(env), blobs3: config.blobs.s3,
  }
}

/** On the embedded cluster, whose superuser we are. */
export function clusterScratch(superuserUrl: string, ownerUrl: string): () => Promise<Scratch> {
  const server = changeUrl(superuserUrl, { database: 'postgres' })
  const owner = decodeURIComponent(new URL(ownerUrl).username)
  return () => makeScratch(server, ownerUrl, APP_ROLE, `OWNER ${pg.escapeIdentifier(owner)}`)
}

/** On somebody else's server: asked anew for each drill, for the right to make databases may be given and taken while the school runs. */
export function externalScratch(ownerUrl: string | undefined, appRole: string): BackupSettings['scratch'] {
  if (ownerUrl === undefined) return null
  return () => makeScratch(ownerUrl, ownerUrl, appRole, '').catch((error: Error & { code?: string }) => (error.code === NO_RIGHT ? null : Promise.reject(error)))
}

const NO_RIGHT = '42501'

async function makeScratch(makerUrl: string, ownerUrl: string, appRole: string, owner: string): Promise<Scratch> {
  const name = `schulhof_drill_${randomBytes(4).toString('hex')}`
  const run = async (text: string): Promise<void> => {
    const client = new pg.Client(connectionOf(makerUrl))
    await client.connect()
    try {
      await client.query(text)
    } finally {
      await client.end()
    }
  }
  // The same locale as the school's own database: the template of everything on this server.
  await run(`CREATE DATABASE ${pg.escapeIdentifier(name)} ${owner} TEMPLATE template0 ENCODING 'UTF8'`)
  return { ownerUrl: changeUrl(ownerUrl, { database: name }), appRole, drop: () => run(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`) }
}

/** The folder, or the nearest one above it that is there. */
async function isSameDisk(folder: string, dataFolder: string): Promise<boolean> {
  const [data] = [(await stat(dataFolder)).dev]
  for (let at = folder; ; at = dirname(at)) {
    const found = await stat(at).catch(() => null)
    if (found !== null) return found.dev === data
    if (at === dirname(at)) return false
  }
}

async function programVersion(): Promise<string> {
  return (JSON.parse(await readFile(new URL('package.json', ROOT), 'utf8')) as { version: string }).version
}
