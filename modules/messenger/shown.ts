/** Rooms and messages in the words of the contract: what leaves the server. */
import type { Actor } from '#platform/access/actor.ts'
import { mayOf } from '#platform/access/decide.ts'
import { isBanned } from '#platform/access/subject.ts'
import type { Message as ShownMessage, Room as ShownRoom } from './contract.ts'
import manifest from './manifest.ts'
import { changeableUntil, previewOf, stateOf } from './rules.ts'
import type { Message } from './store/messages.ts'
import type { RoomInList } from './store/rooms.ts'
import { roomSubject } from './subjects.ts'

/** The same for every reader, so that one frame serves a whole room. */
export function shownMessage(message: Message): ShownMessage {
  const known = shownBefore.get(message)
  if (known) return known
  const shown = {
    seq: message.seq, changedSeq: message.changedSeq, authorId: message.authorId, authorName: message.authorName, clientId: message.clientId, body: message.body,
    postedAt: message.postedAt.toISOString(), editedAt: message.editedAt?.toISOString() ?? null, removedAt: message.removedAt?.toISOString() ?? null,
    changeableUntil: message.removedAt === null ? changeableUntil(message.postedAt).toISOString() : null,
  }
  shownBefore.set(message, shown)
  return shown
}

/** The same for a reader from whom a contact ban hides some authors (T3): their messages keep their place, and nothing else of them is told. */
export function maskedMessage(shown: ShownMessage, hidden: ReadonlySet<string>): ShownMessage {
  if (shown.authorId === null || !hidden.has(shown.authorId)) return shown
  return { ...shown, authorId: null, authorName: '', clientId: MASKED, body: '', editedAt: null, removedAt: shown.postedAt, changeableUntil: null }
}

/** The number of a client is an id somebody chose: of a hidden author not even that. */
const MASKED = '00000000-0000-4000-8000-000000000000'

/** A room as this actor sees it; `may` holds what can be done in it now, so that page and gate agree. */
export function shownRoom(room: RoomInList, actor: Actor, { at, today }: { at: Date; today: string }, pupilsWrite: boolean): ShownRoom {
  const isLastHidden = room.last?.authorId != null && isBanned(actor, room.last.authorId, today)
  const state = stateOf(room, today, pupilsWrite)
  return {
    id: room.id, kind: room.kind, groupId: room.groupId, groupKind: room.groupKind, title: room.title, other: room.other, state, responsible: room.responsible,
    may: mayOf(actor, manifest, roomSubject(room, state), at).filter((right) => right === 'messenger.read' || right === 'messenger.write'),
    lastSeq: room.lastSeq, readSeq: room.readSeq, unread: room.unread, hasDraft: room.draft !== null,
    last: room.last && (isLastHidden ? { seq: room.last.seq, authorId: null, authorName: '', preview: '', postedAt: room.last.postedAt.toISOString(), isRemoved: true } : {
      seq: room.last.seq, authorId: room.last.authorId, authorName: room.last.authorName, preview: previewOf(room.last.body), postedAt: room.last.postedAt.toISOString(), isRemoved: room.last.isRemoved,
    }),
  }
}

/** A posted message is shown twice: in the frame of its room, and in the answer to its author. */
const shownBefore = new WeakMap<Message, ShownMessage>()
