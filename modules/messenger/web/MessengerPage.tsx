import { useState } from 'react'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { IconButton } from '#web/design/IconButton.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Panes } from '#web/shell/Panes.tsx'
import { useOptionalPathField } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { NewConversation } from './NewConversation.tsx'
import { RoomList } from './RoomList.tsx'
import { RoomPane } from './RoomPane.tsx'
import { useRooms } from './use-rooms.ts'

/** Rooms on the left, one of them on the right; phones show one of the two. */
export function MessengerPage() {
  const t = useTexts(texts)
  const roomId = useOptionalPathField('roomId')
  const [isWriting, setWriting] = useState(false)
  const query = useRooms()
  return (
    <>
      <Panes
        title={t.title}
        listAction={<IconButton icon="edit" label={t.newMessage} onPress={() => setWriting(true)} />}
        list={<Answer query={query}>{({ rooms }) => (rooms.length === 0 ? <EmptyState icon="messages" title={t.noRooms}>{t.noRoomsHint}</EmptyState> : <RoomList rooms={rooms} currentId={roomId} />)}</Answer>}
        pane={roomId === undefined ? null : <RoomPane key={roomId} roomId={roomId} known={query.data?.rooms.find((room) => room.id === roomId)} />}
        placeholder={<EmptyState icon="messages" title={t.nothingChosen}>{t.nothingChosenHint}</EmptyState>}
      />
      <NewConversation isOpen={isWriting} onClose={() => setWriting(false)} />
    </>
  )
}
