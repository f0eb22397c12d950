/** The load: one process with all browsers. It offers messages at a rate, or as many as the server takes, and measures from send to ack and to the last delivery. */
import { randomUUID } from 'node:crypto'
import { quantile } from '../quantile.ts'
import { openSocket } from './socket.ts'
import type { LoadSocket } from './socket.ts'

export type Guest = { cookie: string; roomId: string; personId: string }
export type Order =
  | { kind: 'open'; port: number; path: string; guests: Guest[]; waits: boolean }
  | { kind: 'offer'; perSecond: number; seconds: number }
  | { kind: 'ceiling'; windows: number; seconds: number }
  | { kind: 'get'; port: number; cookies: string[]; paths: string[]; times: number }
  | { kind: 'close' }
export type Figures = { sent: number; acked: number; refused: number; deliveries: number; seconds: number; ack: [number, number]; delivery: [number, number] }

type Sent = { at: number; left: number }
type Browser = LoadSocket & { roomId: string; ready: boolean }

const sentences = Array.from({ length: 200 }, (_, n) => `Nachricht ${n}: ${'Bitte bringt morgen das Heft und den Taschenrechner mit, wir rechnen weiter. '.slice(0, 20 + ((n * 37) % 60))}`)

export function createLoad() {
  let browsers: Browser[] = []
  let perRoom = 0
  const waiting = new Map<number, { at: number; clientId: string; done: () => void }>()
  const onTheWay = new Map<string, Sent>()
  let figures = emptyFigures()
  let acks: number[] = []
  let lasts: number[] = []
  let isTiming = false
  let nextId = 1

  function hear(text: Buffer): void {
    if (text[2] === 0x69) return answer(text)
    const head = text.toString('latin1', 0, 180)
    const range = /"from":(\d+),"to":(\d+)/.exec(head)
    if (!range) return
    figures.deliveries += Number(range[2]) - Number(range[1]) + 1
    if (!isTiming) return
    const now = performance.now()
    for (const [, clientId] of text.toString('latin1').matchAll(/"clientId":"([0-9a-f-]{36})"/g)) {
      const sent = onTheWay.get(clientId!)
      if (!sent || --sent.left > 0) continue
      lasts.push(now - sent.at)
      onTheWay.delete(clientId!)
    }
  }

  function answer(text: Buffer): void {
    const id = Number(/"id":(\d+)/.exec(text.toString('latin1', 0, 30))?.[1])
    const call = waiting.get(id)
    if (!call) return
    waiting.delete(id)
    if (text.includes('"refusal"')) figures.refused++
    else figures.acked++
    if (isTiming) acks.push(performance.now() - call.at)
    call.done()
  }

  function say(browser: Browser, done: () => void): void {
    const id = nextId++
    const clientId = randomUUID()
    const at = performance.now()
    waiting.set(id, { at, clientId, done })
    if (isTiming) onTheWay.set(clientId, { at, left: perRoom })
    figures.sent++
    browser.send(`{"id":${id},"op":"messenger.sendMessage","input":{"roomId":"${browser.roomId}","clientId":"${clientId}","body":"${sentences[id % sentences.length]}"}}`)
  }

  function begin(timing: boolean): number {
    figures = emptyFigures()
    acks = []
    lasts = []
    onTheWay.clear()
    isTiming = timing
    return performance.now()
  }

  function end(from: number): Figures {
    figures.seconds = (performance.now() - from) / 1_000
    return { ...figures, ack: [quantile(acks, 0.5), quantile(acks, 0.99)], delivery: [quantile(lasts, 0.5), quantile(lasts, 0.99)] }
  }

  return async (order: Order): Promise<unknown> => {
    switch (order.kind) {
      case 'open': {
        perRoom = order.guests.filter((guest) => guest.roomId === order.guests[0]!.roomId).length
        for (let start = 0; start < order.guests.length; start += 50) {
          const some = order.guests.slice(start, start + 50)
          const opened = await Promise.all(some.map((guest) => openSocket(order.port, order.path, { Cookie: guest.cookie, 'x-room': guest.roomId, 'x-person': guest.personId }, hear, { waits: order.waits })))
          browsers.push(...opened.map((socket, index) => Object.assign(socket, { roomId: some[index]!.roomId, ready: true })))
        }
        return browsers.length
      }
      case 'offer': {
        const from = begin(true)
        const gap_ms = 1_000 / order.perSecond
        const total = order.perSecond * order.seconds
        for (let n = 0; n < total; n++) {
          const due = from + n * gap_ms
          while (performance.now() < due) await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now() - 0.5)))
          say(browsers[(n * 31) % browsers.length]!, () => {})
        }
        for (let n = 0; n < 100 && (waiting.size > 0 || onTheWay.size > 0); n++) await new Promise((resolve) => setTimeout(resolve, 20))
        return end(from)
      }
      case 'ceiling': {
        const from = begin(false)
        let isOver = false
        const again = (browser: Browser) => () => void (isOver ? undefined : say(browser, again(browser)))
        for (let n = 0; n < order.windows; n++) again(browsers[(n * 31) % browsers.length]!)()
        await new Promise((resolve) => setTimeout(resolve, order.seconds * 1_000))
        isOver = true
        const done = end(from)
        for (let n = 0; n < 200 && waiting.size > 0; n++) await new Promise((resolve) => setTimeout(resolve, 20))
        return done
      }
      case 'get': {
        const result: Record<string, [number, number]> = {}
        for (const path of order.paths) {
          const times: number[] = []
          for (let n = 0; n < order.times + 10; n++) {
            const from = performance.now()
            const answered = await fetch(`http://127.0.0.1:${order.port}/api${path}`, { headers: { cookie: order.cookies[n % order.cookies.length]! } })
            await answered.arrayBuffer()
            if (!answered.ok) throw new Error(`${path}: ${answered.status}`)
            if (n >= 10) times.push(performance.now() - from)
          }
          result[path] = [quantile(times, 0.5), quantile(times, 0.95)]
        }
        return result
      }
      case 'close': {
        for (const browser of browsers) browser.close()
        browsers = []
        return null
      }
    }
  }
}

function emptyFigures(): Figures {
  return { sent: 0, acked: 0, refused: 0, deliveries: 0, seconds: 0, ack: [0, 0], delivery: [0, 0] }
}
