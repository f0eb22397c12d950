/**
 * What the tests of bad input share: a house that listens and keeps its log, plain sockets and requests that say exactly what is wanted, and the four things
 * that must be true after everything: a plain refusal, nothing lost, the server up, nothing of it in the answer or the log.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { heldOffices } from '#platform/access/actor.ts'
import type { PersonType } from '#platform/access/vocabulary.ts'
import type { Refusal } from '#platform/module/operation.ts'
import { SESSION_COOKIE, startSession } from '#platform/identity/sign-in/sessions.ts'
import { MESSAGES_POSTED } from '#modules/messenger/contract.ts'
import type { RoomNews } from '#modules/messenger/contract.ts'
import { prove } from '#example/factors.ts'
import { parents, pupils, staff } from '#example/people.ts'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import type { TestHouse } from '../house.ts'
import { openTestWorld } from '../world.ts'
import { openLine } from './line.ts'
import type { Line } from './line.ts'

export type Answer = { status: number; text: string; body: Record<string, unknown>; refusal: Refusal | null; headers: Record<string, unknown> }

export type Asking = {
  method?: string
  /** As it stands in the request line: nothing is escaped. */
  path: string
  cookie?: string
  headers?: Record<string, string | string[]>
  body?: string | Buffer | Readable
}

export type HostileHouse = {
  house: TestHouse
  world: World
  origin: string
  /** Lines of the process log since the house is up. */
  said: string[]
  roomId: string
  cookieOf(key: PersonKey): Promise<string>
  /** One HTTP request over the port. Sends our page's header unless `headers` says otherwise. */
  ask(asking: Asking): Promise<Answer>
  /** JSON by POST or another method. */
  tell(method: string, path: string, cookie: string, body: unknown): Promise<Answer>
  /** Bytes as they are; everything that comes back until the server closes, or until `enough` says so. */
  speak(bytes: string | Buffer | readonly (string | Buffer)[], options?: { enough?: (text: string) => boolean; end?: boolean }): Promise<{ text: string; closed: boolean }>
  /** The server answers, an ordinary message written now arrives, and the log has nothing to say. */
  isUnharmed(): Promise<void>
  close(): Promise<void>
}

/** A house with the example school on a port. `prepare` sees the server before it listens. */
export async function openHostileHouse(options: { prepare?: (house: TestHouse) => void } = {}): Promise<HostileHouse> {
  const said: string[] = []
  const { house, world } = await openTestWorld({ say: (line) => void said.push(line) })
  options.prepare?.(house)
  const origin = await house.listen()
  const { id: roomId } = await house.platform.database.selectFrom('messenger_room').select('id').where('group_id', '=', world.groups.class7b).executeTakeFirstOrThrow()
  const cookieOf = (key: PersonKey) => cookieFor(house, world.ids[key])
  let witness: { line: Line; cookie: string } | null = null
  const self: HostileHouse = {
    house, world, origin, said, roomId, cookieOf,
    ask: (asking) => ask(origin, asking),
    tell: (method, path, cookie, body) => ask(origin, { method, path, cookie, headers: { 'content-type': 'application/json' }, body: typeof body === 'string' ? body : JSON.stringify(body) }),
    speak: (bytes, how) => speak(origin, bytes, how),
    async isUnharmed() {
      witness ??= { line: await openLine(origin, await cookieOf('pupil')), cookie: await cookieOf('teacher') }
      const text = `Alles wie immer ${randomUUID()}`
      const health = await self.ask({ path: '/api/health' })
      assert.deepEqual([health.status, health.text], [200, '{"ok":true}'])
      const sent = await self.tell('POST', `/api/messenger/rooms/${roomId}/messages`, witness.cookie, { clientId: randomUUID(), body: text })
      assert.equal(sent.status, 200, sent.text)
      assert.ok(await witness.line.hears(({ event, data }) => event === MESSAGES_POSTED && (data as RoomNews).messages.some((message) => message.body === text), 30_000), 'an ordinary message did not arrive')
      // The only thing the house has to say while all is well: the day's head of the journal.
      assert.deepEqual(said.filter((line) => !line.startsWith('journal head ')), [])
    },
    async close() {
      witness?.line.close()
      await house.close()
    },
  }
  return self
}

/** The cookie header of a new session of this person, on a device of their own; of an office, with the second factor proved. */
export async function cookieFor(house: TestHouse, personId: string): Promise<string> {
  const { type } = await house.platform.database.selectFrom('person').select('type').where('id', '=', personId).executeTakeFirstOrThrow()
  const { token } = await house.write((w) => startSession(w, { id: personId, type: type as PersonType }, 'own', 'test'))
  const actor = await house.platform.actors.find(personId)
  return `${SESSION_COOKIE}=${actor !== null && heldOffices(actor, house.clock.now()).size > 0 ? await prove(house, token) : token}`
}

/** What no answer may show: where something happened in the code or the database. */
const LEAKS = /node_modules|\.ts:\d|\bat (?:async )?[\w.]+ \(|\b(?:SELECT|INSERT|UPDATE|DELETE) |syntax error|violates|kysely|pg_|FST_ERR|[A-Z]\w*Error\b|invalid byte sequence/
const NAMES = new RegExp(`\\b(${[...staff, ...pupils, ...parents].flatMap(({ givenName, familyName }) => [givenName, familyName]).join('|')})\\b`)

/** A refusal of that status (and code), in our own shape, that gives nothing away. */
export function assertRefused(answer: Answer, status: number | readonly number[], code?: string, hint = ''): void {
  const about = `${hint} ${answer.status} ${answer.text.slice(0, 300)}`
  assert.ok([status].flat().includes(answer.status), about)
  assert.ok(answer.refusal !== null, `no refusal: ${about}`)
  assert.equal(answer.refusal.status, answer.status, about)
  if (code !== undefined) assert.equal(answer.refusal.code, code, about)
  assert.deepEqual(Object.keys(answer.body), ['refusal'], about)
  assertDiscreet(answer.text)
  assert.doesNotMatch(answer.text, NAMES)
}

/** Nothing of the inside of the server stands in the text. */
export function assertDiscreet(text: string): void {
  assert.doesNotMatch(text, LEAKS)
}

/** The answer of a request that was spoken by hand. */
export function readAnswer(text: string): Answer {
  const cut = text.indexOf('\r\n\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0)
  return toAnswer(status, cut < 0 ? '' : text.slice(cut + 4), {})
}

function toAnswer(status: number, text: string, headers: Record<string, unknown>): Answer {
  let body: Record<string, unknown> = {}
  try {
    body = JSON.parse(text) as Record<string, unknown>
  } catch {
    // Not JSON: then there is no refusal in it.
  }
  return { status, text, body, refusal: (body['refusal'] as Refusal | undefined) ?? null, headers }
}

function ask(origin: string, { method = 'GET', path, cookie, headers = {}, body }: Asking): Promise<Answer> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    // Not left to the client of the runtime: with DELETE it would send a body without its length.
    const length = typeof body === 'string' || Buffer.isBuffer(body) ? { 'content-length': String(Buffer.byteLength(body)) } : {}
    const all = { 'x-schulhof': '1', ...(cookie !== undefined && { cookie }), ...length, ...headers }
    const sending = httpRequest({ hostname, port, method, path, headers: all, agent: false }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', reject)
      response.on('end', () => resolve(toAnswer(response.statusCode ?? 0, Buffer.concat(parts).toString('utf8'), response.headers)))
    })
    // The server may answer and cut before everything is sent: the answer counts.
    sending.on('error', reject)
    if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) sending.end(body)
    else body.pipe(sending)
  })
}

async function speak(origin: string, bytes: string | Buffer | readonly (string | Buffer)[], { enough = () => false, end = false }: { enough?: (text: string) => boolean; end?: boolean } = {}): Promise<{ text: string; closed: boolean }> {
  const socket = openSocket(origin)
  let text = ''
  const over = new Promise<boolean>((resolve) => {
    socket.on('data', (part: Buffer) => {
      text += part.toString('latin1')
      if (enough(text)) resolve(false)
    })
    socket.on('close', () => resolve(true))
  })
  for (const part of typeof bytes === 'string' || Buffer.isBuffer(bytes) ? [bytes] : bytes) socket.write(part)
  if (end) socket.end()
  const closed = await over
  socket.destroy()
  return { text, closed }
}

/** A plain connection to the server; errors of a cut line are its end, nothing else. */
export function openSocket(origin: string, { allowHalfOpen = false }: { allowHalfOpen?: boolean } = {}): Socket {
  const { hostname, port } = new URL(origin)
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen })
  socket.on('error', () => {})
  return socket
}
