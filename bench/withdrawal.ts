/** From the entry of a withdrawal to the closed socket, in the process that was asked and in a second one of the same school. The promise is 2 s (B2). */
import { randomUUID } from 'node:crypto'
import { startTestCluster } from '#tests/cluster.ts'
import { makeTemplate } from '#tests/database.ts'
import { openTestHouse } from '#tests/house.ts'
import { visitor } from '#tests/visitor.ts'
import { buildWorld } from '#example/world.ts'
import { loadDocuments } from '#modules/consent/store.ts'

const ROUNDS = 20

export async function run(): Promise<void> {
  const cluster = await startTestCluster()
  try {
    await makeTemplate(cluster.url)
    const house = await openTestHouse()
    const world = await buildWorld(house)
    const other = await house.second()
    const origins = [await house.listen(), await other.listen()] as const
    const documentVersionId = (await loadDocuments(house.platform.database)).find((document) => document.purpose === 'platform')!.id
    const clerk = visitor(house)
    await clerk.signIn(world.accountName('clerk'))
    const took: [number[], number[]] = [[], []]
    for (let round = 0; round < ROUNDS; round++) {
      const pupil = visitor(house)
      await pupil.signIn(world.accountName('friend'))
      const sockets = await Promise.all(origins.map((origin) => pupil.connect(origin)))
      const began = performance.now()
      const closings = sockets.map((socket, index) => socket.closed.then(() => void took[index]!.push(performance.now() - began)))
      await clerk.call('consent.recordWithdrawal', { pupilId: world.ids.friend, purpose: 'platform', clientId: randomUUID(), by: 'holder', guardianId: world.ids.motherOfFriend, receivedOn: house.clock.today() })
      await Promise.all(closings)
      await clerk.call('consent.recordDeclarations', { groupId: world.groups.class7b, purpose: 'platform', clientId: randomUUID(), entries: [{ pupilId: world.ids.friend, signed: 'complete', declaredOn: house.clock.today(), documentVersionId }] })
    }
    for (const [index, name] of ['same process', 'other process'].entries()) {
      const sorted = took[index]!.sort((a, b) => a - b)
      process.stdout.write(`${name.padEnd(14)} median ${sorted[Math.floor(ROUNDS / 2)]!.toFixed(1)} ms, slowest ${sorted.at(-1)!.toFixed(1)} ms of ${ROUNDS}\n`)
    }
    await other.close()
    await house.close()
  } finally {
    await cluster.stop()
  }
}
