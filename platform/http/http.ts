/** The HTTP door: every operation of every module as a route, derived from the contracts; the web app beside it. */
import { join } from 'node:path'
import fastify from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastifyStatic from '@fastify/static'
import type { Assembly } from '#platform/module/check.ts'
import { RefusalError } from '#platform/module/module.ts'
import type { RequestFacts } from '#platform/module/module.ts'
import { perform } from '#platform/module/perform.ts'
import type { Entry } from '#platform/module/perform.ts'
import type { Refusal } from '#platform/module/operation.ts'
import type { Platform } from '#platform/module/platform.ts'
import { limits } from './limits.ts'
import { callerOf, cookiesOf, isFromOurPage } from './request.ts'

export type HttpOptions = { webFolder: string | null; trustedProxies: readonly string[] }

/** The server with all routes, not listening yet; `inject` works at once (tests without a port). */
export async function createHttp(platform: Platform, assembly: Assembly, options: HttpOptions): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    bodyLimit: limits.body_bytes_max,
    requestTimeout: limits.request_ms_max,
    http: { maxHeaderSize: limits.header_bytes_max },
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
  })
  app.server.maxConnections = limits.connections_max
  app.addHook('onSend', async (request, reply) => void setSecurityHeaders(platform, request, reply))
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => answerError(platform, error, request, reply))
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  for (const entry of assembly.entries.values()) addRoute(app, platform, entry)
  app.get('/api/health', async () => ({ ok: platform.actors.fresh }))
  app.all('/api/*', async () => {
    throw new RefusalError({ status: 404, code: 'not_found' })
  })
  if (options.webFolder !== null) await serveWeb(app, options.webFolder)
  return app
}

function addRoute(app: FastifyInstance, platform: Platform, entry: Entry): void {
  const { operation } = entry
  if (!operation.doors.includes('http')) return
  app.route({
    method: operation.method,
    url: `/api${operation.path}`,
    ...(operation.body_bytes_max !== undefined && { bodyLimit: operation.body_bytes_max }),
    handler: async (request, reply) => {
      if (operation.effects === 'write' && !isFromOurPage(platform, request.headers, { needsHeader: true })) throw new RefusalError({ status: 403, code: 'foreign_page' })
      if (!platform.actors.fresh) throw new RefusalError({ status: 503, code: 'unavailable' })
      const at = platform.clock.now()
      const cookies = cookiesOf(request.headers.cookie)
      const { actor } = await callerOf(platform, request.headers, cookies, at)
      const isRaw = operation.body === 'raw'
      const input = { ...(isRaw ? {} : objectOf(request.body)), ...objectOf(request.query), ...objectOf(request.params) }
      const body = isRaw && Buffer.isBuffer(request.body) ? request.body : null
      return reply.send(await perform(platform, entry, { actor, door: 'http', input, body, at, request: factsOf(platform, request, reply, cookies) }))
    },
  })
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value) ? (value as Record<string, unknown>) : {}
}

function factsOf(platform: Platform, request: FastifyRequest, reply: FastifyReply, cookies: Record<string, string>): RequestFacts {
  return {
    address: request.ip,
    cookies,
    userAgent: request.headers['user-agent'] ?? '',
    setCookie(name, value, { seconds_max }) {
      const secure = platform.publicUrl.protocol === 'https:' ? '; Secure' : ''
      const age = seconds_max === null ? '' : `; Max-Age=${seconds_max}`
      const known = reply.getHeader('set-cookie')
      const all = [...(Array.isArray(known) ? known : known === undefined ? [] : [String(known)]), `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${secure}${age}`]
      reply.header('set-cookie', all)
    },
  }
}

/** Errors become refusals; what was not foreseen is logged without its content and answered as 500 with nothing in it. */
function answerError(platform: Platform, error: Error & { statusCode?: number; code?: string }, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof RefusalError) return reply.status(error.refusal.status).send({ refusal: error.refusal })
  const status = error.statusCode ?? 500
  if (status === 413) return reply.status(413).send({ refusal: { status: 413, code: 'too_large' } satisfies Refusal })
  if (status >= 400 && status < 500) return reply.status(status).send({ refusal: { status, code: 'input_invalid' } satisfies Refusal })
  platform.say(`error ${request.method} ${request.routeOptions.url ?? '?'}: ${error.name} ${error.code ?? ''} ${firstOwnLine(error)}`)
  const refusal: Refusal = isDatabaseAway(error) ? { status: 503, code: 'unavailable' } : { status: 500, code: 'broken' }
  return reply.status(refusal.status).send({ refusal })
}

/** PostgreSQL gone, starting or stopping: the caller should come back, nothing was done. */
export function isDatabaseAway(error: Error & { code?: string }): boolean {
  return ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', '57P01', '57P02', '57P03', '08006', '08003', '53300'].includes(error.code ?? '') || /Connection terminated|not queryable|timeout exceeded/i.test(error.message)
}

/** Where it happened, without the message: messages can hold data of people. */
function firstOwnLine(error: Error): string {
  return (error.stack ?? '').split('\n').find((line) => line.includes('file://') && !line.includes('node_modules'))?.replace(/.*\/((?:platform|modules|server)\/[^)]*)\)?$/, '$1') ?? ''
}

function setSecurityHeaders(platform: Platform, request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-content-type-options', 'nosniff')
  reply.header('referrer-policy', 'no-referrer')
  reply.header('x-frame-options', 'DENY')
  reply.header('cross-origin-opener-policy', 'same-origin')
  reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()')
  const live = platform.publicUrl.protocol === 'https:' ? `wss://${platform.publicUrl.host}` : 'ws:'
  reply.header('content-security-policy', `default-src 'self'; connect-src 'self' ${live}; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`)
  if (platform.publicUrl.protocol === 'https:') reply.header('strict-transport-security', 'max-age=31536000')
  if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
}

/** Files with a hash in their name never change; every other path is the page itself. */
async function serveWeb(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, { root: folder, wildcard: false, index: false, preCompressed: true, setHeaders: (reply, path) => void reply.header('cache-control', path.includes(join(folder, 'assets')) ? 'public, max-age=31536000, immutable' : 'no-cache') })
  app.setNotFoundHandler((request, reply) => {
    const isPage = (request.method === 'GET' || request.method === 'HEAD') && !/\.[a-z0-9]{2,6}$/.test(request.url.split('?')[0] ?? '')
    if (!isPage) return reply.status(404).send({ refusal: { status: 404, code: 'not_found' } satisfies Refusal })
    return reply.header('cache-control', 'no-cache').sendFile('index.html')
  })
}
