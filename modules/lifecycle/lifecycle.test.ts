/** R12.1, R12.4, R12.5: an account is deleted, restored, purged. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { act } from '#example/act.ts'
import { contract as lifecycle } from './contract.ts'
import { RefusalError } from '#platform/module/module.ts'
import { perform } from '#platform/module/perform.ts'
import { purgeDue } from './purge.ts'
import { recordDeletions } from './deletion.ts'
import { openTestWorld } from '#tests/world.ts'
import type { TestHouse } from '#tests/house.ts'
import type { World } from '#example/world.ts'

let house: TestHouse
let world: World
describe('the life of an account', () => {
  before(async () => ({ house, world } = await openTestWorld()))
  after(() => house.close())

  describe('an account is deleted', () => {
    test('purge leaves nothing', async () => {
      for (const key of Object.keys(world.ids)) {
        const id = world.ids[key as 'head']
        await house.write((w) => recordDeletions(w, [{ personId: id, on: w.today, cause: 'decision', reason: 'Probe' }])).catch((e) => console.log('DEL', key, e.message))
      }
      await house.clock.travelTo('2027-02-22 00:30')
      console.log('purged', await purgeDue(house.platform, house.clock.now()))
      const sheets = await house.platform.database.selectFrom('purge_sheet').selectAll().execute()
      for (const s of sheets) console.log(s.person_type, JSON.stringify(s.counts).slice(0, 600), s.evidence)
    })
  })
})
void act; void lifecycle; void RefusalError; void perform; void assert
