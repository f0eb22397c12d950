/** A bare WebSocket client for load: counts deliveries by looking at the range of a frame, so that the generator costs little beside the server it measures. */
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { randomBytes } from 'node:crypto'

export type LoadSocket = { send(text: string): void; close(): void }

/** Opens ws://127.0.0.1:port/path; `hear` gets each text frame. Resolves when the server said hello, or at once after the handshake with `waits: false`. */
export function openSocket(port: number, path: string, headers: Record<string, string>, hear: (text: Buffer) => void, { waits = true } = {}): Promise<LoadSocket> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    let rest: Buffer = Buffer.alloc(0)
    let isOpen = false
    const own: LoadSocket = { send: (text) => void socket.write(frame(text)), close: () => void socket.destroy() }
    socket.on('error', reject)
    socket.on('connect', () => {
      const lines = { Host: `127.0.0.1:${port}`, Upgrade: 'websocket', Connection: 'Upgrade', 'Sec-WebSocket-Key': randomBytes(16).toString('base64'), 'Sec-WebSocket-Version': '13', Origin: `http://127.0.0.1:${port}`, ...headers }
      socket.write(`GET ${path} HTTP/1.1\r\n${Object.entries(lines).map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n`)
    })
    socket.on('data', (chunk: Buffer) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      if (!isOpen) {
        const end = rest.indexOf('\r\n\r\n')
        if (end < 0) return
        const head = rest.subarray(0, end).toString()
        if (!head.startsWith('HTTP/1.1 101')) return reject(new Error(head.split('\r\n')[0]))
        isOpen = true
        rest = rest.subarray(end + 4)
        if (!waits) resolve(own)
      }
      let at = 0
      while (rest.length - at >= 2) {
        let length = rest[at + 1]! & 0x7f
        let from = at + 2
        if (length === 126) {
          if (rest.length < at + 4) break
          length = rest.readUInt16BE(at + 2)
          from = at + 4
        } else if (length === 127) {
          if (rest.length < at + 10) break
          length = Number(rest.readBigUInt64BE(at + 2))
          from = at + 10
        }
        if (rest.length < from + length) break
        if ((rest[at]! & 0x0f) === 1) {
          const text = rest.subarray(from, from + length)
          if (waits && text.length < 60 && text.includes('live.hello')) resolve(own)
          else hear(text)
        }
        at = from + length
      }
      rest = at === rest.length ? Buffer.alloc(0) : rest.subarray(at)
    })
  })
}

/** A masked text frame with a mask of zeros: valid for the server, free for us. */
function frame(text: string): Buffer {
  const body = Buffer.from(text)
  const head = body.length < 126 ? Buffer.from([0x81, 0x80 | body.length, 0, 0, 0, 0]) : Buffer.from([0x81, 0xfe, body.length >> 8, body.length & 0xff, 0, 0, 0, 0])
  return Buffer.concat([head, body])
}
