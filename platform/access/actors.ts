/**
 * The actors in memory: everybody who is connected, with facts, memberships and wards (B2). A change anywhere in the school reaches this memory by news;
 * while the listening connection is lost nothing here is trusted and every door answers 503.
 */
import type { Database } from '#platform/database/connect.ts'
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

/** Loads actors by id: person, facts, memberships (also past ones), wards. */
export async function loadActors(database: Database, personIds: readonly string[]): Promise<Map<string, Actor>> {
  const ids = [...personIds]
  // One snapshot for all five, so that the version belongs to the facts.
  const [persons, facts, memberships, wards, asParent] = await database.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(async (trx) => [
    await trx.selectFrom('person').select(['id', 'type', 'access_version']).where('id', 'in', ids).execute(),
    await trx.selectFrom('access_fact').select(['person_id', 'kind', 'key', 'valid_from', 'valid_until']).where('person_id', 'in', ids).execute(),
    await trx.selectFrom('membership').select(['person_id', 'group_id', 'role', 'from_on', 'until_on']).where('person_id', 'in', ids).execute(),
    await trx.selectFrom('guardianship as g').innerJoin('person as w', 'w.id', 'g.ward_id').selectAll('g').select('w.majority_on').where('g.guardian_id', 'in', ids).execute(),
    await trx.selectFrom('same_human as s').leftJoin('same_human_end as e', 'e.link_id', 's.id').leftJoin('guardianship as g', 'g.guardian_id', 's.parent_id')
      .select(['s.work_id', 's.parent_id', 'g.ward_id', 'g.contact_ban', 'g.from_on', 'g.until_on']).where('s.work_id', 'in', ids).where('e.link_id', 'is', null).execute(),
  ] as const)
  const actors = new Map<string, Actor>()
  const byPerson = { facts: Map.groupBy(facts, (row) => row.person_id), memberships: Map.groupBy(memberships, (row) => row.person_id), wards: Map.groupBy(wards, (row) => row.guardian_id), asParent: Map.groupBy(asParent, (row) => row.work_id) }
  for (const person of persons) {
    actors.set(person.id, {
      personId: person.id,
      type: person.type as PersonType,
      version: person.access_version,
      facts: (byPerson.facts.get(person.id) ?? []).map((row): Fact => ({ kind: row.kind as FactKind, key: row.key, validFrom: row.valid_from, validUntil: row.valid_until })),
      memberships: (byPerson.memberships.get(person.id) ?? []).map((row) => ({ groupId: row.group_id, role: row.role as MemberRole, from: row.from_on, until: row.until_on })),
      wards: (byPerson.wards.get(person.id) ?? []).map((row) => ({ personId: row.ward_id, custody: row.has_custody, contactBan: row.contact_ban, from: row.from_on, until: lastDayOf(row) })),
      asParent: [...Map.groupBy(byPerson.asParent.get(person.id) ?? [], (row) => row.parent_id)].map(([personId, rows]) => ({
        personId, wards: rows.flatMap((row) => (row.ward_id === null ? [] : [{ personId: row.ward_id, contactBan: row.contact_ban!, from: row.from_on!, until: row.until_on }])),
      })),
      via: 'session',
      sessionId: null,
      strongUntil: null,
    })
  }
  return actors
}

/** What a guardian may ends with the first second of the ward's majority (3.1); a contact ban lasts as long as it was ordered. */
function lastDayOf({ until_on, majority_on, contact_ban }: { until_on: string | null; majority_on: string | null; contact_ban: boolean }): string | null {
  if (majority_on === null || contact_ban) return until_on
  const eve = addDays(majority_on, -1)
  return until_on === null || eve < until_on ? eve : until_on
}
