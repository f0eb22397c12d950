/** X13: what a backup brings back, and what it must not. Yesterday's set, today's withdrawal, an empty machine. */
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { leftOut } from '#platform/backup/left-out.ts'
import { BackupProblem } from '#platform/backup/problem.ts'
import { scopeOf } from '#platform/blobs/scopes.ts'
import type { Database } from '#platform/database/connect.ts'
import { addContactBan } from '#platform/identity/guardianship.ts'
import { closeAfterLoss } from '#platform/identity/sign-in/lost-device.ts'
import { LOSSES, LedgerProblem, NOT_YET } from '#platform/ledger/ledger.ts'
import { replaysOf } from '#platform/ledger/replay.ts'
import { verifyJournal } from '#platform/journal/verify.ts'
import { newSafeKey } from '#platform/safe/safe.ts'
import { modules } from '#modules/index.ts'
import { module as lifecycle } from '#modules/lifecycle/module.ts'
import type { World } from '#example/world.ts'
import { restoreTestHouse } from '../backup.ts'
import type { RestoredHouse } from '../backup.ts'
import type { TestHouse } from '../house.ts'
import { arrive } from '../interleave.ts'
import { visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

const KB = 1024

describe('X13 backup and restore', () => {
  let [place, code, before_] = ['', '', new Map<string, string>()]
  let house: TestHouse
  let world: World
  let restored: RestoredHouse
  let blobs: { id: string; content: Buffer }[] = []
  const target = () => ({ kind: 'folder' as const, folder: join(place, 'target') })

  before(async () => {
    place = await mkdtemp(join(tmpdir(), 'schulhof-x13-'))
    ;({ house, world } = await openTestWorld({ backup: { target: target() } }))
    code = await house.write(async (w) => (await newSafeKey(w, false)).code)
    await sql`CREATE TABLE IF NOT EXISTS zz_none (id int)`.execute(house.db.owner).catch(() => {})
    await sql`DROP TABLE IF EXISTS zz_none`.execute(house.db.owner)
    const scopeId = await house.write((w) => scopeOf(w, { personId: world.ids.teacher }))
    for (const bytes of [0, 3 * KB, 300 * KB, 2_000 * KB]) {
      const content = randomBytes(bytes)
      blobs.push({ content, id: (await house.platform.blobs.store({ scopeId, mediaType: 'image/png', content, bytes_max: 4_000 * KB })).id })
    }
    // Who is due goes in the night, before the set is made.
    await house.clock.travelTo('2026-11-24 00:10')
    await lifecycle.start!(house.platform)
    await house.platform.backup.create(house.clock.now())
    before_ = await hashes(house.db.owner)
    await house.clock.travelTo('2026-11-24 10:00')
    // Today: what is taken away after the backup.
    const clerk = Object.assign(await arrive(house, world.ids.clerk), { keepsProving: true })
    const withdrawn = await clerk.call('consent.recordWithdrawal', { pupilId: world.ids.pupil, purpose: 'platform', clientId: randomUUID(), by: 'holder', guardianId: world.ids.mother, receivedOn: house.clock.today() })
    assert.equal(withdrawn.status, 200, withdrawn.text)
    const head = Object.assign(await arrive(house, world.ids.head), { keepsProving: true })
    const { id } = await house.platform.database.selectFrom('appointment').select('id').where('person_id', '=', world.ids.admin).where('task', '=', 'users').executeTakeFirstOrThrow()
    assert.equal((await head.call('administration.endAppointment', { appointmentId: id })).status, 200)
    assert.equal((await head.call('administration.endRelease', { module: 'messenger' })).status, 200)
    await house.write((w) => closeAfterLoss(w, world.ids.friend, 'self'))
    await house.write((w) => addContactBan(w, { guardianId: world.ids.motherOfFriend, wardId: world.ids.friend, kind: 'mother', from: house.clock.today(), until: null, source: 'test' }))
    await house.platform.backup.bringLedger()
    restored = await restoreTestHouse({ target: target(), at: house.clock.now(), code })
  })
  after(async () => {
    await restored?.close()
    await house.close()
    await rm(place, { recursive: true, force: true })
  })

  test('X13 every row of every table that is carried is there and equal, but for what was taken away since', async () => {
    const now = await hashes(restored.db.owner)
    const touched = [...before_].filter(([name, hash]) => now.get(name) !== hash).map(([name]) => name).sort()
    const carried = before_.size
    assert.ok(carried > 60, `${carried} tables`)
    // Taken away again, and the records of it.
    const expected = ['access_fact', 'appointment_end', 'backup_restore', 'consent_withdrawal', 'credential', 'credential_voided', 'guardianship', 'journal_entry', 'module_release_end', 'person', 'task']
    assert.deepEqual(touched.filter((name) => !expected.includes(name)), [])
    for (const name of ['consent_withdrawal', 'appointment_end', 'module_release_end', 'guardianship']) assert.ok(touched.includes(name), name)
  })

  test('X13 every blob opens and is the same, small and large', async () => {
    for (const { id, content } of blobs) {
      const parts: Buffer[] = []
      for await (const piece of await restored.platform.blobs.open(id)) parts.push(Buffer.from(piece))
      assert.ok(Buffer.concat(parts).equals(content), `${content.length} bytes`)
    }
    const faults: unknown[] = []
    assert.equal(await restored.platform.blobs.verify((fault) => faults.push(fault)), blobs.length)
    assert.deepEqual(faults, [])
  })

  test('X13 withdrawn after the backup is withdrawn after the restore: the door stays closed', async () => {
    const pupil = visitor(restored)
    const reply = await pupil.signIn(world.accountName('pupil'))
    assert.notEqual(reply.body['outcome'], 'signed_in', reply.text)
    assert.equal((await pupil.call('messenger.listRooms')).status, 404)
    const facts = await restored.db.owner.selectFrom('access_fact').select('key').where('person_id', '=', world.ids.pupil).where('kind', '=', 'purpose').where('valid_until', 'is', null).execute()
    assert.deepEqual(facts, [])
    const row = await restored.db.owner.selectFrom('consent_withdrawal').select(['declarer', 'guardian_id']).where('pupil_id', '=', world.ids.pupil).executeTakeFirstOrThrow()
    assert.deepEqual(row, { declarer: 'holder', guardian_id: world.ids.mother })
  })

  test('X13 the restored school works: a named person signs in; sessions, tasks that ended and what a lost device knew are gone', async () => {
    const teacher = visitor(restored)
    const reply = await teacher.signIn(world.accountName('teacher'))
    assert.equal(reply.body['outcome'], 'signed_in', reply.text)
    assert.equal((await teacher.call('people.getProfile')).status, 200)
    assert.notEqual((await visitor(restored).signIn(world.accountName('friend'))).body['outcome'], 'signed_in')
    const admin = Object.assign(visitor(restored), { keepsProving: true })
    await admin.signIn(world.accountName('admin'))
    assert.equal((await admin.call('people.listImports')).status, 403)
    assert.equal((await teacher.call('messenger.listRooms')).status, 403, 'the release had ended')
    assert.equal(Number((await restored.db.owner.selectFrom('session').select((eb) => eb.fn.countAll().as('n')).where('started_at', '<', restored.restored.ledger!.wholeAt!).executeTakeFirstOrThrow()).n) > 0, false)
  })

  test('B5 the journal says where it came from and stays whole; an anchor from the lost hours is accepted, one that never was is not', async () => {
    const key = restored.platform.keys.journal.publicKey
    const whole = await verifyJournal(restored.platform.database, key)
    assert.deepEqual([whole.ok, whole.problem], [true, undefined])
    const entry = await restored.db.owner.selectFrom('journal_entry').select(['seq', 'fields']).where('event', '=', 'backup.restored').executeTakeFirstOrThrow()
    const { after: last } = entry.fields as { after: number }
    const lost = await house.db.owner.selectFrom('journal_entry').select(['seq', 'hash']).where('seq', '>', last).orderBy('seq').limit(1).executeTakeFirstOrThrow()
    assert.equal((await verifyJournal(restored.platform.database, key, { anchors: [{ ...lost, at: new Date('2026-11-24T09:00:00Z') }] })).ok, true)
    assert.equal((await verifyJournal(restored.platform.database, key, { anchors: [{ ...lost, at: new Date('2026-12-24T09:00:00Z') }] })).ok, false, 'noted after the restore')
    assert.equal((await verifyJournal(restored.platform.database, key, { anchors: [{ seq: last, hash: randomBytes(32), at: new Date('2026-11-22T09:00:00Z') }] })).ok, false, 'of an entry that the backup had')
  })

  test('B5 without a ledger that reaches the backup nothing is restored; lost must be said, and is kept', async () => {
    const other = { kind: 'folder' as const, folder: join(place, 'other') }
    await cp(target().folder, other.folder, { recursive: true })
    await rm(join(other.folder, 'ledger'), { recursive: true })
    await assert.rejects(restoreTestHouse({ target: other, at: house.clock.now(), code }), (error: Error) => error instanceof BackupProblem && error.code === 'ledger_missing')
    await assert.rejects(restoreTestHouse({ target: target(), at: house.clock.now(), code, ledger: { atLeast: new Date('2027-01-01T00:00:00Z') } }), (error: Error) => error instanceof BackupProblem && error.code === 'ledger_old')
    const lost = await restoreTestHouse({ target: other, at: house.clock.now(), code, ledger: null })
    try {
      assert.equal((await visitor(lost).signIn(world.accountName('pupil'))).body['outcome'], 'signed_in', 'this is why it matters')
      const shown = await lost.db.owner.selectFrom('backup_restore').select('is_ledger_lost').executeTakeFirstOrThrow()
      assert.equal(shown.is_ledger_lost, true)
    } finally {
      await lost.close()
    }
  })

  test('B5 between the halves nobody opens the house', async () => {
    await assert.rejects(restoreTestHouse({ target: target(), at: house.clock.now(), code, onlyRows: true }), (error: Error) => error instanceof BackupProblem && error.code === 'unfinished')
  })

  test('B5 each loss has exactly one room that takes it away again; none, two, and an unknown one are found', () => {
    assert.deepEqual(LOSSES.filter((kind) => !replaysOf(modules).has(kind)), LOSSES.filter((kind) => NOT_YET.includes(kind)))
    const without = modules.map((one) => (one.manifest.id === 'consent' ? { manifest: one.manifest } : one))
    assert.throws(() => replaysOf(without), (error: Error) => error instanceof LedgerProblem && /withdrawal/.test(error.message) && /keiner/.test(error.message))
    const twice = modules.map((one) => (one.manifest.id === 'home' ? { manifest: one.manifest, replays: { withdrawal: async () => {} } } : one))
    assert.throws(() => replaysOf(twice), /consent, home|home, consent/)
  })
})

/** Of every carried table: md5 over its rows in the order of their text. */
async function hashes(database: Database): Promise<Map<string, string>> {
  const out = new Set([...leftOut(modules.map(({ manifest }) => manifest)), 'schema_migration'])
  const { rows } = await sql<{ name: string }>`SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY 1`.execute(database)
  const found = new Map<string, string>()
  for (const { name } of rows.filter((row) => !out.has(row.name) || row.name === 'blob_content')) {
    const { rows: [one] } = await sql<{ hash: string | null }>`SELECT md5(string_agg(t::text, E'\n' ORDER BY t::text COLLATE "C")) AS hash FROM ${sql.table(name)} t`.execute(database)
    found.set(name, one!.hash ?? '')
  }
  return found
}
