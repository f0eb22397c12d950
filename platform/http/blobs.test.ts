/** Files through the HTTP door, in both directions, by the operations of a module that exists only here. */
import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { z } from 'zod'
import { EVERYONE } from '#platform/access/vocabulary.ts'
import { scopeOf } from '#platform/blobs/scopes.ts'
import { KB, MB, flow, openRoom, sha256Of } from '#platform/blobs/test-room.ts'
import type { Room } from '#platform/blobs/test-room.ts'
import { addPeople } from '#platform/identity/people.ts'
import { SESSION_COOKIE, startSession } from '#platform/identity/sign-in/sessions.ts'
import { assemble } from '#platform/module/check.ts'
import { blobAnswer, id } from '#platform/module/fields.ts'
import { defineModule, rule } from '#platform/module/manifest.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Module } from '#platform/module/module.ts'
import { operation } from '#platform/module/operation.ts'
import { modules } from '#modules/index.ts'
import { limits } from './limits.ts'

const MAX = 30 * MB

const contract = {
  upload: operation({
    summary: 'Stores a file in the own scope', method: 'POST', path: '/test-files', right: 'testfiles.write', effects: 'write', doors: ['http'], body: 'stream', body_bytes_max: MAX,
    input: z.object({ mediaType: z.string(), twice: z.coerce.boolean().default(false) }), output: z.object({ blobId: id, isNew: z.boolean() }),
  }),
  download: operation({
    summary: 'Gives a file', method: 'GET', path: '/test-files/:blobId', right: 'testfiles.read', effects: 'read', doors: ['http'], answer: 'blob',
    input: z.object({ blobId: id, fileName: z.string().default('Bild.png'), show: z.enum(['inline', 'attachment']).default('inline') }), output: blobAnswer,
  }),
}

/** What the head of a school would decide: who may read. */
let isOpen = true

const actions: Actions<typeof contract> = {
  async upload(context, { mediaType, twice }) {
    if (mediaType === 'refused/early') refuse(403, 'forbidden')
    const { personId } = actorOf(context)
    const scopeId = await context.write((w) => scopeOf(w, { personId }))
    const blob = await context.upload!.into(scopeId, { mediaType })
    const again = twice ? await context.upload!.into(scopeId, { mediaType }) : blob
    await context.write(async (w) => void (await sql`INSERT INTO test_attachment VALUES (${randomUUID()}, ${again.id})`.execute(w.trx)))
    return { blobId: blob.id, isNew: blob.isNew }
  },
  async download(_context, input) {
    return isOpen ? input : refuse(403, 'forbidden')
  },
}

const testModule: Module = {
  manifest: defineModule({
    id: 'testfiles', version: 1, clauses: [], name: 'Testdateien', purpose: { class: 'operation', text: 'Nur im Test.', plain: 'Nur im Test.' }, needs: { release: false, consent: [], seen: [] },
    provides: [], uses: [], rights: { 'testfiles.write': [rule(EVERYONE)], 'testfiles.read': [rule(EVERYONE)] }, categories: {}, data: [], logs: [],
  }),
  contract,
  actions,
}

type Reply = { status: number; headers: IncomingMessage['headers']; body: Buffer; json: () => Record<string, unknown> & { refusal?: { code: string } } }

describe('files at the HTTP door', () => {
  let room: Room
  let origin: string
  let cookie: string
  let shared: string
  let personId: string
  const said: string[] = []
  before(async () => {
    room = await openRoom({ modules: [...modules, testModule], say: (line) => void said.push(line) })
    origin = await room.house.listen()
    ;[personId] = await room.house.write((w) => addPeople(w, [{ type: 'teacher', givenName: 'Tina', familyName: 'Thiel', source: 'test', sourceId: 't' }])) as [string]
    cookie = await cookieOn('own')
    shared = await cookieOn('shared')
  })
  after(() => room.house.close())

  const cookieOn = async (device: 'own' | 'shared') => `${SESSION_COOKIE}=${(await room.house.write((w) => startSession(w, { id: personId, type: 'teacher' }, device, 'test'))).token}`

  function open(method: string, path: string, headers: Record<string, string | number> = {}): ClientRequest {
    return request(`${origin}/api${path}`, { method, agent: false, headers: { cookie, 'x-schulhof': '1', ...headers } })
  }
  async function answerOf(asking: ClientRequest): Promise<Reply> {
    const response = await new Promise<IncomingMessage>((resolve, reject) => asking.on('response', resolve).on('error', reject))
    const body = Buffer.concat(await response.toArray())
    return { status: response.statusCode!, headers: response.headers, body, json: () => JSON.parse(body.toString()) as never }
  }
  async function ask(method: string, path: string, headers: Record<string, string | number> = {}, body?: Buffer | AsyncIterable<Uint8Array>): Promise<Reply> {
    const asking = open(method, path, headers)
    const answer = answerOf(asking)
    if (body === undefined || Buffer.isBuffer(body)) asking.end(body)
    else Readable.from(body).on('error', () => asking.destroy()).pipe(asking)
    return answer
  }
  const upload = (content: Buffer | AsyncIterable<Uint8Array>, query = 'mediaType=image%2Fpng', headers: Record<string, string | number> = {}) => ask('POST', `/test-files?${query}`, { 'content-type': 'image/png', ...headers }, content)
  const uploaded = async (content: Buffer, mediaType = 'image/png') => (await upload(content, `mediaType=${encodeURIComponent(mediaType)}`)).json()['blobId'] as string
  const filesNew = () => readdir(join(room.house.folder, 'blobs/new'))

  test('B7 a file goes up and comes down the same, of any size, with its length told or not', async () => {
    for (const bytes of [0, 1, 10 * KB, 256 * KB, 256 * KB + 1, 3 * MB]) {
      const content = randomBytes(bytes)
      for (const body of [content, flow(bytes + 5).content]) {
        const { status, json } = await upload(body)
        assert.equal(status, 200)
        if (body !== content) continue
        const got = await ask('GET', `/test-files/${json()['blobId']}`)
        assert.equal(got.status, 200)
        assert.ok(got.body.equals(content))
        assert.equal(got.headers['content-length'], String(bytes))
      }
    }
    const content = randomBytes(KB)
    assert.equal((await upload(content)).json()['isNew'], true)
    assert.equal((await upload(content)).json()['isNew'], false)
    assert.equal((await upload(randomBytes(KB), 'mediaType=image%2Fpng&twice=true')).status, 200)
  })

  test('B7 parts: one, open at the end, from the end, of a changed file, beyond the end', async () => {
    const content = randomBytes(500 * KB)
    const path = `/test-files/${await uploaded(content)}`
    const tag = String((await ask('HEAD', path)).headers.etag)
    const asked: [Record<string, string>, number, number, number][] = [
      [{ range: 'bytes=0-0' }, 206, 0, 1], [{ range: 'bytes=65530-131080' }, 206, 65_530, 131_081], [{ range: 'bytes=-9' }, 206, content.length - 9, content.length], [{ range: 'bytes=511999-' }, 206, 511_999, 512_000],
      [{ range: 'bytes=5-9', 'if-range': tag }, 206, 5, 10], [{ range: 'bytes=5-9', 'if-range': '"other"' }, 200, 0, content.length], [{ range: 'bytes=1-2,5-6' }, 200, 0, content.length],
    ]
    for (const [headers, status, from, to] of asked) {
      const got = await ask('GET', path, headers)
      assert.equal(got.status, status, JSON.stringify(headers))
      assert.ok(got.body.equals(content.subarray(from, to)))
      assert.equal(got.headers['content-range'], status === 206 ? `bytes ${from}-${to - 1}/${content.length}` : undefined)
    }
    const beyond = await ask('GET', path, { range: 'bytes=512000-' })
    assert.equal(beyond.status, 416)
    assert.equal(beyond.headers['content-range'], `bytes */${content.length}`)
    assert.equal(beyond.json().refusal?.code, 'input_invalid')
  })

  test('a browser may keep it on an own device and asks each time; on a shared one it keeps nothing', async () => {
    const content = randomBytes(KB)
    const path = `/test-files/${await uploaded(content)}`
    const got = await ask('GET', path)
    assert.equal(got.headers['cache-control'], 'private, no-cache')
    const tag = String(got.headers.etag)
    const again = await ask('GET', path, { 'if-none-match': tag })
    assert.deepEqual([again.status, again.body.length, again.headers.etag], [304, 0, tag])
    isOpen = false
    assert.equal((await ask('GET', path, { 'if-none-match': tag })).status, 403)
    isOpen = true
    assert.equal((await ask('GET', path, { cookie: shared })).headers['cache-control'], 'no-store')
    const head = await ask('HEAD', path)
    assert.deepEqual([head.status, head.body.length, head.headers['content-length'], head.headers['accept-ranges']], [200, 0, String(KB), 'bytes'])
  })

  test('nothing in a file can act on our page: only harmless kinds are shown, all others are saved; names are cleaned', async () => {
    const shown = async (mediaType: string, query = '') => (await ask('GET', `/test-files/${await uploaded(randomBytes(20), mediaType)}?${query}`)).headers
    for (const mediaType of ['image/png', 'video/mp4', 'text/plain; charset=utf-8']) assert.match(String((await shown(mediaType))['content-disposition']), /^inline;/, mediaType)
    for (const mediaType of ['text/html', 'image/svg+xml', 'application/xhtml+xml', 'application/pdf', 'text/xml', 'application/javascript', 'image/png+x']) assert.match(String((await shown(mediaType))['content-disposition']), /^attachment;/, mediaType)
    assert.match(String((await shown('image/png', 'show=attachment'))['content-disposition']), /^attachment;/)
    const headers = await shown('image/png')
    assert.deepEqual([headers['x-content-type-options'], headers['cross-origin-resource-policy'], headers['x-frame-options'], headers['content-type']], ['nosniff', 'same-origin', 'DENY', 'image/png'])
    assert.match(String(headers['content-security-policy']), /^default-src 'none';.*sandbox/)
    const named: [string, string][] = [
      ['Übung 1.pdf', `attachment; filename="Ubung 1.pdf"; filename*=UTF-8''%C3%9Cbung%201.pdf`],
      ['../../etc/passwd', `attachment; filename="__.._etc_passwd"`],
      ['a"; filename=b.exe', `attachment; filename="a__ filename=b.exe"`],
      ['x\r\nset-cookie: a=b', `attachment; filename="x__set-cookie_ a=b"`],
      ['Rechnung\u202Efdp.exe', `attachment; filename="Rechnung_fdp.exe"`],
      ['課題', `attachment; filename="Datei"; filename*=UTF-8''%E8%AA%B2%E9%A1%8C`],
    ]
    for (const [fileName, begins] of named) {
      const given = String((await shown('application/zip', `fileName=${encodeURIComponent(fileName)}`))['content-disposition'])
      assert.ok(given.startsWith(begins), `${given} for ${fileName}`)
      assert.match(given, /^[ -~]+$/)
    }
  })

  test('too much is refused with 413, before anything is read when it is told, and leaves nothing', async () => {
    const told = open('POST', '/test-files?mediaType=image%2Fpng', { 'content-type': 'image/png', 'content-length': MAX + 1 })
    const answer = answerOf(told)
    told.flushHeaders()
    assert.equal((await answer).status, 413)
    told.destroy()
    const untold = await upload(flow(MAX + 1).content)
    assert.equal(untold.status, 413)
    assert.equal(untold.json().refusal?.code, 'too_large')
    assert.deepEqual(await filesNew(), [])
  })

  test('who is refused gets to read why, also with a large file under way, and nothing of it is stored', async () => {
    const { n: before } = await room.platform.database.selectFrom('blob').select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
    const refusals: [string, Record<string, string>, number][] = [['mediaType=refused/early', {}, 403], ['mediaType=none', {}, 400], ['', {}, 400], ['mediaType=image%2Fpng', { cookie: 'a=b' }, 404], ['mediaType=image%2Fpng', { 'x-schulhof': '0' }, 403]]
    for (const [query, headers, status] of refusals) {
      for (const content of [randomBytes(100), flow(8 * MB).content]) assert.equal((await upload(content, query, headers)).status, status, query)
    }
    const { n: now } = await room.platform.database.selectFrom('blob').select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
    assert.equal(now, before)
  })

  test('who hangs up in the middle leaves nothing behind, and nothing is to be said of it', async () => {
    said.length = 0
    for (let n = 0; n < 3; n++) {
      const asking = open('POST', '/test-files?mediaType=image%2Fpng', { 'content-type': 'image/png' })
      asking.on('error', () => {})
      asking.write(randomBytes(2 * MB))
      while ((await filesNew()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      asking.destroy()
      while ((await filesNew()).length > 0) await new Promise((resolve) => setTimeout(resolve, 5))
    }
    assert.deepEqual(said, [])
  })

  test('a body in crumbs and a body without any pace are cut; one that keeps the pace may take its time', async () => {
    const { server } = room.house.app
    const { requestTimeout, connectionsCheckingInterval } = server as typeof server & { connectionsCheckingInterval: number }
    const pace = { ...limits }
    Object.assign(limits, { upload_looked_at_ms: 50, request_ms_max: 100 })
    Object.assign(server, { requestTimeout: 100, connectionsCheckingInterval: 50 })
    try {
      const closed = new Promise((resolve) => {
        const socket = connect(Number(new URL(origin).port), '127.0.0.1')
        socket.on('error', () => {}).on('close', resolve)
        socket.write(`POST /api/test-files?mediaType=image%2Fpng HTTP/1.1\r\nHost: x\r\nx-schulhof: 1\r\nCookie: ${cookie}\r\nContent-Type: image/png\r\nContent-Length: 1000000\r\n\r\nx`)
      })
      await closed
      const steady = async function* () {
        for (let n = 0; n < 20; n++) {
          yield randomBytes(30 * KB)
          await new Promise((resolve) => setTimeout(resolve, 30))
        }
      }
      assert.equal((await upload(steady())).status, 200)
    } finally {
      Object.assign(limits, pace)
      Object.assign(server, { requestTimeout, connectionsCheckingInterval })
    }
    const crumbs = connect(Number(new URL(origin).port), '127.0.0.1')
    const answer = new Promise<string>((resolve) => crumbs.on('error', () => {}).once('data', (part: Buffer) => resolve(part.toString('latin1'))))
    crumbs.write(`POST /api/test-files?mediaType=image%2Fpng HTTP/1.1\r\nHost: x\r\nx-schulhof: 1\r\nCookie: ${cookie}\r\nContent-Type: image/png\r\nTransfer-Encoding: chunked\r\n\r\n${'1\r\nx\r\n'.repeat(200_000)}0\r\n\r\n`)
    assert.match(await answer, /^HTTP\/1\.1 400/)
    crumbs.destroy()
  })

  test('more uploads of one person at a time than allowed are refused with 429, and later ones are taken', async () => {
    const gate = Promise.withResolvers<void>()
    const slow = async function* () {
      yield randomBytes(300 * KB)
      await gate.promise
    }
    const first = Array.from({ length: limits.uploads_per_person_max }, () => upload(slow()))
    while ((await filesNew()).length < limits.uploads_per_person_max) await new Promise((resolve) => setTimeout(resolve, 5))
    assert.equal((await upload(randomBytes(5))).status, 429)
    gate.resolve()
    assert.deepEqual((await Promise.all(first)).map(({ status }) => status), first.map(() => 200))
    assert.equal((await upload(randomBytes(5))).status, 200)
  })

  /** SHA-256 of what comes, read into one buffer only: the reader is in this process too. */
  async function hashOfAnswer(path: string): Promise<string> {
    const hash = createHash('sha256')
    let head: string | null = ''
    const line = connect({
      port: Number(new URL(origin).port), host: '127.0.0.1',
      onread: {
        buffer: Buffer.alloc(64 * KB),
        callback(bytes, buffer) {
          let piece = (buffer as Buffer).subarray(0, bytes)
          if (head !== null) {
            head += piece.toString('latin1')
            const end = head.indexOf('\r\n\r\n')
            if (end === -1) return true
            piece = Buffer.from(head.slice(end + 4), 'latin1')
            head = null
          }
          hash.update(piece)
          return true
        },
      },
    })
    line.write(`GET /api${path} HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`)
    await new Promise((resolve, reject) => line.on('close', resolve).on('error', reject))
    return hash.digest('hex')
  }

  test('a hundred megabytes up and down leave no more than a few megabytes waiting: what was stored or sent gives its memory back', async () => {
    let most = 0
    const before = process.memoryUsage().arrayBuffers
    const look = setInterval(() => (most = Math.max(most, process.memoryUsage().arrayBuffers - before)), 2)
    try {
      // The one who sends is in this process too, and makes nothing new of it.
      const piece = randomBytes(64 * KB)
      const same = async function* () {
        for (let sent = 0; sent < MAX; sent += piece.length) yield piece
      }
      const sha256 = await sha256Of(same())
      let blobId = ''
      for (let n = 0; n < 4; n++) blobId = (await upload(same())).json()['blobId'] as string
      assert.ok(most < 12 * MB, `held ${Math.round(most / MB)} MB on the way up`)
      most = 0
      for (let n = 0; n < 4; n++) {
        assert.equal(await hashOfAnswer(`/test-files/${blobId}`), sha256)
      }
      assert.ok(most < 12 * MB, `held ${Math.round(most / MB)} MB on the way down`)
    } finally {
      clearInterval(look)
    }
  })

  test('B2 a download is cut when the right, the session or the blob is gone while it runs; nobody takes it for whole', async () => {
    const big = flow(24 * MB)
    const blobId = (await upload(big.content)).json()['blobId'] as string
    const whole = createHash('sha256').update((await ask('GET', `/test-files/${blobId}`)).body).digest('hex')
    assert.equal(whole, big.sha256())
    const ends: [string, () => Promise<unknown>, () => Promise<unknown>][] = [
      ['right', async () => (isOpen = false), async () => (isOpen = true)],
      ['session', () => room.platform.database.deleteFrom('session').execute(), async () => (cookie = await cookieOn('own'))],
      ['blob', async () => {
        await sql`DELETE FROM test_attachment WHERE blob_id = ${blobId}`.execute(room.platform.database)
        await room.platform.database.deleteFrom('scope_key').execute()
      }, async () => {}],
    ]
    for (const [name, end, restore] of ends) {
      const serverSide = new Promise<Socket>((resolve) => room.house.app.server.once('connection', resolve))
      const response = await new Promise<IncomingMessage>((resolve, reject) => open('GET', `/test-files/${blobId}`).on('response', resolve).on('error', reject).end())
      assert.equal(response.statusCode, 200, name)
      const line = await serverSide
      const cut = new Promise((resolve) => line.on('close', resolve))
      // Nobody reads, so it is still running when what allowed it ends.
      await end()
      if (name === 'blob') await room.house.clock.advance({ seconds: 2 })
      else await cut
      await assert.rejects(response.toArray(), /aborted/, `${name}: ended as if it were whole`)
      await cut
      await restore()
    }
  })

  test('a module whose operations say what no door can carry does not start', () => {
    const planted = (change: object) => () => assemble([{ ...testModule, contract: { ...contract, download: { ...contract.download, ...change } } }])
    assert.throws(planted({ doors: ['http', 'ws'] }), /answers a file through another door/)
    assert.throws(planted({ method: 'POST', effects: 'write' }), /answers a blob and is no reading/)
    assert.throws(() => assemble([{ ...testModule, contract: { ...contract, upload: { ...contract.upload, body_bytes_max: undefined } as never } }]), /body_bytes_max is missing/)
  })
})
