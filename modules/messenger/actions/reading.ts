/** How far people have read, in a batch of its own: everybody who looks at a busy room moves their position all the time. Nobody else learns of it (R6.2). */
import type { Actor } from '#platform/access/actor.ts'
import { decide } from '#platform/access/decide.ts'
import { bannedIds } from '#platform/access/subject.ts'
import { createBatch } from '#platform/database/batch.ts'
import type { Batch, Outcome } from '#platform/database/batch.ts'
import type { Trx } from '#platform/database/connect.ts'
import { RefusalError } from '#platform/module/module.ts'
import type { Door } from '#platform/module/operation.ts'
import type { Platform } from '#platform/module/platform.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import { contract } from '../contract.ts'
import { POSITIONS_MOVED } from '../events/feed.ts'
import type { MovedPosition } from '../events/feed.ts'
import { limits } from '../limits.ts'
import manifest from '../manifest.ts'
import { stateOf } from '../rules.ts'
import { findPositions, movePositions } from '../store/own.ts'
import type { Position } from '../store/own.ts'
import { loadRooms } from '../store/rooms.ts'
import type { Room } from '../store/rooms.ts'
import { roomSubject } from '../subjects.ts'

export type ReadItem = { actor: Actor; door: Door; at: Date; roomId: string; seq: number }
export type Reading = Batch<ReadItem, { seq: number; unread: number }>
type Loaded = { rooms: Map<string, Room>; positions: Map<ReadItem, Position>; today: string }

/** The batch of this process. `tell` hears of each position that moved, after the commit. */
export function createReading(platform: Platform, tell: (moved: readonly MovedPosition[]) => void): Reading {
  return createBatch<ReadItem, Loaded, { seq: number; unread: number }>(platform, {
    items_max: limits.batch_items_max, waiting_max: limits.batch_waiting_max, load,
    decide(items, { rooms, positions, today }) {
      const moved = new Map<string, MovedPosition>()
      const pupilsWrite = platform.school.option('messenger.direct_pupil_pupil')
      const outcomes = items.map((item): Outcome<{ seq: number; unread: number }> => {
        const { actor, door, at, roomId } = item
        const room = rooms.get(roomId)
        const subject = room ? roomSubject(room, stateOf(room, today, pupilsWrite)) : null
        const decision = decide({ actor, operation: contract.markRead, manifest, subject, door, at }, platform.access())
        if (!decision.allowed) return { error: new RefusalError(decision.refusal) }
        const position = positions.get(item)
        if (room === undefined || position === undefined) return { error: new RefusalError({ status: 404, code: 'not_found' }) }
        const key = `${actor.personId} ${roomId}`
        // Several devices of one person in one batch: the furthest counts.
        if (position.hasMoved && (moved.get(key)?.[2] ?? 0) < position.seq) moved.set(key, [actor.personId, roomId, position.seq, position.unread])
        return { ok: { seq: position.seq, unread: position.unread } }
      })
      const all = [...moved.values()]
      return { outcomes, write: (trx) => (all.length > 0 ? [movePositions(trx, all)] : []), news: newsOf(all), afterCommit: all.length > 0 ? [() => tell(all)] : [] }
    },
  })
}

async function load(trx: Trx, items: readonly ReadItem[]): Promise<Loaded> {
  const at = items.reduce((latest, item) => (item.at > latest ? item.at : latest), items[0]!.at)
  const today = dateInBerlin(at)
  const [rooms, positions] = await Promise.all([
    loadRooms(trx, [...new Set(items.map((item) => item.roomId))], { at, today }),
    loadPositions(trx, items, today),
  ])
  return { rooms, today, positions }
}

/** One question for all from whom nobody is hidden, and one more for each contact ban that meets them in this batch (T3): only those few pay for it. */
async function loadPositions(trx: Trx, items: readonly ReadItem[], today: string): Promise<Map<ReadItem, Position>> {
  const bySight = Map.groupBy(items, ({ actor }) => [...bannedIds(actor, today)].sort().join(' '))
  const found = await Promise.all([...bySight.values()].map(async (own) => {
    const positions = await findPositions(trx, own.map((item) => ({ personId: item.actor.personId, roomId: item.roomId, seq: item.seq })), bannedIds(own[0]!.actor, today))
    const byPlace = new Map(positions.map((position) => [positionKey(position.personId, position.roomId, position.asked), position]))
    return own.flatMap((item): [ReadItem, Position][] => {
      const position = byPlace.get(positionKey(item.actor.personId, item.roomId, item.seq))
      return position === undefined ? [] : [[item, position]]
    })
  }))
  return new Map(found.flat())
}

function newsOf(moved: readonly MovedPosition[]): { topic: string; body: unknown }[] {
  const news = []
  for (let start = 0; start < moved.length; start += limits.news_positions_max) news.push({ topic: POSITIONS_MOVED, body: moved.slice(start, start + limits.news_positions_max) })
  return news
}

function positionKey(personId: string, roomId: string, seq: number): string {
  return `${personId} ${roomId} ${seq}`
}
