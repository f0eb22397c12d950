/**
 * The browser's hand for the contracts: one typed function per operation. Same-origin cookies, `x-schulhof: 1` against foreign forms, JSON both
 * ways; a refusal of the server or a dead network arrives as RefusalError, nothing else is thrown.
 */
import { fillPath } from '#platform/module/operation.ts'
import type { Contract, Operation } from '#platform/module/operation.ts'
import type { z } from 'zod'
import { request, requestPaper } from './request.ts'
import type { CallOptions } from './request.ts'

export type WebClient<C extends Contract> = {
  readonly [K in keyof C]: C[K] extends Operation<infer I, infer O> ? (input: z.input<I>, options?: CallOptions) => Promise<z.output<O>> : never
}

/** One function per operation of the contract. `origin` is for tests; in the browser calls go to the page's own server. */
export function createClient<C extends Contract>(contract: C, origin = ''): WebClient<C> {
  const calls = Object.entries(contract).map(([name, operation]) => [
    name,
    (input?: Record<string, unknown>, options: CallOptions = {}) => call(operation, input ?? {}, options, origin),
  ])
  return Object.freeze(Object.fromEntries(calls)) as WebClient<C>
}

function call(operation: Operation, input: Record<string, unknown>, options: CallOptions, origin: string): Promise<unknown> {
  const { path, rest } = fillPath(operation.path, input)
  if (operation.body !== undefined) return request(operation.method, `${origin}${path}${queryOf(rest)}`, { ...options, body: options.body ?? new Blob([]) })
  if (operation.answer === 'pdf') {
    const isQuery = operation.method === 'GET'
    return requestPaper(operation.method, `${origin}${path}${isQuery ? queryOf(rest) : ''}`, isQuery ? options : { ...options, json: rest })
  }
  if (operation.method === 'GET') return request('GET', `${origin}${path}${queryOf(rest)}`, options)
  return request(operation.method, `${origin}${path}`, { ...options, json: rest })
}

/** Where an operation that answers a blob is found: for an image, a player or a link of a page. The rights are asked for there as everywhere. */
export function blobAddress<I extends z.ZodType, O extends z.ZodType>(operation: Operation<I, O>, input: z.input<I>): string {
  const { path, rest } = fillPath(operation.path, input as Record<string, unknown>)
  return `${path}${queryOf(rest)}`
}

/** Lists become repeated fields, dates ISO instants; what is undefined or null stays away. */
function queryOf(rest: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(rest)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) query.append(name, one instanceof Date ? one.toISOString() : String(one))
    }
  }
  return query.size === 0 ? '' : `?${query}`
}
