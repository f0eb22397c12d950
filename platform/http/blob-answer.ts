/**
 * The content of a blob as an answer: whole or in part, shown or saved. A browser may keep it only where it asks again each time, so that it shows nothing longer than
 * the right lasts (a small picture for some minutes, where the room says so), and never on a shared device (A7). Nothing in it can act on our page.
 */
import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { giveBack } from '#platform/blobs/memory.ts'
import { hiddenSigns } from '#platform/module/signs.ts'
import type { BlobAnswer } from '#platform/module/fields.ts'
import { refuse } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import { limits } from './limits.ts'
import { namesTag, spanOf } from './ranges.ts'
import type { Span } from './ranges.ts'

/** Kinds that a page may show. No SVG, no HTML, no PDF: what can hold a script or a form is saved and opened outside of our page. */
const SHOWN = /^(image\/(png|jpeg|webp|gif|avif)|audio\/(mpeg|mp4|ogg|wav|webm|aac|flac)|video\/(mp4|webm|ogg)|text\/plain(; ?charset=utf-8)?)$/i

/** How the door stands to the one who asks. `askAgain` performs the operation once more, with the caller looked up anew. */
export type Asking = { isOwnDevice: boolean; askAgain: () => Promise<unknown> }

/** Sends the blob that an operation answered. Refuses with 404 when it is gone and with 416 when the part that was asked for does not exist. */
export async function sendBlob(platform: Platform, request: FastifyRequest, reply: FastifyReply, answer: BlobAnswer, { isOwnDevice, askAgain }: Asking): Promise<FastifyReply> {
  const blob = (await platform.blobs.find(answer.blobId)) ?? refuse(404, 'not_found')
  const tag = `"${blob.id}"`
  const { headers, method } = request
  setHeaders(reply, answer, answer.mediaType ?? blob.mediaType, { tag, isOwnDevice })
  if (namesTag(headers['if-none-match'], tag)) return reply.status(304).send()
  // Of another content than the one that was begun with, a part is worth nothing.
  const asked = headers['if-range'] === undefined || headers['if-range'] === tag ? spanOf(headers.range, blob.size_bytes) : null
  if (asked === 'none') {
    reply.header('content-range', `bytes */${blob.size_bytes}`).removeHeader('content-disposition')
    return reply.status(416).type('application/json; charset=utf-8').send({ refusal: { status: 416, code: 'input_invalid' } })
  }
  const span: Span = asked ?? { from: 0, to: blob.size_bytes }
  reply.status(asked === null ? 200 : 206).header('content-length', span.to - span.from)
  if (asked !== null) reply.header('content-range', `bytes ${span.from}-${span.to - 1}/${blob.size_bytes}`)
  if (method === 'HEAD') return reply.send(Readable.from([]))
  const content = Readable.from(untilSent(await platform.blobs.open(blob.id, span), reply.raw), { objectMode: false, highWaterMark: 1 })
  lookAgain(content, answer.blobId, askAgain)
  return reply.send(content)
}

/**
 * Gives the memory of pieces back when they are sent. Asked for the next piece, the stream holds the last one at most (`highWaterMark: 1`) and all before it went
 * to the answer; when nothing waits there, the system has them.
 */
async function* untilSent(pieces: AsyncIterable<Buffer>, answer: ServerResponse): AsyncGenerator<Buffer> {
  let given: Buffer[] = []
  for await (const piece of pieces) {
    yield piece
    if (answer.writableLength === 0 && !answer.destroyed) {
      for (const one of given) giveBack(one)
      given = []
    }
    given.push(piece)
  }
}

function setHeaders(reply: FastifyReply, { fileName, show, keep_seconds }: BlobAnswer, mediaType: string, { tag, isOwnDevice }: { tag: string; isOwnDevice: boolean }): void {
  const isShown = show === 'inline' && SHOWN.test(mediaType)
  reply.header('etag', tag).header('accept-ranges', 'bytes').header('cache-control', !isOwnDevice ? 'no-store' : keep_seconds === undefined ? 'private, no-cache' : `private, max-age=${keep_seconds}`)
  reply.header('content-type', mediaType).header('content-disposition', disposition(isShown ? 'inline' : 'attachment', fileName))
  reply.header('content-security-policy', "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'").header('cross-origin-resource-policy', 'same-origin')
}

/** RFC 6266: the name for every browser of today, and one in plain letters for the rest. Signs that mean something to a file system or hide others are replaced. */
function disposition(kind: 'inline' | 'attachment', fileName: string): string {
  const name = [...fileName].map((sign) => (hiddenSigns.test(sign) || '\\/:*?"<>|'.includes(sign) ? '_' : sign)).join('').replace(/^\.+/, '_')
  const plain = name.normalize('NFKD').replace(/[^ -~]/g, '').replace(/[%;]/g, '_').trim() || 'Datei'
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`
}

/** Streams look again every second (B2): consent, membership, session or the blob itself may be gone. Then the line is cut, for what was begun can't be taken back. */
function lookAgain(content: Readable, blobId: string, askAgain: () => Promise<unknown>): void {
  let isAsking = false
  const look = setInterval(() => {
    if (isAsking) return
    isAsking = true
    askAgain().then((now) => (now as BlobAnswer).blobId === blobId, () => false).then((stays) => {
      isAsking = false
      if (!stays) content.destroy(new Error('not allowed any longer'))
    })
  }, limits.blob_asked_again_ms)
  content.once('close', () => clearInterval(look))
}
