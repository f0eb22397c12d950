/**
 * The school whose power is cut: its database and its folder lie on the disk of the test. `make` founds it, `store` takes content in as fast as it can and says what it
 * acknowledged, `verify` reads what was acknowledged (lines on stdin) and says what is lost. Started by powercut.ts only.
 */
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openBlobs } from '#platform/blobs/blobs.ts'
import { scopeOf } from '#platform/blobs/scopes.ts'
import { gathered } from '#platform/blobs/test-room.ts'
import { connect } from '#platform/database/connect.ts'
import { startCluster } from '#platform/database/embedded/cluster.ts'
import { addPeople } from '#platform/identity/people.ts'
import { write } from '#platform/module/write.ts'
import { openKeys } from '#platform/school/keys.ts'
import { systemClock } from '#platform/time/clock.ts'
import { openHouse } from '#server/house.ts'
import { makeTemplate, openTestDatabase } from '../database.ts'

type Known = { appUrl: string; ownerUrl: string; scopeId: string }
/** What is broken on purpose, so that the test is seen to find it. */
export type Breakage = 'nothing' | 'files are not synced' | 'commits are not synced'

const [act, disk, breakage] = process.argv.slice(2) as ['make' | 'store' | 'verify', string, Breakage]
const [folder, note] = [join(disk, 'school'), join(disk, 'known.json')]
const cluster = await startCluster({ folder: join(disk, 'cluster'), say: () => {} })

if (act === 'make') await make()
else {
  const known = JSON.parse(readFileSync(note, 'utf8')) as Known
  if (act === 'store' && breakage === 'commits are not synced') {
    // For all connections that come from now on.
    const { database } = connect(known.appUrl, { connections_max: 1, name: 'schulhof power cut' })
    await sql`ALTER ROLE CURRENT_USER SET synchronous_commit = off`.execute(database)
    await database.destroy()
  }
  const platform = { ...connect(known.appUrl, { connections_max: 6, name: 'schulhof power cut' }), keys: await openKeys(join(folder, 'keys')), clock: systemClock() }
  const blobs = await openBlobs({ ...platform, platform: () => platform as never, folder, settings: { target: 'file', s3: null } })
  if (act === 'store') await store(known)
  else await verify()

  async function store({ scopeId }: Known): Promise<never> {
    if (breakage === 'files are not synced') await breakFiles()
    const work = async (sizes: readonly number[]): Promise<never> => {
      for (let n = 0; ; n++) {
        const content = randomBytes(sizes[n % sizes.length]!)
        const { id } = await blobs.store({ scopeId, mediaType: 'image/png', content, bytes_max: 10_000_000 })
        writeSync(1, `${id} ${createHash('sha256').update(content).digest('hex')}\n`)
      }
    }
    writeSync(1, `open ${cluster.pid}\n`)
    return Promise.race([work([1_000, 20_000]), work([5_000]), work([300_000]), work([900_000, 260_000])])
  }

  async function verify(): Promise<void> {
    const lost: string[] = []
    for (const line of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
      const [id, sha256] = line.split(' ') as [string, string]
      const found = await blobs.open(id).then(gathered).then((bytes) => createHash('sha256').update(bytes).digest('hex'), () => null)
      if (found !== sha256) lost.push(id)
    }
    let faults = 0
    await blobs.verify(() => void faults++)
    await blobs.close()
    await platform.database.destroy()
    await cluster.stop()
    process.stdout.write(`${JSON.stringify({ lost: lost.length, faults })}\n`)
    process.exit(0)
  }
}

async function make(): Promise<void> {
  await makeTemplate(cluster.url)
  const { appUrl, ownerUrl, close } = await openTestDatabase()
  const house = await openHouse({ appUrl, folder, keys: await openKeys(join(folder, 'keys')), clock: systemClock(), publicUrl: new URL('http://localhost:1'), modules: (await import('#modules/index.ts')).modules, say: () => {} })
  const scopeId = await write(house.platform, null, new Date(), async (w) => scopeOf(w, { personId: (await addPeople(w, [{ type: 'teacher', givenName: 'Test', familyName: 'Test', source: 'test', sourceId: 'p' }]))[0]! }))
  writeFileSync(note, JSON.stringify({ appUrl, ownerUrl, scopeId } satisfies Known))
  await house.close()
  await close(true)
  await cluster.stop()
  process.exit(0)
}

/** Files say that they are on the disk and are not: what a forgotten fsync is. */
async function breakFiles(): Promise<void> {
  const file = await open(note, 'r')
  const prototype = Object.getPrototypeOf(file) as { sync: () => Promise<void> }
  await file.close()
  prototype.sync = async () => {}
}
