import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { appendFile, mkdtemp, readFile, readdir, rm, stat, truncate, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Write } from '#platform/module/write.ts'
import { openTestDatabase } from '#tests/database.ts'
import type { TestDatabase } from '#tests/database.ts'
import { LedgerProblem, openLedger, readLedger, recordLoss } from './ledger.ts'
import type { Ledger, Loss } from './ledger.ts'

const key = randomBytes(32)
const NOON = new Date('2026-11-23T11:00:00Z')

describe('ledger', () => {
  let db: TestDatabase
  let folder: string
  let ledger: Ledger
  before(async () => {
    db = await openTestDatabase()
    folder = join(await mkdtemp(join(tmpdir(), 'schulhof-ledger-')), 'ledger')
    ledger = await openLedger({ folder, key, database: db.database })
  })
  after(async () => {
    await ledger.close()
    await db.close()
    await rm(join(folder, '..'), { recursive: true, force: true })
  })

  /** Takes something away as write() does, up to the commit; returns the id that was taken. */
  async function lose(kind: Loss = 'withdrawal'): Promise<string> {
    const pupil = randomUUID()
    await db.database.transaction().execute(async (trx) => {
      assert.equal(await ledger.hasPending(trx), false)
      await recordLoss({ trx, at: NOON } as Write, { kind, ids: { pupil } })
      assert.equal(await ledger.hasPending(trx), true)
    })
    return pupil
  }
  const pupilsInFile = async () => (await readLedger(folder, key)).entries.map(({ ids }) => ids['pupil'])
  const outbox = async () => (await db.database.selectFrom('ledger_outbox').select('id').execute()).length
  const reopen = () => openLedger({ folder, key, database: db.database })

  test('B5 an act is in the file when flush resolves, once, and has left the outbox', async () => {
    const pupil = await lose()
    assert.deepEqual(await pupilsInFile(), [])
    await ledger.flush()
    await ledger.flush()
    assert.deepEqual(await pupilsInFile(), [pupil])
    assert.equal(await outbox(), 0)
  })

  test('B5 the file and its folder belong to the server alone', async () => {
    assert.equal((await stat(join(folder, 'ledger'))).mode & 0o777, 0o600)
    assert.equal((await stat(folder)).mode & 0o777, 0o700)
  })

  test('B5 what was rolled back is not in the file', async () => {
    const before = await pupilsInFile()
    await db.database.transaction().execute(async (trx) => {
      await recordLoss({ trx, at: NOON } as Write, { kind: 'purge', ids: {} })
      throw new Error('undone')
    }).catch(() => {})
    await ledger.flush()
    assert.deepEqual(await pupilsInFile(), before)
  })

  test('B5 only known acts with short ids get in', async () => {
    await db.database.transaction().execute(async (trx) => {
      const w = { trx, at: NOON } as Write
      await assert.rejects(recordLoss(w, { kind: 'gossip' as Loss, ids: {} }), /does not know/)
      await assert.rejects(recordLoss(w, { kind: 'purge', ids: { note: 'x'.repeat(101) } }), /short ids/)
    })
  })

  test('B5 many at the same time: each is durable when its own flush resolves, none is doubled', async () => {
    const before = await pupilsInFile()
    const taken = await Promise.all(Array.from({ length: 60 }, async () => {
      const pupil = await lose()
      await ledger.flush()
      assert.ok((await pupilsInFile()).includes(pupil))
      return pupil
    }))
    assert.deepEqual((await pupilsInFile()).sort(), [...before, ...taken].sort())
  })

  test('B5 more than one batch is written in one flush', async () => {
    const rows = Array.from({ length: 1_234 }, () => ({ id: randomUUID(), kind: 'session_end', entry: JSON.stringify({ session: randomUUID() }), at: NOON }))
    await db.database.insertInto('ledger_outbox').values(rows).execute()
    const before = (await readLedger(folder, key)).entries.length
    await ledger.flush()
    assert.equal((await readLedger(folder, key)).entries.length, before + 1_234)
    assert.equal(await outbox(), 0)
  })

  test('B5 two processes append to one file, and each goes on behind the other', async () => {
    const other = await reopen()
    const before = (await pupilsInFile()).length
    const taken = await Promise.all(Array.from({ length: 40 }, async (_, n) => {
      const pupil = await lose()
      await (n % 2 === 0 ? ledger : other).flush()
      return pupil
    }))
    assert.deepEqual((await pupilsInFile()).slice(before).sort(), taken.sort())
    await other.close()
  })

  test('B5 what an earlier process left in the outbox is written at the start', async () => {
    const pupil = await lose()
    await (await reopen()).close()
    assert.equal((await pupilsInFile()).at(-1), pupil)
    assert.equal(await outbox(), 0)
  })

  test('B5 an act that reached the file while its row stayed (crash before the commit) is not written again', async () => {
    const pupil = await lose()
    const rows = await db.owner.selectFrom('ledger_outbox').selectAll().execute()
    const position = await db.owner.selectFrom('ledger_position').selectAll().executeTakeFirstOrThrow()
    await ledger.flush()
    await db.owner.insertInto('ledger_outbox').values(rows.map((row) => ({ ...row, entry: JSON.stringify(row.entry) }))).execute()
    await db.owner.updateTable('ledger_position').set({ lines: position.lines, seal: position.seal }).execute()
    await (await reopen()).close()
    assert.equal((await pupilsInFile()).filter((one) => one === pupil).length, 1)
    assert.equal(await outbox(), 0)
  })

  test('B5 a torn end is set aside and does not swallow the next act', async () => {
    await appendFile(join(folder, 'ledger'), '4711 half a li')
    assert.equal((await readLedger(folder, key)).torn_bytes, 14)
    const pupil = await lose()
    await ledger.flush()
    await appendFile(join(folder, 'ledger'), `${'\0'.repeat(300)}\nrest`)
    const next = await lose()
    await (await reopen()).close()
    assert.deepEqual((await pupilsInFile()).slice(-2), [pupil, next])
    const aside = (await readdir(folder)).filter((name) => name.startsWith('ledger.torn-'))
    assert.deepEqual((await Promise.all(aside.map((name) => readFile(join(folder, name), 'latin1')))).sort(), [`${'\0'.repeat(300)}\nrest`, '4711 half a li'])
  })

  test('B5 missing, changed or foreign lines are found: no start, and nothing is written over them', async () => {
    const path = join(folder, 'ledger')
    const content = await readFile(path)
    const lines = content.toString('latin1').split('\n')
    const damages: (() => Promise<void>)[] = [
      () => truncate(path, content.lastIndexOf(10, content.length - 2) + 1),
      () => truncate(path, content.length - 5),
      () => truncate(path, 0),
      () => unlink(path),
      () => writeFile(path, lines.toSpliced(3, 1).join('\n')),
      () => writeFile(path, lines.toSpliced(3, 2, lines[4]!, lines[3]!).join('\n')),
      () => writeFile(path, content.toString('latin1').replace(/A/, 'B')),
    ]
    for (const damage of damages) {
      await damage()
      const before = await readFile(path).catch(() => null)
      await assert.rejects(reopen(), LedgerProblem)
      assert.deepEqual(await readFile(path).catch(() => null), before)
      await writeFile(path, content, { mode: 0o600 })
    }
    await assert.rejects(openLedger({ folder, key: randomBytes(32), database: db.database }), LedgerProblem)
    await (await reopen()).close()
  })

  test('B5 authentic acts behind a damaged line are never cut away, also when the database is older than the file', async () => {
    const path = join(folder, 'ledger')
    const content = await readFile(path)
    const position = await db.owner.selectFrom('ledger_position').selectAll().executeTakeFirstOrThrow()
    const lines = content.toString('latin1').split('\n')
    await db.owner.updateTable('ledger_position').set({ lines: 2, seal: (await sealOf(lines, 2)) }).execute()
    await writeFile(path, lines.toSpliced(5, 1, 'x').join('\n'))
    await assert.rejects(reopen(), LedgerProblem)
    await assert.rejects(readLedger(folder, key), LedgerProblem)
    await writeFile(path, content)
    await (await reopen()).close()
    await db.owner.updateTable('ledger_position').set({ lines: position.lines, seal: position.seal }).execute()
  })

  test('B5 with a ruined file nothing opens, and the sentence says what to do', async () => {
    const path = join(folder, 'ledger')
    const content = await readFile(path)
    await writeFile(path, 'ruined')
    await assert.rejects(reopen(), (problem) => problem instanceof LedgerProblem && /zuerst bin\/schulhof backup fetch-ledger.*bin\/schulhof backup restore/.test(problem.message))
    assert.equal(await readFile(path, 'utf8'), 'ruined')
    await writeFile(path, content)
    await (await reopen()).close()
  })
})

async function sealOf(lines: readonly string[], number: number): Promise<Buffer> {
  const { createHash } = await import('node:crypto')
  return createHash('sha256').update(lines[number - 1]!).digest()
}
