import { useToday } from '#web/api/clock.ts'
import { useSignedIn } from '#web/api/hooks.ts'
import { Avatar } from '#web/design/Avatar.tsx'
import { Badge } from '#web/design/Badge.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { formatWhen } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import type { Room } from '../contract.ts'
import { texts } from '../texts.de.ts'
import { useRoomPictures } from './pictures.ts'
import { avatarKindOf, signOf } from './words.ts'

/** My rooms, the newest first. */
export function RoomList({ rooms, currentId, isCompact = true }: { rooms: readonly Room[]; currentId?: string | undefined; isCompact?: boolean }) {
  const t = useTexts(texts)
  const today = useToday()
  const pictureOf = useRoomPictures(rooms)
  return (
    <List label={t.rooms}>
      {rooms.map((room) => (
        <ListRow
          key={room.id} isCompact={isCompact} isCurrent={room.id === currentId} isUnread={room.unread > 0 && !isCompact} unreadSpoken={t.unread}
          lead={<Avatar text={signOf(room)} kind={avatarKindOf(room)} picture={pictureOf(room)} />}
          title={room.title}
          note={<Preview room={room} isOpen={room.id === currentId} />}
          meta={room.unread > 0 && isCompact ? <Badge kind="need" spoken={t.unread}>{room.unread > 99 ? t.unreadMany : room.unread}</Badge> : room.last && formatWhen(room.last.postedAt, today)}
          href={`/nachrichten/${room.id}`}
        />
      ))}
    </List>
  )
}

/** The last words, or that something begun waits there; in the open room one sees it. */
function Preview({ room, isOpen }: { room: Room; isOpen: boolean }) {
  const t = useTexts(texts)
  const me = useSignedIn().person.id
  if (room.hasDraft && !isOpen) return <em>{t.draft}</em>
  if (room.last === null) return null
  if (room.last.isRemoved) return <em>{t.removed}</em>
  return <>{room.last.authorId === me ? `${t.you}: ` : ''}{room.last.preview}</>
}
