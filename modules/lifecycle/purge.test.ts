/** Purges under trouble (R12.4): PostgreSQL gone in the middle, two nights at once, a full disk. Nothing is half, and what was begun is finished once. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { connect } from '#platform/database/connect.ts'
import type { Database } from '#platform/database/connect.ts'
import { packageFolder } from '#platform/database/embedded/binaries.ts'
import { startCluster } from '#platform/database/embedded/cluster.ts'
import { migrate } from '#platform/database/migrate.ts'
import { prepareRoles } from '#platform/database/roles.ts'
import { addPeople } from '#platform/identity/people.ts'
import { newId } from '#platform/id/id.ts'
import { readLedger } from '#platform/ledger/ledger.ts'
import { write } from '#platform/module/write.ts'
import type { Write } from '#platform/module/write.ts'
import { openKeys } from '#platform/school/keys.ts'
import { travellingClock } from '#platform/time/clock.ts'
import { found } from '#modules/administration/founding.ts'
import { migrations } from '#modules/migrations.ts'
import { modules } from '#modules/index.ts'
import { appendOnlyTables, openHouse } from '#server/house.ts'
import type { House } from '#server/house.ts'
import { ROOT } from '#tests/database.ts'
import type { TestHouse } from '#tests/house.ts'
import { asSuperuser, holdBack } from '#tests/interleave.ts'
import { openTestWorld } from '#tests/world.ts'
import { whyNot } from '#tests/cluster.ts'
import { recordDeletions } from './deletion.ts'
import { module as lifecycle } from './module.ts'
import { purgeDue } from './purge.ts'

/** Pupils whose account is deleted, and due for the purge 91 days from now. */
async function deletedPupils(w: Write, count: number): Promise<string[]> {
  const ids = await addPeople(w, Array.from({ length: count }, () => ({ type: 'pupil' as const, givenName: 'Kind', familyName: 'Probe', source: 'purge', sourceId: newId(w.at) })))
  await recordDeletions(w, ids.map((personId) => ({ personId, on: w.today, cause: 'decision' as const, reason: 'Probe' })))
  return ids
}

type Place = { platform: Pick<House['platform'], 'keys'>; folder: string; owner: Database }

/** What a purge leaves: who is still there, sheets, evidence, journal, acts in the ledger's file and in its outbox. */
async function traceOf({ platform, folder, owner }: Place, ids: readonly string[]): Promise<Record<string, number>> {
  const count = async (table: 'purge_sheet' | 'sealed_evidence' | 'ledger_outbox') => Number((await owner.selectFrom(table).select((eb) => eb.fn.countAll().as('n')).executeTakeFirstOrThrow()).n)
  const { entries } = await readLedger(join(folder, 'ledger'), platform.keys.ledger)
  const journal = await owner.selectFrom('journal_entry').select('fields').where('event', '=', 'lifecycle.purged').execute()
  return {
    people: (await owner.selectFrom('person').select('id').where('id', 'in', ids).execute()).length,
    deletions: (await owner.selectFrom('account_deletion').select('id').where('person_id', 'in', ids).execute()).length,
    sheets: await count('purge_sheet'), evidence: await count('sealed_evidence'), outbox: await count('ledger_outbox'),
    journal: journal.reduce((sum, { fields }) => sum + (fields as { count: number }).count, 0),
    ledger: entries.filter((entry) => entry.kind === 'purge' && ids.includes(entry.ids['person']!)).length,
  }
}

describe('purges under trouble', () => {
  let house: TestHouse
  let start: { sheets: number; evidence: number; journal: number }
  before(async () => {
    ;({ house } = await openTestWorld())
    // Whoever was deleted in the example is gone before it begins.
    await house.clock.advance({ days: 91 })
    await night()
  })
  after(() => house.close())

  const place = (): Place => ({ platform: house.platform, folder: house.folder, owner: house.db.owner })
  /** Due tonight; and what was there before of what a purge leaves. */
  async function due(count: number): Promise<string[]> {
    const ids = await house.write((w) => deletedPupils(w, count))
    const untouched = await traceOf(place(), ids)
    start = { sheets: untouched['sheets']!, evidence: untouched['evidence']!, journal: untouched['journal']! }
    await house.clock.advance({ days: 91 })
    return ids
  }
  const night = () => lifecycle.recurring!.find(({ name }) => name === 'purge')!.run(house.platform, '', house.clock.now())
  const untouched = (n: number) => ({ people: n, deletions: n, ...start, outbox: 0, ledger: 0 })
  const done = (n: number) => ({ people: 0, deletions: 0, sheets: start.sheets + n, evidence: start.evidence, journal: start.journal + n, outbox: 0, ledger: n })

  test('the connection is cut at the first rows, at the sheet and at the journal: nothing is half, and the next night finishes once', async () => {
    const ids = await due(3)
    for (const held of ['membership', 'purge_sheet', 'journal_entry']) {
      await using barrier = await holdBack(house, `LOCK TABLE ${held} IN ACCESS EXCLUSIVE MODE`)
      const cut = assert.rejects(night())
      await barrier.waiting(1)
      const cuts = await asSuperuser<{ cut: boolean }>(house, `SELECT pg_terminate_backend(pid) AS cut FROM pg_stat_activity WHERE application_name = 'schulhof-owner' AND datname = current_database()`)
      assert.ok(cuts.length > 0, held)
      await cut
      await barrier.open()
      assert.deepEqual(await traceOf(place(), ids), untouched(3), held)
    }
    await night()
    assert.deepEqual(await traceOf(place(), ids), done(3))
    await night()
    assert.deepEqual(await traceOf(place(), ids), done(3), 'and once is enough')
  })

  test('two processes purge at once: one sheet, one line and one count for each person', async () => {
    // Opened before they are due: a start purges too.
    const second = await house.second()
    try {
      const ids = await due(30)
      await using barrier = await holdBack(house, `SELECT FROM person WHERE id = '${ids[0]}' FOR UPDATE`)
      const purges = Promise.all([purgeDue(house.platform, house.clock.now()), purgeDue(second.platform, house.clock.now())])
      await barrier.waiting(2)
      await barrier.open()
      const counts = await purges
      assert.equal(counts[0]! + counts[1]!, 30)
      assert.deepEqual(await traceOf(place(), ids), done(30))
    } finally {
      await second.close()
    }
  })

  test('the disk is full: the night is not called done, and with space again the next one finishes it', async (t) => {
    const ledger = join(house.folder, 'ledger')
    const kept = await mkdtemp(join(tmpdir(), 'schulhof-ledger-'))
    await cp(ledger, kept, { recursive: true })
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', ledger], { stdio: 'ignore' })
    } catch {
      await rm(kept, { recursive: true })
      return t.skip('no right to mount a small disk here')
    }
    try {
      await cp(kept, ledger, { recursive: true })
      const ids = await due(30)
      // More acts than the last page of the file has room for.
      await assert.rejects(async () => {
        for (let n = 0; ; n++) await writeFile(join(ledger, `full-${n}`), Buffer.alloc(4_096))
      }, { code: 'ENOSPC' })
      await assert.rejects(night(), { code: 'ENOSPC' })
      const stopped = await traceOf(place(), ids)
      assert.ok(stopped['ledger']! < 30 && stopped['outbox']! > 0, JSON.stringify(stopped))
      assert.equal(stopped['sheets']! - start.sheets, 30 - stopped['people']!, 'a sheet for whoever is gone, and for nobody else')
      await assert.rejects(night(), { code: 'ENOSPC' })
      execFileSync('mount', ['-o', 'remount,size=1m', ledger])
      await night()
      assert.deepEqual(await traceOf(place(), ids), done(30))
      await cp(ledger, kept, { recursive: true })
    } finally {
      execFileSync('umount', [ledger])
    }
    await cp(kept, ledger, { recursive: true })
    await rm(kept, { recursive: true })
  })
})

describe('PostgreSQL is killed with kill -9 in the middle of a purge', { skip: whyNot(packageFolder) }, () => {
  let top = ''
  const closers: (() => Promise<unknown>)[] = []
  before(async () => {
    top = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'schulhof-purge-'))
    await chmod(top, 0o711)
  })
  after(async () => {
    for (const close of closers) await close()
    await rm(top, { recursive: true, force: true })
  })

  test('it comes back, nothing is half, and the next night finishes once', async () => {
    const said: string[] = []
    const cluster = await startCluster({ folder: join(top, 'schule'), say: (line) => said.push(line), isThrowaway: true })
    closers.unshift(() => cluster.stop())
    const { ownerUrl, appUrl } = await prepareRoles(cluster.url, { database: 'schulhof', ownerPassword: 'for-tests-only', appPassword: 'for-tests-only' })
    const clock = travellingClock('2026-11-23 07:50', { flows: true })
    await migrate(ownerUrl, { root: ROOT, files: migrations, appRole: 'schulhof_app', appendOnly: appendOnlyTables(modules), at: clock.now() })
    const { platform, close } = await openHouse({ appUrl, ownerUrl, folder: top, keys: await openKeys(join(top, 'keys')), clock, modules, publicUrl: new URL('http://localhost:8000'), connections_max: 4 })
    closers.unshift(close)
    const { database: owner } = connect(ownerUrl, { connections_max: 2, name: 'test owner' })
    closers.unshift(() => owner.destroy())
    await write(platform, null, clock.now(), (w) => found(w, { name: 'Testschule', state: 'NI', head: { givenName: 'Eva', familyName: 'Kopf' } }))
    await platform.school.reload()
    const ids = await write(platform, null, clock.now(), (w) => deletedPupils(w, 30))
    await clock.advance({ days: 91 })
    const place = { platform, folder: top, owner }
    const before_ = await traceOf(place, ids)

    // The second of two groups stands at the sheet: the first one is through.
    const { database: holder } = connect(ownerUrl, { connections_max: 1, name: 'test holder' })
    await sql`CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF (SELECT count(*) FROM purge_sheet) >= 25 THEN PERFORM pg_advisory_xact_lock(4711); END IF; RETURN NULL; END'`.execute(owner)
    await sql`CREATE TRIGGER wait BEFORE INSERT ON purge_sheet FOR EACH STATEMENT EXECUTE FUNCTION wait()`.execute(owner)
    await sql`SELECT pg_advisory_lock(4711)`.execute(holder)
    const cut = assert.rejects(purgeDue(platform, clock.now()))
    while ((await sql`SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted`.execute(owner)).rows.length === 0) await pause(10)
    process.kill(cluster.pid, 'SIGKILL')
    await cut
    while (!said.some((line) => line.startsWith('PostgreSQL läuft wieder'))) await pause(10)
    await holder.destroy()
    await sql`DROP FUNCTION wait CASCADE`.execute(owner)
    const middle = await traceOf(place, ids)
    assert.deepEqual([middle['people'], middle['deletions'], middle['sheets'], middle['journal'], middle['ledger']], [5, 5, 25, 25, 25])
    assert.equal(await purgeDue(platform, clock.now()), 5)
    assert.deepEqual(await traceOf(place, ids), { ...before_, people: 0, deletions: 0, sheets: 30, journal: 30, ledger: 30 })
    assert.equal(await purgeDue(platform, clock.now()), 0)
  })
})
