import { mkdtemp } from 'node:fs/promises'
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
const house = await startChild({ role: 'house', appUrl: db.appUrl, folder })
const load = await startChild({ role: 'load' })
await load.ask({ kind: 'get', port: house.port, cookies: seeded.guests.slice(0, 20).map((g) => g.cookie), paths: ['/messenger/rooms'], times: 200 })
console.log('before', await house.usage())
for (let i=0;i<4;i++){
 await load.ask({ kind: 'open', port: house.port, path: '/api/live', guests: seeded.guests.slice(i*250, i*250+250), waits: true })
 await new Promise(r=>setTimeout(r,500))
 console.log(i, await house.usage())
}
if (process.env.SNAP) { await (house as any).ask('snap') }
await new Promise(r=>setTimeout(r,3000))
console.log('later', await house.usage())
await load.close(); await house.close(); await db.close(); await cluster.stop()
process.exit(0)
