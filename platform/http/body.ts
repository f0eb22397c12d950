/**
 * Bodies of requests, copied together as they come. Each piece costs the runtime some hundred bytes and some microseconds: whoever sends 256 kB byte by byte
 * (chunked, RFC 9112 section 7.1) would make 130 MB of memory and a second of work out of a list of them, without being anybody. So nothing is listed, and
 * a body in crumbs is refused.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { RefusalError } from '#platform/module/module.ts'
import { limits } from './limits.ts'

const FIRST_BYTES = 16 * 1024

/** JSON is the only language of operations; a body of another kind is refused with 415, for it would only be ignored. */
export function takeJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', (request, payload, done) => {
    readBody(request, payload).then((bytes) => parse(request, bytes.toString('utf8'), done), done)
  })
}

/** Files come as they are, whatever they say they are. */
export function takeFiles(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', async (request: FastifyRequest, payload: FastifyRequest['raw']) => readBody(request, payload))
}

/** The whole body. Refuses with 413 what is larger than the route allows, as soon as it is, and with 400 what comes in crumbs or breaks off. */
export function readBody({ headers, routeOptions }: Pick<FastifyRequest, 'headers' | 'routeOptions'>, payload: FastifyRequest['raw']): Promise<Buffer> {
  const bytes_max = routeOptions.bodyLimit ?? limits.body_bytes_max
  if (Number(headers['content-length'] ?? 0) > bytes_max) return Promise.reject(TOO_LARGE())
  return new Promise((resolve, reject) => {
    let held = Buffer.allocUnsafeSlow(Math.min(FIRST_BYTES, bytes_max))
    let length = 0
    let pieces = 0
    const onPiece = (piece: Buffer): void => {
      if (++pieces > limits.body_pieces_max + length / limits.body_piece_bytes_min) return onBreak()
      if (length + piece.length > bytes_max) return fail(TOO_LARGE())
      if (length + piece.length > held.length) held = enlarged(held, Math.min(bytes_max, Math.max(length + piece.length, held.length * 2)), length)
      piece.copy(held, length)
      length += piece.length
    }
    const onEnd = (): void => {
      stop()
      resolve(length === held.length ? held : enlarged(held.subarray(0, length), length, length))
    }
    const onBreak = (): void => fail(new RefusalError({ status: 400, code: 'input_invalid' }))
    const stop = (): void => void payload.off('data', onPiece).off('end', onEnd).off('error', onBreak).off('close', onBreak)
    const fail = (error: RefusalError): void => {
      stop()
      // What still comes is for nobody; an error of the broken line neither.
      payload.on('error', () => {})
      reject(error)
    }
    payload.on('data', onPiece).on('end', onEnd).on('error', onBreak).on('close', onBreak)
  })
}

const TOO_LARGE = (): RefusalError => new RefusalError({ status: 413, code: 'too_large' })

function enlarged(held: Buffer, size: number, length: number): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafeSlow(size)
  held.copy(larger, 0, 0, length)
  return larger
}
