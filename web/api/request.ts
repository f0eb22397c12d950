/** One request to the page's own server and its answer; what the typed clients and the session stand on. */
import type { Refusal } from '#platform/module/operation.ts'
import { withFactor } from './factor.ts'
import { CALL_MS_MAX, PAPER_MS_MAX } from './limits.ts'
import { NETWORK, readRefusal, RefusalError } from './refusal.ts'
import { heldTicket } from './ticket.ts'
import { upload } from './upload.ts'

export type CallOptions = {
  /** The file of an operation that takes one. */
  body?: Blob
  signal?: AbortSignal
  /** Called while the body is sent; both in bytes. */
  onProgress?: (progress: { sent_bytes: number; total_bytes: number }) => void
}

/** The parsed body of a 2xx answer (undefined when it is empty). Throws RefusalError, or the signal's reason when the caller called it off. */
export function request<T>(method: string, url: string, options: CallOptions & { json?: unknown } = {}): Promise<T> {
  return withFactor(() => ask<T>(method, url, options))
}

async function ask<T>(method: string, url: string, options: CallOptions & { json?: unknown }): Promise<T> {
  const headers = headersOf(options)
  return heard(async () => {
    const answer =
      options.body && typeof XMLHttpRequest !== 'undefined'
        ? await upload({ method, url, headers, body: options.body }, options)
        : await send(method, url, headers, options)
    if (answer.status >= 200 && answer.status < 300) return answer.body as T
    throw new RefusalError(readRefusal(answer.status, answer.body))
  })
}

/** A paper of an operation with `answer: 'pdf'`: its bytes and the name under which it is saved. Throws as `request` does. */
export async function requestPaper(method: string, url: string, options: CallOptions & { json?: unknown }): Promise<{ fileName: string; bytes: Uint8Array<ArrayBuffer> }> {
  return withFactor(() => heard(async () => {
    const response = await fetched(method, url, headersOf(options), options, PAPER_MS_MAX)
    if (!response.ok) throw new RefusalError(readRefusal(response.status, readJson(await bodyOf(response.text()))))
    const fileName = /filename="([a-z0-9-]+\.pdf)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'schulhof.pdf'
    return { fileName, bytes: new Uint8Array(await bodyOf(response.arrayBuffer())) }
  }))
}

function headersOf(options: CallOptions & { json?: unknown }): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json', 'x-schulhof': '1' }
  const ticket = heldTicket()
  if (ticket !== null) headers.authorization = `Ticket ${ticket}`
  if (options.body) headers['content-type'] = 'application/octet-stream'
  else if (options.json !== undefined) headers['content-type'] = 'application/json'
  return headers
}

async function heard<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof RefusalError) for (const listener of listeners) listener(error.refusal)
    throw error
  }
}

/** Hears of every refusal that a call met; returns the way to stop. The session listens, to notice its own end. */
export function onRefusal(listener: (refusal: Refusal) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const listeners = new Set<(refusal: Refusal) => void>()

async function send(
  method: string,
  url: string,
  headers: Record<string, string>,
  options: CallOptions & { json?: unknown },
): Promise<{ status: number; body: unknown }> {
  const response = await fetched(method, url, headers, options, CALL_MS_MAX)
  return { status: response.status, body: readJson(await bodyOf(response.text(), options.signal)) }
}

async function fetched(method: string, url: string, headers: Record<string, string>, options: CallOptions & { json?: unknown }, ms_max: number): Promise<Response> {
  const late = AbortSignal.timeout(ms_max)
  const signal = options.signal ? AbortSignal.any([options.signal, late]) : late
  const body = options.body ?? (options.json === undefined ? null : JSON.stringify(options.json))
  return bodyOf(fetch(url, { method, headers, body, credentials: 'same-origin', cache: 'no-store', signal }), options.signal)
}

/** Whatever breaks on the way is the network, unless the caller called it off. */
async function bodyOf<T>(answer: Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await answer
  } catch {
    if (signal?.aborted) throw signal.reason
    throw new RefusalError(NETWORK)
  }
}

/** An answer that is not JSON (an empty one, a proxy's page) has no body for us; its status still speaks. */
function readJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
