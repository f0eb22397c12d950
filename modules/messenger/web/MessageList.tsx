import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useToday } from '#web/api/clock.ts'
import { useSignedIn } from '#web/api/hooks.ts'
import { Button } from '#web/design/Button.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { useQueryField } from '#web/shell/routing.ts'
import { dayOf, formatDivider } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { MessageBlock } from './MessageBlock.tsx'
import { PendingBlock } from './PendingBlock.tsx'
import { blocksOf, firstNewOf } from './conversation.ts'
import { usePicturesOf } from './pictures.ts'
import type { Conversation } from './conversation.ts'
import type { OpenConversation } from './use-conversation.ts'

/** Nearer to the end than this counts as reading the newest. */
const END_PX = 80

type Props = { open: OpenConversation; conversation: Conversation; roomId: string; title: string; readBefore: number; onSeen: (seq: number) => void }

/** What was said, oldest above. Stays at the newest while one is there, keeps its place while older ones come in. */
export function MessageList({ open, conversation, roomId, title, readBefore, onSeen }: Props) {
  const t = useTexts(texts)
  const today = useToday()
  const box = useRef<HTMLDivElement>(null)
  const place = useRef({ isAtEnd: true, height: 0, first: 0 })
  const [isAway, setAway] = useState(false)
  const newest = conversation.messages.at(-1)?.seq ?? 0
  const oldest = conversation.messages[0]?.seq ?? 0
  const me = useSignedIn().person.id
  const pictureOf = usePicturesOf(conversation.messages.flatMap(({ authorId }) => authorId ?? []))
  const firstNew = firstNewOf(conversation.messages, readBefore, me)

  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    // Older messages came in above: what one reads stays where it is.
    if (oldest < place.current.first) element.scrollTop += element.scrollHeight - place.current.height
    else if (place.current.isAtEnd) element.scrollTop = element.scrollHeight
    place.current = { ...place.current, height: element.scrollHeight, first: oldest }
  }, [newest, oldest, open.pending.length])

  // Notices above, a growing field below and words that come late move the end; who reads the newest stays there.
  useEffect(() => {
    const element = box.current
    if (element === null) return undefined
    const watch = new ResizeObserver(() => {
      if (place.current.isAtEnd) element.scrollTop = element.scrollHeight
    })
    for (const part of [element, ...element.children]) watch.observe(part)
    return () => watch.disconnect()
  }, [newest, oldest, open.pending.length])

  useEffect(() => {
    const see = () => document.visibilityState === 'visible' && place.current.isAtEnd && newest > 0 && onSeen(newest)
    see()
    document.addEventListener('visibilitychange', see)
    return () => document.removeEventListener('visibilitychange', see)
  }, [newest, isAway, onSeen])

  // A search hit: pages are loaded back to it, then it is shown.
  const [wanted] = useQueryField('stelle')
  useEffect(() => {
    if (wanted === '') return
    if (Number(wanted) < oldest && conversation.hasOlder) return void open.loadOlder()
    const found = document.getElementById(`message-${wanted}`)
    if (found === null) return
    place.current.isAtEnd = false
    found.scrollIntoView({ block: 'center' })
    // `open` is made anew with every drawing; what counts is how far back the room is loaded.
  }, [wanted, oldest, conversation.hasOlder])

  const scrolled = () => {
    const element = box.current
    if (element === null) return
    place.current.isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < END_PX
    setAway(!place.current.isAtEnd)
    if (element.scrollTop < END_PX) void open.loadOlder()
  }
  const down = () => box.current?.scrollTo({ top: box.current.scrollHeight, behavior: 'smooth' })
  if (conversation.messages.length === 0 && open.pending.length === 0) return <div className="room-messages"><EmptyState icon="messages" title={t.emptyRoom}>{t.emptyRoomHint}</EmptyState></div>
  return (
    <div className="room-middle">
      <div className="room-messages" ref={box} onScroll={scrolled} role="log" aria-label={t.messagesIn({ title })} tabIndex={0}>
        {conversation.hasOlder && <Button kind="plain" onPress={() => void open.loadOlder()}>{t.older}</Button>}
        {blocksOf(conversation.messages, dayOf).map((block) => (
          <div key={block.key}>
            {block.day !== null && <p className="room-day"><span>{formatDivider(block.day, today)}</span></p>}
            {block.messages.some((message) => message.seq === firstNew) && <p className="room-new"><span>{t.newFrom}</span></p>}
            <MessageBlock block={block} picture={pictureOf(block.authorId ?? '')} onChanged={open.changed} />
          </div>
        ))}
        {open.pending.length > 0 && <PendingBlock roomId={roomId} pending={open.pending} />}
      </div>
      {isAway && <div className="room-down"><Button icon="down" onPress={down}>{t.jumpDown}</Button></div>}
    </div>
  )
}
