/**
 * The floor the messenger is measured against: bare `ws` and `pg` with group commit and a prepared frame per message. No rights, no modules, no search, no
 * validation: what Node and PostgreSQL can carry on this machine at this moment. With `joinsFrames` it also sends the messages of a room that were
 * committed together in one frame, as the messenger does: the hardest floor there is.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { frameOf } from '#platform/events/live.ts'

type Guest = WebSocket & { roomId: string; personId: string; _socket: { write(frame: Buffer): void } }
type Post = { guest: Guest; id: number; clientId: string; body: string }

/** Serves rooms at any path: `x-room` and `x-person` of the handshake say who is where. The same frames and answers as the messenger's. */
export async function serveFloor(url: string, { joinsFrames }: { joinsFrames: boolean }): Promise<{ port: number; close: () => Promise<void> }> {
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  await pool.query(`CREATE TABLE IF NOT EXISTS floor_message (room_id uuid NOT NULL, seq bigint NOT NULL, author_id uuid NOT NULL, client_id uuid NOT NULL, body text NOT NULL, posted_at timestamptz NOT NULL, PRIMARY KEY (room_id, seq))`)
  await pool.query('TRUNCATE floor_message')
  const rooms = new Map<string, Set<Guest>>()
  const seqs = new Map<string, number>()
  const server = createServer()
  const sockets = new WebSocketServer({ server, perMessageDeflate: false })
  let waiting: Post[] = []
  let isRunning = false

  sockets.on('connection', (ws, request) => {
    const guest = Object.assign(ws, { roomId: String(request.headers['x-room']), personId: String(request.headers['x-person']) }) as unknown as Guest
    rooms.set(guest.roomId, (rooms.get(guest.roomId) ?? new Set()).add(guest))
    guest.on('close', () => rooms.get(guest.roomId)?.delete(guest))
    guest.on('message', (data) => {
      const { id, input } = JSON.parse(String(data)) as { id: number; input: { clientId: string; body: string } }
      waiting.push({ guest, id, clientId: input.clientId, body: input.body })
      if (!isRunning) setImmediate(() => void run())
    })
  })

  async function run(): Promise<void> {
    if (isRunning) return
    isRunning = true
    while (waiting.length > 0) {
      const posts = waiting.splice(0, 200)
      const at = new Date()
      const messages = posts.map(({ guest, clientId, body }) => {
        const seq = (seqs.get(guest.roomId) ?? 0) + 1
        seqs.set(guest.roomId, seq)
        return { roomId: guest.roomId, seq, changedSeq: seq, authorId: guest.personId, authorName: '', clientId, body, postedAt: at.toISOString() }
      })
      await pool.query({
        name: 'post', text: 'INSERT INTO floor_message SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::uuid[], $5::text[], $6::timestamptz[])',
        values: [messages.map((m) => m.roomId), messages.map((m) => m.seq), messages.map((m) => m.authorId), messages.map((m) => m.clientId), messages.map((m) => m.body), messages.map(() => at)],
      })
      const groups = joinsFrames ? Map.groupBy(messages, (message) => message.roomId).values() : messages.map((message) => [message])
      for (const own of groups) {
        const { roomId } = own[0]!
        const frame = frameOf(JSON.stringify({ event: 'messenger.posted', data: { roomId, from: own[0]!.seq, to: own.at(-1)!.seq, messages: own } }))
        for (const guest of rooms.get(roomId) ?? []) guest._socket.write(frame)
      }
      for (const [index, { guest, id }] of posts.entries()) guest.send(JSON.stringify({ id, ok: { message: messages[index] } }))
    }
    isRunning = false
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const client of sockets.clients) client.terminate()
      server.close()
      await pool.end()
    },
  }
}
