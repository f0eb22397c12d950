/** Before all test files: one throw-away cluster and the migrated template. Runs also when a single file is started by the runner. */
import { makeTemplate } from './database.ts'
import { startTestCluster } from './cluster.ts'

let stop: (() => Promise<void>) | null = null

export async function globalSetup(): Promise<void> {
  const cluster = await startTestCluster()
  stop = cluster.stop
  await makeTemplate(cluster.url)
}

export async function globalTeardown(): Promise<void> {
  await stop?.()
}
