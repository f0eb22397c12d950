/**
 * Blobs as objects of an S3-compatible store, over fetch. What is sent carries its SHA-256 in the signature, so the store refuses what arrived damaged. All names
 * of a school begin with the same sign of its keys: two schools in one bucket never meet each other's objects.
 */
import { openAsBlob } from 'node:fs'
import { isId } from '#platform/id/id.ts'
import type { Clock } from '#platform/time/clock.ts'
import { s3_answer_bytes_max, s3_tries_max, s3_wait_ms_first } from '../limits.ts'
import { texts } from '../texts.de.ts'
import { piecesUntilEnd } from './pieces.ts'
import { BlobProblem } from './place.ts'
import type { Place } from './place.ts'
import { NO_BODY, signedHeaders } from './signature.ts'

/** `path`: https://host/bucket/name. `host`: https://bucket.host/name. `wait_ms_first`: before the second try; each further wait is twice as long. */
export type S3Settings = { endpoint: URL; bucket: string; region: string; style: 'path' | 'host'; keyId: string; secret: string; wait_ms_first?: number }

type Asked = { method: 'GET' | 'PUT' | 'DELETE'; name?: string; query?: Record<string, string>; headers?: Record<string, string>; draft?: { path: string; sha256: string } }

/** The place in this bucket; `prefix` is the sign of the school. Throws BlobProblem when the store can't be reached or refuses. */
export function s3Place(settings: S3Settings, prefix: string, clock: Clock): Place {
  const keyOf = (blobId: string): string => `${prefix}/${blobId}`

  /** Asks until there is an answer that trying again would not change; any status but these is a problem. */
  async function ask(asked: Asked, expected: readonly number[]): Promise<Response> {
    for (let tries = 1; ; tries++) {
      const response = await send(asked).catch((error: unknown) => ({ error }))
      if ('error' in response) {
        if (tries >= s3_tries_max) throw new BlobProblem(texts.s3_unreachable({ host: settings.endpoint.host, code: codeOf(response.error) }))
      } else {
        if (expected.includes(response.status)) return response
        const code = /<Code>(\w{1,60})<\/Code>/.exec(await textOf(response))?.[1] ?? ''
        const isPassing = response.status >= 500 || response.status === 429 || code === 'RequestTimeout'
        if (!isPassing || tries >= s3_tries_max) throw new BlobProblem(texts.s3_refused({ host: settings.endpoint.host, status: response.status, code }))
      }
      await new Promise((resolve) => setTimeout(resolve, (settings.wait_ms_first ?? s3_wait_ms_first) * 2 ** (tries - 1)))
    }
  }

  async function send({ method, name = '', query = {}, headers = {}, draft }: Asked): Promise<Response> {
    const url = addressOf(settings, name)
    for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value)
    const { host: _, ...signed } = signedHeaders(settings, { method, url, sha256: draft?.sha256 ?? NO_BODY, headers, at: clock.now() })
    // A redirect leads to somebody whom nobody has named.
    return fetch(url, { method, headers: signed, redirect: 'manual', body: draft === undefined ? null : await openAsBlob(draft.path) })
  }

  return {
    name: 's3',
    async take(blobId, draft) {
      const response = await ask({ method: 'PUT', name: keyOf(blobId), headers: { 'content-type': 'application/octet-stream' }, draft }, [200])
      await response.body?.cancel()
    },
    async open(blobId, { from, to }) {
      const response = await ask({ method: 'GET', name: keyOf(blobId), headers: { range: `bytes=${from}-${to - 1}` } }, [200, 206, 404, 416])
      const body = response.body
      if (response.status === 404 || response.status === 416 || body === null) {
        await body?.cancel()
        // 416: there is something, but less than the first byte asked for.
        return response.status === 416 ? { sealed_bytes: 0, pieces: piecesUntilEnd(async () => null, async () => {}) } : null
      }
      const total = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1] ?? response.headers.get('content-length')
      return { sealed_bytes: Number(total), pieces: piecesOf(body, response.status === 200 ? { from, to } : { from: 0, to: to - from }, settings.endpoint.host) }
    },
    async remove(blobId) {
      const response = await ask({ method: 'DELETE', name: keyOf(blobId) }, [200, 204, 404])
      await response.body?.cancel()
    },
    async *names() {
      for (let token: string | undefined = ''; token !== undefined; ) {
        const query: Record<string, string> = { 'list-type': '2', prefix: `${prefix}/`, 'encoding-type': 'url', ...(token !== '' && { 'continuation-token': token }) }
        const list = await textOf(await ask({ method: 'GET', query }, [200]))
        yield [...list.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => decodeURIComponent(plain(key!).replaceAll('+', ' ')).slice(prefix.length + 1)).map((name) => (isId(name) ? name : `${prefix}/${name}`))
        token = /<IsTruncated>true<\/IsTruncated>/.test(list) ? plain(/<NextContinuationToken>([^<]+)<\/NextContinuationToken>/.exec(list)?.[1] ?? '') || undefined : undefined
      }
    },
  }
}

/** Where an object of this name lies; without a name the bucket. */
export function addressOf({ endpoint, bucket, style }: Pick<S3Settings, 'endpoint' | 'bucket' | 'style'>, name = ''): URL {
  const url = new URL(endpoint)
  if (style === 'host') url.hostname = `${bucket}.${url.hostname}`
  url.pathname = style === 'host' ? `/${name}` : `/${bucket}/${name}`
  return url
}

/** The bytes of an answer, or those of a span where the store gave everything. */
function piecesOf(body: ReadableStream<Uint8Array>, { from, to }: { from: number; to: number }, host: string): AsyncIterableIterator<Buffer> {
  const reader = body.getReader()
  let at = 0
  return piecesUntilEnd(async () => {
    for (;;) {
      if (at >= to) return null
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw new BlobProblem(texts.s3_unreachable({ host, code: codeOf(error) }))
      })
      if (done) return null
      const piece = Buffer.from(value.buffer, value.byteOffset, value.byteLength).subarray(Math.max(0, from - at), to - at)
      at += value.byteLength
      if (piece.length > 0) return piece
    }
  }, () => reader.cancel().catch(() => {}))
}

async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += part.byteLength
    if (bytes > s3_answer_bytes_max) break
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** The signs that XML has to write otherwise. */
function plain(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' })[name]!)
}

/** The kind of a fault of the network, which is all that may be said of it. */
function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: string; cause?: { code?: string } }
  return cause?.code ?? code ?? 'network'
}
