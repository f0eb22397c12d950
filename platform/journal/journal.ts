/**
 * The journal: acts of governance, one hash chain, append-only for the application (X10, B8). Persons stand in it by pseudonym; it never holds content.
 * Acts are collected in the Write and appended at its end, so that the chain's lock is held for a moment only.
 */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Trx } from '#platform/database/connect.ts'
import { isId } from '#platform/id/id.ts'
import type { Manifest } from '#platform/module/manifest.ts'
import type { Write } from '#platform/module/write.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import { canonicalJson } from './canonical.ts'
import { CHAIN_LOCK, GENESIS, hashEntry, monthAfter } from './chain.ts'
import { append_rows_max, field_chars_max } from './limits.ts'

/** `actorId` null: nobody did it, the house by itself. `subjectId`: the person whom it concerns. Ids of persons among `fields` become pseudonyms too. */
export type JournalEntry = { event: string; actorId: string | null; subjectId?: string | null; fields: Record<string, string | number | boolean | null> }

/** What stands for the actor where the house acted by itself. */
export const SYSTEM = 'system'

/** Puts an act into the journal of this transaction. Throws when no manifest declares the event with exactly these fields, or a field is no short value. */
export function writeJournal(w: Write, entry: JournalEntry): void {
  const declared = declaredEvents(w.platform.manifests).get(entry.event)
  if (declared === undefined) throw new Error(`no manifest declares the journal event ${entry.event}`)
  const given = Object.keys(entry.fields).sort().join(', ')
  if (given !== declared) throw new Error(`the journal event ${entry.event} is declared with the fields (${declared}), not (${given})`)
  for (const [name, value] of Object.entries(entry.fields)) {
    if (typeof value === 'string' && value.length > field_chars_max) throw new Error(`${entry.event}: the field ${name} is longer than ${field_chars_max} characters`)
  }
  canonicalJson(entry.fields)
  w.journal.push(entry)
}

/** Appends entries to the chain, in their order, at the instant `at`. Other writers wait until this transaction ends. */
export async function appendEntries(trx: Trx, entries: readonly JournalEntry[], at: Date): Promise<void> {
  await lockChain(trx)
  const pseudonyms = await pseudonymsOf(trx, entries)
  const last = await lastEntry(trx)
  let { seq, hash } = last ?? { seq: 0, hash: GENESIS }
  const segment = segmentFor(at, last)
  const rows = entries.map(({ event, actorId, subjectId, fields }) => {
    seq += 1
    const entry = {
      seq, segment, at: at.toISOString(), event,
      actor: actorId === null ? SYSTEM : pseudonyms.get(actorId)!, subject: subjectId ? pseudonyms.get(subjectId)! : null,
      fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? (pseudonyms.get(value) ?? value) : value])),
    }
    const row = { ...entry, at, fields: canonicalJson(entry.fields), previous_hash: hash, hash: hashEntry(hash, entry) }
    hash = row.hash
    return row
  })
  for (let start = 0; start < rows.length; start += append_rows_max) {
    await trx.insertInto('journal_entry').values(rows.slice(start, start + append_rows_max)).execute()
  }
}

/** Makes this transaction the only one that appends or signs, until it ends. */
export async function lockChain(trx: Trx): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${CHAIN_LOCK})`.execute(trx)
}

type LastEntry = { seq: number; hash: Buffer; segment: string; isClosed: boolean }

/** The end of the chain, and whether its month is closed; null in an empty journal. */
export async function lastEntry(trx: Trx): Promise<LastEntry | null> {
  const last = await trx.selectFrom('journal_entry').select(['seq', 'hash', 'segment']).orderBy('seq', 'desc').limit(1).executeTakeFirst()
  if (last === undefined) return null
  const closing = await trx.selectFrom('journal_head').select('id').where('segment', '=', last.segment).where('closes_segment', '=', true).executeTakeFirst()
  return { ...last, isClosed: closing !== undefined }
}

/** The month in Berlin, but never one that lies before the end of the chain or is closed: segments follow each other also when two clocks differ. */
function segmentFor(at: Date, last: LastEntry | null): string {
  const month = dateInBerlin(at).slice(0, 7)
  if (last === null) return month
  const open = last.isClosed ? monthAfter(last.segment) : last.segment
  return month > open ? month : open
}

/** Pseudonyms of all persons of these entries; who has none yet gets one. Called under the chain's lock, so two writers never make one each. */
async function pseudonymsOf(trx: Trx, entries: readonly JournalEntry[]): Promise<Map<string, string>> {
  const named = new Set(entries.flatMap(({ actorId, subjectId }) => [actorId, subjectId]).filter((id) => id !== null && id !== undefined))
  const others = new Set(entries.flatMap(({ fields }) => Object.values(fields)).filter((value) => typeof value === 'string' && isId(value)) as string[])
  const asked = [...new Set([...named, ...others])]
  if (asked.length === 0) return new Map()
  const persons = await trx
    .selectFrom('person').leftJoin('journal_pseudonym', 'journal_pseudonym.person_id', 'person.id')
    .select(['person.id', 'journal_pseudonym.pseudonym']).where(sql<boolean>`person.id = ANY(${asked}::uuid[])`).execute()
  const known = new Map(persons.map(({ id, pseudonym }) => [id, pseudonym ?? `p${randomBytes(10).toString('hex')}`]))
  for (const id of named) if (!known.has(id)) throw new Error('the journal was given an actor or subject who is no person')
  const fresh = persons.filter(({ pseudonym }) => pseudonym === null).map(({ id }) => ({ person_id: id, pseudonym: known.get(id)! }))
  for (let start = 0; start < fresh.length; start += append_rows_max) {
    await trx.insertInto('journal_pseudonym').values(fresh.slice(start, start + append_rows_max)).execute()
  }
  return known
}

const declarations = new WeakMap<ReadonlyMap<string, Manifest>, Map<string, string>>()

/** Every declared event with its field names, sorted and joined. */
function declaredEvents(manifests: ReadonlyMap<string, Manifest>): Map<string, string> {
  const before = declarations.get(manifests)
  if (before) return before
  const events = new Map([...manifests.values()].flatMap(({ logs }) => logs.map(({ event, fields }) => [event, [...fields].sort().join(', ')] as const)))
  declarations.set(manifests, events)
  return events
}
