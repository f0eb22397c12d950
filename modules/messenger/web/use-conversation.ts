/** One open room: loads, listens, catches up after every break, and knows what of it is still on its way. */
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useReducer, useRef, useSyncExternalStore } from 'react'
import { useLiveEvent, useLiveOpen } from '#web/api/hooks.ts'
import { refusalOf } from '#web/api/refusal.ts'
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

export function useConversation(roomId: string): OpenConversation {
  const queries = useQueryClient()
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  // A room that was open before is shown as it was known, and catches up; so looking into another room costs nothing, not even without a net.
  const begun = (): State => ({ roomId, conversation: queries.getQueryData<Conversation>(keyOf(roomId)) ?? null, error: null, isLoading: false, heardUpTo: 0 })
  const state = useRef<State | null>(null)
  if (state.current?.roomId !== roomId) state.current = begun()

  /** What is known now, unless another room was opened meanwhile. */
  const known = useCallback(() => (state.current?.roomId === roomId ? state.current.conversation : null), [roomId])
  const enter = useCallback((conversation: Conversation | null, error: unknown = null) => {
    if (state.current?.roomId !== roomId) return
    state.current = { ...state.current, conversation, error }
    if (conversation === null) queries.removeQueries({ queryKey: keyOf(roomId) })
    else queries.setQueryData(keyOf(roomId), conversation)
    redraw()
  }, [roomId, queries])
  const change = useCallback((work: (before: Conversation) => Conversation) => {
    const before = known()
    if (before !== null) enter(work(before))
  }, [known, enter])

  const catchUp = useCallback(async () => {
    try {
      for (let before = known(); before !== null; before = known()) {
        const page = await messenger.readMessages({ roomId, since: before.upTo })
        change((now) => withNews(now, { from: 0, to: page.upTo, messages: page.messages }).conversation)
        if (!page.hasNewer) return
      }
    } catch (error) {
      // Who may not read here any more keeps nothing of it; a broken line is tried again when it is back.
      if ([403, 404].includes(refusalOf(error).status)) enter(null, error)
    }
  }, [roomId, known, change, enter])

  const open = useCallback(async () => {
    try {
      const page = await messenger.readMessages({ roomId })
      enter(opened(page))
      // Said while the page was on its way: it may be missing there.
      if ((state.current?.heardUpTo ?? 0) > page.upTo) void catchUp()
    } catch (error) {
      if (known() === null) enter(null, error)
    }
  }, [roomId, known, enter, catchUp])

  const beginOrGoOn = useCallback(() => void (known() === null ? open() : catchUp()), [known, open, catchUp])
  useEffect(beginOrGoOn, [beginOrGoOn])
  useLiveOpen(beginOrGoOn)
  // The line may need longer than the net to notice that it is back.
  useEffect(() => {
    addEventListener('online', beginOrGoOn)
    return () => removeEventListener('online', beginOrGoOn)
  }, [beginOrGoOn])
  useEffect(() => outbox.onPosted((of, message) => of === roomId && change((before) => withPosted(before, message))), [roomId, change])

  const hear = (news: RoomNews) => {
    if (news.roomId !== roomId || state.current === null) return
    state.current.heardUpTo = Math.max(state.current.heardUpTo, news.to)
    const before = known()
    if (before === null) return
    const { conversation, missed } = withNews(before, news)
    if (missed) void catchUp()
    else enter(conversation)
  }
  useLiveEvent<RoomNews>(MESSAGES_POSTED, hear)
  useLiveEvent<RoomNews>(MESSAGES_CHANGED, hear)

  const pending = useSyncExternalStore(outbox.subscribe, () => outbox.of(roomId))
  const { conversation, error } = state.current
  const loadOlder = async () => {
    const { current } = state
    if (current === null || current.isLoading || !current.conversation?.hasOlder) return
    current.isLoading = true
    try {
      const page = await messenger.readMessages({ roomId, before: current.conversation.messages[0]?.seq ?? 0 })
      change((before) => withOlder(before, page))
    } catch {
      // The line is away: scrolling up once more asks again.
    } finally {
      if (state.current !== null) state.current.isLoading = false
    }
  }
  return {
    conversation, error, open, loadOlder,
    pending: conversation === null ? pending : waitingOf(conversation, pending),
    changed: (message) => change((before) => withPosted(before, message)),
  }
}

const keyOf = (roomId: string) => ['messenger', 'conversation', roomId]
