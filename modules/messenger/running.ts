/** What the messenger keeps per process: the batch, the feed, and how fast somebody is writing. */
import type { Actor } from '#platform/access/actor.ts'
import { decide } from '#platform/access/decide.ts'
import { bannedIds } from '#platform/access/subject.ts'
import type { Database } from '#platform/database/connect.ts'
import { preparedOf } from '#platform/database/prepared.ts'
import { hashGate } from '#platform/identity/sign-in/hash-gate.ts'
import { refuse } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import { createPosting } from './actions/posting.ts'
import type { Posting } from './actions/posting.ts'
import { createReading } from './actions/reading.ts'
import type { Reading } from './actions/reading.ts'
import { contract, ROOM_READ } from './contract.ts'
import type { RoomRead } from './contract.ts'
import { createSettling } from './events/settling.ts'
import type { Settling } from './events/settling.ts'
import { createFeed, groupTopic, maskedTopic, personTopic, POSITIONS_MOVED, ROOMS_CHANGED } from './events/feed.ts'
import type { Feed, MovedPosition, RoomRange } from './events/feed.ts'
import { limits } from './limits.ts'
import manifest from './manifest.ts'
import { currentGroupIds } from './subjects.ts'

export type Running = { database: Database; posting: Posting; reading: Reading; feed: Feed; settling: Settling; rates: Map<string, { tokens: number; at: Date }> }

/** The messenger of this process; made at its start, or by whoever asks first. */
export function runningOf(platform: Platform): Running {
  const known = all.get(platform)
  if (known) return known
  const database = preparedOf(platform.database)
  const feed = createFeed(platform, database)
  const settling = createSettling(platform)
  const running = { database, feed, settling, posting: createPosting(platform, feed, settling.posted), reading: createReading(platform, (moved) => tellPositions(platform, moved)), rates: new Map() }
  all.set(platform, running)
  return running
}

/** Listens to what other processes wrote. Returns how to stop. */
export function start(platform: Platform): () => Promise<void> {
  const { feed, posting, reading, settling } = runningOf(platform)
  // A class that signs in must not slow down one that writes.
  hashGate.yieldTo(() => posting.isBusy)
  const offRooms = platform.listening.on(ROOMS_CHANGED, (news) => {
    if (news.from !== platform.processId) feed.heard(news.body as RoomRange[])
  })
  const offPositions = platform.listening.on(POSITIONS_MOVED, (news) => {
    if (news.from !== platform.processId) tellPositions(platform, news.body as MovedPosition[])
  })
  platform.listening.onState((connected) => {
    if (!connected) feed.reset()
  })
  return async () => {
    offRooms()
    offPositions()
    await posting.close()
    await reading.close()
    await feed.idle()
    await settling.close()
    all.delete(platform)
  }
}

/**
 * What this person may hear now: the rooms of their groups, and their own topic for direct rooms and read positions. Nothing while the module as a whole
 * is closed to them, documents not seen included.
 */
export async function topics(platform: Platform, actor: Actor, at: Date): Promise<string[]> {
  const { allowed } = decide({ actor, operation: contract.listRooms, manifest, subject: null, door: 'ws', at }, platform.access())
  if (!allowed) return []
  const today = dateInBerlin(at)
  const hidden = bannedIds(actor, today)
  const groups = currentGroupIds(actor, today)
  // From whom a contact ban hides somebody does not hear the frame that serves all others (T3).
  return [personTopic(actor.personId), ...groups.map((groupId) => (hidden.size === 0 ? groupTopic(groupId) : maskedTopic(groupId, hidden)))]
}

/** Tells people's own devices how far they have read; nobody else hears it (R6.2). */
function tellPositions(platform: Platform, moved: readonly MovedPosition[]): void {
  for (const [personId, roomId, seq, unread] of moved) platform.live.publish(personTopic(personId), ROOM_READ, { roomId, seq, unread } satisfies RoomRead)
}

/** Refuses whoever writes faster than a person can (issue 2, section 9). */
export function keepPace({ rates }: Running, personId: string, at: Date): void {
  const before = rates.get(personId) ?? { tokens: limits.messages_burst_max, at }
  const seconds = Math.max(0, at.getTime() - before.at.getTime()) / 1_000
  const tokens = Math.min(limits.messages_burst_max, before.tokens + seconds * limits.messages_per_second)
  if (tokens < 1) refuse(429, 'too_fast')
  rates.delete(personId)
  rates.set(personId, { tokens: tokens - 1, at })
  for (const oldest of rates.keys()) {
    if (rates.size <= limits.rates_max) break
    rates.delete(oldest)
  }
}

const all = new WeakMap<Platform, Running>()
