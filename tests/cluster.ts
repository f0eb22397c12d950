/**
 * The PostgreSQL of a test run: a throw-away cluster in memory (/dev/shm), made in a second and gone with the run; or the server named by
 * DATABASE_URL, whose role needs CREATEDB and CREATEROLE.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from '#platform/database/embedded/cluster.ts'
import { isRunning, markOf } from '#platform/database/embedded/processes.ts'

export type TestCluster = {
  /** URL of a role that may make databases and roles. */
  url: string
  stop(): Promise<void>
}

/** Starts the cluster, or takes the external one. `stop()` leaves nothing of the embedded one behind. */
export async function startTestCluster(): Promise<TestCluster> {
  const external = process.env['DATABASE_URL']
  if (external) return { url: external, stop: async () => {} }
  const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
  await sweep(place)
  const folder = await mkdtemp(join(place, `${prefix}${ownMark()}-`))
  const cluster = await startCluster({ folder, say: () => {}, isThrowaway: true })
  const stop = async (): Promise<void> => {
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { url: cluster.url, stop }
}

const prefix = 'schulhof-test-'

/** The folder's name says which process it belongs to, from its first moment on. */
function ownMark(): string {
  const mark = markOf(process.pid)
  return `${process.pid}-${mark?.started ?? ''}`
}

/** Removes folders of runs that were killed; a cluster of theirs was stopped by its own leash. Folders of other accounts stay. */
async function sweep(place: string): Promise<void> {
  for (const name of await readdir(place)) {
    const owner = /^schulhof-test-(\d+)-(\d*)-/.exec(name)
    if (!owner) continue
    const boot = markOf(process.pid)?.boot ?? ''
    if (isRunning({ pid: Number(owner[1]), started: owner[2] ?? '', boot })) continue
    await rm(join(place, name), { recursive: true, force: true }).catch(() => {})
  }
}

/** The reason why a machine has no embedded database; false when it has one. For tests that need its programs. */
export function whyNot(find: () => unknown): string | false {
  try {
    find()
    return false
  } catch (problem) {
    return (problem as Error).message
  }
}
