/**
 * How long a start takes until the first page and the first answered question, on a school that exists already; the floor beside it is a bare PostgreSQL
 * with one SELECT behind Fastify. Whole processes, from spawn to answer.
 */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serverFlags } from '#bin/server-flags.mjs'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const RUNS = 5

export async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'schulhof-start-'))
  // As root PostgreSQL runs as another account, which must be able to reach its folder.
  await chmod(folder, 0o711)
  try {
    const entries = { schulhof: join(ROOT, 'server/main.ts'), floor: join(ROOT, 'bench/start-floor.ts') }
    for (const [name, entry] of Object.entries(entries)) {
      const port = 21_000 + Math.floor(Math.random() * 20_000)
      const first = await startOnce(entry, join(folder, name), port)
      const times: number[] = []
      for (let round = 0; round < RUNS; round++) times.push(await startOnce(entry, join(folder, name), port))
      times.sort((a, b) => a - b)
      process.stdout.write(`${name.padEnd(10)} first start ${first.toFixed(2)} s, next starts to first page ${times.map((t) => t.toFixed(2)).join(' ')} s (median ${times[Math.floor(RUNS / 2)]!.toFixed(2)} s)\n`)
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Seconds from spawn until the page and the session question are answered; stops the process again. */
async function startOnce(entry: string, folder: string, port: number): Promise<number> {
  const began = performance.now()
  const child = spawn(process.execPath, [...serverFlags, entry], { env: { ...process.env, PORT: String(port), SCHULHOF_DATA: folder }, stdio: 'ignore' })
  const gone = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  try {
    for (;;) {
      if (child.exitCode !== null) throw new Error(`${entry} ended with ${child.exitCode}`)
      const isUp = await fetch(`http://127.0.0.1:${port}/api/session`).then(async (reply) => reply.ok && (await fetch(`http://127.0.0.1:${port}/`)).ok).catch(() => false)
      if (isUp) return (performance.now() - began) / 1000
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  } finally {
    await stop(child, gone)
  }
}

async function stop(child: ChildProcess, gone: Promise<void>): Promise<void> {
  child.kill('SIGINT')
  await gone
}
