/** Who gets slips, and what stands on them. */
import { sql } from 'kysely'
import type { Actor } from '#platform/access/actor.ts'
import type { PersonType } from '#platform/access/vocabulary.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { placeOf } from './people.ts'
import { isHere } from './sight.ts'
import type { Moment } from './sight.ts'

export type SlipRow = {
  id: string
  type: PersonType
  given_name: string
  family_name: string
  account_name: string
  place: string | null
  has_password: boolean
}

/** What stands on the slips of these people who are here, in the order of classes and then of names, so that a stack is handed out as it lies. */
export async function slipRows(database: Database | Trx, personIds: readonly string[], moment: Moment, schoolYear: string): Promise<SlipRow[]> {
  const { rows } = await sql<SlipRow>`
    SELECT * FROM (
      SELECT p.id, p.type, p.given_name, p.family_name, p.account_name, (${placeOf(moment, schoolYear)}) AS place,
             EXISTS (SELECT 1 FROM credential c WHERE c.person_id = p.id) AS has_password
        FROM person p WHERE p.id = ANY(${[...personIds]}::uuid[]) AND ${isHere(moment)}) r
     ORDER BY r.place COLLATE "de-x-icu" NULLS LAST, r.family_name COLLATE "de-x-icu", r.given_name COLLATE "de-x-icu", r.id`.execute(database)
  return rows
}

/**
 * Parents who may get a letter about these pupils today: custody, no contact ban, the child not of age. Each with the class of the child they get it for, of
 * several the first: a slip goes home through the class.
 */
export async function guardiansOf(database: Database | Trx, pupilIds: readonly string[], moment: Moment, schoolYear: string): Promise<Map<string, string | null>> {
  const { today } = moment
  const { rows } = await sql<{ id: string; place: string | null }>`
    SELECT g.guardian_id AS id, min(c.place COLLATE "de-x-icu") AS place
      FROM (SELECT p.id, (${placeOf(moment, schoolYear)}) AS place FROM person p WHERE p.id = ANY(${[...pupilIds]}::uuid[]) AND (p.majority_on IS NULL OR p.majority_on > ${today})) c
      JOIN guardianship g ON g.ward_id = c.id JOIN person p ON p.id = g.guardian_id
     WHERE g.has_custody AND p.type = 'parent' AND g.from_on <= ${today} AND (g.until_on IS NULL OR g.until_on >= ${today})
       AND NOT EXISTS (SELECT FROM guardianship b WHERE b.guardian_id = g.guardian_id AND b.ward_id = g.ward_id AND b.contact_ban AND b.from_on <= ${today} AND (b.until_on IS NULL OR b.until_on >= ${today}))
     GROUP BY g.guardian_id`.execute(database)
  return new Map(rows.map((row) => [row.id, row.place]))
}

/** Rows with these places instead of their own, in the order of slips. */
export function withPlaces(rows: readonly SlipRow[], places: ReadonlyMap<string, string | null>): SlipRow[] {
  const placed = rows.map((row) => ({ ...row, place: places.get(row.id) ?? row.place }))
  // Names are in order already, and sorting leaves equals as they are.
  return placed.sort((a, b) => (a.place === null || b.place === null ? Number(a.place === null) - Number(b.place === null) : a.place.localeCompare(b.place, 'de')))
}

/** Everybody of these types who is here. */
export async function idsOfType(database: Database | Trx, types: readonly PersonType[], moment: Moment): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`SELECT p.id FROM person p WHERE p.type = ANY(${[...types]}::text[]) AND ${isHere(moment)} ORDER BY p.id`.execute(database)
  return rows.map((row) => row.id)
}

/** Who is here, once got a printed slip, never used one, and has no password: their slips are expired or lie somewhere (A4). */
export async function unusedSlipIds(database: Database | Trx, moment: Moment): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT p.id FROM person p
     WHERE ${isHere(moment)} AND NOT EXISTS (SELECT FROM credential c WHERE c.person_id = p.id) AND NOT ${holdsOffice(moment.at)}
       AND EXISTS (SELECT FROM access_slip s WHERE s.person_id = p.id AND s.kind = 'printed') ORDER BY p.id`.execute(database)
  return rows.map((row) => row.id)
}

/** Those of them who hold no office and no task, now or later. */
export async function withoutOffice(database: Database | Trx, personIds: readonly string[], at: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`SELECT p.id FROM person p WHERE p.id = ANY(${[...personIds]}::uuid[]) AND NOT ${holdsOffice(at)} ORDER BY p.id`.execute(database)
  return rows.map((row) => row.id)
}

function holdsOffice(at: Date) {
  return sql<boolean>`EXISTS (SELECT FROM access_fact f WHERE f.person_id = p.id AND f.kind IN ('office', 'task') AND (f.valid_until IS NULL OR f.valid_until > ${at}))`
}

/** Those of them who are neither the actor's own children, nor their other parents, nor the own account as parent (B12). */
export async function withoutOwnFamily(database: Database | Trx, personIds: readonly string[], actor: Pick<Actor, 'asParent'>): Promise<string[]> {
  if (actor.asParent.length === 0) return [...personIds]
  const children = [...new Set(actor.asParent.flatMap((one) => one.wards.map((ward) => ward.personId)))]
  const parents = await database.selectFrom('guardianship').select('guardian_id').distinct().where('ward_id', '=', sql<string>`ANY(${children}::uuid[])`).execute()
  const own = new Set([...children, ...parents.map((row) => row.guardian_id), ...actor.asParent.map((one) => one.personId)])
  return personIds.filter((id) => !own.has(id))
}
