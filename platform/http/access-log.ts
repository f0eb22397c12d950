/** What the HTTP door tells the technical log: operation, status, duration, network, and who it was as a pseudonym (R6.1). Nothing of path, query, headers or body. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { UNKNOWN } from '#platform/log/log.ts'
import type { LogDoor } from '#platform/log/log.ts'
import type { Platform } from '#platform/module/platform.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `module.name` of the operation behind a route. */
    operation?: string
  }
}

const callers = new WeakMap<FastifyRequest, string>()

/** Remembers who asks, for the row that is written when the answer is sent. */
export function noteCaller(request: FastifyRequest, personId: string): void {
  callers.set(request, personId)
}

export function operationOf(request: FastifyRequest): string {
  return request.routeOptions?.config?.operation ?? UNKNOWN
}

/** Puts one row into the log. Files of the web app are nobody's operation and leave none. */
export function noteAccess(platform: Platform, request: FastifyRequest, reply: FastifyReply): void {
  const operation = operationOf(request)
  if (operation === UNKNOWN && (!request.url.startsWith('/api/') || request.url.startsWith('/api/health'))) return
  platform.log.access({
    at: platform.clock.now(), personId: callers.get(request) ?? null, operation, door: 'http', status: reply.statusCode, duration_ms: reply.elapsedTime, address: request.ip,
  })
}

/** Puts a fault into the log: its kind and where it happened. */
export function noteFault(platform: Platform, operation: string, door: LogDoor, error: Error & { code?: string }, place: string): void {
  platform.log.fault({ at: platform.clock.now(), operation, door, code: [error.name, error.code].filter(Boolean).join(' '), place })
}

/** Where it happened, without the message: messages can hold data of people. */
export function firstOwnLine(error: Error): string {
  return (error.stack ?? '').split('\n').find((line) => line.includes('file://') && !line.includes('node_modules'))?.replace(/.*\/((?:platform|modules|server)\/[^)]*)\)?$/, '$1') ?? ''
}
