/** Before all test files: one throw-away cluster and the migrated template. Runs also when a single file is started by the runner. */
import { makeTemplate } from './database.ts'
import { startTestCluster } from './cluster.ts'

let stop: (() => Promise<void>) | null = null

export async function globalSetup(): Promise<void> {
  const cluster = await startTestCluster()
  stop = cluster.stop
  await makeTemplate(cluster.url)
  // Journeys run in a process each: all of them inherit the browser that is unpacked and the school that is built here once.
  if (process.argv.some((argument) => argument.includes('journeys'))) {
    const [{ shareChromium }, { shareWorld }] = await Promise.all([import('./browser.ts'), import('./world.ts')])
    await Promise.all([shareChromium(), shareWorld()])
  }
}

export async function globalTeardown(): Promise<void> {
  await stop?.()
}
