/** A drill on somebody else's database server: without the right to make a database it only reads and says so; with it, from the next drill on, it restores. */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { runBackupCommand } from '#platform/backup/command.ts'
import type { World } from '#example/world.ts'
import type { TestHouse } from '#tests/house.ts'
import { arrive, asSuperuser } from '#tests/interleave.ts'
import { openTestWorld } from '#tests/world.ts'
import { externalScratch } from './backup.ts'

describe('X13 the drill on an external database', () => {
  let place = ''
  let house: TestHouse
  let world: World
  before(async () => {
    place = await mkdtemp(join(tmpdir(), 'schulhof-drill-'))
    ;({ house, world } = await openTestWorld({ backup: { target: { kind: 'folder', folder: place }, scratch: (db) => externalScratch(db.ownerUrl, new URL(db.appUrl).username) } }))
  })
  after(async () => {
    await mayMake(false)
    await house.close()
    await rm(place, { recursive: true, force: true })
  })

  const mayMake = (may: boolean) => asSuperuser(house, `ALTER ROLE ${pg.escapeIdentifier(new URL(house.db.ownerUrl).username)} ${may ? 'CREATEDB' : 'NOCREATEDB'}`)
  const scratches = () => asSuperuser<{ datname: string }>(house, "SELECT datname FROM pg_database WHERE datname LIKE 'schulhof_drill_%'")
  type Figure = { id: string; n: number; of: number | null; needs: string | null }
  async function page(): Promise<{ state: string; drill: Figure; reading: Figure }> {
    const { rows } = (await (await arrive(house, world.ids.head)).call('control.readControl')).body as unknown as { rows: { clause: string; state: string; figures: Figure[] }[] }
    const { state, figures } = rows.find(({ clause }) => clause === '12')!
    const figure = (id: string) => figures.find((one) => one.id === id)!
    return { state, drill: figure('backup.drill'), reading: figure('backup.drill_reading') }
  }
  async function command(verb: string): Promise<{ code: number; said: string }> {
    const said: string[] = []
    await house.clock.advance({ minutes: 1 })
    const code = await runBackupCommand(house.platform, [verb], (line) => said.push(line))
    return { code, said: said.join('\n') }
  }

  test('without the right it opens and compares all of it, says what is missing and the command that gives it, and is not taken for a restore', async () => {
    await mayMake(false)
    await (await arrive(house, world.ids.head)).call('control.runProbes')
    await command('create')
    const { said, code } = await command('drill')
    assert.equal(code, 0)
    assert.match(said, /^Probe nur gelesen: .* Zum Zurückspielen fehlt das Recht, eine zweite Datenbank anzulegen\. .*ALTER ROLE schulhof_owner CREATEDB;/)
    const { state, drill, reading } = await page()
    assert.deepEqual([state, drill.n, drill.needs, reading.n, reading.needs], ['open', 0, 'admin', 1, 'admin'])
    const run = await house.platform.database.selectFrom('backup_run').select(['outcome', 'detail']).where('kind', '=', 'drill').execute()
    assert.deepEqual(run, [{ outcome: 'good', detail: 'read_only' }])
  })

  test('where it is given the next drill restores, without a start between, and leaves no database behind', async () => {
    await mayMake(true)
    await command('create')
    assert.match((await command('drill')).said, /^Probe bestanden: /)
    const { drill, reading } = await page()
    assert.deepEqual([drill.n, drill.needs, reading.n, reading.needs], [1, null, 0, null])
    assert.deepEqual(await scratches(), [])
  })

  test('where it is taken while the school runs the next one only reads again, and does not fail', async () => {
    await mayMake(false)
    await command('create')
    assert.match((await command('drill')).said, /^Probe nur gelesen: /)
    assert.deepEqual([(await page()).drill.n, (await page()).reading.n], [0, 1])
  })

  test('opened without the owner role it has none to ask; a server that is away is a fault and no missing right', async () => {
    assert.equal(externalScratch(undefined, 'app'), null)
    await assert.rejects(externalScratch('postgresql://owner@127.0.0.1:1/schule', 'app')!(), { code: 'ECONNREFUSED' })
  })
})
