/** The list of my rooms, kept fresh by the line: one question at the beginning and after each break, frames in between. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useLiveEvent, useLiveOpen, useSignedIn } from '#web/api/hooks.ts'
import { MESSAGES_CHANGED, MESSAGES_POSTED, ROOM_READ } from '../contract.ts'
import type { Room, RoomNews, RoomRead } from '../contract.ts'
import { messenger } from './client.ts'
import { sorted, withPosted } from './room-list.ts'

/** Under which the list is kept. */
export const ROOMS = ['messenger', 'rooms'] as const

export function useRooms() {
  const queries = useQueryClient()
  const me = useSignedIn().person.id
  const query = useQuery({ queryKey: ROOMS, queryFn: ({ signal }) => messenger.listRooms({}, { signal }) })
  const refresh = () => void queries.invalidateQueries({ queryKey: ROOMS })
  const change = (roomId: string, work: (room: Room) => Room) => {
    const known = queries.getQueryData<{ rooms: Room[] }>(ROOMS)
    if (known === undefined) return
    if (!known.rooms.some((room) => room.id === roomId)) return refresh()
    queries.setQueryData(ROOMS, { rooms: sorted(known.rooms.map((room) => (room.id === roomId ? work(room) : room))) })
  }
  useLiveEvent<RoomNews>(MESSAGES_POSTED, (news) => change(news.roomId, (room) => withPosted(room, news, me)))
  useLiveEvent<RoomNews>(MESSAGES_CHANGED, (news) => (news.messages.some((message) => message.removedAt !== null) ? refresh() : undefined))
  useLiveEvent<RoomRead>(ROOM_READ, (read) => change(read.roomId, (room) => ({ ...room, readSeq: read.seq, unread: read.unread })))
  useLiveOpen(() => refresh())
  return query
}
