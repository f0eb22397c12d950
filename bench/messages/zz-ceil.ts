import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { startCluster } from '#platform/database/embedded/cluster.ts'
import { makeTemplate, openTestDatabase } from '#tests/database.ts'
import { startChild } from './child.ts'
import { seedSchool } from './seed.ts'
const base = await mkdtemp(join(tmpdir(), 'memx-'))
const cluster = await startCluster({ folder: base, say: () => {} })
await makeTemplate(cluster.url)
const db = await openTestDatabase()
const folder = join(base,'m')
const seeded = await seedSchool(db.superuserUrl, join(folder, 'keys'), { people: 1_500, messages: 15_000, guestRooms: 16 })
const house = await startChild({ role: 'house', appUrl: db.appUrl, folder })
const load = await startChild({ role: 'load' })
await load.ask({ kind: 'open', port: house.port, path: '/api/live', guests: seeded.guests, waits: true })
const f: any = await load.ask({ kind: 'ceiling', windows: 480, seconds: 6 })
console.log(f.acked / f.seconds, f.refused)
console.log(await load.ask({ kind: 'offer', perSecond: 300, seconds: 4 }))
await load.close(); await house.close(); await db.close(); await cluster.stop()
process.exit(0)
