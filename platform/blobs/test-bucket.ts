/**
 * A small S3-compatible store for tests, which believes nobody: it works out the signature of each request from what arrived on the line, by the published rules and
 * without our signer, and the hash of what was sent. Objects are kept in memory. Knows PUT, GET with ranges, DELETE and lists of type 2 in short pages.
 */
import { createHash, createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Bucket = {
  origin: string
  objects: Map<string, Buffer>
  /** Requests as they came: method, path and query. */
  asked: string[]
  /** What the next requests meet instead of an answer: a status, or a line that is cut. One for each request. */
  trouble: (number | 'cut')[]
  /** Called while a GET is being answered. */
  onRead: (() => Promise<void>) | null
  close(): Promise<void>
}

export type BucketKey = { bucket: string; region: string; keyId: string; secret: string }

const PAGE_KEYS = 3

export async function openBucket(key: BucketKey): Promise<Bucket> {
  const self: Bucket = { origin: '', objects: new Map(), asked: [], trouble: [], onRead: null, close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()) }
  const server = createServer((request, response) => void answer(self, key, request, response).catch(() => response.destroy()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  self.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return self
}

async function answer(self: Bucket, key: BucketKey, request: IncomingMessage, response: ServerResponse): Promise<void> {
  self.asked.push(`${request.method} ${request.url}`)
  const body = Buffer.concat(await request.toArray())
  const trouble = self.trouble.shift()
  if (trouble === 'cut') return void response.destroy()
  if (trouble !== undefined) return fault(response, trouble, trouble === 403 ? 'AccessDenied' : 'SlowDown')
  const problem = problemOf(request, body, key)
  if (problem !== null) return fault(response, 403, problem)
  const [path, query = ''] = request.url!.split('?') as [string, string?]
  const name = decodeURIComponent(path).replace(`/${key.bucket}/`, '')
  if (!path.startsWith(`/${key.bucket}/`)) return fault(response, 404, 'NoSuchBucket')
  if (request.method === 'PUT') {
    self.objects.set(name, body)
    return void response.writeHead(200, { etag: '"x"' }).end()
  }
  if (request.method === 'DELETE') {
    self.objects.delete(name)
    return void response.writeHead(204).end()
  }
  if (name === '') return list(self, new URLSearchParams(query), key, response)
  return read(self, name, request, response)
}

async function read(self: Bucket, name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const object = self.objects.get(name)
  if (object === undefined) return fault(response, 404, 'NoSuchKey')
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')
  if (range === null) return void response.writeHead(200, { 'content-length': object.length }).end(object)
  const [from, to] = [Number(range[1]), Math.min(Number(range[2]) + 1, object.length)]
  if (from >= object.length) return fault(response, 416, 'InvalidRange')
  response.writeHead(206, { 'content-length': to - from, 'content-range': `bytes ${from}-${to - 1}/${object.length}` })
  const middle = from + Math.floor((to - from) / 2)
  response.write(object.subarray(from, middle))
  await self.onRead?.()
  response.end(object.subarray(middle, to))
}

function list(self: Bucket, query: URLSearchParams, { bucket }: BucketKey, response: ServerResponse): void {
  if (query.get('list-type') !== '2') return fault(response, 400, 'InvalidArgument')
  const after = query.get('continuation-token') ?? ''
  const names = [...self.objects.keys()].filter((name) => name.startsWith(query.get('prefix') ?? '') && name > after).sort()
  const page = names.slice(0, PAGE_KEYS)
  const more = names.length > page.length
  const escaped = (text: string): string => (query.get('encoding-type') === 'url' ? encodeURIComponent(text).replaceAll('%2F', '/') : text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'))
  response.writeHead(200, { 'content-type': 'application/xml' }).end(
    `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${bucket}</Name><KeyCount>${page.length}</KeyCount><IsTruncated>${more}</IsTruncated>` +
    `${page.map((name) => `<Contents><Key>${escaped(name)}</Key><Size>${self.objects.get(name)!.length}</Size></Contents>`).join('')}${more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''}</ListBucketResult>`,
  )
}

function fault(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' }).end(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>no</Message></Error>`)
}

/** Null when the request is signed by the holder of the key, for exactly this body; else the code that a store answers. */
export function problemOf(request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>, body: Buffer, { region, keyId, secret }: BucketKey): string | null {
  const given = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/.exec(request.headers.authorization ?? '')
  if (given === null) return 'AccessDenied'
  const [, holder, date, signedRegion, signedNames, signature] = given as unknown as [string, string, string, string, string, string]
  if (holder !== keyId) return 'InvalidAccessKeyId'
  if (signedRegion !== region) return 'AuthorizationHeaderMalformed'
  const names = signedNames.split(';')
  const time = String(request.headers['x-amz-date'])
  const sent = String(request.headers['x-amz-content-sha256'])
  if (!names.includes('host') || Object.keys(request.headers).some((name) => name.startsWith('x-amz-') && !names.includes(name)) || !time.startsWith(date) || !/^\d{8}T\d{6}Z$/.test(time)) return 'AccessDenied'
  if (createHash('sha256').update(body).digest('hex') !== sent) return 'XAmzContentSHA256Mismatch'
  const [path, query = ''] = request.url!.split('?') as [string, string?]
  const pairs = query === '' ? [] : query.split('&').map((pair) => pair.split('=').map((part) => strictly(decodeURIComponent(part.replaceAll('+', '%20')))))
  const canonical =
    `${request.method}\n${path.split('/').map((part) => strictly(decodeURIComponent(part))).join('/')}\n${pairs.sort((a, b) => Buffer.compare(Buffer.from(a[0]!), Buffer.from(b[0]!))).map(([name, value]) => `${name}=${value ?? ''}`).join('&')}\n` +
    `${names.map((name) => `${name}:${String(request.headers[name]).trim()}\n`).join('')}\n${signedNames}\n${sent}`
  const text = `AWS4-HMAC-SHA256\n${time}\n${date}/${region}/s3/aws4_request\n${createHash('sha256').update(canonical).digest('hex')}`
  let signing: Buffer = Buffer.from(`AWS4${secret}`)
  for (const step of [date, region, 's3', 'aws4_request']) signing = createHmac('sha256', signing).update(step).digest()
  return createHmac('sha256', signing).update(text).digest('hex') === signature ? null : 'SignatureDoesNotMatch'
}

function strictly(text: string): string {
  return [...Buffer.from(text)].map((byte) => (/[A-Za-z0-9._~-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)).join('')
}
