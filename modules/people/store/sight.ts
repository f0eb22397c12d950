/** The rules of rules.ts as SQL: every query that lists people is cut by these. `p` is the table person. */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { isBlocked } from '#platform/access/blocked.ts'
import type { Sight } from '../rules.ts'

/** The moment a list is made for: instant and its calendar date in Berlin. */
export type Moment = { at: Date; today: string }

/** Of the person `p`: 0 not deleted, 1 deleted after having left, 2 deleted by a decision while at school (R12.2): no file brings that account back. */
export const deletionOf = sql<0 | 1 | 2>`CASE WHEN p.deleted_on IS NULL THEN 0 WHEN EXISTS (SELECT FROM deleted_account x WHERE x.person_id = p.id AND x.exit_before < p.deleted_on) THEN 1 ELSE 2 END`

/** At school on that day: entered, and not gone. */
export function isHere({ today }: Moment): RawBuilder<boolean> {
  return sql<boolean>`p.entered_on <= ${today} AND (p.exit_on IS NULL OR p.exit_on >= ${today})`
}

/** R2.1: may be on the platform at all; nothing blocks, and a pupil needs an effective consent. The same as isAdmitted() of platform/access. */
export function isAdmitted(moment: Moment): RawBuilder<boolean> {
  return sql<boolean>`(${isHere(moment)} AND NOT ${isBlocked(sql.ref('p.id'), moment.at)} AND (p.type <> 'pupil' OR EXISTS (
    SELECT 1 FROM access_fact f WHERE f.person_id = p.id AND f.kind = 'purpose' AND f.key = 'platform'
       AND f.valid_from <= ${moment.at} AND (f.valid_until IS NULL OR f.valid_until > ${moment.at}))))`
}

/** A membership `m` that holds on that day. */
export function isCurrent({ today }: Moment): RawBuilder<boolean> {
  return sql<boolean>`m.from_on <= ${today} AND (m.until_on IS NULL OR m.until_on >= ${today})`
}

/**
 * Shares a group with others on that day: a year group counts only for who is in no class, else the year would open the doors between its classes.
 * A group that has ended is none any more, though its members read it for a while (A15). `m` is the membership, `g` its group.
 */
export function isFellowship({ today }: Moment): RawBuilder<boolean> {
  return sql<boolean>`((g.ended_on IS NULL OR g.ended_on > ${today}) AND (g.kind <> 'year' OR NOT EXISTS (
    SELECT 1 FROM membership c JOIN school_group k ON k.id = c.group_id
     WHERE c.person_id = m.person_id AND k.kind = 'class' AND (k.ended_on IS NULL OR k.ended_on > ${today}) AND c.from_on <= ${today} AND (c.until_on IS NULL OR c.until_on >= ${today}))))`
}

/** Whom this sight shows. Driven from the few that are visible, so it costs the same in a small and a large school. */
export function isSeen(sight: Sight, moment: Moment): RawBuilder<boolean> {
  const hidden = sql<boolean>`NOT p.id = ANY(${[...sight.hiddenIds]}::uuid[])`
  if (sight.everybody) return hidden
  const seen: RawBuilder<unknown>[] = [sql`SELECT unnest(${[...sight.personIds]}::uuid[])`]
  if (sight.colleagues) seen.push(sql`SELECT p.id FROM person p WHERE p.type IN ('teacher', 'staff') AND ${isHere(moment)}`)
  if (sight.ledGroupIds.length > 0) {
    seen.push(
      sql`SELECT m.person_id FROM membership m JOIN school_group g ON g.id = m.group_id JOIN person p ON p.id = m.person_id
        WHERE (g.ended_on IS NULL OR g.ended_on > ${moment.today}) AND m.group_id = ANY(${[...sight.ledGroupIds]}::uuid[]) AND ${isCurrent(moment)} AND ${isHere(moment)}`,
    )
  }
  if (sight.groupIds.length > 0) {
    seen.push(sql`SELECT m.person_id FROM membership m JOIN school_group g ON g.id = m.group_id JOIN person p ON p.id = m.person_id
      WHERE m.group_id = ANY(${[...sight.groupIds]}::uuid[]) AND ${isCurrent(moment)} AND ${isFellowship(moment)} AND ${isAdmitted(moment)}`)
  }
  return sql<boolean>`${hidden} AND p.id IN (${sql.join(seen, sql` UNION ALL `)})`
}
