import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { readdir, readFile } from 'node:fs/promises'
import { startCluster } from '#platform/database/embedded/cluster.ts'
import { makeTemplate, openTestDatabase } from '#tests/database.ts'
import { startChild } from './child.ts'
import { seedSchool } from './seed.ts'
const base = await mkdtemp(join(tmpdir(), 'memx-'))
const cluster = await startCluster({ folder: base, say: () => {} })
async function pgcpu(){ let t=0; for (const pid of (await readdir('/proc')).filter(n=>/^\d+$/.test(n))) { const s=await readFile(`/proc/${pid}/stat`,'utf8').catch(()=>''); const f=s.slice(s.lastIndexOf(')')+2).split(' '); if(Number(pid)===cluster.pid) t+=Number(f[13])+Number(f[14]); if(Number(pid)===cluster.pid||Number(f[1])===cluster.pid) t+=Number(f[11])+Number(f[12]) } return t*10 }
await makeTemplate(cluster.url)
const db = await openTestDatabase()
const folder = join(base,'m')
const seeded = await seedSchool(db.superuserUrl, join(folder, 'keys'), { people: 1_500, messages: 15_000, guestRooms: 16 })
for (let i=0;i<Number(process.env.N ?? 2);i++) {
const house = await startChild({ role: 'house', appUrl: db.appUrl, folder })
const load = await startChild({ role: 'load' })
await load.ask({ kind: 'open', port: house.port, path: '/api/live', guests: seeded.guests, waits: true })
const c0=(await house.usage()).cpu_ms, p0=await pgcpu(), l0=(await load.ask('usage' as never) as any).cpu_ms
const f: any = await load.ask({ kind: 'ceiling', windows: 480, seconds: 5 })
console.log('house', (f.acked / f.seconds).toFixed(0), 'srv', (((await house.usage()).cpu_ms-c0)/f.acked).toFixed(3), 'pg', ((await pgcpu()-p0)/f.acked).toFixed(3), 'load', (((await load.ask('usage' as never) as any).cpu_ms-l0)/f.acked).toFixed(3))
await load.close(); await house.close();
const floor = await startChild({ role: 'floor', url: db.superuserUrl })
const load2 = await startChild({ role: 'load' })
await load2.ask({ kind: 'open', port: floor.port, path: '/', guests: seeded.guests, waits: false })
const c1=(await floor.usage()).cpu_ms, p1=await pgcpu(), l1=(await load2.ask('usage' as never) as any).cpu_ms
const g: any = await load2.ask({ kind: 'ceiling', windows: 480, seconds: 5 })
console.log('floor', (g.acked / g.seconds).toFixed(0), 'srv', (((await floor.usage()).cpu_ms-c1)/g.acked).toFixed(3), 'pg', ((await pgcpu()-p1)/g.acked).toFixed(3), 'load', (((await load2.ask('usage' as never) as any).cpu_ms-l1)/g.acked).toFixed(3))
await load2.close(); await floor.close()
}
await db.close(); await cluster.stop(); await rm(base,{recursive:true,force:true})
process.exit(0)
