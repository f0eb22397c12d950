/** How entries and heads become bytes. Changing anything here breaks every journal that exists. */
import { hash } from 'node:crypto'
import { canonicalJson } from './canonical.ts'

/** An entry as it stands in the chain. `at` is the instant in UTC with milliseconds, `actor` and `subject` are pseudonyms. */
export type ChainEntry = { seq: number; segment: string; at: string; event: string; actor: string; subject: string | null; fields: unknown }

/** A place in the chain that was signed: everything up to `seq` is as it was at the instant `at`. */
export type ChainHead = { segment: string; seq: number; hash: Buffer; closesSegment: boolean; at: Date }

/** What stands before the first entry. */
export const GENESIS: Buffer = Buffer.alloc(32)

/** Kept free of every other lock number: writers of the journal wait for each other here until they commit. */
export const CHAIN_LOCK = 7_305_520

/** The hash of an entry: SHA-256 over the previous hash (32 bytes) and the entry's canonical JSON. */
export function hashEntry(previous: Buffer, entry: ChainEntry): Buffer {
  const json = canonicalEntry(entry)
  const bytes = Buffer.allocUnsafe(previous.length + json.length * 3)
  const written = previous.copy(bytes) + bytes.write(json, previous.length, 'utf8')
  return hash('sha256', bytes.subarray(0, written), 'buffer')
}

/** The bytes that are signed for a head; the first member says what the signature is for. */
export function headBytes(head: ChainHead): Buffer {
  const { segment, seq, closesSegment } = head
  return Buffer.from(canonicalJson({ purpose: 'schulhof journal head 1', segment, seq, hash: head.hash.toString('hex'), closesSegment, at: head.at.toISOString() }))
}

/** The month after a month ('2026-12' -> '2027-01'). */
export function monthAfter(segment: string): string {
  const [year, month] = [Number(segment.slice(0, 4)), Number(segment.slice(5, 7))]
  return month === 12 ? `${year + 1}-01` : `${segment.slice(0, 5)}${String(month + 1).padStart(2, '0')}`
}

/** The canonical JSON of an entry, with the sorting of its own keys done beforehand: half a million are verified at a time. */
function canonicalEntry({ actor, at, event, fields, segment, seq, subject }: ChainEntry): string {
  const text = canonicalJson
  return `{"actor":${text(actor)},"at":${text(at)},"event":${text(event)},"fields":${text(fields)},"segment":${text(segment)},"seq":${seq},"subject":${text(subject)}}`
}
