/**
 * Live updates to browsers: sockets by topic. A text is framed once and the same bytes are written to every socket that listens, because serialising
 * per receiver, not the database, is what limits a busy school (stack.md 8).
 */
import type { WebSocket } from 'ws'
import type { Socket } from 'node:net'

/** A socket that takes more than this without reading is cut: it would only grow the memory of everybody. */
const WAITING_BYTES_MAX = 4 * 1024 * 1024

export type LiveSocket = {
  readonly personId: string
  readonly ws: WebSocket
  topics: ReadonlySet<string>
}

export type Live = {
  add(socket: LiveSocket): void
  remove(socket: LiveSocket): void
  /** Replaces what a socket listens to. */
  setTopics(socket: LiveSocket, topics: Iterable<string>): void
  /** Sends an event to everybody who listens to the topic; returns how many sockets that were. */
  publish(topic: string, event: string, data: unknown): number
  /** Sends an event to all sockets of these persons. */
  publishTo(personIds: Iterable<string>, event: string, data: unknown): void
  socketsOf(personId: string): readonly LiveSocket[]
  all(): Iterable<LiveSocket>
  readonly count: number
}

export function createLive(): Live {
  const byTopic = new Map<string, Set<LiveSocket>>()
  const byPerson = new Map<string, Set<LiveSocket>>()
  const sockets = new Set<LiveSocket>()

  function leave(socket: LiveSocket, topic: string): void {
    const set = byTopic.get(topic)
    set?.delete(socket)
    if (set?.size === 0) byTopic.delete(topic)
  }

  function setTopics(socket: LiveSocket, topics: Iterable<string>): void {
    const wanted = new Set(topics)
    for (const topic of socket.topics) if (!wanted.has(topic)) leave(socket, topic)
    for (const topic of wanted) byTopic.set(topic, (byTopic.get(topic) ?? new Set()).add(socket))
    socket.topics = wanted
  }

  return {
    add(socket) {
      sockets.add(socket)
      byPerson.set(socket.personId, (byPerson.get(socket.personId) ?? new Set()).add(socket))
      setTopics(socket, socket.topics)
    },
    remove(socket) {
      sockets.delete(socket)
      const own = byPerson.get(socket.personId)
      own?.delete(socket)
      if (own?.size === 0) byPerson.delete(socket.personId)
      for (const topic of socket.topics) leave(socket, topic)
      socket.topics = new Set()
    },
    setTopics(socket, topics) {
      if (sockets.has(socket)) setTopics(socket, topics)
    },
    publish(topic, event, data) {
      const listeners = byTopic.get(topic)
      if (listeners === undefined) return 0
      sendPrepared(listeners, event, data)
      return listeners.size
    },
    publishTo(personIds, event, data) {
      const listeners = new Set<LiveSocket>()
      for (const personId of personIds) for (const socket of byPerson.get(personId) ?? []) listeners.add(socket)
      if (listeners.size > 0) sendPrepared(listeners, event, data)
    },
    socketsOf: (personId) => [...(byPerson.get(personId) ?? [])],
    all: () => sockets,
    get count() {
      return sockets.size
    },
  }
}

/** One unmasked text frame, as servers send it (RFC 6455 section 5.2). */
export function frameOf(text: string): Buffer {
  const payload = Buffer.from(text)
  const { length } = payload
  const header = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10)
  header[0] = 0x81
  if (length < 126) header[1] = length
  else if (length < 65_536) {
    header[1] = 126
    header.writeUInt16BE(length, 2)
  } else {
    header[1] = 127
    header.writeBigUInt64BE(BigInt(length), 2)
  }
  return Buffer.concat([header, payload])
}

function sendPrepared(listeners: Iterable<LiveSocket>, event: string, data: unknown): void {
  const frame = frameOf(JSON.stringify({ event, data }))
  for (const { ws } of listeners) {
    if (ws.readyState !== ws.OPEN) continue
    // The library's own socket: it writes whole frames in order, and so do we (no compression is negotiated).
    const socket = (ws as unknown as { _socket: Socket | null })._socket
    if (socket === null) continue
    if (socket.writableLength > WAITING_BYTES_MAX) ws.terminate()
    else socket.write(frame)
  }
}
