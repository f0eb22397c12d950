/**
 * Bodies that are read while they are stored: gigabytes may pass, a few pieces are held. The time of a request that holds for all others can't hold here, so an
 * upload has to keep a pace instead; a line on which nothing moves is cut as any other.
 */
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { refuse } from '#platform/module/module.ts'
import { limits } from './limits.ts'

/** The body is handed on as it is, unread. */
export function takeStreams(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
}

/** True while the body of a request on this line is taken as a stream: it is over its time when it says so itself. */
export function isUploading(line: Socket): boolean {
  return uploading.has(line)
}

/**
 * Runs `work` with the body of the request. Refuses with 413 what is larger than the route allows, before anything is read when the head says so, with 429 when the
 * person or everybody has too many under way, and with 400 a body in crumbs or one that breaks off.
 */
export async function withUpload<T>(request: FastifyRequest, personId: string, work: (content: AsyncIterable<Uint8Array>) => Promise<T>): Promise<T> {
  const { raw, headers, routeOptions } = request
  if (Number(headers['content-length'] ?? 0) > (routeOptions.bodyLimit ?? limits.body_bytes_max)) refuse(413, 'too_large')
  const own = underWay.get(personId) ?? 0
  if (own >= limits.uploads_per_person_max || uploading.size >= limits.uploads_max) refuse(429, 'too_many')
  const { socket } = raw
  streamed.add(raw)
  underWay.set(personId, own + 1)
  uploading.add(socket)
  try {
    return await work(piecesOf(raw))
  } finally {
    uploading.delete(socket)
    const left = underWay.get(personId)! - 1
    if (left === 0) underWay.delete(personId)
    else underWay.set(personId, left)
  }
}

/** True for a request whose body was to be streamed: what is left of it when the answer is there nobody will read. */
export function isStreamed(raw: IncomingMessage): boolean {
  return streamed.has(raw)
}

const streamed = new WeakSet<IncomingMessage>()
const uploading = new Set<Socket>()
/** Uploads by person. */
const underWay = new Map<string, number>()

/** Pieces as they come; the line is paused while as much waits as a chunk holds. Ending early does not cut the line: whoever is refused gets to read why. */
async function* piecesOf(raw: IncomingMessage): AsyncGenerator<Uint8Array> {
  const waiting: Buffer[] = []
  let [bytes, pieces, waiting_bytes, looks] = [0, 0, 0, 0]
  const line: { is: 'open' | 'ended' | 'broken' } = { is: raw.readableEnded ? 'ended' : 'open' }
  let woken = Promise.withResolvers<void>()
  const onPiece = (piece: Buffer): void => {
    bytes += piece.length
    // Each piece costs as much as some hundred bytes, so they have to hold something (platform/http/body.ts).
    if (++pieces > limits.body_pieces_max + bytes / limits.body_piece_bytes_min) return onBreak()
    waiting.push(piece)
    waiting_bytes += piece.length
    if (waiting_bytes >= WAITING_BYTES) raw.pause()
    woken.resolve()
  }
  const onEnd = (): void => {
    line.is = 'ended'
    woken.resolve()
  }
  const onBreak = (): void => {
    if (line.is === 'open') line.is = 'broken'
    woken.resolve()
  }
  const pace = setInterval(() => {
    const late_ms = ++looks * limits.upload_looked_at_ms - limits.request_ms_max
    if (bytes < (late_ms / 1_000) * limits.upload_bytes_per_second_min) raw.destroy()
  }, limits.upload_looked_at_ms).unref()
  raw.on('data', onPiece).on('end', onEnd).on('error', onBreak).on('close', onBreak)
  try {
    for (;;) {
      woken = Promise.withResolvers()
      const piece = line.is === 'broken' ? refuse(400, 'input_invalid') : waiting.shift()
      if (piece === undefined && line.is === 'ended') return
      if (piece === undefined) {
        raw.resume()
        await woken.promise
        continue
      }
      waiting_bytes -= piece.length
      yield piece
    }
  } finally {
    clearInterval(pace)
    // Errors stay heard: what breaks from now on is for nobody.
    raw.off('data', onPiece).off('end', onEnd).off('close', onBreak)
  }
}

const WAITING_BYTES = 64 * 1024
