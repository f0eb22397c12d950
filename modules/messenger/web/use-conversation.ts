/** One open room: loads, listens, catches up after every break, sends with retries, marks as read. */
import { useCallback, useEffect, useReducer, useRef } from 'react'
import { useLiveEvent, useLiveOpen } from '#web/api/hooks.ts'
import { RefusalError } from '#web/api/refusal.ts'
import { MESSAGES_CHANGED, MESSAGES_POSTED } from '../contract.ts'
import type { Message, RoomNews } from '../contract.ts'
import { messenger, post } from './client.ts'
import { opened, withNews, withOlder, withPending, withPosted, withRefusal, withoutPending } from './conversation.ts'
import type { Conversation } from './conversation.ts'

const RETRY_MS = 3_000

export type OpenConversation = {
  conversation: Conversation | null
  error: unknown
  loadOlder: () => Promise<void>
  send: (body: string) => void
  /** Sends a refused message again, with the same client id. */
  retry: (clientId: string) => void
  drop: (clientId: string) => void
  changed: (message: Message) => void
}

export function useConversation(roomId: string): OpenConversation {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const state = useRef<{ roomId: string; conversation: Conversation | null; error: unknown; isLoading: boolean }>({ roomId, conversation: null, error: null, isLoading: false })
  if (state.current.roomId !== roomId) state.current = { roomId, conversation: null, error: null, isLoading: false }

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
      state.current.conversation = opened(page, state.current.conversation)
      state.current.error = null
    } catch (error) {
      if (state.current.roomId === roomId && state.current.conversation === null) state.current.error = error
    }
    redraw()
  }, [roomId])

  useEffect(() => void open(), [open])

  const transmit = useCallback(async (clientId: string, body: string) => {
    try {
      const message = await post(roomId, clientId, body)
      change((before) => withPosted(before, message))
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error
      // The line is away: the message waits here and goes when it is back (below). It can not be there twice.
      if (error.refusal.code === 'network' || error.refusal.code === 'unavailable') return void setTimeout(() => state.current.conversation?.pending.some((one) => one.clientId === clientId && one.refusal === null) && void transmit(clientId, body), RETRY_MS)
      change((before) => withRefusal(before, clientId, error.refusal))
    }
  }, [roomId, change])

  const hear = (news: RoomNews) => {
    if (news.roomId !== roomId || state.current.conversation === null) return
    const { conversation, missed } = withNews(state.current.conversation, news)
    if (missed) return void catchUp().catch(() => {})
    state.current.conversation = conversation
    redraw()
  }
  useLiveEvent<RoomNews>(MESSAGES_POSTED, hear)
  useLiveEvent<RoomNews>(MESSAGES_CHANGED, hear)
  useLiveOpen(() => void (state.current.conversation === null ? open() : catchUp().catch(() => {})))

  return {
    conversation: state.current.conversation,
    error: state.current.error,
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
    send: (body) => {
      const clientId = crypto.randomUUID()
      change((before) => withPending(before, clientId, body))
      void transmit(clientId, body)
    },
    retry: (clientId) => {
      const pending = state.current.conversation?.pending.find((one) => one.clientId === clientId)
      if (pending === undefined) return
      change((before) => withPending(before, clientId, pending.body))
      void transmit(clientId, pending.body)
    },
    drop: (clientId) => change((before) => withoutPending(before, clientId)),
    changed: (message) => change((before) => withPosted(before, message)),
  }
}
