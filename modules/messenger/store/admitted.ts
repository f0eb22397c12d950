/** Pieces of SQL that ask who is there at all: membership that is current, a person who may be on the platform (R2.1). */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { isBlocked } from '#platform/access/blocked.ts'

/** True when the membership `m` is current on the calendar date. */
export function isCurrent(m: string, today: string): RawBuilder<boolean> {
  return sql`(${sql.ref(`${m}.from_on`)} <= ${today}::date AND (${sql.ref(`${m}.until_on`)} IS NULL OR ${sql.ref(`${m}.until_on`)} >= ${today}::date))`
}

/** True when the person `p` may be on the platform at the instant: the account is active and not blocked, and a pupil's consent is effective. Everybody else does not exist. */
export function isAdmitted(p: string, at: Date): RawBuilder<boolean> {
  return sql`(${holdsFact(p, 'account', 'active', at)} AND NOT ${isBlocked(sql.ref(`${p}.id`), at)} AND (${sql.ref(`${p}.type`)} <> 'pupil' OR ${holdsFact(p, 'purpose', 'platform', at)}))`
}

/** Leaves out what these people wrote, of the messages `m` (T3): an AND to a condition. Nothing at all for everybody from whom nobody is hidden. */
export function andNotBy(m: string, hidden: ReadonlySet<string>): RawBuilder<unknown> {
  const authorId = sql.ref(`${m}.author_id`)
  return hidden.size === 0 ? sql`` : sql`AND (${authorId} IS NULL OR ${authorId} <> ALL(${[...hidden]}::uuid[]))`
}

/** First and family name of the person `p`. */
export function nameOf(p: string): RawBuilder<string> {
  return sql`${sql.ref(`${p}.given_name`)} || ' ' || ${sql.ref(`${p}.family_name`)}`
}

/** The newest label of the group up to this school year (B11). */
export function labelOf(groupId: string, schoolYear: string): RawBuilder<string> {
  return sql`(SELECT l.label FROM group_label l WHERE l.group_id = ${sql.ref(groupId)} AND l.school_year <= ${schoolYear} ORDER BY l.school_year DESC LIMIT 1)`
}

/** Asked person by person over the index (a scalar subquery): an EXISTS would be turned into one pass over the facts of the whole school. */
function holdsFact(p: string, kind: 'account' | 'purpose', key: string, at: Date): RawBuilder<boolean> {
  return sql`(SELECT true FROM access_fact f WHERE f.person_id = ${sql.ref(`${p}.id`)} AND f.kind = ${sql.lit(kind)} AND f.key = ${sql.lit(key)}
    AND f.valid_from <= ${at} AND (f.valid_until IS NULL OR ${at} < f.valid_until) LIMIT 1) IS TRUE`
}
