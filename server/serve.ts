/** The life of a server process: configuration, opening, listening, signals, a clean end. */
import type { Clock } from '#platform/time/clock.ts'
import type { Config } from './config.ts'
import type { House } from './house.ts'
import { openMetrics } from './metrics.ts'
import type { MetricsDoor } from './metrics.ts'
import { openSchool } from './school.ts'
import type { OpenSchool } from './school.ts'

export type ServeOptions = {
  clock: (config: Config) => Clock
  demo: boolean
  webFolder: string
  /** Before the doors open: the demo builds its world here. */
  prepare?: (school: OpenSchool, config: Config, say: (line: string) => void) => Promise<void>
  /** When the doors are open. */
  opened: (house: House, say: (line: string) => void, config: Config) => void | Promise<void>
}

/** Runs until a signal comes. What stops the start is printed as a sentence, and the process ends with 1. */
export async function serve(configure: () => Config, options: ServeOptions): Promise<void> {
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  let school: OpenSchool | null = null
  let metrics: MetricsDoor | null = null
  let stopping: Promise<void> | null = null
  const stop = (code: number): Promise<void> => {
    stopping ??= (async () => {
      await metrics?.close()
      await Promise.race([school?.close(), new Promise((resolve) => setTimeout(resolve, 8_000).unref())])
      process.exit(code)
    })()
    return stopping
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
  try {
    const config = configure()
    school = await openSchool(config, { clock: options.clock(config), demo: options.demo, webFolder: options.webFolder, say })
    await options.prepare?.(school, config, say)
    await school.house.app.listen({ host: config.host, port: config.port })
    if (config.metricsPort !== null) metrics = await openMetrics(school.house.platform, config.metricsPort)
    await options.opened(school.house, say, config)
  } catch (error) {
    say(sentenceOf(error as Error))
    await stop(1)
  }
}

/** Problems that were foreseen carry a sentence; the rest shows where it happened, for a report. */
function sentenceOf(error: Error & { code?: string; port?: number }): string {
  if (error.code === 'EADDRINUSE') return `Der Anschluss ${error.port ?? ''} ist schon belegt. Bitte mit PORT einen anderen wählen oder das andere Programm beenden.`
  return /Problem$|ConfigError$|LockError$/.test(error.constructor.name) ? error.message : (error.stack ?? error.message)
}
