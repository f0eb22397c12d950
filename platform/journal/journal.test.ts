import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Manifest } from '#platform/module/manifest.ts'
import type { Platform } from '#platform/module/platform.ts'
import type { Write } from '#platform/module/write.ts'
import { openTestDatabase } from '#tests/database.ts'
import type { TestDatabase } from '#tests/database.ts'
import { appendEntries, writeJournal } from './journal.ts'
import type { JournalEntry } from './journal.ts'
import { generateKeyPairSync } from 'node:crypto'
import { signHeads } from './heads.ts'
import manifest from './manifest.ts'
import { dropSegments } from './retention.ts'
import { verifyJournal } from './verify.ts'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const NOON = new Date('2026-11-23T11:00:00Z')
const act = (n: number): JournalEntry => ({ event: 'school.option_decided', actorId: null, fields: { option: `option.${n}` } })

describe('journal', () => {
  let db: TestDatabase
  before(async () => void (db = await openTestDatabase()))
  after(() => db.close())

  const append = (entries: readonly JournalEntry[], at = NOON) => db.database.transaction().execute((trx) => appendEntries(trx, entries, at))

  test('X10 takes only events that a manifest declares, with exactly its fields, and no content', () => {
    const w = writeWith([{ ...manifest, logs: [{ event: 'group.closed', fields: ['groupId', 'reason'], text: '' }] }])
    writeJournal(w, { event: 'group.closed', actorId: null, fields: { reason: 'empty', groupId: 'g1' } })
    assert.equal(w.journal.length, 1)
    const bad: [RegExp, JournalEntry][] = [
      [/no manifest declares/, { event: 'group.opened', actorId: null, fields: {} }],
      [/declared with the fields/, { event: 'group.closed', actorId: null, fields: { groupId: 'g1' } }],
      [/declared with the fields/, { event: 'group.closed', actorId: null, fields: { groupId: 'g1', reason: 'r', name: 'Anna' } }],
      [/longer than/, { event: 'group.closed', actorId: null, fields: { groupId: 'g1', reason: 'x'.repeat(201) } }],
      [/database can hold/, { event: 'group.closed', actorId: null, fields: { groupId: 'g1', reason: 'a\0' } }],
    ]
    for (const [message, entry] of bad) assert.throws(() => writeJournal(w, entry), message)
    assert.equal(w.journal.length, 1)
  })

  test('X10 persons stand in it by pseudonym only, also among the fields, and destroying the pseudonym leaves the chain whole', async () => {
    const [anna, boris, carla] = await Promise.all([addPerson(db), addPerson(db), addPerson(db)])
    await append([{ event: 'appointment.made', actorId: anna, subjectId: boris, fields: { proposer: carla, group: randomUUID(), count: 3, done: true, note: null } }])
    await append([{ event: 'appointment.ended', actorId: anna, subjectId: null, fields: {} }])
    const rows = await db.database.selectFrom('journal_entry').selectAll().orderBy('seq', 'desc').limit(2).execute()
    const text = JSON.stringify(rows)
    for (const id of [anna, boris, carla]) assert.ok(!text.includes(id))
    assert.equal(rows[0]!.actor, rows[1]!.actor)
    assert.notEqual(rows[1]!.actor, rows[1]!.subject)
    assert.equal(rows[0]!.subject, null)
    await db.database.deleteFrom('journal_pseudonym').where('person_id', '=', anna).execute()
    assert.equal((await verifyJournal(db.database, publicKey)).ok, true)
    await append([{ event: 'appointment.made', actorId: anna, fields: {} }])
    const [fresh] = await db.database.selectFrom('journal_entry').select('actor').orderBy('seq', 'desc').limit(1).execute()
    assert.notEqual(fresh!.actor, rows[0]!.actor)
  })

  test('X10 an actor who is no person is a mistake, and nothing is written', async () => {
    const before = await count(db)
    await assert.rejects(append([act(1), { event: 'x.y', actorId: randomUUID(), fields: {} }]), /no person/)
    assert.equal(await count(db), before)
  })

  test('X10 writers at the same time make one chain without a gap', async () => {
    const before = await count(db)
    await Promise.all(Array.from({ length: 20 }, (_, n) => append([act(n), act(n + 100), act(n + 200)])))
    const verification = await verifyJournal(db.database, publicKey)
    assert.deepEqual(verification, { ok: true, entries: before + 60, heads: 0 })
  })

  test('X10 many entries at once are written in pieces', async () => {
    const before = await count(db)
    await append(Array.from({ length: 1_203 }, (_, n) => act(n)))
    assert.deepEqual(await verifyJournal(db.database, publicKey), { ok: true, entries: before + 1_203, heads: 0 })
  })

  test('B8 the application can add and read, nothing else', async () => {
    for (const table of ['journal_entry', 'journal_head']) {
      for (const statement of [`UPDATE ${table} SET segment = segment`, `DELETE FROM ${table}`, `TRUNCATE ${table}`, `ALTER TABLE ${table} ADD x int`, `DROP TABLE ${table}`]) {
        await assert.rejects(sql.raw(statement).execute(db.database), /permission denied|must be owner/, statement)
      }
    }
  })

  test('B8 a month ends in Berlin, is closed by a head, and late entries of another clock never go back into it', async () => {
    await append([act(1)], new Date('2026-11-30T22:59:00Z'))
    await append([act(2)], new Date('2026-11-30T23:30:00Z'))
    await append([act(3)], new Date('2026-11-30T22:59:59Z'))
    const rows = await db.database.selectFrom('journal_entry').select('segment').orderBy('seq', 'desc').limit(3).execute()
    assert.deepEqual(rows.map((row) => row.segment), ['2026-12', '2026-12', '2026-11'])
    const heads = await signHeads(db.database, privateKey, new Date('2026-12-01T00:05:00Z'))
    assert.deepEqual(heads.map((head) => [head.segment, head.closesSegment]), [['2026-11', true], ['2026-12', false]])
    assert.deepEqual((await signHeads(db.database, privateKey, new Date('2026-12-02T00:05:00Z'))).map((head) => head.closesSegment), [false])
  })

  test('B8 a month without a later entry is closed too, and what comes late opens the next one', async () => {
    const closing = await signHeads(db.database, privateKey, new Date('2027-01-01T00:05:00Z'))
    assert.deepEqual(closing.map((head) => [head.segment, head.closesSegment]), [['2026-12', true]])
    assert.deepEqual((await signHeads(db.database, privateKey, new Date('2027-01-02T00:05:00Z'))).map((head) => [head.segment, head.closesSegment]), [['2026-12', false]])
    await append([act(4)], new Date('2026-12-31T22:00:00Z'))
    const last = await db.database.selectFrom('journal_entry').select('segment').orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow()
    assert.equal(last.segment, '2027-01')
    assert.equal((await verifyJournal(db.database, publicKey)).ok, true)
  })

  test('B8 old months leave whole, the journal says so, the heads stay, and the rest verifies', async () => {
    const before = await count(db)
    assert.deepEqual(await dropSegments(db.owner, '2026-12', new Date('2027-02-03T03:00:00Z')), ['2026-11'])
    assert.ok((await count(db)) < before)
    const verification = await verifyJournal(db.database, publicKey)
    assert.equal(verification.ok, true)
    assert.equal(verification.heads, 5)
    assert.deepEqual(await dropSegments(db.owner, '2026-12', new Date('2027-02-03T03:00:00Z')), [])
    await assert.rejects(dropSegments(db.database, '2027-01', new Date('2027-02-03T03:00:00Z')), /permission denied/)
    // Planted: the oldest month taken away by hand, without the entry that says so.
    await sql`DELETE FROM journal_entry WHERE segment = '2026-12'`.execute(db.owner)
    assert.deepEqual((await verifyJournal(db.database, publicKey)).problem, { kind: 'missing', seq: 1, segment: '2026-12' })
  })
})

function writeWith(manifests: readonly Manifest[]): Write {
  return { journal: [], platform: { manifests: new Map(manifests.map((one) => [one.id, one])) } as unknown as Platform } as unknown as Write
}

async function count(db: TestDatabase): Promise<number> {
  return Number((await db.database.selectFrom('journal_entry').select((eb) => eb.fn.countAll().as('n')).executeTakeFirstOrThrow()).n)
}

async function addPerson(db: TestDatabase): Promise<string> {
  const id = randomUUID()
  await db.database.insertInto('person').values({
    id, type: 'teacher', given_name: 'Test', family_name: 'Person', account_name: id, majority_on: null, entered_on: '2026-08-01', exit_on: null, source: 'test', source_id: id, created_at: NOON,
  }).execute()
  return id
}
