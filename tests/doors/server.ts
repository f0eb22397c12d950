/** A server process of its own for tests that kill it. Started by fork; says its port, and ends when its parent does. */
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { openKeys } from '#platform/school/keys.ts'
import { travellingClock } from '#platform/time/clock.ts'
import { modules } from '#modules/index.ts'
import { openHouse } from '#server/house.ts'

export type ServerOrder = { appUrl: string; folder: string; now: string; port: number }

const order = process.env['SCHULHOF_TEST_SERVER']
if (order !== undefined && process.send !== undefined) {
  const { appUrl, folder, now, port } = JSON.parse(order) as ServerOrder
  const house = await openHouse({ appUrl, folder, keys: await openKeys(join(folder, 'keys')), clock: travellingClock(new Date(now), { flows: true }), modules, publicUrl: new URL('http://localhost:8000') })
  await house.app.listen({ host: '127.0.0.1', port })
  const { port: opened } = house.app.server.address() as AddressInfo
  house.platform.publicUrl = new URL(`http://127.0.0.1:${opened}`)
  process.on('disconnect', () => process.exit(0))
  process.send({ port: opened })
}
