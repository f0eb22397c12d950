/** One open room: loads, listens, catches up after every break, and knows what of it is still on its way. */
import { useCallback, useEffect, useReducer, useRef, useSyncExternalStore } from 'react'
import { useLiveEvent, useLiveOpen } from '#web/api/hooks.ts'
import { MESSAGES_CHANGED, MESSAGES_POSTED } from '../contract.ts'
import type { Message, RoomNews } from '../contract.ts'
import { messenger, outbox } from './client.ts'
import { opened, waitingOf, withNews, withOlder, withPosted } from './conversation.ts'
import type { Conversation } from './conversation.ts'
import type { Pending } from './outbox.ts'

export type OpenConversation = {
  conversation: Conversation | null
  /** Own messages that are not there yet, oldest first. */
  pending: readonly Pending[]
  error: unknown
  /** Asks again for a room that could not be opened. */
  open: () => Promise<void>
  loadOlder: () => Promise<void>
  changed: (message: Message) => void
}

type State = { roomId: string; conversation: Conversation | null; error: unknown; isLoading: boolean; heardUpTo: number }
const unopened = (roomId: string): State => ({ roomId, conversation: null, error: null, isLoading: false, heardUpTo: 0 })

export function useConversation(roomId: string): OpenConversation {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const state = useRef<State>(unopened(roomId))
  if (state.current.roomId !== roomId) state.current = unopened(roomId)

  /** Changes what is known, unless another room was opened meanwhile. */
  const change = useCallback((work: (before: Conversation) => Conversation) => {
    const { current } = state
    if (current.roomId !== roomId || current.conversation === null) return
    current.conversation = work(current.conversation)
    redraw()
  }, [roomId])

  const catchUp = useCallback(async () => {
    for (;;) {
      const { conversation, roomId: open } = state.current
      if (open !== roomId || conversation === null) return
      const page = await messenger.readMessages({ roomId, since: conversation.upTo })
      change((before) => withNews(before, { from: 0, to: page.upTo, messages: page.messages }).conversation)
      if (!page.hasNewer) return
    }
  }, [roomId, change])

  const open = useCallback(async () => {
    try {
      const page = await messenger.readMessages({ roomId })
      if (state.current.roomId !== roomId) return
      state.current.conversation = opened(page)
      state.current.error = null
      // Said while the page was on its way: it may be missing there.
      if (state.current.heardUpTo > page.upTo) void catchUp().catch(() => {})
    } catch (error) {
      if (state.current.roomId === roomId && state.current.conversation === null) state.current.error = error
    }
    redraw()
  }, [roomId, catchUp])

  useEffect(() => void open(), [open])
  useEffect(() => outbox.onPosted((of, message) => of === roomId && change((before) => withPosted(before, message))), [roomId, change])
  // The line may need longer than the net to notice that it is back.
  useEffect(() => {
    const ask = () => void catchUp().catch(() => {})
    addEventListener('online', ask)
    return () => removeEventListener('online', ask)
  }, [catchUp])

  const hear = (news: RoomNews) => {
    if (news.roomId !== roomId) return
    state.current.heardUpTo = Math.max(state.current.heardUpTo, news.to)
    if (state.current.conversation === null) return
    const { conversation, missed } = withNews(state.current.conversation, news)
    if (missed) return void catchUp().catch(() => {})
    state.current.conversation = conversation
    redraw()
  }
  useLiveEvent<RoomNews>(MESSAGES_POSTED, hear)
  useLiveEvent<RoomNews>(MESSAGES_CHANGED, hear)
  useLiveOpen(() => void (state.current.conversation === null ? open() : catchUp().catch(() => {})))

  const pending = useSyncExternalStore(outbox.subscribe, () => outbox.of(roomId))
  const { conversation } = state.current
  return {
    conversation,
    pending: conversation === null ? pending : waitingOf(conversation, pending),
    error: state.current.error,
    open,
    loadOlder: async () => {
      const { current } = state
      if (current.isLoading || !current.conversation?.hasOlder) return
      current.isLoading = true
      try {
        const page = await messenger.readMessages({ roomId, before: current.conversation.messages[0]?.seq ?? 0 })
        change((before) => withOlder(before, page))
      } finally {
        current.isLoading = false
      }
    },
    changed: (message) => change((before) => withPosted(before, message)),
  }
}
