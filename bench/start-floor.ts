/** The floor of bench/start.ts: the embedded cluster, one pool, two routes; no modules, no rights. Not a benchmark of its own. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import fastify from 'fastify'
import pg from 'pg'
import { connectionOf } from '#platform/database/connect.ts'
import { startCluster } from '#platform/database/embedded/cluster.ts'

const folder = process.env['SCHULHOF_DATA']!
await mkdir(folder, { recursive: true, mode: 0o711 })
const cluster = await startCluster({ folder: join(folder, 'postgres'), say: () => {} })
const pool = new pg.Pool(connectionOf(cluster.url))
const app = fastify()
app.get('/api/session', async () => (await pool.query('SELECT 1 AS one')).rows[0])
app.get('/', async () => 'page')
await app.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) })
process.on('SIGINT', async () => {
  await app.close()
  await pool.end()
  await cluster.stop()
  process.exit(0)
})
