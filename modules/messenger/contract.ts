/** What people do in the messenger, and what they hear live. */
import { z } from 'zod'
import { operation } from '#platform/module/operation.ts'
import { limits } from './limits.ts'

const id = z.uuid().toLowerCase()
const instant = z.iso.datetime()
const personType = z.enum(['pupil', 'teacher', 'staff', 'parent', 'other', 'guest'])
const person = z.object({ id, name: z.string() })
const body = z.string().max(limits.body_characters_read_max)
/** A place in a room, or a count of what happened in it. In a query numbers arrive as text. */
const seq = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

const message = z.object({
  /** Its place in the room: the same for everybody. With the room it is the message's name. */
  seq: z.int(),
  /** The last thing that happened to it (posting, edit, removal), counted per room. Larger is newer. */
  changedSeq: z.int(),
  /** Null once the author's account is gone. */
  authorId: id.nullable(), authorName: z.string(),
  /** The author's own number of it; finds the message that was shown before it was sent. */
  clientId: id,
  /** Empty when it was removed. */
  body: z.string(),
  postedAt: instant, editedAt: instant.nullable(), removedAt: instant.nullable(),
  /** Until then its author can edit and remove it; null when that is over for good. */
  changeableUntil: instant.nullable(),
})
export type Message = z.output<typeof message>

const room = z.object({
  id, kind: z.enum(['group', 'direct']),
  groupId: id.nullable(), groupKind: z.enum(['class', 'year', 'course', 'staff', 'project']).nullable(),
  /** The group's label of this school year, or the other person's name. */
  title: z.string(),
  other: person.extend({ type: personType }).nullable(),
  /** `unattended`: no teacher answers for it; `ended`: the group is over; `closed`: these two can't write to each other now. Only `open` can be written in. */
  state: z.enum(['open', 'unattended', 'ended', 'closed']),
  responsible: z.array(person),
  may: z.array(z.string()),
  /** Count of everything that happened in the room. */
  lastSeq: z.int(),
  readSeq: z.int(),
  /** Up to 100, which stands for more. */
  unread: z.int(),
  hasDraft: z.boolean(),
  last: z.object({ seq: z.int(), authorId: id.nullable(), authorName: z.string(), preview: z.string(), postedAt: instant, isRemoved: z.boolean() }).nullable(),
})
export type Room = z.output<typeof room>

const foundPerson = z.object({ id, name: z.string(), type: personType, place: z.string().nullable(), may: z.array(z.string()) })
export type FoundPerson = z.output<typeof foundPerson>

const hit = z.object({
  roomId: id, title: z.string(), seq: z.int(), authorId: id.nullable(), authorName: z.string(), postedAt: instant,
  parts: z.array(z.object({ text: z.string(), isHit: z.boolean() })),
})
export type SearchHit = z.output<typeof hit>

/** Live: messages that were posted in a room. The range tells what the frame covers: `from` is one more than the reader's count, else something was missed. */
export const MESSAGES_POSTED = 'messenger.posted'
/** Live: messages that were edited or removed; same shape. */
export const MESSAGES_CHANGED = 'messenger.changed'
export type RoomNews = { roomId: string; from: number; to: number; messages: Message[] }
/** Live, to the reader's own devices: how far they have read. */
export const ROOM_READ = 'messenger.read'
export type RoomRead = { roomId: string; seq: number; unread: number }

export const contract = {
  listRooms: operation({
    summary: 'Lists my rooms with the last message and how much is unread',
    method: 'GET', path: '/messenger/rooms', right: 'messenger.use', effects: 'read', doors: ['http', 'ws'],
    input: z.object({}),
    output: z.object({ rooms: z.array(room) }),
  }),
  readRoom: operation({
    summary: 'One room with my draft',
    method: 'GET', path: '/messenger/rooms/:roomId', right: 'messenger.read', subject: 'room', effects: 'read', doors: ['http', 'ws'],
    input: z.object({ roomId: id }),
    output: z.object({ room, draft: z.string() }),
  }),
  listMembers: operation({
    summary: 'Who belongs to a room and is there',
    method: 'GET', path: '/messenger/rooms/:roomId/members', right: 'messenger.read', subject: 'room', effects: 'read', doors: ['http', 'ws'],
    input: z.object({ roomId: id }),
    output: z.object({ members: z.array(person.extend({ type: personType, role: z.enum(['member', 'lead', 'responsible']) })) }),
  }),
  readMessages: operation({
    summary: 'A page of a room: the newest messages, those before or after a place, or everything that changed since a count',
    method: 'GET', path: '/messenger/rooms/:roomId/messages', right: 'messenger.read', subject: 'room', effects: 'read', doors: ['http', 'ws'],
    input: z.object({
      roomId: id,
      /** Messages before this place, for scrolling back. */
      before: seq.optional(),
      /** Messages after this place, for scrolling forward from a search hit. */
      after: seq.optional(),
      /** Messages around this place, which is among them: a search hit. */
      around: seq.optional(),
      /** Everything posted, edited or removed after this count; in the order in which it happened. Ask again with `upTo` while `hasNewer`. */
      since: seq.optional(),
      limit: z.coerce.number().int().min(1).max(limits.messages_page_max).default(limits.messages_page),
    }).refine((input) => [input.before, input.after, input.around, input.since].filter((one) => one !== undefined).length <= 1, { message: 'give only one of before, after, around, since' }),
    output: z.object({
      messages: z.array(message),
      /** With these messages the reader knows everything that happened up to this count; the next `since`. */
      upTo: z.int(),
      hasOlder: z.boolean(), hasNewer: z.boolean(),
    }),
  }),
  sendMessage: operation({
    summary: 'Posts a message; the same clientId again gives the same message back',
    method: 'POST', path: '/messenger/rooms/:roomId/messages', right: 'messenger.write', subject: 'room', effects: 'write', stores: ['content', 'trace'], doors: ['http', 'ws'], decidedInBatch: true,
    input: z.object({ roomId: id, clientId: id, body }),
    output: z.object({ message }),
  }),
  editMessage: operation({
    summary: 'Changes the words of an own message within 15 minutes',
    method: 'PUT', path: '/messenger/rooms/:roomId/messages/:seq', right: 'messenger.change', subject: 'message', effects: 'write', stores: ['content', 'trace'], doors: ['http', 'ws'], decidedInBatch: true,
    input: z.object({ roomId: id, seq, body }),
    output: z.object({ message }),
  }),
  // Stores nothing that was not there: taking away waits for no release.
  removeMessage: operation({
    summary: 'Takes back an own message within 15 minutes',
    method: 'DELETE', path: '/messenger/rooms/:roomId/messages/:seq', right: 'messenger.change', subject: 'message', effects: 'write', stores: [], doors: ['http', 'ws'], decidedInBatch: true,
    input: z.object({ roomId: id, seq }),
    output: z.object({ message }),
  }),
  markRead: operation({
    summary: 'Moves my own read position forward; nobody else sees it',
    method: 'PUT', path: '/messenger/rooms/:roomId/read-position', right: 'messenger.read', subject: 'room', effects: 'write', stores: ['own_state'], doors: ['http', 'ws'], decidedInBatch: true,
    input: z.object({ roomId: id, seq }),
    output: z.object({ seq: z.int(), unread: z.int() }),
  }),
  saveDraft: operation({
    summary: 'Keeps what I have typed so far; an empty body drops it',
    method: 'PUT', path: '/messenger/rooms/:roomId/draft', right: 'messenger.read', subject: 'room', effects: 'write', stores: ['own_state'], doors: ['http', 'ws'],
    input: z.object({ roomId: id, body: z.string().max(limits.body_characters_max) }),
    output: z.object({}),
  }),
  readDraft: operation({
    summary: 'What I had typed in this room',
    method: 'GET', path: '/messenger/rooms/:roomId/draft', right: 'messenger.read', subject: 'room', effects: 'read', doors: ['http', 'ws'],
    input: z.object({ roomId: id }),
    output: z.object({ body: z.string() }),
  }),
  searchMessages: operation({
    summary: 'Finds messages in the rooms I may read now',
    method: 'GET', path: '/messenger/search', right: 'messenger.use', effects: 'read', doors: ['http', 'ws'],
    input: z.object({ query: z.string().max(limits.search_characters_max), roomId: id.optional() }),
    output: z.object({ hits: z.array(hit) }),
  }),
  findPeople: operation({
    summary: 'People I may see, by the beginning of their names; with an empty query those of my groups',
    method: 'GET', path: '/messenger/people', right: 'messenger.use', effects: 'read', doors: ['http', 'ws'],
    input: z.object({ query: z.string().max(limits.search_characters_max).default('') }),
    output: z.object({ people: z.array(foundPerson) }),
  }),
  openDirectRoom: operation({
    summary: 'The direct room with a person; made when there is none',
    method: 'POST', path: '/messenger/direct-rooms', right: 'messenger.write_to', subject: 'person', effects: 'write', stores: ['trace'], doors: ['http', 'ws'],
    input: z.object({ personId: id }),
    output: z.object({ room }),
  }),
}
