/**
 * The school's server in a process of its own, with the flags of the server: files through its HTTP door, and what that does to its memory. The one who sends and
 * reads them is another process, for its memory would be counted with it.
 */
import { fork } from 'node:child_process'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { serverFlags } from '#bin/server-flags.mjs'
import { EVERYONE } from '#platform/access/vocabulary.ts'
import { scopeOf } from '#platform/blobs/scopes.ts'
import { blobAnswer, id } from '#platform/module/fields.ts'
import { defineModule, rule } from '#platform/module/manifest.ts'
import { actorOf } from '#platform/module/module.ts'
import type { Actions, Module } from '#platform/module/module.ts'
import { operation } from '#platform/module/operation.ts'
import { openKeys } from '#platform/school/keys.ts'
import { travellingClock } from '#platform/time/clock.ts'
import { modules } from '#modules/index.ts'
import { openHouse } from '#server/house.ts'

type School = { appUrl: string; folder: string; at: string }

/** Bytes of memory that came to the server while something ran, at most. */
export type DoorServer = { memoryOf(work: () => Promise<void>): Promise<number>; upload(content: AsyncIterable<Uint8Array>): Promise<string>; download(blobId: string): Promise<number>; close(): Promise<void> }

/** Starts it for the person of this cookie. */
export async function startDoor(school: School, cookie: string): Promise<DoorServer> {
  const child = fork(import.meta.filename, { execArgv: ['--expose-gc', ...serverFlags, ...process.execArgv], env: { ...process.env, SCHULHOF_BENCH_DOOR: JSON.stringify(school) } })
  const told = <T>(): Promise<T> => new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T))
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })
  const origin = `http://127.0.0.1:${await told<number>()}/api/bench-files`
  const open = (method: string, path: string) => request(`${origin}${path}`, { method, agent: false, headers: { cookie, 'x-schulhof': '1', ...(method === 'POST' && { 'content-type': 'image/png' }) } })
  const answerOf = async (asking: ReturnType<typeof request>): Promise<IncomingMessage> => {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => asking.on('response', resolve).on('error', reject))
    if (answer.statusCode !== 200) throw new Error(`the server answers ${answer.statusCode}`)
    return answer
  }
  return {
    async memoryOf(work) {
      child.send('begin')
      await told()
      await work()
      child.send('end')
      return told<number>()
    },
    async upload(content) {
      const asking = open('POST', '')
      const [answer] = await Promise.all([answerOf(asking), pipeline(Readable.from(content, { objectMode: false }), asking)])
      return (JSON.parse(Buffer.concat(await answer.toArray()).toString()) as { blobId: string }).blobId
    },
    async download(blobId) {
      let bytes = 0
      for await (const piece of await answerOf(open('GET', `/${blobId}`).end())) bytes += (piece as Buffer).length
      return bytes
    },
    close: () => new Promise((resolve) => {
      child.once('exit', () => resolve())
      child.disconnect()
    }),
  }
}

const contract = {
  upload: operation({ summary: 'Stores a file', method: 'POST', path: '/bench-files', right: 'benchfiles.use', effects: 'write', doors: ['http'], body: 'stream', body_bytes_max: 5_000_000_000, input: z.object({}), output: z.object({ blobId: id }) }),
  download: operation({ summary: 'Gives a file', method: 'GET', path: '/bench-files/:blobId', right: 'benchfiles.use', effects: 'read', doors: ['http'], answer: 'blob', input: z.object({ blobId: id }), output: blobAnswer }),
}

const actions: Actions<typeof contract> = {
  async upload(context) {
    const { personId } = actorOf(context)
    const scopeId = await context.write((w) => scopeOf(w, { personId }))
    return { blobId: (await context.upload!.into(scopeId, { mediaType: 'image/png' })).id }
  },
  download: async (_context, { blobId }) => ({ blobId, fileName: 'Bild.png', show: 'inline' }),
}

const files: Module = {
  manifest: defineModule({
    id: 'benchfiles', version: 1, clauses: [], name: 'Dateien', purpose: { class: 'operation', text: 'Nur zum Messen.', plain: 'Nur zum Messen.' }, needs: { release: false, consent: [], seen: [] },
    provides: [], uses: [], rights: { 'benchfiles.use': [rule(EVERYONE)] }, categories: {}, data: [], logs: [],
  }),
  contract,
  actions,
}

async function serve({ appUrl, folder, at }: School): Promise<void> {
  const house = await openHouse({ appUrl, folder, keys: await openKeys(join(folder, 'keys')), clock: travellingClock(at, { flows: true }), modules: [...modules, files], publicUrl: new URL('http://127.0.0.1:1'), say: (line) => process.stderr.write(`${line}\n`) })
  await house.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = house.app.server.address() as AddressInfo
  house.platform.publicUrl = new URL(`http://127.0.0.1:${port}`)
  let [before, most] = [0, 0]
  setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5)
  process.on('message', (order) => {
    if (order === 'end') return process.send!(most - before)
    globalThis.gc?.()
    before = most = process.memoryUsage.rss()
    process.send!(0)
  })
  process.on('disconnect', () => void house.close().finally(() => process.exit(0)))
  process.send!(port)
}

const school = process.env['SCHULHOF_BENCH_DOOR']
if (school !== undefined && process.send !== undefined) await serve(JSON.parse(school) as School)
