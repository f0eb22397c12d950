/**
 * Everything that changes a room (posts, edits, removals) goes through one batch per process: decided one by one under the rooms' locks, written together,
 * acknowledged one by one. The lock lasts until the commit, so nobody can see a place in a room before all places below it are there.
 */
import type { Actor } from '#platform/access/actor.ts'
import { decide } from '#platform/access/decide.ts'
import { relationsOf } from '#platform/access/subject.ts'
import type { Subject } from '#platform/access/subject.ts'
import { createBatch } from '#platform/database/batch.ts'
import type { Batch, Done, Outcome } from '#platform/database/batch.ts'
import type { Trx } from '#platform/database/connect.ts'
import { RefusalError } from '#platform/module/module.ts'
import type { Door, Refusal } from '#platform/module/operation.ts'
import type { Platform } from '#platform/module/platform.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import { contract } from '../contract.ts'
import { ROOMS_CHANGED } from '../events/feed.ts'
import type { Feed, RoomRange } from '../events/feed.ts'
import { limits } from '../limits.ts'
import manifest from '../manifest.ts'
import { stateOf } from '../rules.ts'
import type { RoomState } from '../rules.ts'
import { authorNames, findByClientIds, findByPlaces, writeChanges } from '../store/messages.ts'
import type { Changes, Message } from '../store/messages.ts'
import { lockRooms } from '../store/rooms.ts'
import type { Room } from '../store/rooms.ts'
import { messageSubject, roomSubject } from '../subjects.ts'

export type Change =
  | { kind: 'post'; roomId: string; clientId: string; body: string }
  | { kind: 'edit'; roomId: string; seq: number; body: string }
  | { kind: 'remove'; roomId: string; seq: number }

export type Item = { actor: Actor; door: Door; at: Date; change: Change }
export type Posting = Batch<Item, Message>

/** The batch of this process. What it committed goes to the feed before anybody is answered; `posted` hears that there is something new to find. */
export function createPosting(platform: Platform, feed: Feed, posted: () => void): Posting {
  return createBatch<Item, Loaded, Message>(platform, {
    items_max: limits.batch_items_max, waiting_max: limits.batch_waiting_max, load,
    decide(items, loaded): Done<Message> {
      const work = begin(platform, loaded)
      const outcomes = items.map((item): Outcome<Message> => {
        const result = apply(work, item)
        return 'status' in result ? { error: new RefusalError(result) } : { ok: result }
      })
      return { outcomes, write: (trx) => writeChanges(trx, work.changes, loaded.at), news: newsOf(work), afterCommit: stepsOf(work, feed, posted) }
    },
  })
}

type Loaded = { at: Date; today: string; rooms: Map<string, Room>; names: Map<string, string>; posted: Message[]; known: Message[] }

/** The locks come first; whatever is read behind them is read after they are held. */
async function load(trx: Trx, items: readonly Item[]): Promise<Loaded> {
  const moment = momentOf(items)
  const posts = items.flatMap(({ actor, change }) => (change.kind === 'post' ? [{ authorId: actor.personId, roomId: change.roomId, clientId: change.clientId }] : []))
  const places = items.flatMap(({ change }) => (change.kind === 'post' ? [] : [{ roomId: change.roomId, seq: change.seq }]))
  const [rooms, names, posted, known] = await Promise.all([
    lockRooms(trx, items.map((item) => item.change.roomId), moment),
    authorNames(trx, items.map((item) => item.actor.personId)),
    posts.length > 0 ? findByClientIds(trx, posts) : [],
    places.length > 0 ? findByPlaces(trx, places) : [],
  ])
  return { ...moment, rooms, names, posted, known }
}

type Work = {
  platform: Platform
  at: Date
  today: string
  rooms: Map<string, Room>
  states: Map<string, RoomState>
  names: Map<string, string>
  /** Posted before, or in this batch, by author, room and client's number. */
  posted: Map<string, Message>
  /** Messages to be edited or removed, by place; what an earlier item of this batch did counts. */
  known: Map<string, Message>
  changes: Changes
  /** What happened in each room, in order. */
  happened: Map<string, Message[]>
}

function begin(platform: Platform, { at, today, rooms, names, posted, known }: Loaded): Work {
  const pupilsWrite = platform.school.option('messenger.direct_pupil_pupil')
  return {
    platform, at, today, rooms, names,
    states: new Map([...rooms].map(([id, room]) => [id, stateOf(room, today, pupilsWrite)])),
    posted: new Map(posted.map((message) => [clientKey(message.authorId!, message.roomId, message.clientId), message])),
    known: new Map(known.map((message) => [placeKey(message.roomId, message.seq), message])),
    changes: { posted: [], changed: [], replaced: [], lastSeqs: new Map() },
    happened: new Map(),
  }
}

/** Decides one item and notes what is to be written; a refusal changes nothing. */
function apply(work: Work, item: Item): Message | Refusal {
  const { change, actor } = item
  const room = work.rooms.get(change.roomId)
  const state = work.states.get(change.roomId)
  if (room === undefined || state === undefined) return refusalOf(work, item, contract.sendMessage, null, 'forbidden') ?? NOT_FOUND
  if (change.kind === 'post') {
    const refusal = refusalOf(work, item, contract.sendMessage, roomSubject(room, state), REASONS[state])
    return refusal ?? post(work, item, room, change)
  }
  const operation = change.kind === 'edit' ? contract.editMessage : contract.removeMessage
  const message = work.known.get(placeKey(change.roomId, change.seq))
  if (message === undefined) return refusalOf(work, item, operation, null, 'forbidden') ?? NOT_FOUND
  const subject = messageSubject(message, room, state, actor, { at: item.at, today: work.today })
  if (change.kind === 'remove' && message.removedAt !== null && relationsOf(actor, subject, work.today).has('author')) return retried(work, item, subject, message)
  const isOwn = message.authorId === actor.personId
  const refusal = refusalOf(work, item, operation, subject, isOwn ? (state === 'open' ? 'message_not_recent' : REASONS[state]) : 'message_not_own')
  if (refusal) return refusal
  return change.kind === 'edit' && change.body === message.body ? message : alter(work, item, room, message)
}

function post(work: Work, { actor, at }: Item, room: Room, { clientId, body }: Extract<Change, { kind: 'post' }>): Message {
  const key = clientKey(actor.personId, room.id, clientId)
  const before = work.posted.get(key)
  if (before) return before
  const seq = nextSeq(work, room)
  const message: Message = {
    roomId: room.id, seq, changedSeq: seq, authorId: actor.personId, authorName: work.names.get(actor.personId) ?? '', clientId, body, postedAt: at, editedAt: null, removedAt: null,
  }
  work.posted.set(key, message)
  work.changes.posted.push(message)
  note(work, message)
  return message
}

function alter(work: Work, { actor, at, change }: Item, room: Room, before: Message): Message {
  const changedSeq = nextSeq(work, room)
  const message: Message = change.kind === 'edit' ? { ...before, changedSeq, body: change.body, editedAt: at } : { ...before, changedSeq, body: '', removedAt: at }
  work.changes.replaced.push({ roomId: room.id, seq: before.seq, authorId: actor.personId, body: before.body })
  // Changed twice in one batch: only the last one is written, both are kept as revisions.
  work.changes.changed = [...work.changes.changed.filter((one) => one.roomId !== room.id || one.seq !== before.seq), message]
  work.known.set(placeKey(room.id, before.seq), message)
  note(work, message)
  return message
}

/** Taking back twice is once; the second answer is the same as the first, for whoever may still read it. */
function retried(work: Work, item: Item, subject: Subject, message: Message): Message | Refusal {
  return refusalOf(work, item, { right: 'messenger.read', subject: 'message', doors: contract.removeMessage.doors }, subject, 'forbidden') ?? message
}

/** R9a.1: the reason why a room that can be seen can't be written in. */
const REASONS: Record<RoomState, string> = { open: 'forbidden', unattended: 'room_unattended', ended: 'room_ended', closed: 'room_closed' }
const NOT_FOUND: Refusal = { status: 404, code: 'not_found' }

/** The refusal, or null. decide() says whether; the code says why, to those who can see the room. */
function refusalOf(work: Work, { actor, door, at }: Item, operation: { right: string; subject?: string; doors: readonly Door[]; stores?: readonly string[] }, subject: Subject | null, why: string): Refusal | null {
  const decision = decide({ actor, operation, manifest, subject, door, at }, work.platform.access())
  if (decision.allowed) return null
  return decision.refusal.code === 'forbidden' ? { ...decision.refusal, code: why } : decision.refusal
}

function nextSeq(work: Work, room: Room): number {
  const seq = (work.changes.lastSeqs.get(room.id) ?? room.lastSeq) + 1
  work.changes.lastSeqs.set(room.id, seq)
  return seq
}

function note(work: Work, message: Message): void {
  const own = work.happened.get(message.roomId)
  if (own) own.push(message)
  else work.happened.set(message.roomId, [message])
}

/** Room by room, so that others get their turn in between. */
function stepsOf(work: Work, feed: Feed, posted: () => void): (() => void)[] {
  const told = [...work.happened].map(([roomId, messages]) => () => {
    const room = work.rooms.get(roomId)!
    feed.own(roomId, room, room.lastSeq + 1, work.changes.lastSeqs.get(roomId)!, messages)
  })
  return told.length > 0 ? [...told, posted] : []
}

function newsOf(work: Work): { topic: string; body: unknown }[] {
  const ranges = [...work.changes.lastSeqs].map(([roomId, to]): RoomRange => [roomId, work.rooms.get(roomId)!.lastSeq + 1, to])
  const news = []
  for (let start = 0; start < ranges.length; start += limits.news_rooms_max) news.push({ topic: ROOMS_CHANGED, body: ranges.slice(start, start + limits.news_rooms_max) })
  return news
}

/** The latest instant of the batch: nobody is judged by an earlier one than they asked at. */
function momentOf(items: readonly Item[]): { at: Date; today: string } {
  const at = items.reduce((latest, item) => (item.at > latest ? item.at : latest), items[0]?.at ?? new Date(0))
  return { at, today: dateInBerlin(at) }
}

function clientKey(authorId: string, roomId: string, clientId: string): string {
  return `${authorId} ${roomId} ${clientId}`
}

function placeKey(roomId: string, seq: number): string {
  return `${roomId} ${seq}`
}
