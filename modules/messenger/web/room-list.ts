/** What is known of the list of rooms in this browser, and how news change it. Pure. */
import type { Room, RoomNews } from '../contract.ts'

/** A room after new messages; own ones are read by being written, and one that is taken back, or hidden from this reader, counts for nothing: as the server counts. */
export function withPosted(room: Room, news: Pick<RoomNews, 'to' | 'messages'>, me: string): Room {
  const fresh = news.messages.filter((message) => message.seq > (room.last?.seq ?? 0))
  const last = fresh.at(-1)
  if (last === undefined) return { ...room, lastSeq: Math.max(room.lastSeq, news.to) }
  return {
    ...room, lastSeq: Math.max(room.lastSeq, news.to), unread: room.unread + fresh.filter((message) => message.authorId !== me && message.removedAt === null).length,
    last: { seq: last.seq, authorId: last.authorId, authorName: last.authorName, preview: last.body.split('\n')[0] ?? '', postedAt: last.postedAt, isRemoved: last.removedAt !== null },
  }
}

/** Where something was said last comes first. */
export function sorted(rooms: readonly Room[]): Room[] {
  return [...rooms].sort((a, b) => (b.last?.postedAt ?? '').localeCompare(a.last?.postedAt ?? ''))
}
