/**
 * Evidence that must outlive its person (consents, offices): at the purge the rows of a person are sealed whole, and go from their tables (B8). Nobody's name
 * stands in clear from then on; who opens it needs the school's safe key.
 */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import type { TableDeclaration } from '#platform/module/manifest.ts'
import type { Platform } from '#platform/module/platform.ts'
import type { Write } from '#platform/module/write.ts'
import { reach } from '#platform/privacy/walk.ts'
import type { OptionKey } from '#platform/school/options.ts'
import { AgeDamaged } from '#platform/safe/age.ts'
import { currentSafeKey, openFromSafe, sealToSafe } from '#platform/safe/safe.ts'
import { addDays } from '#platform/time/calendar.ts'
import { records_at_once, sums_max } from './limits.ts'
import type { TablePlan } from './plan.ts'
import type { Shape } from './shape.ts'
import { dayOf } from './since.ts'

/** Who a sealed record is about; `name`: as it was before the account was deleted. */
export type ErasedPerson = { id: string; type: string; name: string; accountName: string; source: string; sourceId: string }
type Row = { personId: string; row: Record<string, unknown>; day: string | null }

/** Seals the evidence of these persons, one record for each day until which it is kept. Returns how many records there are of each person. */
export async function sealEvidence(w: Write, shape: Shape, plans: readonly TablePlan[], people: readonly ErasedPerson[]): Promise<Map<string, number>> {
  /** By person, then by the last day. */
  const kept = new Map<string, Map<string, Record<string, Record<string, unknown>[]>>>(people.map(({ id }) => [id, new Map()]))
  for (const { declaration, ways } of plans) {
    for (const { subject, isTheirs } of ways) {
      if (subject.onErasure !== 'evidence') continue
      const { rows } = await sql<Row>`
        SELECT ${reach(declaration.table, subject.via)} AS "personId", to_jsonb(${sql.table(declaration.table)}) AS row, ${'since' in declaration.keep ? dayOf(shape, declaration.table, declaration.keep.since) : sql`NULL::date`} AS day
          FROM ${sql.table(declaration.table)} WHERE ${isTheirs}`.execute(w.trx)
      for (const row of rows) {
        const until = keepUntil(w, declaration, subject.daysMax, row.day)
        if (until < w.today) continue
        const byDay = kept.get(row.personId)!
        const tables = byDay.get(until) ?? {}
        byDay.set(until, tables)
        ;(tables[declaration.table] ??= []).push(row.row)
      }
    }
  }
  const counts = new Map<string, number>()
  for (const person of people) {
    const records = kept.get(person.id)!
    for (const [keep_until, tables] of records) {
      const id = newId(w.at)
      const { sealed, safeKeyId } = await sealRecord(w, id, Buffer.from(JSON.stringify({ person, sealedOn: w.today, tables })))
      await w.trx.insertInto('sealed_evidence').values({ id, safe_key_id: safeKeyId, sealed, sealed_on: w.today, keep_until }).execute()
    }
    counts.set(person.id, records.size)
  }
  return counts
}

/** The last day on which it is kept: by its own period, never longer than the manifest says for somebody who is gone. */
function keepUntil({ platform, today }: Write, { keep, table }: TableDeclaration, daysMax: number | undefined, day: string | null): string {
  const own = (): string => {
    switch (keep.rule) {
      case 'evidence': return addDays(today, Math.round(Number(platform.school.option(keep.option as OptionKey)) * 365.25))
      case 'days': return addDays(day ?? today, keep.days_max)
      case 'option': return addDays(day ?? today, Number(platform.school.option(keep.option as OptionKey)))
      default: throw new Error(`${table}: evidence needs a period`)
    }
  }
  const last = own()
  const cap = daysMax === undefined ? last : addDays(today, daysMax)
  return last < cap ? last : cap
}

/** For the safe where the school has one; until then with the server's own key. */
async function sealRecord(w: Write, id: string, record: Buffer): Promise<{ sealed: Buffer; safeKeyId: string | null }> {
  const key = await currentSafeKey(w.trx)
  return key === null ? { sealed: w.platform.keys.seal(PURPOSE, id, record), safeKeyId: null } : { sealed: sealToSafe(record, key.publicKey), safeKeyId: key.id }
}

const PURPOSE = 'evidence'

/** What was sealed before there was a key of the safe goes into the safe as soon as there is one: then the server alone can't open it any more. */
export async function moveToSafe(w: Write): Promise<number> {
  const key = await currentSafeKey(w.trx)
  if (key === null) return 0
  const rows = await w.trx.selectFrom('sealed_evidence').select(['id', 'sealed']).where('safe_key_id', 'is', null).forUpdate().execute()
  for (const { id, sealed } of rows) {
    const record = w.platform.keys.unseal(PURPOSE, id, sealed)
    if (record === null) throw new Error('a sealed record does not open with the key of the server')
    await w.trx.updateTable('sealed_evidence').set({ sealed: sealToSafe(record, key.publicKey), safe_key_id: key.id }).where('id', '=', id).execute()
  }
  return rows.length
}

/** How many records were sealed on which day, until when they are kept, and whether only the key from the safe opens them. */
export async function sealedSums(database: Database): Promise<{ sealedOn: string; keepUntil: string; records: number; isInSafe: boolean }[]> {
  const { rows } = await sql<{ sealedOn: string; keepUntil: string; records: number; isInSafe: boolean }>`
    SELECT sealed_on AS "sealedOn", keep_until AS "keepUntil", count(*)::int AS records, bool_and(safe_key_id IS NOT NULL) AS "isInSafe"
      FROM sealed_evidence GROUP BY sealed_on, keep_until ORDER BY keep_until, sealed_on LIMIT ${sums_max}`.execute(database)
  return rows
}

export type Evidence = ReturnType<typeof openEvidence> & { keepUntil: string }

/**
 * The records of whoever had exactly this name. All are opened, in pieces, for nothing outside of them says whom one is about; the others are dropped unread.
 * `isOtherKey`: some are sealed to another key of the safe than this one.
 */
export async function openOfName(platform: Pick<Platform, 'keys'>, trx: Trx, { code, givenName, familyName }: { code: string; givenName: string; familyName: string }): Promise<{ found: Evidence[]; isOtherKey: boolean }> {
  const wanted = bareName(`${givenName} ${familyName}`)
  const found: Evidence[] = []
  let [last, isOtherKey] = ['00000000-0000-0000-0000-000000000000', false]
  for (;;) {
    const rows = await trx.selectFrom('sealed_evidence').select(['id', 'sealed', 'safe_key_id', 'keep_until']).where('id', '>', last).orderBy('id').limit(records_at_once).execute()
    for (const { sealed, id, safe_key_id, keep_until } of rows) {
      const record = safe_key_id === null ? ownRecord(platform, id, sealed) : recordFor(sealed, code)
      if (record === null) isOtherKey = true
      else if (bareName(record.person.name) === wanted) found.push({ ...record, keepUntil: keep_until })
    }
    if (rows.length < records_at_once) return { found, isOtherKey }
    last = rows.at(-1)!.id
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function ownRecord({ keys }: Pick<Platform, 'keys'>, id: string, sealed: Buffer): ReturnType<typeof openEvidence> {
  const record = keys.unseal(PURPOSE, id, sealed)
  if (record === null) throw new Error('a sealed record does not open with the key of the server')
  return JSON.parse(record.toString()) as ReturnType<typeof openEvidence>
}

/** Null when it is for another key. */
function recordFor(sealed: Buffer, code: string): ReturnType<typeof openEvidence> | null {
  try {
    return openEvidence(sealed, code)
  } catch (error) {
    if (error instanceof AgeDamaged) return null
    throw error
  }
}

function bareName(name: string): string {
  return name.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()
}

/** A record as it was, for who holds the private key of the safe. Throws when it is not for this key or was changed. */
export function openEvidence(sealed: Buffer, privateCode: string): { person: ErasedPerson; sealedOn: string; tables: Record<string, Record<string, unknown>[]> } {
  return JSON.parse(openFromSafe(sealed, privateCode).toString()) as ReturnType<typeof openEvidence>
}
