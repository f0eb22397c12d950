import { Card } from '#web/design/Card.tsx'
import { Section } from '#web/design/layout.tsx'
import { HomeAnswer } from '#web/shell/home-part.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { RoomList } from './RoomList.tsx'
import { useRooms } from './use-rooms.ts'

const SHOWN_MAX = 5

/** On Heute: the rooms where something was said last. */
export function RecentRooms() {
  const t = useTexts(texts)
  return (
    <HomeAnswer query={useRooms()}>{({ rooms }) => {
      const recent = rooms.filter((room) => room.last !== null).slice(0, SHOWN_MAX)
      if (recent.length === 0) return null
      return (
        <Section title={t.recentTitle}>
          <Card isFlush><RoomList rooms={recent} isCompact={false} /></Card>
        </Section>
      )
    }}</HomeAnswer>
  )
}
