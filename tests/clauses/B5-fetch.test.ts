/**
 * B5: the ledger's file here is damaged or gone, while the database is what it was. `bin/schulhof backup fetch-ledger` puts it together again from its copy and from
 * what is still readable here; it never takes a file in which an act is missing that was answered once, and changes nothing where it refuses.
 */
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { cp, mkdtemp, readFile, readdir, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { fetchLedger } from '#platform/backup/fetch-ledger.ts'
import { BackupProblem } from '#platform/backup/problem.ts'
import { openTarget } from '#platform/backup/targets/open-target.ts'
import { LockError, lockFolder } from '#platform/database/embedded/lock.ts'
import { closeAfterLoss } from '#platform/identity/sign-in/lost-device.ts'
import { verifyJournal } from '#platform/journal/verify.ts'
import { readFromStart } from '#platform/ledger/file.ts'
import { LedgerProblem, recordLoss } from '#platform/ledger/ledger.ts'
import type { World } from '#example/world.ts'
import type { Config } from '#server/config.ts'
import { fetchLedgerOf } from '#server/fetch-ledger.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

describe('B5 a damaged ledger is fetched from its copy', () => {
  let place = ''
  let house: TestHouse
  let world: World
  /** The file and the target as they are when all is well. */
  let whole: Buffer
  const target = () => ({ kind: 'folder' as const, folder: join(place, 'target') })
  const folder = () => join(house.folder, 'ledger')
  const path = () => join(folder(), 'ledger')
  const lose = () => house.write((w) => recordLoss(w, { kind: 'session_end', ids: { session: randomUUID() } }))
  const position = () => house.db.owner.selectFrom('ledger_position').selectAll().executeTakeFirstOrThrow()
  const fetch = async (key = house.platform.keys.ledger) => fetchLedger({ target: await openTarget(target(), house.folder, house.clock), folder: house.folder, key, database: house.db.database, at: house.clock.now() })
  const refusal = async (key?: Buffer) => {
    const before = await contentsOf(folder())
    const problem = await fetch(key).then(() => null, (error: Error) => error)
    assert.ok(problem instanceof BackupProblem, String(problem))
    assert.deepEqual(await contentsOf(folder()), before, 'nothing was changed')
    return { code: problem.code, said: problem.message }
  }
  /** A start over what lies there now. */
  const start = async () => (await house.second()).close()
  const lines = (content: Buffer) => content.toString('latin1').split('\n').slice(0, -1)
  const flipped = (content: Buffer, line: number) => {
    const harmed = Buffer.from(content)
    const at = lines(content).slice(0, line - 1).join('\n').length + 40
    harmed[at] = harmed[at]! ^ 1
    return harmed
  }
  const pieces = async () => (await readdir(join(target().folder, 'ledger'))).filter((name) => /-\d{10}-\d{10}$/.test(name)).sort()
  const signsIn = async (who: Parameters<World['accountName']>[0]) => (await visitor(house).signIn(world.accountName(who))).body['outcome'] === 'signed_in'

  before(async () => {
    place = await mkdtemp(join(tmpdir(), 'schulhof-fetch-'))
    ;({ house, world } = await openTestWorld({ backup: { target: target() } }))
    for (let n = 0; n < 4; n++) await lose()
    await house.platform.backup.bringLedger()
    for (let n = 0; n < 2; n++) await lose()
    await house.platform.backup.bringLedger()
    whole = await readFile(path())
    await cp(target().folder, join(place, 'well'), { recursive: true })
  })
  after(async () => {
    await house.close()
    await rm(place, { recursive: true, force: true })
  })
  beforeEach(async () => {
    for (const name of await readdir(folder())) await rm(join(folder(), name))
    await writeFile(path(), whole)
    await rm(target().folder, { recursive: true })
    await cp(join(place, 'well'), target().folder, { recursive: true })
  })

  const harms: Record<string, (content: Buffer) => Buffer | null> = {
    'cut within a line': (content) => content.subarray(0, content.length - 30),
    'cut behind a line': (content) => Buffer.from(`${lines(content).slice(0, -2).join('\n')}\n`),
    'one bit of the first line': (content) => flipped(content, 1),
    'one bit in the middle': (content) => flipped(content, lines(content).length - 2),
    'one bit of the last line': (content) => flipped(content, lines(content).length),
    'a line taken out': (content) => Buffer.from(`${lines(content).filter((_, n) => n !== 1).join('\n')}\n`),
    'two lines changed places': (content) => Buffer.from(`${[lines(content)[1], lines(content)[0], ...lines(content).slice(2)].join('\n')}\n`),
    'other bytes': () => randomBytes(5_000),
    'emptied': () => Buffer.alloc(0),
    'gone': () => null,
  }
  for (const [name, harm] of Object.entries(harms)) {
    test(`${name}: no start, and its sentence names the command; with it the file is byte for byte what it was, and the damaged one lies beside`, async () => {
      const harmed = harm(whole)
      if (harmed === null) await unlink(path())
      else await writeFile(path(), harmed)
      await assert.rejects(start(), (problem) => problem instanceof LedgerProblem && problem.message.includes('Bitte zuerst bin/schulhof backup fetch-ledger'))
      const { lines: n, fromOwn, beyond, kept } = await fetch()
      assert.deepEqual([n, fromOwn, beyond], [(await position()).lines, 0, 0])
      assert.deepEqual(await readFile(path()), whole)
      if (harmed === null || harmed.length === 0) assert.equal(kept, null)
      else assert.deepEqual(await readFile(join(folder(), kept!)), harmed)
      assert.deepEqual((await readdir(folder())).filter((one) => one.includes('.new')), [])
      await start()
      assert.equal((await refusal()).code, 'ledger_whole', 'and the second time there is nothing to do')
    })
  }

  test('what the copy does not have yet comes from the damaged file, as long as it is readable there', async () => {
    await unlink(join(target().folder, 'ledger', (await pieces()).at(-1)!))
    await writeFile(path(), flipped(whole, 1))
    assert.deepEqual(await fetch().then(({ fromOwn }) => fromOwn), 2)
    assert.deepEqual(await readFile(path()), whole)
    await start()
  })

  test('an older copy and nothing here: refused, with how far both reach, what still holds, and what is left to do', async () => {
    await unlink(join(target().folder, 'ledger', (await pieces()).at(-1)!))
    const known = (await position()).lines
    for (const harmed of [null, whole.subarray(0, 100), Buffer.from(`${lines(whole).slice(0, -1).join('\n')}\n`)]) {
      if (harmed === null) await unlink(path())
      else await writeFile(path(), harmed)
      const { code, said } = await refusal()
      assert.equal(code, 'ledger_short')
      assert.match(said, new RegExp(`nur bis Zeile ${known - (harmed !== null && harmed.length > 100 ? 1 : 2)}; die Datenbank kennt ${known}`))
      for (const part of ['In der Datenbank ist weiter alles entzogen', 'eine andere Kopie', 'bin/schulhof backup restore']) assert.ok(said.includes(part), part)
    }
  })

  test('a damaged copy: refused where its line is needed; where it still stands here, both together are whole', async () => {
    const piece = join(target().folder, 'ledger', (await pieces())[0]!)
    await writeFile(piece, flipped(await readFile(piece), 2))
    await unlink(path())
    const { code, said } = await refusal()
    assert.equal(code, 'ledger_short')
    assert.match(said, /Auch die Kopie am Ort der Sicherungen ist beschädigt/)
    await writeFile(path(), flipped(whole, lines(whole).length))
    await fetch()
    assert.deepEqual(await readFile(path()), whole)
    await start()
  })

  test('no copy, or another key: nothing is taken', async () => {
    await unlink(path())
    assert.equal((await refusal(randomBytes(32))).code, 'ledger_short')
    await rm(join(target().folder, 'ledger'), { recursive: true })
    assert.match((await refusal()).said, /keine Kopie/)
  })

  test('an intact file stays, also when it has more than the copy, and a torn end is none of this', async () => {
    assert.equal((await refusal()).code, 'ledger_whole')
    await unlink(join(target().folder, 'ledger', (await pieces()).at(-1)!))
    assert.equal((await refusal()).code, 'ledger_whole')
    await writeFile(path(), Buffer.concat([whole, Buffer.from('99 half')]))
    assert.equal((await refusal()).code, 'ledger_whole')
    await start()
  })

  test('an act that only the damaged file knows is not given up: refused until a copy has what lies between', async () => {
    const { lines: known, seal, at } = await position()
    const all = readFromStart(house.platform.keys.ledger, whole).lines
    // A database that was set back by three lines, a copy without the last two, and a file whose last but one is damaged.
    await house.db.owner.updateTable('ledger_position').set({ lines: known - 3, seal: all.at(-4)!.seal }).execute()
    try {
      await unlink(join(target().folder, 'ledger', (await pieces()).at(-1)!))
      await writeFile(path(), flipped(whole, lines(whole).length - 1))
      const { code, said } = await refusal()
      assert.equal(code, 'ledger_only_here')
      assert.match(said, /1 Vorgang, der weder in der Kopie noch in der Datenbank steht/)
      await cp(join(place, 'well'), target().folder, { recursive: true })
      assert.deepEqual(await fetch().then(({ beyond }) => beyond), 3)
      assert.deepEqual(await readFile(path()), whole)
    } finally {
      await house.db.owner.updateTable('ledger_position').set({ lines: known, seal, at }).execute()
    }
  })

  test('while a server runs on the data folder it refuses; afterwards it tells what it did', async () => {
    await writeFile(path(), flipped(whole, 2))
    const config = { dataFolder: house.folder, database: { kind: 'external', url: house.db.appUrl }, backup: target() } as Config
    const said: string[] = []
    const ask = () => fetchLedgerOf(config, { clock: house.clock, say: (line) => said.push(line) })
    const lock = await lockFolder(house.folder)
    await assert.rejects(ask(), LockError)
    await lock.release()
    assert.deepEqual(await readFile(path()), flipped(whole, 2))
    assert.equal(await ask(), 0)
    assert.deepEqual(await readFile(path()), whole)
    assert.match(said.join('\n'), /^Das Verzeichnis des Entzogenen ist wieder ganz: \d+ Zeilen, .*\nDie beschädigte Datei liegt daneben: ledger\/ledger\.damaged-.*\nJetzt wie gewohnt starten\.$/)
    await (await lockFolder(house.folder)).release()
  })

  test('the start takes away again what the database does not know, and tells the journal; the next start has nothing to do', async () => {
    const { lines: before, seal } = await position()
    const password = await house.db.owner.selectFrom('credential').selectAll().where('person_id', '=', world.ids.third).executeTakeFirstOrThrow()
    await house.write((w) => closeAfterLoss(w, world.ids.third, 'self'))
    await house.platform.backup.bringLedger()
    const content = await readFile(path())
    assert.equal(await signsIn('third'), false)
    // A database of before the loss, as somebody who put an old disk back would have.
    await house.db.owner.deleteFrom('credential_voided').where('person_id', '=', world.ids.third).execute()
    await house.db.owner.insertInto('credential').values(password).execute()
    await house.db.owner.updateTable('ledger_position').set({ lines: before, seal }).execute()
    assert.equal(await signsIn('third'), true, 'this is what must not stay')
    await unlink(path())
    const { beyond } = await fetch()
    assert.ok(beyond > 0)
    const second = await house.second()
    assert.equal(await signsIn('third'), false)
    assert.deepEqual(await readFile(path()), content, 'what was replayed is not written again')
    assert.equal((await position()).lines, before + beyond)
    const told = async () => (await house.platform.database.selectFrom('journal_entry').select('fields').where('event', '=', 'ledger.replayed').execute()).length
    assert.equal(await told(), 1)
    await second.close()
    await start()
    assert.equal(await told(), 1)
    assert.equal((await verifyJournal(house.platform.database, house.platform.keys.journal.publicKey)).ok, true)
  })
})

/** Names and contents of a folder. */
async function contentsOf(folder: string): Promise<[string, string][]> {
  return Promise.all((await readdir(folder)).sort().map(async (name) => [name, (await readFile(join(folder, name))).toString('latin1')] as [string, string]))
}
