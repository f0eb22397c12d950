/** The HTTP door: every operation of every module as a route, derived from the contracts; the web app beside it. */
import { STATUS_CODES } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import fastify from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastifyStatic from '@fastify/static'
import { createUpload } from '#platform/blobs/upload.ts'
import type { Upload } from '#platform/blobs/upload.ts'
import { isDatabaseAway } from '#platform/database/away.ts'
import type { Assembly } from '#platform/module/check.ts'
import type { BlobAnswer } from '#platform/module/fields.ts'
import { RefusalError } from '#platform/module/module.ts'
import type { RequestFacts } from '#platform/module/module.ts'
import { admitBeforeInput, perform } from '#platform/module/perform.ts'
import type { Entry } from '#platform/module/perform.ts'
import type { Refusal } from '#platform/module/operation.ts'
import type { Platform } from '#platform/module/platform.ts'
import { sendBlob } from './blob-answer.ts'
import { takeFiles, takeJson } from './body.ts'
import { firstOwnLine, noteAccess, noteCaller, noteFault, operationOf } from './access-log.ts'
import { sayFault } from './fault-log.ts'
import { limits } from './limits.ts'
import { callerOf, cookiesOf, isFromOurPage } from './request.ts'
import { isStreamed, isUploading, takeStreams, withUpload } from './upload.ts'

export type HttpOptions = { webFolder: string | null; trustedProxies: readonly string[] }

/** The server with all routes, not listening yet; `inject` works at once (tests without a port). */
export async function createHttp(platform: Platform, assembly: Assembly, options: HttpOptions): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    bodyLimit: limits.body_bytes_max,
    requestTimeout: limits.request_ms_max,
    connectionTimeout: limits.silence_ms_max,
    http: { maxHeaderSize: limits.header_bytes_max, connectionsCheckingInterval: limits.connections_checked_ms },
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
    clientErrorHandler: answerBroken,
    frameworkErrors(error, request, reply) {
      setSecurityHeaders(platform, request, reply)
      answerError(platform, error, request, reply)
    },
  })
  app.server.maxConnections = limits.connections_max
  app.addHook('onRequest', async ({ url, raw }, reply) => {
    if (url.length > limits.url_bytes_max) throw new RefusalError({ status: 414, code: 'input_invalid' })
    if (!isInTurn(raw.socket, reply.raw)) throw new RefusalError({ status: 429, code: 'too_many' })
  })
  // Beside the answer, when it is sent: what is written of it waits for nobody (platform/log).
  app.addHook('onResponse', async (request, reply) => noteAccess(platform, request, reply))
  app.addHook('onSend', async (request, reply) => void setSecurityHeaders(platform, request, reply))
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => answerError(platform, error, request, reply))
  takeJson(app)
  const entries = [...assembly.entries.values()].filter(({ operation }) => operation.doors.includes('http'))
  for (const entry of entries.filter(({ operation }) => operation.body === undefined)) addRoute(app, platform, entry)
  await app.register(async (uploads) => {
    takeFiles(uploads)
    for (const entry of entries.filter(({ operation }) => operation.body === 'raw')) addRoute(uploads, platform, entry)
  })
  await app.register(async (streams) => {
    takeStreams(streams)
    for (const entry of entries.filter(({ operation }) => operation.body === 'stream')) addRoute(streams, platform, entry)
  })
  for (const path of ['/api/health', '/healthz']) app.get(path, async (_request, reply) => reply.status(platform.actors.fresh ? 200 : 503).send({ ok: platform.actors.fresh }))
  if (options.webFolder !== null) await serveFiles(app, options.webFolder)
  app.setNotFoundHandler((request, reply) => answerUnknown(request, reply, options.webFolder !== null))
  return app
}

/** False when so many requests of this line are under way that one more has to come later. */
function isInTurn(line: Socket, answer: ServerResponse): boolean {
  const count = underWay.get(line) ?? 0
  if (count >= limits.requests_per_line_max) return false
  underWay.set(line, count + 1)
  answer.once('close', () => underWay.set(line, (underWay.get(line) ?? 1) - 1))
  return true
}

const underWay = new WeakMap<Socket, number>()

function addRoute(app: FastifyInstance, platform: Platform, entry: Entry): void {
  const { operation } = entry
  const isFile = operation.body !== undefined
  const enter = async (request: FastifyRequest) => {
    if (operation.effects === 'write' && !isFromOurPage(platform, request.headers, { needsHeader: true })) throw new RefusalError({ status: 403, code: 'foreign_page' })
    if (!platform.actors.fresh) throw new RefusalError({ status: 503, code: 'unavailable' })
    const at = platform.clock.now()
    const cookies = cookiesOf(request.headers.cookie)
    const caller = await callerOf(platform, request.headers, cookies, at)
    if (caller.actor !== null) noteCaller(request, caller.actor.personId)
    return { at, cookies, ...caller }
  }
  app.route({
    config: { operation: `${entry.module.manifest.id}.${entry.name}` },
    method: operation.method,
    url: `/api${operation.path}`,
    ...(operation.body_bytes_max !== undefined && { bodyLimit: operation.body_bytes_max }),
    // A file is read only for whoever may send it: the memory of the school is not for everybody to fill. Asked again when all of it is there.
    ...(isFile && { onRequest: async (request: FastifyRequest) => {
      const { actor, at } = await enter(request)
      admitBeforeInput(platform, entry, { actor, door: 'http', at })
    } }),
    handler: async (request, reply) => {
      const entered = await enter(request)
      const input = { ...(isFile ? {} : fieldsOf(request.body)), ...fieldsOf(request.query), ...fieldsOf(request.params) }
      const body = Buffer.isBuffer(request.body) ? request.body : null
      const ask = ({ actor, at, cookies }: typeof entered, upload: Upload | null = null) => perform(platform, entry, { actor, door: 'http', input, body, upload, at, request: factsOf(platform, request, reply, cookies) })
      if (operation.body === 'stream') return reply.send(await withUpload(request, entered.actor?.personId ?? '', (content) => ask(entered, uploadOf(platform, request, content))))
      const answer = await ask(entered)
      if (operation.answer === 'blob') return sendBlob(platform, request, reply, answer as BlobAnswer, { isOwnDevice: entered.session?.device === 'own', askAgain: async () => ask(await enter(request)) })
      return operation.answer === 'pdf' ? sendPaper(reply, answer as Paper) : reply.send(answer)
    },
  })
}

function uploadOf({ blobs }: Platform, { headers, routeOptions }: FastifyRequest, content: AsyncIterable<Uint8Array>): Upload {
  return createUpload(blobs, content, { claimedType: headers['content-type'] ?? '', bytes_max: routeOptions.bodyLimit ?? limits.body_bytes_max })
}

type Paper = { fileName: string; bytes: Uint8Array }

/** A paper is saved, never shown inside of the page: whatever a viewer would do with it, it does outside of our origin. */
function sendPaper(reply: FastifyReply, { fileName, bytes }: Paper): FastifyReply {
  reply.header('content-type', 'application/pdf').header('content-disposition', `attachment; filename="${fileName}"`)
  return reply.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}

/** The fields of a body; none where there is none. Refuses what is no object, for it would only be ignored. */
function fieldsOf(value: unknown): Record<string, unknown> {
  if (value === undefined) return {}
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new RefusalError({ status: 400, code: 'input_invalid' })
  return value as Record<string, unknown>
}

function factsOf(platform: Platform, request: FastifyRequest, reply: FastifyReply, cookies: Record<string, string>): RequestFacts {
  return {
    address: request.ip,
    cookies,
    userAgent: request.headers['user-agent'] ?? '',
    setCookie(name, value, { seconds_max }) {
      const secure = platform.publicUrl.protocol === 'https:' ? '; Secure' : ''
      const age = seconds_max === null ? '' : `; Max-Age=${seconds_max}`
      // Fastify keeps several of these beside each other.
      reply.header('set-cookie', `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${secure}${age}`)
    },
  }
}

/** Errors become refusals; what was not foreseen is logged without its content and answered as 500 with nothing in it. */
function answerError(platform: Platform, error: Error & { statusCode?: number; code?: string }, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (isStillSending(request)) lingerOver(request, reply)
  if (error instanceof RefusalError) return reply.status(error.refusal.status).send({ refusal: error.refusal })
  const status = error.statusCode ?? 500
  if (status === 413) return reply.status(413).send({ refusal: { status: 413, code: 'too_large' } satisfies Refusal })
  if (status >= 400 && status < 500) return reply.status(status).send({ refusal: { status, code: 'input_invalid' } satisfies Refusal })
  const place = firstOwnLine(error)
  sayFault(platform, `error ${request.method} ${request.routeOptions.url ?? '?'}: ${error.name} ${error.code ?? ''} ${place}`)
  noteFault(platform, operationOf(request), 'http', error, place)
  const refusal: Refusal = isDatabaseAway(error) ? { status: 503, code: 'unavailable' } : { status: 500, code: 'broken' }
  return reply.status(refusal.status).send({ refusal })
}

/** A body that nobody reads any more, of a size that is not known or not allowed. */
function isStillSending({ raw, headers, routeOptions }: FastifyRequest): boolean {
  const length = headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : Infinity
  // Of a streamed file nobody reads the rest, however much it is.
  return !raw.complete && !(!isStreamed(raw) && length <= (routeOptions.bodyLimit ?? limits.body_bytes_max))
}

/** What still comes is thrown away for a moment: whoever is cut at once never gets to read why. Then the line ends. */
function lingerOver({ raw }: FastifyRequest, reply: FastifyReply): void {
  reply.removeHeader('connection')
  answered.add(raw.socket)
  raw.resume()
  setTimeout(() => raw.complete || raw.destroy(), limits.linger_ms_max).unref()
}

/** Lines whose last request was answered before all of it came. */
const answered = new WeakSet<Socket>()

/** What is no HTTP, too large a head, or too slow: there is no request to answer, so the line gets its answer by hand and is cut. */
function answerBroken(error: Error & { code?: string }, socket: Socket): void {
  // A file on its way has no time but a pace.
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && isUploading(socket)) return
  // Who hangs up in the middle waits for no answer, and who has one already gets no second.
  if (error.code === 'ECONNRESET' || error.code === 'HPE_INVALID_EOF_STATE' || answered.has(socket) || !socket.writable) return void socket.destroy()
  const refusal: Refusal = BROKEN[error.code ?? ''] ?? { status: 400, code: 'input_invalid' }
  const body = JSON.stringify({ refusal })
  socket.write(`HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${body.length}\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n${body}`)
  socket.destroySoon()
}

const BROKEN: Readonly<Record<string, Refusal>> = { HPE_HEADER_OVERFLOW: { status: 431, code: 'too_large' }, HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, code: 'too_large' }, ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: 'unavailable' } }

function setSecurityHeaders(platform: Platform, request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-content-type-options', 'nosniff')
  reply.header('referrer-policy', 'no-referrer')
  reply.header('x-frame-options', 'DENY')
  reply.header('cross-origin-opener-policy', 'same-origin')
  reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()')
  const live = platform.publicUrl.protocol === 'https:' ? `wss://${platform.publicUrl.host}` : 'ws:'
  if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', `default-src 'self'; connect-src 'self' ${live}; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`)
  if (platform.publicUrl.protocol === 'https:') reply.header('strict-transport-security', 'max-age=31536000')
  if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
}

/** Files with a hash in their name never change. */
async function serveFiles(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, { root: folder, wildcard: false, index: false, preCompressed: true, setHeaders: (reply, path) => void reply.header('cache-control', path.includes(join(folder, 'assets')) ? 'public, max-age=31536000, immutable' : 'no-cache') })
}

/** Whatever is neither an operation nor a file: an address of the web app is the page itself. */
function answerUnknown(request: FastifyRequest, reply: FastifyReply, hasWeb: boolean): FastifyReply {
  const path = request.url.split('?')[0] ?? ''
  const isPage = hasWeb && (request.method === 'GET' || request.method === 'HEAD') && !/^\/api(\/|$)/.test(path) && !/\.[a-z0-9]{2,6}$/.test(path)
  if (!isPage) throw new RefusalError({ status: 404, code: 'not_found' })
  return reply.header('cache-control', 'no-cache').sendFile('index.html')
}
