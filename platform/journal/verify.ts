/**
 * The verifier of the journal: walks the whole chain and names the first place where it is broken. It needs only the database and the school's public
 * key; heads noted outside (printed, sent, in the process log) can be given as anchors and find what even a new signature would hide.
 */
import { verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { GENESIS, headBytes, hashEntry } from './chain.ts'
import { SEGMENT_DROPPED } from './retention.ts'
import { verify_page_rows } from './limits.ts'

/** Written by the room backup. */
const RESTORED = 'backup.restored'

/**
 * `missing`: entries were deleted. `unchained`: an entry does not follow the one before it (inserted, reordered). `changed`: an entry is not as it was
 * written. `truncated`: the end is gone that a head was signed for. `rewritten`: a signed head or an anchor does not fit the chain.
 * `head_forged`: a head without a valid signature. `head_missing`: a month is over and has no closing head although later heads exist.
 */
export type JournalProblem = { kind: 'missing' | 'unchained' | 'changed' | 'truncated' | 'rewritten' | 'head_forged' | 'head_missing'; seq: number; segment: string }

/** `at`: when it was noted. One from before a restore that the journal tells of, about entries the backup did not have, finds nothing there (B5). */
export type JournalAnchor = { seq: number; hash: Buffer; at?: Date }

export type Verification = { ok: boolean; entries: number; heads: number; problem?: JournalProblem }

/** Verifies entries and heads in one snapshot. Months that were dropped whole are accepted when their closing head stands and the journal says so (B8). */
export async function verifyJournal(database: Database, publicKey: KeyObject, options: { anchors?: readonly JournalAnchor[] } = {}): Promise<Verification> {
  const { anchors = [] } = options
  return database.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(async (trx) => {
    const heads = await readHeads(trx, await outsideGaps(trx, anchors))
    const walk = startWalk(heads, publicKey)
    let entries = 0
    let problem: JournalProblem | null = null
    for (let page = await readPage(trx, 0); page.length > 0 && problem === null; ) {
      // The next page is on its way while this one is looked at.
      const next = readPage(trx, page.at(-1)!.seq)
      for (const row of page) {
        problem = walk.step(row)
        if (problem) break
        entries += 1
      }
      page = await next
    }
    problem ??= walk.end()
    return { ok: problem === null, entries, heads: heads.length - anchors.length, ...(problem && { problem }) }
  })
}

type Row = { seq: number; segment: string; at_us: number; event: string; actor: string; subject: string | null; fields: unknown; previous_hash: Buffer; hash: Buffer }
type Head = { seq: number; hash: Buffer; segment: string; closesSegment: boolean; at: Date; signature: Buffer | null }

async function readPage(trx: Trx, after: number): Promise<Row[]> {
  // The instant in microseconds, as stored: a change below a millisecond must not hide in a Date.
  const { rows } = await sql<Row>`
    SELECT seq, segment, (extract(epoch FROM at) * 1000000)::bigint AS at_us, event, actor, subject, fields, previous_hash, hash
      FROM journal_entry WHERE seq > ${after} ORDER BY seq LIMIT ${verify_page_rows}`.execute(trx)
  return rows
}

/** Signed heads and anchors (without signature) in the order of their places. */
async function readHeads(trx: Trx, anchors: readonly JournalAnchor[]): Promise<Head[]> {
  const rows = await trx.selectFrom('journal_head').selectAll().orderBy('seq').orderBy('at').execute()
  const signed = rows.map(({ seq, hash, segment, closes_segment, at, signature }): Head => ({ seq, hash, segment, closesSegment: closes_segment, at, signature }))
  const noted = anchors.map(({ seq, hash }): Head => ({ seq, hash, segment: '', closesSegment: false, at: new Date(0), signature: null }))
  return [...signed, ...noted].sort((a, b) => a.seq - b.seq)
}

/** Without those that lie in the gap of a restore: the journal itself says after which entry it is, and when. */
async function outsideGaps(trx: Trx, anchors: readonly JournalAnchor[]): Promise<JournalAnchor[]> {
  if (anchors.every(({ at }) => at === undefined)) return [...anchors]
  const gaps = await trx.selectFrom('journal_entry').select(['at', 'fields']).where('event', '=', RESTORED).execute()
  return anchors.filter(({ seq, at }) => !gaps.some((gap) => at !== undefined && at < gap.at && seq > Number((gap.fields as { after?: number }).after)))
}

type Walk = { step(row: Row): JournalProblem | null; end(): JournalProblem | null }

function startWalk(heads: readonly Head[], publicKey: KeyObject): Walk {
  let next = 0
  let previous: Row | null = null
  /** The closing head on which the first entry stands, when earlier months were dropped. */
  let base: Head | null = null
  const dropped = new Set<string>()
  const closed = new Set<string>()
  const newest = heads.at(-1)?.seq ?? 0

  const isSigned = (head: Head): boolean => head.signature === null || verify(null, headBytes(head), publicKey, head.signature)

  /** Heads of places before the first entry: only their signatures can be looked at, and the last closing one carries the chain. */
  function begin(row: Row): JournalProblem | null {
    for (let head = heads[next]; head !== undefined && head.seq < row.seq; head = heads[++next]) {
      if (!isSigned(head)) return { kind: 'head_forged', seq: head.seq, segment: head.segment }
      if (head.closesSegment) closed.add(head.segment)
      if (head.closesSegment && head.seq === row.seq - 1 && head.hash.equals(row.previous_hash)) base = head
    }
    if (row.seq === 1) return row.previous_hash.equals(GENESIS) ? null : { kind: 'unchained', seq: 1, segment: row.segment }
    return base === null ? { kind: 'missing', seq: 1, segment: row.segment } : null
  }

  function follow(row: Row, before: Row): JournalProblem | null {
    if (row.seq !== before.seq + 1) return { kind: 'missing', seq: before.seq + 1, segment: before.segment }
    if (!row.previous_hash.equals(before.hash)) return { kind: 'unchained', seq: row.seq, segment: row.segment }
    if (row.segment < before.segment) return { kind: 'changed', seq: row.seq, segment: row.segment }
    const shouldBeClosed = row.segment !== before.segment && newest > before.seq
    return shouldBeClosed && !closed.has(before.segment) ? { kind: 'head_missing', seq: before.seq, segment: before.segment } : null
  }

  function checkHeads(row: Row): JournalProblem | null {
    for (let head = heads[next]; head !== undefined && head.seq === row.seq; head = heads[++next]) {
      const segment = row.segment
      if (!isSigned(head)) return { kind: 'head_forged', seq: row.seq, segment }
      if (!head.hash.equals(row.hash) || (head.signature !== null && head.segment !== segment)) return { kind: 'rewritten', seq: row.seq, segment }
      if (head.closesSegment) closed.add(segment)
    }
    return null
  }

  return {
    step(row) {
      const problem = previous === null ? begin(row) : follow(row, previous)
      if (problem) return problem
      if (closed.has(row.segment)) return { kind: 'unchained', seq: row.seq, segment: row.segment }
      if (!isAsWritten(row)) return { kind: 'changed', seq: row.seq, segment: row.segment }
      if (row.event === SEGMENT_DROPPED) dropped.add((row.fields as { segment: string }).segment)
      previous = row
      return checkHeads(row)
    },
    end() {
      const beyond = heads[next]
      if (beyond !== undefined) return { kind: 'truncated', seq: (previous?.seq ?? 0) + 1, segment: beyond.segment || (previous?.segment ?? '') }
      if (base !== null && !dropped.has(base.segment)) return { kind: 'missing', seq: 1, segment: base.segment }
      return null
    },
  }

  function isAsWritten(row: Row): boolean {
    if (row.at_us % 1000 !== 0) return false
    const { seq, segment, event, actor, subject, fields } = row
    return hashEntry(row.previous_hash, { seq, segment, at: new Date(row.at_us / 1000).toISOString(), event, actor, subject, fields }).equals(row.hash)
  }
}
