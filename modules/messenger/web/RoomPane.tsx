import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Avatar } from '#web/design/Avatar.tsx'
import { IconButton } from '#web/design/IconButton.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Skeleton } from '#web/design/Skeleton.tsx'
import { PaneHead } from '#web/shell/Panes.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { listNames } from '#platform/module/texts.ts'
import type { Room } from '../contract.ts'
import { texts } from '../texts.de.ts'
import { Composer } from './Composer.tsx'
import { Members } from './Members.tsx'
import { MessageList } from './MessageList.tsx'
import { messenger, outbox } from './client.ts'
import { useRoomPictures } from './pictures.ts'
import { useConversation } from './use-conversation.ts'
import { ROOMS } from './use-rooms.ts'
import { avatarKindOf, signOf } from './words.ts'
import './RoomPane.css'

type RoomFound = Awaited<ReturnType<typeof messenger.readRoom>>

/** One room: what was said, and the field to say something. */
export function RoomPane({ roomId, known }: { roomId: string; known: Room | undefined }) {
  const queries = useQueryClient()
  const t = useTexts(texts)
  const [showsMembers, setShowsMembers] = useState(false)
  const key = ['messenger', 'room', roomId]
  const query = useQuery({ queryKey: key, queryFn: ({ signal }) => messenger.readRoom({ roomId }, { signal }) })
  const open = useConversation(roomId)
  const room = known ?? query.data?.room
  const pictureOf = useRoomPictures(room === undefined ? [] : [room])
  // Where reading stopped before this visit; the divider stays there while one reads on.
  const [readBefore, setReadBefore] = useState<number | null>(null)
  useEffect(() => {
    if (readBefore === null && room !== undefined) setReadBefore(room.unread > 0 ? room.readSeq : Number.MAX_SAFE_INTEGER)
  }, [room, readBefore])

  const markRead = (seq: number) => {
    if (room !== undefined && seq > room.readSeq) void messenger.markRead({ roomId, seq }).then(() => queries.invalidateQueries({ queryKey: ROOMS })).catch(() => {})
  }

  const keepDraft = async (draft: string) => {
    queries.setQueryData<RoomFound>(key, (known) => known && { ...known, draft })
    queries.setQueryData<{ rooms: Room[] }>(ROOMS, (known) => known && { rooms: known.rooms.map((one) => (one.id === roomId ? { ...one, hasDraft: draft.trim() !== '' } : one)) })
    await messenger.saveDraft({ roomId, body: draft })
  }

  if (query.error && room === undefined) return <div className="room-refused"><Refused error={query.error} onRetry={() => void query.refetch()} /></div>
  if (room === undefined) return <div className="room-refused"><Skeleton lines={4} /></div>
  const note = room.kind === 'direct' ? t.directNote : room.responsible.length > 0 ? t.responsibleNote({ names: listNames(room.responsible.map((person) => person.name)) }) : undefined
  return (
    <div className="room">
      <PaneHead
        back="/nachrichten" lead={<Avatar text={signOf(room)} kind={avatarKindOf(room)} picture={pictureOf(room)} />} title={room.title} note={note}
        actions={room.kind === 'group' ? <IconButton icon="groups" label={t.members} onPress={() => setShowsMembers(true)} /> : undefined}
      />
      {open.error !== null ? <div className="room-refused"><Refused error={open.error} onRetry={() => void open.open()} /></div>
        : open.conversation === null ? <div className="room-messages"><Skeleton lines={6} /></div>
          : <MessageList open={open} conversation={open.conversation} roomId={roomId} title={room.title} readBefore={readBefore ?? Number.MAX_SAFE_INTEGER} onSeen={markRead} />}
      {room.state === 'open'
        ? query.data !== undefined && <Composer key={roomId} title={room.title} draft={query.data.draft} onSend={(body) => outbox.add(roomId, body)} onKeep={keepDraft} />
        : <div className="room-foot"><Notice kind="explain">{{ unattended: t.stateUnattended, ended: t.stateEnded, closed: t.stateClosed }[room.state]}</Notice></div>}
      {showsMembers && <Members room={room} onClose={() => setShowsMembers(false)} />}
    </div>
  )
}
