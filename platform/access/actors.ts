/**
 * The actors in memory: everybody who is connected, with facts, memberships and wards (B2). A change anywhere in the school reaches this memory by news;
 * while the listening connection is lost nothing here is trusted and every door answers 503.
 */
import { sql } from 'kysely'
import type { Database } from '#platform/database/connect.ts'
import { preparedOf } from '#platform/database/prepared.ts'
import { inTime } from '#platform/events/in-time.ts'
import type { Listening } from '#platform/events/listen.ts'
import { addDays } from '#platform/time/calendar.ts'
import type { Clock } from '#platform/time/clock.ts'
import type { Actor, Fact } from './actor.ts'
import type { FactKind, MemberRole, PersonType } from './vocabulary.ts'

/** Actors that are kept although nobody holds them; beyond it the oldest go. */
const CACHED_MAX = 5_000

export type Actors = {
  /** The actor as the database has it now; null when there is no such person. `version` given and equal: from memory. */
  find(personId: string, version?: number): Promise<Actor | null>
  /** Keeps the actor up to date in memory until released; `changed` is called after every change with the new actor (null: gone). */
  hold(personId: string, changed: (actor: Actor | null) => void): Promise<{ actor: Actor | null; release: () => void }>
  /** False while facts may be stale: doors answer 503. */
  readonly fresh: boolean
}

export function createActors(options: { database: Database; listening: Listening; clock: Clock }): Actors {
  const { database, listening } = options
  const cache = new Map<string, Actor>()
  const held = new Map<string, Set<(actor: Actor | null) => void>>()

  function remember(personId: string, actor: Actor | null): void {
    cache.delete(personId)
    if (actor === null) return
    cache.set(personId, actor)
    for (const oldest of cache.keys()) {
      if (cache.size <= CACHED_MAX) break
      if (!held.has(oldest)) cache.delete(oldest)
      else if (held.size >= CACHED_MAX) break
    }
  }

  async function refresh(personIds: readonly string[]): Promise<void> {
    for (const personId of personIds) cache.delete(personId)
    const watched = personIds.filter((personId) => held.has(personId))
    if (watched.length === 0) return
    const loaded = await loadActors(database, watched)
    for (const personId of watched) {
      const actor = loaded.get(personId) ?? null
      // Two looks may overtake each other: what an earlier one brings after a later one is old.
      if (actor !== null && actor.version < (cache.get(personId)?.version ?? 0)) continue
      remember(personId, actor)
      for (const changed of held.get(personId) ?? []) changed(actor)
    }
  }

  // Whoever can't be looked at again in time must not stay: then nobody is trusted, and the doors shut.
  listening.on('access', (news) => void inTime(refresh(news.body as string[])).catch(() => listening.distrust()))
  listening.onState(async (connected) => {
    cache.clear()
    if (connected) await refresh([...held.keys()])
  })

  async function find(personId: string, version?: number): Promise<Actor | null> {
    const known = cache.get(personId)
    if (known && known.version === version) return known
    const actor = (await loadActors(database, [personId])).get(personId) ?? null
    remember(personId, actor)
    return actor
  }

  return {
    find,
    async hold(personId, changed) {
      const watchers = held.get(personId) ?? new Set()
      held.set(personId, watchers.add(changed))
      const release = () => {
        watchers.delete(changed)
        if (watchers.size === 0 && held.get(personId) === watchers) held.delete(personId)
      }
      try {
        return { actor: await find(personId), release }
      } catch (error) {
        release()
        throw error
      }
    },
    get fresh() {
      return listening.connected
    },
  }
}

/** Rows as JSON carries them; instants are ISO texts. */
type ActorRow = {
  id: string
  type: PersonType
  access_version: number
  facts: [kind: FactKind, key: string, validFrom: string, validUntil: string | null][]
  memberships: [groupId: string, role: MemberRole, from: string, until: string | null][]
  wards: { ward_id: string; has_custody: boolean; contact_ban: boolean; from_on: string; until_on: string | null; majority_on: string | null }[]
  as_parent: { parent_id: string; ward_id: string | null; contact_ban: boolean | null; from_on: string | null; until_on: string | null }[]
}

/** Loads actors by id: person, facts, memberships (also past ones), wards. In one statement: one snapshot, so that the version belongs to the facts, and one way to the database. */
export async function loadActors(database: Database, personIds: readonly string[]): Promise<Map<string, Actor>> {
  const { rows } = await sql<ActorRow>`
    SELECT p.id, p.type, p.access_version,
           (SELECT coalesce(json_agg(json_build_array(f.kind, f.key, f.valid_from, f.valid_until)), '[]') FROM access_fact f WHERE f.person_id = p.id) AS facts,
           (SELECT coalesce(json_agg(json_build_array(m.group_id, m.role, m.from_on, m.until_on)), '[]') FROM membership m WHERE m.person_id = p.id) AS memberships,
           (SELECT coalesce(json_agg(json_build_object('ward_id', g.ward_id, 'has_custody', g.has_custody, 'contact_ban', g.contact_ban, 'from_on', g.from_on, 'until_on', g.until_on, 'majority_on', w.majority_on)), '[]')
              FROM guardianship g JOIN person w ON w.id = g.ward_id WHERE g.guardian_id = p.id) AS wards,
           (SELECT coalesce(json_agg(json_build_object('parent_id', s.parent_id, 'ward_id', g.ward_id, 'contact_ban', g.contact_ban, 'from_on', g.from_on, 'until_on', g.until_on)), '[]')
              FROM same_human s LEFT JOIN guardianship g ON g.guardian_id = s.parent_id
             WHERE s.work_id = p.id AND NOT EXISTS (SELECT FROM same_human_end e WHERE e.link_id = s.id)) AS as_parent
      FROM person p WHERE p.id = ANY(${[...personIds]}::uuid[])`.execute(preparedOf(database))
  return new Map(rows.map((row) => [row.id, actorFrom(row)]))
}

function actorFrom(row: ActorRow): Actor {
  return {
    personId: row.id,
    type: row.type,
    version: row.access_version,
    facts: row.facts.map(([kind, key, from, until]): Fact => ({ kind, key, validFrom: new Date(from), validUntil: until === null ? null : new Date(until) })),
    memberships: row.memberships.map(([groupId, role, from, until]) => ({ groupId, role, from, until })),
    wards: row.wards.map((ward) => ({ personId: ward.ward_id, custody: ward.has_custody, contactBan: ward.contact_ban, from: ward.from_on, until: lastDayOf(ward) })),
    asParent: [...Map.groupBy(row.as_parent, ({ parent_id }) => parent_id)].map(([personId, wards]) => ({
      personId, wards: wards.flatMap((ward) => (ward.ward_id === null ? [] : [{ personId: ward.ward_id, contactBan: ward.contact_ban!, from: ward.from_on!, until: ward.until_on }])),
    })),
    via: 'session',
    sessionId: null,
    strongUntil: null,
  }
}

/** What a guardian may ends with the first second of the ward's majority (3.1); a contact ban lasts as long as it was ordered. */
function lastDayOf({ until_on, majority_on, contact_ban }: { until_on: string | null; majority_on: string | null; contact_ban: boolean }): string | null {
  if (majority_on === null || contact_ban) return until_on
  const eve = addDays(majority_on, -1)
  return until_on === null || eve < until_on ? eve : until_on
}
