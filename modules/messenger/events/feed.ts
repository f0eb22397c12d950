/**
 * What happened in rooms, told to the browsers of this process: each room's changes in their order and, from the first one this process hears of, without a gap,
 * whether this process wrote them or another one did. What came before that first one a browser sees to be missing by its place, and catches up. News between processes carry room and range; the rows are read once per process and framed once per room (B4).
 */
import type { Platform } from '#platform/module/platform.ts'
import type { Database } from '#platform/database/connect.ts'
import { MESSAGES_CHANGED, MESSAGES_POSTED } from '../contract.ts'
import { limits } from '../limits.ts'
import { maskedMessage, shownMessage } from '../shown.ts'
import { changesInRanges } from '../store/messages.ts'
import type { Message } from '../store/messages.ts'

/** Topic of the news between processes: a list of [roomId, from, to]. */
export const ROOMS_CHANGED = 'messenger.rooms'
/** Topic of the news between processes about read positions: a list of MovedPosition. */
export const POSITIONS_MOVED = 'messenger.positions'
export type MovedPosition = [personId: string, roomId: string, seq: number, unread: number]

export type RoomRange = [roomId: string, from: number, to: number]
export type Audience = { groupId: string | null; memberIds: readonly string[] | null }

export type Feed = {
  /** What this process just committed in a room: `messages` are all that happened from `from` to `to`. */
  own(roomId: string, audience: Audience, from: number, to: number, messages: readonly Message[]): void
  /** What another process committed. */
  heard(ranges: readonly RoomRange[]): void
  /** Forgets what was published: after the news were lost nobody knows what is missing, and all sockets are closed anyway. */
  reset(): void
  /** Resolves when nothing is left to read. */
  idle(): Promise<void>
}

export function groupTopic(groupId: string): string {
  return `messenger.group:${groupId}`
}

/** The topic of a group for readers from whom these authors are hidden (T3): the same frames, without what they wrote. Its name says whom. */
export function maskedTopic(groupId: string, hidden: ReadonlySet<string>): string {
  return [groupTopic(groupId), ...[...hidden].sort()].join(' ')
}

function hiddenIn(maskedTopic: string): ReadonlySet<string> {
  return new Set(maskedTopic.split(' ').slice(1))
}

export function personTopic(personId: string): string {
  return `messenger.person:${personId}`
}

/** One feed per process. */
export function createFeed(platform: Platform, database: Database): Feed {
  /** The last change of each room that went out to this process's browsers. */
  const published = new Map<string, number>()
  /** Rooms with something to read, and up to where. */
  const wanted = new Map<string, number>()
  let reading: Promise<void> | null = null

  function publish(roomId: string, audience: Audience, from: number, to: number, messages: readonly Message[]): void {
    published.delete(roomId)
    published.set(roomId, to)
    for (const oldest of published.keys()) {
      if (published.size <= limits.rooms_followed_max) break
      published.delete(oldest)
    }
    const event = messages.some((one) => one.seq === one.changedSeq) ? MESSAGES_POSTED : MESSAGES_CHANGED
    const data = { roomId, from, to, messages: messages.map(shownMessage) }
    if (audience.groupId !== null) {
      const topic = groupTopic(audience.groupId)
      platform.live.publish(topic, event, data)
      for (const masked of platform.live.variantsOf(topic)) {
        const hidden = hiddenIn(masked)
        platform.live.publish(masked, event, { ...data, messages: data.messages.map((message) => maskedMessage(message, hidden)) })
      }
    } else for (const personId of audience.memberIds ?? []) platform.live.publish(personTopic(personId), event, data)
  }

  function want(roomId: string, from: number, to: number): void {
    if (!published.has(roomId)) published.set(roomId, from - 1)
    wanted.set(roomId, Math.max(wanted.get(roomId) ?? 0, to))
    reading ??= readAll().catch(() => reset()).finally(() => (reading = null))
  }

  async function readAll(): Promise<void> {
    while (wanted.size > 0) {
      const some = [...wanted].slice(0, limits.news_rooms_max)
      for (const [roomId] of some) wanted.delete(roomId)
      const ranges = some.map(([roomId, upTo]) => ({ roomId, after: published.get(roomId) ?? upTo, upTo })).filter((range) => range.after < range.upTo)
      if (ranges.length === 0) continue
      const found = await changesInRanges(database, ranges)
      for (const { roomId, after, upTo } of ranges) {
        const room = found.get(roomId)
        // Nothing in the range: all of it changed again since; it comes with that later change, whose news are on their way.
        if (room === undefined) continue
        const isCut = room.messages.length === limits.changes_page_max
        const to = isCut ? room.messages.at(-1)!.changedSeq : upTo
        // While this was read the own batch may have gone out up to some place: only what lies above it is new.
        const done = Math.max(after, published.get(roomId) ?? after)
        if (done < to) publish(roomId, room, done + 1, to, room.messages.filter((message) => message.changedSeq > done))
        if (isCut) wanted.set(roomId, Math.max(wanted.get(roomId) ?? 0, upTo))
      }
    }
  }

  function reset(): void {
    published.clear()
    wanted.clear()
  }

  return {
    own(roomId, audience, from, to, messages) {
      const last = published.get(roomId)
      if (last !== undefined && to <= last) return
      // Another process's changes lie before these and are not out yet: all of it is read in order.
      if (last !== undefined && last !== from - 1) return want(roomId, from, to)
      for (let start = 0; start < messages.length; start += limits.changes_page_max) {
        const part = messages.slice(start, start + limits.changes_page_max)
        const isLast = start + part.length === messages.length
        publish(roomId, audience, start === 0 ? from : part[0]!.changedSeq, isLast ? to : part.at(-1)!.changedSeq, part)
      }
    },
    heard(ranges) {
      for (const [roomId, from, to] of ranges) {
        const last = published.get(roomId)
        if (last === undefined || to > last) want(roomId, from, to)
      }
    },
    reset,
    async idle() {
      while (reading) await reading
    },
  }
}
