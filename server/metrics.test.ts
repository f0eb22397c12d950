/** `/metrics`: for the machine itself, and without anybody in it. */
import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, before, describe, test } from 'node:test'
import type { World } from '#example/world.ts'
import { arrive } from '../tests/interleave.ts'
import type { TestHouse } from '../tests/house.ts'
import { visitor } from '../tests/visitor.ts'
import { openTestWorld } from '../tests/world.ts'
import { openMetrics } from './metrics.ts'
import type { MetricsDoor } from './metrics.ts'

describe('figures of operation', () => {
  let house: TestHouse
  let world: World
  let door: MetricsDoor
  before(async () => {
    ;({ house, world } = await openTestWorld())
    door = await openMetrics(house.platform, 0)
  })
  after(async () => {
    await door?.close()
    await house.close()
  })

  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') => new Promise<{ status: number; text: string }>((resolve, reject) => {
    request({ host: '127.0.0.1', port: door.port, path, method, headers }, (response) => {
      let text = ''
      response.on('data', (part: Buffer) => (text += part.toString())).on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    }).on('error', reject).end()
  })

  test('R6.2 requests by module and status, lag, pool, queues, disk, version; no person, no address, no operation that one person does', async () => {
    await (await arrive(house, world.ids.pupil)).call('home.readToday')
    await (await arrive(house, world.ids.head)).call('people.getPerson', { id: world.ids.pupil })
    await visitor(house).call('home.readToday')
    const { status, text } = await get('/metrics')
    assert.equal(status, 200)
    for (const part of [/^schulhof_requests_total\{module="home",status="2xx"\} [1-9]/m, /^schulhof_requests_total\{module="home",status="4xx"\} 1$/m, /^schulhof_event_loop_lag_seconds\{quantile="0.99"\} /m, /^schulhof_database_connections\{state="idle"\} /m,
      /^schulhof_queue_rows\{queue="ledger"\} 0$/m, /^schulhof_queue_rows\{queue="jobs"\} /m, /^schulhof_disk_bytes\{state="free"\} [1-9]/m, /^schulhof_info\{version="\d/m, /^schulhof_log_rows_total\{state="dropped"\} 0$/m]) assert.match(text, part)
    for (const line of text.trim().split('\n')) assert.match(line, /^# (HELP|TYPE) schulhof_|^schulhof_[a-z_]+(\{[a-z]+="[a-zA-Z0-9_.-]+"(,[a-z]+="[a-zA-Z0-9_.-]+")*\})? -?[0-9.e+-]+$/)
    assert.doesNotMatch(text, /Lina|Sommer|127\.0|[0-9a-f]{8}-[0-9a-f]{4}-|getPerson/)
  })

  test('it listens on the loopback only, and a page in a browser reads nothing', async () => {
    assert.equal((await get('/metrics', { host: 'schule.example' })).status, 403)
    assert.equal((await get('/metrics', { origin: 'http://localhost:8000' })).status, 403)
    assert.deepEqual([(await get('/metrics', {}, 'POST')).status, (await get('/anything')).status, (await get('/healthz')).status], [405, 404, 200])
    // The public door has none.
    assert.equal((await house.app.inject({ method: 'GET', url: '/metrics' })).statusCode, 404)
    const health = await house.app.inject({ method: 'GET', url: '/healthz' })
    assert.deepEqual([health.statusCode, health.json()], [200, { ok: true }])
  })
})
