import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { WebSocketServer } from 'ws'
import type { WebSocket as ServerSocket } from 'ws'
import { CALLS_PENDING_MAX } from './limits.ts'
import { createLive } from './live.ts'
import type { Live } from './live.ts'
import { RefusalError } from './refusal.ts'

type Frame = { id: number; op: string; input: unknown }

/** A door on loopback: says hello, records frames, answers as the test wants. */
class Door {
  readonly sockets: ServerSocket[] = []
  readonly frames: Frame[] = []
  answer: (frame: Frame, socket: ServerSocket) => void = (frame, socket) => socket.send(JSON.stringify({ id: frame.id, ok: { echo: frame.input } }))
  greets = true
  accepts = true
  readonly #http = createServer()
  readonly #server = new WebSocketServer({ noServer: true })

  async open(): Promise<string> {
    this.#http.on('upgrade', (request, socket, head) => {
      if (!this.accepts) return void socket.end('HTTP/1.1 404 Not Found\r\n\r\n')
      this.#server.handleUpgrade(request, socket, head, (ws) => this.#welcome(ws))
    })
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve))
    return `ws://127.0.0.1:${(this.#http.address() as AddressInfo).port}`
  }

  say(event: string, data: unknown): void {
    for (const socket of this.sockets) socket.send(JSON.stringify({ event, data }))
  }

  async close(): Promise<void> {
    for (const socket of this.#server.clients) socket.terminate()
    await new Promise((resolve) => this.#http.close(resolve))
  }

  #welcome(socket: ServerSocket): void {
    this.sockets.push(socket)
    if (this.greets) socket.send(JSON.stringify({ event: 'live.hello', data: {} }))
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as Frame
      this.frames.push(frame)
      this.answer(frame, socket)
    })
  }
}

const pace = { reconnect_ms_min: 5, reconnect_ms_max: 20, busy_ms_min: 15, silent_ms_max: 10_000, call_ms_max: 10_000 }

describe('the live line', () => {
  let door: Door
  let line: Live
  let address = ''
  beforeEach(async () => {
    door = new Door()
    address = await door.open()
    line = createLive(() => address, pace)
  })
  afterEach(async () => {
    line.stop()
    await door.close()
  })
  const opened = () =>
    new Promise<void>((resolve) => {
      const stop = line.onOpen(() => {
        stop()
        resolve()
      })
    })
  const turned = (state: Live['state']) =>
    new Promise<void>((resolve) => {
      const stop = line.subscribe(() => {
        if (line.state !== state) return
        stop()
        resolve()
      })
    })
  const heard = <T>(event: string) =>
    new Promise<T>((resolve) => {
      const stop = line.on<T>(event, (data) => {
        stop()
        resolve(data)
      })
    })

  test('answers find their calls, also out of order', async () => {
    const waiting: (() => void)[] = []
    door.answer = (frame, socket) => {
      waiting.push(() => socket.send(JSON.stringify({ id: frame.id, ok: frame.input })))
      if (waiting.length === 3) for (const send of waiting.reverse()) send()
    }
    line.start()
    await opened()
    assert.deepEqual(await Promise.all([line.call('a.b', 1), line.call('a.b', 2), line.call('a.c', 3)]), [1, 2, 3])
    assert.deepEqual(
      door.frames.map((frame) => frame.op),
      ['a.b', 'a.b', 'a.c'],
    )
  })

  test('a refusal rejects its call only', async () => {
    door.answer = (frame, socket) =>
      socket.send(JSON.stringify(frame.input === 1 ? { id: frame.id, refusal: { status: 403, code: 'forbidden' } } : { id: frame.id, ok: true }))
    line.start()
    await opened()
    const [refused, fine] = await Promise.allSettled([line.call('a.b', 1), line.call('a.b', 2)])
    assert.equal(refused.status === 'rejected' && (refused.reason as RefusalError).refusal.code, 'forbidden')
    assert.equal(fine.status, 'fulfilled')
  })

  test('it is open only after the server has said hello, so that a catch-up misses nothing', async () => {
    door.greets = false
    let opens = 0
    line.onOpen(() => (opens += 1))
    line.start()
    assert.deepEqual(await line.call('a.b', 1), { echo: 1 })
    assert.equal(line.state, 'connecting')
    assert.equal(opens, 0)
    door.say('live.hello', {})
    await opened()
    assert.equal(opens, 1)
  })

  test('who comes to an open line catches up at once', async () => {
    line.start()
    await opened()
    await opened()
  })

  test('events reach those who listen until they stop', async () => {
    line.start()
    await opened()
    const first = heard<{ text: string }>('messenger.messageSent')
    let others = 0
    line.on('messenger.messageEdited', () => (others += 1))
    door.say('messenger.messageSent', { text: 'Hallo' })
    assert.deepEqual(await first, { text: 'Hallo' })
    door.say('messenger.messageSent', { text: 'noch eine' })
    door.say('live.beat', {})
    await heard('live.beat')
    assert.equal(others, 0)
  })

  test('a break rejects what was pending as network, and the line comes back by itself', async () => {
    door.answer = (_, socket) => socket.terminate()
    line.start()
    await opened()
    const again = opened.bind(null)
    await assert.rejects(line.call('a.b', 1), (error: RefusalError) => error.refusal.code === 'network')
    door.answer = (frame, socket) => socket.send(JSON.stringify({ id: frame.id, ok: 'back' }))
    await again()
    assert.equal(await line.call('a.b', 2), 'back')
    assert.equal(door.sockets.length, 2)
  })

  test('a line that falls silent is given up and made anew', async () => {
    line = createLive(() => address, { ...pace, silent_ms_max: 60 })
    line.start()
    await opened()
    await turned('connecting')
    await opened()
    assert.ok(door.sockets.length >= 2)
  })

  test('a call that is never answered ends as network although the line lives', async () => {
    line = createLive(() => address, { ...pace, call_ms_max: 30 })
    door.answer = () => undefined
    line.start()
    await opened()
    await assert.rejects(line.call('a.b', 1), (error: RefusalError) => error.refusal.code === 'network')
    assert.equal(line.state, 'open')
  })

  test('4401 the session is over: it stays closed and says so once', async () => {
    let doubts = 0
    line.onDoubt(() => (doubts += 1))
    line.start()
    await opened()
    const closed = turned('closed')
    door.sockets[0]?.close(4401)
    await closed
    assert.equal(doubts, 1)
    await assert.rejects(line.call('a.b', 1), (error: RefusalError) => error.refusal.code === 'network')
    assert.equal(door.sockets.length, 1)
  })

  test('4503 the server is busy: it comes back without doubting the session', async () => {
    let doubts = 0
    line.onDoubt(() => (doubts += 1))
    line.start()
    await opened()
    const broken = turned('connecting')
    door.sockets[0]?.close(4503)
    await broken
    await opened()
    assert.equal(doubts, 0)
  })

  test('a door that stays shut makes the session doubtful', async () => {
    door.accepts = false
    const doubted = new Promise<void>((resolve) => line.onDoubt(resolve))
    line.start()
    await doubted
    assert.equal(line.state, 'connecting')
  })

  test('no more calls wait than the limit allows', async () => {
    door.answer = () => undefined
    line.start()
    await opened()
    const calls = Array.from({ length: CALLS_PENDING_MAX + 1 }, (_, i) => line.call('a.b', i).catch((error: RefusalError) => error.refusal.code))
    assert.equal(await calls.at(-1), 'too_many')
    line.stop()
    assert.deepEqual(new Set(await Promise.all(calls.slice(0, -1))), new Set(['network']))
  })

  test('a stopped line stays stopped and can be started again', async () => {
    line.start()
    await opened()
    line.stop()
    assert.equal(line.state, 'closed')
    line.start()
    await opened()
    assert.equal(line.state, 'open')
  })
})
