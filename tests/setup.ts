/** Before all test files: one throw-away cluster and the migrated template. Runs also when a single file is started by the runner. */
import { makeTemplate } from './database.ts'
import { startTestCluster } from './cluster.ts'

let stop: (() => Promise<void>) | null = null

export async function globalSetup(): Promise<void> {
  // Journeys run in a process each; all of them inherit the browser that is unpacked here once.
  if (process.argv.some((argument) => argument.includes('journeys'))) await (await import('./browser.ts')).shareChromium()
  const cluster = await startTestCluster()
  stop = cluster.stop
  await makeTemplate(cluster.url)
}

export async function globalTeardown(): Promise<void> {
  await stop?.()
}
