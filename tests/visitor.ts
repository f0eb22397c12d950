/** Somebody in front of a browser, as far as the HTTP and WebSocket doors can tell: cookies, our page's header, operations by name. */
import { WebSocket } from 'ws'
import { fillPath } from '#platform/module/operation.ts'
import type { Refusal } from '#platform/module/operation.ts'
import { SESSION_COOKIE } from '#platform/identity/sign-in/sessions.ts'
import { codeOf, prove } from '#example/factors.ts'
import { PASSWORD } from '#example/people.ts'
import type { TestHouse } from './house.ts'

export type Reply = { status: number; body: Record<string, unknown>; refusal: Refusal | null; text: string; bytes: Buffer }

export type Visitor = {
  cookies: Map<string, string>
  ticket: string | null
  /** Enrols and proves the second factor when asked and repeats the call, as our pages do. Off: the refusal is the answer. */
  keepsProving: boolean
  /** Calls `module.operation` by HTTP. */
  call(name: string, input?: Record<string, unknown>, body?: Buffer): Promise<Reply>
  /** Signs in with account name and password, and the code of the app where the person has one; the reply of the door. */
  signIn(accountName: string, options?: { password?: string; device?: 'own' | 'shared' }): Promise<Reply>
  /** Opens the live connection on a listening house; `closed` resolves with the close code. */
  connect(origin: string): Promise<LiveVisit>
}

export type LiveVisit = {
  ws: WebSocket
  events: { event: string; data: unknown }[]
  call(op: string, input: unknown): Promise<{ ok?: unknown; refusal?: Refusal }>
  /** Resolves when an event of that name has come that fits. */
  heard(event: string, fits?: (data: never) => boolean): Promise<unknown>
  closed: Promise<number>
}

export function visitor(house: TestHouse): Visitor {
  const self: Visitor = {
    cookies: new Map(),
    ticket: null,
    keepsProving: false,
    async call(name, input = {}, body) {
      const reply = await ask(name, input, body)
      const token = self.cookies.get(SESSION_COOKIE)
      if (!self.keepsProving || token === undefined || !['second_factor_needed', 'factor_enrolment_needed'].includes(reply.refusal?.code ?? '')) return reply
      self.cookies.set(SESSION_COOKIE, await prove(house, token))
      return ask(name, input, body)
    },
    async signIn(accountName, { password = PASSWORD, device = 'own' } = {}) {
      const reply = await self.call('identity.signIn', { account: accountName, password, device })
      if (reply.body['outcome'] !== 'second_factor') {
        self.ticket = (reply.body['ticket'] as string | undefined) ?? null
        return reply
      }
      const { id } = await house.platform.database.selectFrom('person').select('id').where('account_name', '=', accountName).executeTakeFirstOrThrow()
      return self.call('identity.proveFactor', { ticket: reply.body['ticket'], proof: { kind: 'totp', code: await codeOf(house.platform, id) } })
    },
    connect: (origin) => connect(origin, self.cookies),
  }
  async function ask(name: string, input: Record<string, unknown>, body: Buffer | undefined): Promise<Reply> {
    const entry = house.assembly.entries.get(name)
    if (entry === undefined) throw new Error(`no operation ${name}`)
    const { path, rest } = fillPath(entry.operation.path, input)
    const isQuery = entry.operation.method === 'GET' || body !== undefined
    const response = await house.app.inject({
      method: entry.operation.method,
      url: path,
      headers: { 'x-schulhof': '1', cookie: [...self.cookies].map(([key, value]) => `${key}=${value}`).join('; '), ...(self.ticket && { authorization: `Ticket ${self.ticket}` }), ...(body && { 'content-type': 'application/octet-stream' }) },
      ...(isQuery ? { query: rest as Record<string, string> } : { payload: rest }),
      ...(body && { payload: body }),
    })
    for (const cookie of response.cookies) self.cookies.set(cookie.name, cookie.value)
    const parsed = parse(response.body)
    return { status: response.statusCode, body: parsed, refusal: (parsed['refusal'] as Refusal | undefined) ?? null, text: response.body, bytes: response.rawPayload }
  }
  return self
}

async function connect(origin: string, cookies: Map<string, string>): Promise<LiveVisit> {
  const ws = new WebSocket(`${origin.replace('http', 'ws')}/api/live`, { headers: { origin, cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; ') } })
  const events: LiveVisit['events'] = []
  const listeners = new Set<() => void>()
  const answers = new Map<number, (answer: { ok?: unknown; refusal?: Refusal }) => void>()
  let nextId = 1
  const closed = new Promise<number>((resolve) => ws.on('close', resolve))
  ws.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as { id?: number; event?: string; data?: unknown; ok?: unknown; refusal?: Refusal }
    if (frame.event !== undefined) events.push({ event: frame.event, data: frame.data })
    else if (typeof frame.id === 'number') answers.get(frame.id)?.(frame)
    for (const listener of listeners) listener()
  })
  await new Promise<void>((resolve, reject) => {
    ws.on('open', resolve)
    ws.on('error', reject)
    ws.on('unexpected-response', (_request, response) => reject(new Error(`live door answered ${response.statusCode}`)))
  })
  const visit: LiveVisit = {
    ws, events, closed,
    call(op, input) {
      const id = nextId++
      return new Promise((resolve, reject) => {
        answers.set(id, resolve)
        void closed.then(() => reject(new Error('the connection closed')))
        ws.send(JSON.stringify({ id, op, input }))
      })
    },
    async heard(event, fits = () => true) {
      for (;;) {
        const found = events.find((one) => one.event === event && fits(one.data as never))
        if (found) return found.data
        await new Promise<void>((resolve, reject) => {
          const listener = () => {
            listeners.delete(listener)
            resolve()
          }
          listeners.add(listener)
          void closed.then((code) => reject(new Error(`the connection closed with ${code}`)))
        })
      }
    },
  }
  await visit.heard('live.hello')
  return visit
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}
