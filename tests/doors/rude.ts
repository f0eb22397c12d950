/** A WebSocket client without manners: frames byte by byte (RFC 6455), no answer to a ping or a close unless a test sends one. */
import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import { openSocket } from './hostile.ts'

export type RudeLine = {
  socket: Socket
  /** Text frames that came, in their order. */
  heard: string[]
  /** The code of the server's close frame; null when it cut the line without a word. */
  closed: Promise<number | null>
  /** Resolves when the server's close frame is there; the line itself may go on. */
  goodbye: Promise<void>
  /** Resolves when a text frame came that fits. */
  hears(fits: (text: string) => boolean): Promise<string>
}

/** Opens the live door by hand; rejects with the status when it stays shut. */
export async function openRudeLine(origin: string, cookie: string, first: Buffer = Buffer.alloc(0)): Promise<RudeLine> {
  const socket = openSocket(origin)
  const heard: string[] = []
  const ears = new Set<() => void>()
  let code: number | null = null
  let waiting: Buffer = Buffer.alloc(0)
  const opened = Promise.withResolvers<void>()
  const goodbye = Promise.withResolvers<void>()
  const closed = new Promise<number | null>((resolve) => socket.on('close', () => {
    opened.reject(new Error('the line was cut'))
    resolve(code)
  }))
  let isOpen = false
  socket.on('data', (part: Buffer) => {
    waiting = Buffer.concat([waiting, part])
    if (!isOpen) {
      const end = waiting.indexOf('\r\n\r\n')
      if (end < 0) return
      const status = waiting.toString('latin1', 9, 12)
      if (status !== '101') return opened.reject(new Error(`the door answered ${status}`))
      isOpen = true
      waiting = waiting.subarray(end + 4)
      opened.resolve()
    }
    for (let found = takeFrame(waiting); found !== null; found = takeFrame(waiting)) {
      waiting = found.rest
      if (found.opcode === 1) heard.push(found.payload.toString('utf8'))
      if (found.opcode !== 8) continue
      code = found.payload.length >= 2 ? found.payload.readUInt16BE(0) : 1005
      goodbye.resolve()
    }
    for (const ear of ears) ear()
  })
  const { host } = new URL(origin)
  socket.write(`GET /api/live HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nCookie: ${cookie}\r\n\r\n`)
  if (first.length > 0) socket.write(first)
  await opened.promise
  return {
    socket, heard, closed, goodbye: goodbye.promise,
    hears: (fits) => new Promise((resolve, reject) => {
      const ear = () => {
        const found = heard.find(fits)
        if (found === undefined) return
        ears.delete(ear)
        resolve(found)
      }
      ears.add(ear)
      void closed.then((why) => reject(new Error(`the line was closed with ${why}`)))
      ear()
    }),
  }
}

/** One frame as a client sends it: masked, whole, text, unless said otherwise. `announced`: a length that is not the payload's. */
export function frame(payload: string | Buffer, { opcode = 1, fin = true, masked = true, rsv = 0, announced }: { opcode?: number; fin?: boolean; masked?: boolean; rsv?: number; announced?: bigint } = {}): Buffer {
  const data = Buffer.from(payload)
  const length = announced ?? BigInt(data.length)
  const head = [(fin ? 0x80 : 0) | (rsv << 4) | opcode]
  const mask = masked ? 0x80 : 0
  if (length < 126n) head.push(mask | Number(length))
  else if (length < 65_536n) head.push(mask | 126, Number(length) >> 8, Number(length) & 255)
  else head.push(mask | 127, ...Array.from({ length: 8 }, (_, n) => Number((length >> BigInt(56 - 8 * n)) & 255n)))
  if (!masked) return Buffer.concat([Buffer.from(head), data])
  const key = randomBytes(4)
  return Buffer.concat([Buffer.from(head), key, data.map((byte, n) => byte ^ key[n % 4]!)])
}

function takeFrame(bytes: Buffer): { opcode: number; payload: Buffer; rest: Buffer } | null {
  if (bytes.length < 2) return null
  const short = bytes[1]! & 0x7f
  const head = short < 126 ? 2 : short === 126 ? 4 : 10
  if (bytes.length < head) return null
  const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))
  if (bytes.length < head + length) return null
  return { opcode: bytes[0]! & 0x0f, payload: bytes.subarray(head, head + length), rest: bytes.subarray(head + length) }
}
