import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { startCluster } from '#platform/database/embedded/cluster.ts'
import { makeTemplate, openTestDatabase } from '#tests/database.ts'
import { startChild } from './child.ts'
import { seedSchool } from './seed.ts'
const base = await mkdtemp(join(tmpdir(), 'memx-'))
const cluster = await startCluster({ folder: base, say: () => {} , isThrowaway: true})
await makeTemplate(cluster.url)
const db = await openTestDatabase()
const folder = join(base,'m')
const seeded = await seedSchool(db.superuserUrl, join(folder, 'keys'), { people: 1_500, messages: 1_500, guestRooms: 34 })
for (const flag of ['', '--max-semi-space-size=8', '--max-semi-space-size=4']) {
  process.env.HOUSE_FLAG = flag
  const house = await startChild({ role: 'house', appUrl: db.appUrl, folder })
  const load = await startChild({ role: 'load' })
  await load.ask({ kind: 'get', port: house.port, cookies: seeded.guests.slice(0, 20).map((g) => g.cookie), paths: ['/messenger/rooms'], times: 100 })
  const b = await house.usage()
  await load.ask({ kind: 'open', port: house.port, path: '/api/live', guests: seeded.guests.slice(0, 1000), waits: true })
  const a = await house.usage()
  await load.close()
  const load3 = await startChild({ role: 'load' })
  await load3.ask({ kind: 'open', port: house.port, path: '/api/live', guests: seeded.guests.slice(0, 480), waits: true })
  const c0 = (await house.usage()).cpu_ms
  const f: any = await load3.ask({ kind: 'ceiling', windows: 480, seconds: 5 })
  const e = await house.usage()
  console.log(flag || 'default', 'before', (b.rss_bytes/1e6).toFixed(0), 'adds', ((a.rss_bytes-b.rss_bytes)/1e6).toFixed(1), 'connect cpu ms each', ((a.cpu_ms-b.cpu_ms)/1000).toFixed(2), 'ceiling', (f.acked/f.seconds).toFixed(0), 'cpu/msg', ((e.cpu_ms-c0)/f.acked).toFixed(3), 'rss', (e.rss_bytes/1e6).toFixed(0))
  await load3.close(); await house.close()
}
await db.close(); await cluster.stop(); await rm(base, {recursive:true, force:true})
process.exit(0)
