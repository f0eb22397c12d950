/** kill -9 while content comes in: what was acknowledged opens, no half file is served, and what is left over goes by itself. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { KB, gathered, openRoom } from './test-room.ts'
import type { Room } from './test-room.ts'

const url = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href)

/** Stores as fast as it can, small and large, some of it twice, and says what was acknowledged. */
const CHILD = `
  import { createHash, randomBytes } from 'node:crypto'
  import { writeSync } from 'node:fs'
  import { join } from 'node:path'
  import { openKeys } from ${url('../school/keys.ts')}
  import { systemClock } from ${url('../time/clock.ts')}
  import { connect } from ${url('../database/connect.ts')}
  import { openBlobs } from ${url('./blobs.ts')}
  const [appUrl, folder, scopeId] = process.argv.slice(1)
  const platform = { ...connect(appUrl, { connections_max: 6, name: 'schulhof crash' }), keys: await openKeys(join(folder, 'keys')), clock: systemClock() }
  const blobs = await openBlobs({ ...platform, platform: () => platform, folder, settings: { target: 'file', s3: null } })
  const work = async (sizes) => {
    for (let n = 0; ; n++) {
      const content = randomBytes(sizes[n % sizes.length])
      for (let again = 0; again <= n % 2; again++) {
        const { id } = await blobs.store({ scopeId, mediaType: 'image/png', content, bytes_max: 10_000_000 })
        writeSync(1, id + ' ' + createHash('sha256').update(content).digest('hex') + '\\n')
      }
    }
  }
  process.stdout.write('open\\n')
  await Promise.all([work([1_000, 20_000]), work([300_000]), work([3_000_000, 260_000]), work([100_000])])
`
const ROUNDS = 5

describe('B7 blobs under kill -9', () => {
  let room: Room
  before(async () => {
    room = await openRoom({ at: new Date() })
  })
  after(() => room.house.close())

  test('B7 two processes are killed again and again: everything acknowledged opens and is right, nothing else is left after a day', async () => {
    const scope = await room.newScope()
    const acknowledged = new Map<string, string>()
    for (let round = 0; round < ROUNDS; round++) {
      const children = await Promise.all([start(scope, acknowledged), start(scope, acknowledged)])
      await new Promise((resolve) => setTimeout(resolve, 30 + Math.random() * 300))
      await Promise.all(children.map(async ({ child, ended }) => {
        child.kill('SIGKILL')
        await ended
      }))
    }
    await settled()
    assert.ok(acknowledged.size > ROUNDS * 4, `${acknowledged.size}`)
    for (const [id, hash] of acknowledged) assert.equal(createHash('sha256').update(await gathered(await room.platform.blobs.open(id))).digest('hex'), hash)
    // Of what nobody was told about either: every row has its content, whole.
    const faults: unknown[] = []
    const checked = await room.platform.blobs.verify((fault) => void faults.push(fault))
    assert.ok(checked >= new Set(acknowledged.values()).size)
    assert.deepEqual(faults, [])
    for (let day = 0; day < 2; day++) {
      await room.platform.blobs.sweep(room.house.clock.now())
      await room.house.clock.advance({ days: 1, hours: 1 })
    }
    await room.platform.blobs.sweep(room.house.clock.now())
    assert.equal((await room.platform.database.selectFrom('blob').select('id').execute()).length, 0)
    assert.equal((await room.platform.database.selectFrom('blob_stray').select('blob_id').execute()).length, 0)
    const left = (await readdir(join(room.house.folder, 'blobs'), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
    assert.deepEqual(left.map((entry) => entry.name), [])
    assert.ok((await room.store(scope, Buffer.alloc(300 * KB))).isNew)
  })

  async function start(scope: string, acknowledged: Map<string, string>) {
    const child = spawn(process.execPath, ['--input-type=module', '--no-warnings', '-e', CHILD, room.house.db.appUrl, room.house.folder, scope], { stdio: ['ignore', 'pipe', 'inherit'], cwd: new URL('../../', import.meta.url) })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    let text = ''
    const opened = new Promise<void>((resolve) => child.stdout.on('data', (part: Buffer) => {
      text += part.toString('latin1')
      const lines = text.split('\n')
      // A line without its end was not acknowledged yet.
      text = lines.pop()!
      for (const line of lines) {
        if (line === 'open') resolve()
        else acknowledged.set(...(line.split(' ') as [string, string]))
      }
    }))
    await Promise.race([opened, ended])
    return { child, ended }
  }

  /** The server may still be finishing what the killed processes had sent. */
  async function settled(): Promise<void> {
    const own = await sql<{ n: number }>`SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'schulhof%' AND state <> 'idle' AND pid <> pg_backend_pid()`.execute(room.platform.database)
    if (own.rows[0]!.n === 0) return
    await new Promise((resolve) => setTimeout(resolve, 20))
    return settled()
  }
})
