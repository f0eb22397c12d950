import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { openTestDatabase } from '#tests/database.ts'
import type { TestDatabase } from '#tests/database.ts'
import { GENESIS, headBytes, hashEntry } from './chain.ts'
import { signHeads } from './heads.ts'
import { appendEntries } from './journal.ts'
import { verifyJournal } from './verify.ts'
import type { JournalAnchor, JournalProblem } from './verify.ts'

const school = generateKeyPairSync('ed25519')
const stranger = generateKeyPairSync('ed25519')
/** Three months of entries, a head each day of writing, each month closed; the last head stands five entries before the end. */
const ENTRIES = 90
const LAST_HEAD = 85

describe('verification of the journal finds every kind of damage and names the place (check 30)', () => {
  let db: TestDatabase
  before(async () => {
    db = await openTestDatabase()
    for (const [month, from] of [['09', 0], ['10', 30], ['11', 60]] as const) {
      await write(from, 15, new Date(`2026-${month}-05T10:00:00Z`))
      await signHeads(db.database, school.privateKey, new Date(`2026-${month}-06T00:05:00Z`))
      await write(from + 15, month === '11' ? 10 : 15, new Date(`2026-${month}-07T10:00:00Z`))
      await signHeads(db.database, school.privateKey, new Date(`2026-${month}-08T00:05:00Z`))
    }
    await write(85, 5, new Date('2026-11-09T10:00:00Z'))
    await sql`CREATE TABLE saved_entry AS TABLE journal_entry`.execute(db.owner)
    await sql`CREATE TABLE saved_head AS TABLE journal_head`.execute(db.owner)
  })
  after(() => db.close())

  async function write(first: number, n: number, at: Date): Promise<void> {
    const entries = Array.from({ length: n }, (_, i) => ({ event: 'school.option_decided', actorId: null, fields: { option: `option.${first + i}`, count: first + i } }))
    await db.database.transaction().execute((trx) => appendEntries(trx, entries, at))
  }

  /** Damages the journal as the owner of the tables, asks the verifier, and puts everything back. */
  async function problemAfter(damage: string | (() => Promise<void>), anchors: readonly JournalAnchor[] = []): Promise<JournalProblem | undefined> {
    try {
      if (typeof damage === 'string') await sql.raw(damage).execute(db.owner)
      else await damage()
      const { ok, problem } = await verifyJournal(db.database, school.publicKey, { anchors })
      assert.equal(ok, problem === undefined)
      return problem
    } finally {
      await sql`DELETE FROM journal_entry`.execute(db.owner)
      await sql`INSERT INTO journal_entry SELECT * FROM saved_entry`.execute(db.owner)
      await sql`DELETE FROM journal_head`.execute(db.owner)
      await sql`INSERT INTO journal_head SELECT * FROM saved_head`.execute(db.owner)
    }
  }

  test('X10 an untouched journal verifies, with all its heads', async () => {
    assert.deepEqual(await verifyJournal(db.database, school.publicKey), { ok: true, entries: ENTRIES, heads: 8 })
  })

  test('X10 an empty journal verifies', async () => {
    assert.equal(await problemAfter(async () => void (await sql`TRUNCATE journal_entry, journal_head`.execute(db.owner))), undefined)
  })

  test('X10 a changed entry is found in every column', async () => {
    for (const change of [
      `event = 'school.founded'`, `actor = 'pffffffffffffffffffff'`, `subject = 'p00000000000000000000'`, `fields = '{"option": "option.40", "count": 41}'`, `fields = '{}'`,
      `at = at + interval '1 second'`, `at = at + interval '1 microsecond'`, `hash = decode(repeat('00', 32), 'hex')`,
    ]) {
      assert.deepEqual(await problemAfter(`UPDATE journal_entry SET ${change} WHERE seq = 41`), { kind: 'changed', seq: 41, segment: '2026-10' }, change)
    }
    assert.equal((await problemAfter(`UPDATE journal_entry SET previous_hash = hash WHERE seq = 41`))?.kind, 'unchained')
    assert.equal((await problemAfter(`UPDATE journal_entry SET segment = '2026-11' WHERE seq = 41`))?.seq, 40)
  })

  test('X10 a deleted entry is found: the first, one in the middle, several', async () => {
    assert.deepEqual(await problemAfter('DELETE FROM journal_entry WHERE seq = 1'), { kind: 'missing', seq: 1, segment: '2026-09' })
    assert.deepEqual(await problemAfter('DELETE FROM journal_entry WHERE seq = 41'), { kind: 'missing', seq: 41, segment: '2026-10' })
    assert.deepEqual(await problemAfter('DELETE FROM journal_entry WHERE seq BETWEEN 20 AND 50'), { kind: 'missing', seq: 20, segment: '2026-09' })
  })

  test('X10 a deleted entry is found also when the others are renumbered', async () => {
    const damage = 'DELETE FROM journal_entry WHERE seq = 41; UPDATE journal_entry SET seq = -seq WHERE seq > 41; UPDATE journal_entry SET seq = -seq - 1 WHERE seq < 0'
    assert.deepEqual(await problemAfter(damage), { kind: 'unchained', seq: 41, segment: '2026-10' })
  })

  test('X10 an inserted entry is found', async () => {
    const damage = `UPDATE journal_entry SET seq = -seq WHERE seq > 41; UPDATE journal_entry SET seq = 1 - seq WHERE seq < 0;
      INSERT INTO journal_entry SELECT 42, segment, at, event, actor, subject, fields, hash, hash FROM journal_entry WHERE seq = 41`
    assert.deepEqual(await problemAfter(damage), { kind: 'changed', seq: 42, segment: '2026-10' })
  })

  test('X10 reordered entries are found', async () => {
    const damage = 'UPDATE journal_entry SET seq = -1 WHERE seq = 41; UPDATE journal_entry SET seq = 41 WHERE seq = 42; UPDATE journal_entry SET seq = 42 WHERE seq = -1'
    assert.deepEqual(await problemAfter(damage), { kind: 'unchained', seq: 41, segment: '2026-10' })
  })

  test('X10 a truncated end is found as far as it was signed', async () => {
    assert.deepEqual(await problemAfter(`DELETE FROM journal_entry WHERE seq >= ${LAST_HEAD}`), { kind: 'truncated', seq: LAST_HEAD, segment: '2026-11' })
    assert.equal((await problemAfter('DELETE FROM journal_entry WHERE seq > 10'))?.kind, 'truncated')
    assert.equal((await problemAfter('DELETE FROM journal_entry'))?.kind, 'truncated')
  })

  test('X10 a whole chain written anew by a superuser is found by the signed heads', async () => {
    assert.deepEqual(await problemAfter(() => rewrite(db, 41)), { kind: 'rewritten', seq: 45, segment: '2026-10' })
  })

  test('X10 heads signed with another key, moved or left out are found', async () => {
    assert.deepEqual(await problemAfter(async () => {
      await rewrite(db, 41)
      await forgeHeads(db)
    }), { kind: 'head_forged', seq: 15, segment: '2026-09' })
    assert.equal((await problemAfter(`UPDATE journal_head SET seq = 16, hash = (SELECT hash FROM journal_entry WHERE seq = 16) WHERE seq = 15`))?.kind, 'head_forged')
    assert.equal((await problemAfter(`UPDATE journal_head SET at = at - interval '1 day' WHERE seq = 15`))?.kind, 'head_forged')
    assert.equal((await problemAfter(`UPDATE journal_head SET closes_segment = false WHERE closes_segment AND seq = 60`))?.kind, 'head_forged')
    assert.deepEqual(await problemAfter(`DELETE FROM journal_head WHERE closes_segment AND seq = 30`), { kind: 'head_missing', seq: 30, segment: '2026-09' })
  })

  test('X10 what is cut away together with its heads is found by a head noted outside of the database', async () => {
    const { hash } = await db.database.selectFrom('journal_head').select('hash').where('seq', '=', LAST_HEAD).executeTakeFirstOrThrow()
    const cut = 'DELETE FROM journal_entry WHERE seq > 70; DELETE FROM journal_head WHERE seq > 70'
    assert.equal(await problemAfter(cut), undefined)
    assert.deepEqual(await problemAfter(cut, [{ seq: LAST_HEAD, hash }]), { kind: 'truncated', seq: 71, segment: '2026-11' })
    assert.equal(await problemAfter('SELECT 1', [{ seq: LAST_HEAD, hash }]), undefined)
    assert.deepEqual(await problemAfter('SELECT 1', [{ seq: LAST_HEAD, hash: GENESIS }]), { kind: 'rewritten', seq: LAST_HEAD, segment: '2026-11' })
  })

  test('X10 any single change, deletion or swap among the signed entries is found at its place', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: LAST_HEAD }), fc.constantFrom('change', 'delete', 'swap'), async (seq, kind) => {
      const damage = {
        change: `UPDATE journal_entry SET actor = actor || 'x' WHERE seq = ${seq}`,
        delete: `DELETE FROM journal_entry WHERE seq = ${seq}`,
        swap: `UPDATE journal_entry SET seq = -1 WHERE seq = ${seq}; UPDATE journal_entry SET seq = ${seq} WHERE seq = ${seq + 1}; UPDATE journal_entry SET seq = ${seq + 1} WHERE seq = -1`,
      }[kind]
      assert.equal((await problemAfter(damage))?.seq, seq)
    }), { numRuns: 40 })
  })
})

/** What a superuser of the database can do: change an entry and all hashes behind it, so that the chain itself fits. */
async function rewrite(db: TestDatabase, from: number): Promise<void> {
  const rows = await db.owner.selectFrom('journal_entry').selectAll().where('seq', '>=', from).orderBy('seq').execute()
  let previous = rows[0]!.previous_hash
  for (const row of rows) {
    const fields = row.seq === from ? { option: 'option.other' } : row.fields
    const hash = hashEntry(previous, { seq: row.seq, segment: row.segment, at: row.at.toISOString(), event: row.event, actor: row.actor, subject: row.subject, fields })
    await db.owner.updateTable('journal_entry').set({ fields: JSON.stringify(fields), previous_hash: previous, hash }).where('seq', '=', row.seq).execute()
    previous = hash
  }
}

async function forgeHeads(db: TestDatabase): Promise<void> {
  const rows = await db.owner.selectFrom('journal_head as h').innerJoin('journal_entry as e', 'e.seq', 'h.seq').select(['h.id', 'h.segment', 'h.seq', 'h.closes_segment', 'h.at', 'e.hash']).execute()
  for (const { id, segment, seq, hash, closes_segment, at } of rows) {
    const signature = sign(null, headBytes({ segment, seq, hash, closesSegment: closes_segment, at }), stranger.privateKey)
    await db.owner.updateTable('journal_head').set({ hash, signature }).where('id', '=', id).execute()
  }
}
