/** What is known of one room in this browser: messages in their order, and up to where. Pure. */
import type { Message, RoomNews } from '../contract.ts'
import type { Pending } from './outbox.ts'

export type Conversation = {
  /** By place, without holes between the oldest and the newest that were loaded. */
  messages: readonly Message[]
  /** Everything that happened up to this count is known. */
  upTo: number
  hasOlder: boolean
}

export type MessagesPage = { messages: readonly Message[]; upTo: number; hasOlder: boolean }

/** The newest page, as the room is opened. */
export function opened({ messages, upTo, hasOlder }: MessagesPage): Conversation {
  return { messages, upTo, hasOlder }
}

/** A page before the oldest known message. */
export function withOlder(one: Conversation, page: MessagesPage): Conversation {
  return { ...one, messages: merged(one.messages, page.messages, true), hasOlder: page.hasOlder }
}

/** What happened since: a live frame or a page of a catch-up. `missed`: something before it is not known, catch up from `upTo`. */
export function withNews(one: Conversation, news: Pick<RoomNews, 'from' | 'to' | 'messages'>): { conversation: Conversation; missed: boolean } {
  if (news.from > one.upTo + 1) return { conversation: one, missed: true }
  const known = one.messages[0]?.seq ?? 0
  // Changes of messages that were never loaded are not needed: they come as they are when one scrolls back.
  const wanted = news.messages.filter((message) => message.seq >= known || !one.hasOlder)
  return { conversation: { ...one, messages: merged(one.messages, wanted, false), upTo: Math.max(one.upTo, news.to) }, missed: false }
}

/** One message as the server has it: posted, edited or taken back. The count of the room is not moved: a frame before it may still be on its way. */
export function withPosted(one: Conversation, message: Message): Conversation {
  return { ...one, messages: merged(one.messages, [message], false) }
}

/** What is still on its way: a message that is heard before its own answer came has arrived. */
export function waitingOf(one: Conversation, pending: readonly Pending[]): readonly Pending[] {
  if (pending.length === 0) return pending
  const there = new Set(one.messages.map((message) => message.clientId))
  return pending.filter((waiting) => !there.has(waiting.clientId))
}

/** Two sorted lists as one; of two versions of a message the newer one stays. */
function merged(known: readonly Message[], found: readonly Message[], isOlder: boolean): readonly Message[] {
  if (found.length === 0) return known
  const bySeq = new Map((isOlder ? [...found, ...known] : known).map((message) => [message.seq, message]))
  for (const message of found) {
    const before = bySeq.get(message.seq)
    if (before === undefined || before.changedSeq < message.changedSeq) bySeq.set(message.seq, message)
  }
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq)
}

/** Where the divider of the new ones stands: the first message behind `readBefore` that is unread, as the list of rooms counts. */
export function firstNewOf(messages: readonly Message[], readBefore: number, me: string): number | undefined {
  return messages.find((message) => message.seq > readBefore && message.authorId !== me && message.removedAt === null)?.seq
}

export type Block = { key: string; day: string | null; authorId: string | null; authorName: string; at: string; messages: readonly Message[] }

const BLOCK_MINUTES_MAX = 10

/** Messages as they are shown: grouped by author while they follow each other closely, a new day begins a new group. */
export function blocksOf(messages: readonly Message[], dayOf: (at: string) => string): Block[] {
  const blocks: (Block & { messages: Message[] })[] = []
  let day: string | null = null
  for (const message of messages) {
    const own = dayOf(message.postedAt)
    const last = blocks.at(-1)
    const isClose = last !== undefined && last.authorId === message.authorId && Date.parse(message.postedAt) - Date.parse(last.messages.at(-1)!.postedAt) < BLOCK_MINUTES_MAX * 60_000
    if (own === day && isClose) last.messages.push(message)
    else blocks.push({ key: String(message.seq), day: own === day ? null : own, authorId: message.authorId, authorName: message.authorName, at: message.postedAt, messages: [message] })
    day = own
  }
  return blocks
}
