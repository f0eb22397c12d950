import { Badge } from '#web/design/Badge.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { useRooms } from './use-rooms.ts'

const SHOWN_MAX = 99

/** How much waits for me, beside the entry in the rail. Nothing when nothing does. */
export function MessengerBadge() {
  const t = useTexts(texts)
  const { data } = useRooms()
  const unread = data?.rooms.reduce((sum, room) => sum + room.unread, 0) ?? 0
  return unread === 0 ? null : <Badge kind="need" spoken={t.unread}>{unread > SHOWN_MAX ? t.unreadMany : unread}</Badge>
}
