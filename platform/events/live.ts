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
  /**
   * Variants of a topic are named like it, with more after a space: the same events for listeners from whom something of them is left out. Here are those
   * that somebody listens to now; whoever publishes makes their text for them alone.
   */
  variantsOf(topic: string): Iterable<string>
  socketsOf(personId: string): readonly LiveSocket[]
  all(): Iterable<LiveSocket>
  readonly count: number
}

export function createLive(): Live {
  const byTopic = new Map<string, Set<LiveSocket>>()
  const variants = new Map<string, Set<string>>()
  const byPerson = new Map<string, Set<LiveSocket>>()
  const sockets = new Set<LiveSocket>()

  function join(socket: LiveSocket, topic: string): void {
    const known = byTopic.get(topic)
    if (known !== undefined) return void known.add(socket)
    byTopic.set(topic, new Set([socket]))
    const base = baseOf(topic)
    if (base !== null) variants.set(base, (variants.get(base) ?? new Set()).add(topic))
  }

  function leave(socket: LiveSocket, topic: string): void {
    const set = byTopic.get(topic)
    set?.delete(socket)
    if (set?.size !== 0) return
    byTopic.delete(topic)
    const base = baseOf(topic)
    if (base === null) return
    variants.get(base)?.delete(topic)
    if (variants.get(base)?.size === 0) variants.delete(base)
  }

  function setTopics(socket: LiveSocket, topics: Iterable<string>): void {
    const wanted = new Set(topics)
    for (const topic of socket.topics) if (!wanted.has(topic)) leave(socket, topic)
    for (const topic of wanted) join(socket, topic)
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
    variantsOf: (topic) => variants.get(topic) ?? [],
    socketsOf: (personId) => [...(byPerson.get(personId) ?? [])],
    all: () => sockets,
    get count() {
      return sockets.size
    },
  }
}

/** The topic that this one is a variant of; null when it is none. */
function baseOf(topic: string): string | null {
  const end = topic.indexOf(' ')
  return end < 0 ? null : topic.slice(0, end)
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
