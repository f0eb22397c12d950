import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { z } from 'zod'
import { operation } from '#platform/module/operation.ts'
import { blobAddress, createClient } from './client.ts'
import { RefusalError } from './refusal.ts'
import { onRefusal } from './request.ts'
import { dropTicket, holdTicket } from './ticket.ts'

const any = z.object({}).loose()
const contract = {
  readRoom: operation({
    summary: 'Reads',
    method: 'GET',
    path: '/rooms/:roomId',
    right: 'x.read',
    input: z.object({ roomId: z.string(), before: z.number().optional(), kinds: z.array(z.string()).optional() }),
    output: any,
    effects: 'read',
    doors: ['http'],
  }),
  renameRoom: operation({
    summary: 'Renames',
    method: 'PUT',
    path: '/rooms/:roomId/name',
    right: 'x.write',
    input: z.object({ roomId: z.string(), name: z.string() }),
    output: any,
    effects: 'write',
    doors: ['http'],
  }),
  removeRoom: operation({
    summary: 'Removes',
    method: 'DELETE',
    path: '/rooms/:roomId',
    right: 'x.write',
    input: z.object({ roomId: z.string() }),
    output: any,
    effects: 'write',
    doors: ['http'],
  }),
  addFile: operation({
    summary: 'Adds',
    method: 'POST',
    path: '/rooms/:roomId/files',
    right: 'x.write',
    input: z.object({ roomId: z.string(), name: z.string() }),
    output: any,
    effects: 'write',
    doors: ['http'],
    body: 'raw',
  }),
  addVideo: operation({
    summary: 'Adds',
    method: 'POST',
    path: '/rooms/:roomId/videos',
    right: 'x.write',
    input: z.object({ roomId: z.string() }),
    output: any,
    effects: 'write',
    doors: ['http'],
    body: 'stream',
  }),
  readVideo: operation({
    summary: 'Reads',
    method: 'GET',
    path: '/videos/:videoId',
    right: 'x.read',
    input: z.object({ videoId: z.string(), show: z.string().optional() }),
    output: any,
    effects: 'read',
    doors: ['http'],
    answer: 'blob',
  }),
}

type Seen = { method: string; url: string; headers: IncomingMessage['headers']; body: string }
let seen: Seen[] = []
let answer: { status: number; body: string } = { status: 200, body: '{}' }

const server = createServer(async (request, response) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString() })
  if (answer.status === 0) request.socket.destroy()
  else response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body)
})

describe('the client of a contract', () => {
  let origin = ''
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  beforeEach(() => {
    seen = []
    answer = { status: 200, body: '{}' }
    dropTicket()
  })
  const refusalOf = async (call: Promise<unknown>) =>
    call.then(
      () => assert.fail('was not refused'),
      (error: unknown) => (error instanceof RefusalError ? error.refusal : assert.fail(String(error))),
    )

  test('a GET puts the path field into the path, the rest into the query, and marks itself as ours', async () => {
    answer = { status: 200, body: '{"name":"7b"}' }
    assert.deepEqual(await createClient(contract, origin).readRoom({ roomId: 'a/b ü', before: 3, kinds: ['x', 'y'] }), { name: '7b' })
    assert.equal(seen[0]?.url, '/api/rooms/a%2Fb%20%C3%BC?before=3&kinds=x&kinds=y')
    assert.equal(seen[0]?.headers['x-schulhof'], '1')
    assert.equal(seen[0]?.headers.authorization, undefined)
    assert.equal(seen[0]?.body, '')
  })

  test('a write sends the rest of its input as JSON', async () => {
    await createClient(contract, origin).renameRoom({ roomId: '7', name: 'Grüße' })
    assert.equal(seen[0]?.method, 'PUT')
    assert.equal(seen[0]?.headers['content-type'], 'application/json')
    assert.deepEqual(JSON.parse(seen[0]?.body ?? ''), { name: 'Grüße' })
  })

  test('a raw body travels untouched, its other fields in the query', async () => {
    await createClient(contract, origin).addFile({ roomId: '7', name: 'a.txt' }, { body: new Blob(['\u0000äöü']) })
    assert.equal(seen[0]?.url, '/api/rooms/7/files?name=a.txt')
    assert.equal(seen[0]?.headers['content-type'], 'application/octet-stream')
    assert.equal(seen[0]?.body, '\u0000äöü')
  })

  test('a streamed body travels as a raw one; a blob is found at an address', async () => {
    await createClient(contract, origin).addVideo({ roomId: '7' }, { body: new Blob(['abc']) })
    assert.deepEqual([seen[0]?.url, seen[0]?.body], ['/api/rooms/7/videos', 'abc'])
    assert.equal(blobAddress(contract.readVideo, { videoId: 'a b', show: 'inline' }), '/api/videos/a%20b?show=inline')
    assert.equal(blobAddress(contract.readVideo, { videoId: '7' }), '/api/videos/7')
  })

  test('an empty answer is no error', async () => {
    answer = { status: 204, body: '' }
    assert.equal(await createClient(contract, origin).removeRoom({ roomId: '7' }), undefined)
  })

  test('a refusal arrives with code, params, clause and field', async () => {
    answer = {
      status: 403,
      body: JSON.stringify({ refusal: { status: 403, code: 'consent_missing', params: { purpose: 'video' }, clause: '3', field: 'name' } }),
    }
    assert.deepEqual(await refusalOf(createClient(contract, origin).renameRoom({ roomId: '7', name: 'x' })), {
      status: 403,
      code: 'consent_missing',
      params: { purpose: 'video' },
      clause: '3',
      field: 'name',
    })
  })

  test('an answer that is not ours, a proxy page or garbage, is refused by its status', async () => {
    answer = { status: 502, body: '<html>Bad Gateway</html>' }
    assert.deepEqual(await refusalOf(createClient(contract, origin).readRoom({ roomId: '7' })), { status: 502, code: 'unavailable' })
    answer = { status: 404, body: '{"error":"x"}' }
    assert.deepEqual(await refusalOf(createClient(contract, origin).readRoom({ roomId: '7' })), { status: 404, code: 'not_found' })
  })

  test('a dead line is the refusal network, and a call that was called off is not', async () => {
    answer = { status: 0, body: '' }
    assert.equal((await refusalOf(createClient(contract, origin).readRoom({ roomId: '7' }))).code, 'network')
    const stop = new AbortController()
    stop.abort(new Error('left the page'))
    await assert.rejects(createClient(contract, origin).readRoom({ roomId: '7' }, { signal: stop.signal }), /left the page/)
  })

  test('B13 a held ticket goes with every call until it is dropped', async () => {
    holdTicket('abc')
    await createClient(contract, origin).readRoom({ roomId: '7' })
    dropTicket()
    await createClient(contract, origin).readRoom({ roomId: '7' })
    assert.deepEqual(
      seen.map((one) => one.headers.authorization),
      ['Ticket abc', undefined],
    )
  })

  test('who listens hears of every refusal and of nothing else', async () => {
    const heard: string[] = []
    const stop = onRefusal((refusal) => heard.push(refusal.code))
    await createClient(contract, origin).readRoom({ roomId: '7' })
    answer = { status: 404, body: '' }
    await refusalOf(createClient(contract, origin).readRoom({ roomId: '7' }))
    stop()
    await refusalOf(createClient(contract, origin).readRoom({ roomId: '7' }))
    assert.deepEqual(heard, ['not_found'])
  })
})
