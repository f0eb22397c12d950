/** The processes of the benchmark: the school's server, the floor, and the load. Each is this file with another role; they talk to the bench by IPC. */
import { fork } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { serverFlags } from '#bin/server-flags.mjs'
import { openKeys } from '#platform/school/keys.ts'
import { systemClock } from '#platform/time/clock.ts'
import { modules } from '#modules/index.ts'
import { openHouse } from '#server/house.ts'
import { serveFloor } from '../floor.ts'
import { createLoad } from './load.ts'
import { createSignIns } from './sign-ins.ts'
import type { SignInOrder } from './sign-ins.ts'
import type { Order as LoadOrder } from './load.ts'

type Order = LoadOrder | SignInOrder

export type Role = { role: 'house'; appUrl: string; folder: string } | { role: 'floor'; url: string; joinsFrames: boolean } | { role: 'load' } | { role: 'sign-ins'; niceness?: number }
/** `stall_ms`: the longest time the main thread did not answer since it was asked last. */
export type Usage = { cpu_ms: number; rss_bytes: number; stall_ms: [p99: number, max: number] }
export type Child = { port: number; pid: number; ask<T>(order: Order): Promise<T>; usage(): Promise<Usage>; close(): Promise<void> }

/** Starts a child in a role; resolves when it is ready. */
export async function startChild(role: Role): Promise<Child> {
  const child = fork(import.meta.filename, { execArgv: ['--expose-gc', ...serverFlags, ...process.execArgv], env: { ...process.env, SCHULHOF_BENCH_ROLE: JSON.stringify(role) } })
  // At once, so that the threads it starts inherit it.
  if (role.role === 'sign-ins' && role.niceness !== undefined) setPriority(child.pid!, role.niceness)
  let next = 1
  const waiting = new Map<number, (message: { value: unknown; error?: string }) => void>()
  const ready = Promise.withResolvers<number>()
  child.on('message', (message: { id?: number; port?: number; value: unknown; error?: string }) => (message.id === undefined ? ready.resolve(message.port ?? 0) : waiting.get(message.id)?.(message)))
  child.on('exit', (code) => ready.reject(new Error(`the ${role.role} ended with ${code}`)))
  const ask = <T>(order: unknown): Promise<T> => new Promise((resolve, reject) => {
    const id = next++
    waiting.set(id, ({ value, error }) => {
      waiting.delete(id)
      if (error === undefined) resolve(value as T)
      else reject(new Error(error))
    })
    child.send({ id, order })
  })
  const port = await ready.promise
  return {
    port, pid: child.pid!, ask, usage: () => ask<Usage>('usage'),
    close: () => new Promise((resolve) => {
      child.once('exit', () => resolve())
      child.disconnect()
    }),
  }
}

async function begin(role: Role): Promise<{ port: number; act: (order: never) => Promise<unknown>; close: () => Promise<void> }> {
  if (role.role === 'load') return { port: 0, act: createLoad(), close: async () => {} }
  if (role.role === 'sign-ins') return { port: 0, act: createSignIns(), close: async () => {} }
  if (role.role === 'floor') return { ...(await serveFloor(role.url, role)), act: async () => null }
  const house = await openHouse({ appUrl: role.appUrl, folder: role.folder, keys: await openKeys(join(role.folder, 'keys')), clock: systemClock(), modules, publicUrl: new URL('http://127.0.0.1:1'), say: (line) => process.stderr.write(`${line}\n`) })
  await house.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = house.app.server.address() as AddressInfo
  house.platform.publicUrl = new URL(`http://127.0.0.1:${port}`)
  return { port, act: async () => null, close: () => house.close() }
}

async function work(role: Role): Promise<void> {
  delay.enable()
  const { port, act, close } = await begin(role)
  process.on('message', async ({ id, order }: { id: number; order: Order | 'usage' }) => {
    try {
      process.send!({ id, value: order === 'usage' ? usage() : await act(order as never) })
    } catch (error) {
      process.send!({ id, error: (error as Error).stack })
    }
  })
  process.on('disconnect', () => void close().finally(() => process.exit(0)))
  process.send!({ port })
}

function usage(): Usage {
  const stall_ms: Usage['stall_ms'] = [delay.percentile(99) / 1e6, delay.max / 1e6]
  globalThis.gc?.()
  delay.reset()
  const { user, system } = process.cpuUsage()
  return { cpu_ms: (user + system) / 1_000, rss_bytes: process.memoryUsage.rss(), stall_ms }
}

const delay = monitorEventLoopDelay({ resolution: 2 })
const role = process.env['SCHULHOF_BENCH_ROLE']
if (role !== undefined && process.send !== undefined) await work(JSON.parse(role) as Role)
