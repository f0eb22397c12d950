/** B5: a ledger that was shortened: what is left stands byte for byte behind a checkpoint that nobody can make, move or take away without the key; and no process, no crash loses a line over it. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { Write } from '#platform/module/write.ts'
import { openTestDatabase } from '#tests/database.ts'
import type { TestDatabase } from '#tests/database.ts'
import { START, ledgerIdOf, openCheckpoint, placeIn, readFromStart, sealCheckpoint, sealLines } from './file.ts'
import { LedgerProblem, openLedger, readLedger, recordLoss } from './ledger.ts'
import type { Ledger } from './ledger.ts'

const key = randomBytes(32)
const day = (n: number) => new Date(Date.UTC(2026, 10, 1 + n, 11))

describe('checkpoint', () => {
  const { text } = sealLines(key, START, Array.from({ length: 6 }, (_, n) => ({ id: randomUUID(), kind: 'purge', ids: {}, at: day(n) })))
  const lines = text.split('\n').slice(0, -1)
  const whole = readFromStart(key, Buffer.from(text))
  const ledgerId = ledgerIdOf(Buffer.from(text))!
  const third = whole.lines[2]!
  const checkpoint = sealCheckpoint(key, { ledgerId, begunAt: day(0), lines: 3, seal: third.seal })
  const rest = `${lines.slice(3).join('\n')}\n`
  const read = (content: string) => readFromStart(key, Buffer.from(content, 'latin1'))

  test('lines behind it go on as before, with their numbers, and the ledger keeps its own', () => {
    const shorter = read(checkpoint + rest)
    assert.deepEqual([shorter.broken, shorter.lines, shorter.end.lines, shorter.end.seal], [null, whole.lines.slice(3), 6, whole.end.seal])
    assert.equal(shorter.end.bytes, (checkpoint + rest).length)
    assert.equal(ledgerIdOf(Buffer.from(checkpoint + rest)), ledgerId)
    assert.deepEqual(openCheckpoint(key, Buffer.from(checkpoint))!.begunAt, day(0))
    assert.ok(!checkpoint.includes(third.seal.toString('hex')))
    const only = read(checkpoint)
    assert.deepEqual([only.broken, only.end.lines, only.end.seal], [null, 3, third.seal])
  })

  test('a place that was known is found in the shorter file, and only the same line there', () => {
    const content = Buffer.from(checkpoint + rest)
    const known = readFromStart(key, Buffer.from(`${lines.slice(0, 5).join('\n')}\n`)).end
    assert.deepEqual(placeIn(content, known), readFromStart(key, Buffer.from(`${checkpoint}${lines.slice(3, 5).join('\n')}\n`)).end)
    assert.equal(placeIn(content, { ...known, seal: randomBytes(32) }), null)
    for (const gone of [3, 2, 7]) assert.equal(placeIn(content, { ...known, lines: gone }), null)
  })

  test('any changed byte of it is found', () => {
    for (let at = 0; at < checkpoint.length; at++) {
      const content = Buffer.from(checkpoint + rest)
      content[at] = content[at]! ^ 1
      assert.notEqual(readFromStart(key, content).broken, null, `${at}`)
    }
  })

  test('moved, doubled, taken away, cut, of another place, ledger or key: found', () => {
    const other = sealLines(key, START, [{ id: randomUUID(), kind: 'purge', ids: {}, at: day(0) }, { id: randomUUID(), kind: 'purge', ids: {}, at: day(1) }, { id: randomUUID(), kind: 'purge', ids: {}, at: day(2) }])
    const foreign = sealCheckpoint(key, { ledgerId: ledgerIdOf(Buffer.from(other.text))!, begunAt: day(0), lines: 3, seal: other.end.seal })
    const relabelled = checkpoint.replace(/^=\w+ 3/, `=${ledgerId} 4`)
    const contents = [
      `${lines[3]}\n${checkpoint}${lines.slice(4).join('\n')}\n`, checkpoint + checkpoint + rest, rest, `${checkpoint.slice(0, -9)}\n${rest}`, checkpoint.slice(0, -1), foreign + rest, relabelled + `${lines.slice(4).join('\n')}\n`,
      checkpoint + `${lines.slice(4).join('\n')}\n`, checkpoint + `${lines.slice(2).join('\n')}\n`, sealCheckpoint(randomBytes(32), { ledgerId, begunAt: day(0), lines: 3, seal: third.seal }) + rest,
    ]
    for (const [n, content] of contents.entries()) {
      const { broken } = read(content)
      assert.ok(broken !== null && !broken.isTorn, `${n}`)
    }
    assert.equal(read(`0 ${checkpoint.split(' ')[2]}`).lines.length, 0, 'and it is no line')
  })
})

describe('B5 the ledger is shortened', () => {
  let db: TestDatabase
  let folder: string
  let ledger: Ledger
  const path = () => join(folder, 'ledger')
  const reopen = () => openLedger({ folder, key, database: db.database })
  const persons = async () => (await readLedger(folder, key)).entries.map(({ ids }) => ids['person'])
  const lose = (person: string, at: Date) => db.database.transaction().execute((trx) => recordLoss({ trx, at } as Write, { kind: 'purge', ids: { person } }))
  before(async () => {
    db = await openTestDatabase()
    folder = join(await mkdtemp(join(tmpdir(), 'schulhof-shorten-')), 'ledger')
    ledger = await reopen()
    for (let n = 0; n < 10; n++) {
      await lose(`${n}`, day(n))
      await ledger.flush()
    }
  })
  after(async () => {
    await ledger.close()
    await db.close()
    await rm(join(folder, '..'), { recursive: true, force: true })
  })

  test('lines of before a time go, the others stay byte for byte; nothing older: nothing is done', async () => {
    const old = await readFile(path())
    assert.equal(await ledger.shorten(day(0)), 0)
    assert.deepEqual(await readFile(path()), old)
    assert.equal(await ledger.shorten(day(3)), 3)
    const content = await readFile(path())
    const rest = content.subarray(content.indexOf(10) + 1)
    assert.deepEqual(rest, old.subarray(old.length - rest.length))
    assert.deepEqual(await persons(), ['3', '4', '5', '6', '7', '8', '9'])
    assert.deepEqual(await readdir(folder), ['ledger'])
    assert.equal(await ledger.shorten(day(3)), 0)
  })

  test('two processes: the other one, which knew a place in the old file, goes on in the new one', async () => {
    const other = await reopen()
    await lose('10', day(10))
    await other.flush()
    assert.equal(await ledger.shorten(day(5)), 2)
    await lose('11', day(11))
    await other.flush()
    assert.equal(await other.shorten(day(6)), 1)
    assert.equal(await other.shorten(day(7)), 1)
    await lose('12', day(12))
    await ledger.flush()
    await lose('13', day(13))
    await other.flush()
    assert.deepEqual(await persons(), ['7', '8', '9', '10', '11', '12', '13'])
    await other.close()
    await (await reopen()).close()
  })

  test('the first line that is young keeps all that stand behind it', async () => {
    await lose('late', day(1))
    await ledger.flush()
    assert.equal(await ledger.shorten(day(8)), 1)
    assert.equal((await persons()).at(-1), 'late')
  })

  test('an older file, a checkpoint of another place or behind what the database knows: no start, nothing written', async () => {
    const content = await readFile(path())
    const { checkpoint, lines, end } = readFromStart(key, content)
    const harms = [
      content.subarray(content.indexOf(10) + 1),
      Buffer.from(sealCheckpoint(key, { ledgerId: checkpoint!.ledgerId, begunAt: day(0), lines: end.lines + 5, seal: randomBytes(32) })),
      Buffer.from(sealCheckpoint(key, { ledgerId: checkpoint!.ledgerId, begunAt: day(0), lines: end.lines, seal: lines[0]!.seal })),
      content.subarray(0, content.indexOf(10) + 1),
      content.subarray(0, 40),
    ]
    for (const harm of harms) {
      await writeFile(path(), harm)
      await assert.rejects(reopen(), LedgerProblem)
      await assert.rejects(ledger.flush(), LedgerProblem)
      assert.deepEqual(await readFile(path()), harm)
    }
    await writeFile(path(), content)
    await (await reopen()).close()
    await ledger.flush()
  })

  test('never a line that the database does not know as durable: its row may still wait', async () => {
    const { end, lines } = readFromStart(key, await readFile(path()))
    const position = await db.owner.selectFrom('ledger_position').selectAll().executeTakeFirstOrThrow()
    const known = lines.at(-3)!
    await db.owner.updateTable('ledger_position').set({ lines: known.number, seal: known.seal }).execute()
    const other = await reopen()
    await other.shorten(day(99))
    await other.close()
    const shorter = readFromStart(key, await readFile(path()))
    assert.deepEqual([shorter.from.lines, shorter.lines.length, shorter.end.lines], [known.number, 2, end.lines])
    await db.owner.updateTable('ledger_position').set({ lines: position.lines, seal: position.seal }).execute()
  })

  test('all lines may go, and the next one follows on the last', async () => {
    const { end } = readFromStart(key, await readFile(path()))
    assert.ok((await ledger.shorten(day(99))) > 0)
    assert.deepEqual(await persons(), [])
    await (await reopen()).close()
    await lose('after', day(100))
    await ledger.flush()
    const { lines } = readFromStart(key, await readFile(path()))
    assert.deepEqual(lines.map(({ number, ids }) => [number, ids['person']]), [[end.lines + 1, 'after']])
  })

  test('what was set aside, a torn end or a damaged file, goes with the acts it may hold', async () => {
    const aside = ['.torn-3-0a', '.damaged-2026-11-02T110000000Z-0b', '.torn-9-0c', '.damaged-2027-01-05T110000000Z-0d']
    for (const [n, name] of aside.entries()) {
      await writeFile(`${path()}${name}`, 'lines')
      await utimes(`${path()}${name}`, day(n * 20), day(n * 20))
    }
    await ledger.shorten(day(40))
    assert.deepEqual((await readdir(folder)).sort(), ['ledger', ...aside.slice(2).map((name) => `ledger${name}`)].sort())
    await ledger.shorten(day(99))
    assert.deepEqual(await readdir(folder), ['ledger'])
  })

  test('a draft that a crash left is no ledger, and goes', async () => {
    for (const name of ['.new', '.new-0123456789abcdef']) await writeFile(`${path()}${name}`, 'half')
    await (await reopen()).close()
    assert.deepEqual(await readdir(folder), ['ledger'])
  })

  test('processes that write and shorten are killed again and again: no act is lost, none doubled', async () => {
    await ledger.shorten(day(999))
    const { end: begin } = readFromStart(key, await readFile(path()))
    for (let round = 0; round < 6; round++) {
      const children = await Promise.all([0, 1].map(startChild))
      await new Promise((resolve) => setTimeout(resolve, 60 + Math.random() * 150))
      await Promise.all(children.map(async ({ child, ended }) => {
        child.kill('SIGKILL')
        await ended
      }))
    }
    await settled()
    await (await reopen()).close()
    const { lines, checkpoint, broken, end } = readFromStart(key, await readFile(path()))
    const { lines: known } = await db.owner.selectFrom('ledger_position').select('lines').executeTakeFirstOrThrow()
    assert.deepEqual([broken, end.lines], [null, known])
    assert.ok(checkpoint!.place.lines > begin.lines, 'some went')
    const committed = new Set((await db.owner.selectFrom('recurring_run').select('name').where('due_on', '=', '2026-11-23').execute()).map(({ name }) => name))
    assert.equal(end.lines - begin.lines, committed.size, 'each committed act got one number')
    assert.deepEqual(lines.filter(({ ids }) => !committed.has(ids['person']!)), [])
    assert.equal(new Set(lines.map(({ id }) => id)).size, lines.length)
  })

  /** Takes things away as fast as it can, each with a witness row in its transaction, and shortens what is a few hundredths of a second old. */
  const CHILD = `
    import { randomUUID } from 'node:crypto'
    import { connect } from ${JSON.stringify(new URL('../database/connect.ts', import.meta.url).href)}
    import { openLedger, recordLoss } from ${JSON.stringify(new URL('./ledger.ts', import.meta.url).href)}
    const [url, folder, key] = process.argv.slice(1)
    const { database } = connect(url, { connections_max: 4, name: 'crash' })
    const ledger = await openLedger({ folder, key: Buffer.from(key, 'hex'), database })
    process.stdout.write('open\\n')
    const now = () => Math.floor(performance.timeOrigin + performance.now())
    const work = async () => {
      for (;;) {
        const at = new Date(now())
        const person = randomUUID()
        await database.transaction().execute(async (trx) => {
          await trx.insertInto('recurring_run').values({ name: person, due_on: '2026-11-23', started_at: at, finished_at: null }).execute()
          await recordLoss({ trx, at }, { kind: 'purge', ids: { person } })
        })
        await ledger.flush()
      }
    }
    const shorten = async () => { for (;;) await ledger.shorten(new Date(now() - 30)) }
    await Promise.all([work(), work(), shorten()])
  `
  /** The server may still be finishing what the killed processes had sent. */
  async function settled(): Promise<void> {
    for (;;) {
      const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM pg_stat_activity WHERE application_name = 'crash' AND datname = current_database()`.execute(db.database)
      if (rows[0]!.n === 0) return
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  async function startChild() {
    const child = spawn(process.execPath, ['--input-type=module', '--no-warnings', '-e', CHILD, db.appUrl, folder, key.toString('hex')], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    await Promise.race([new Promise((resolve) => child.stdout.once('data', resolve)), ended])
    return { child, ended }
  }
})
