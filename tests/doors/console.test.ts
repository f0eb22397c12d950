/** The console is a door like the others: it asks for the appointment, an open account and the instruction, and lists leave through the operation of the page (R4.1, RP.2, I26). */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { changePeople } from '#platform/identity/people.ts'
import { addDays } from '#platform/time/calendar.ts'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import { consoleActor, exportList, waitsInBrowser } from '#server/console.ts'
import type { TestHouse } from '../house.ts'
import { arrive } from '../interleave.ts'
import { openTestWorld } from '../world.ts'

describe('the console', () => {
  let house: TestHouse
  let world: World
  before(async () => {
    ;({ house, world } = await openTestWorld())
  })
  after(() => house.close())

  const who = (key: PersonKey, operation: string) => consoleActor(house, world.accountName(key), operation)
  const code = async (key: PersonKey, operation: string) => {
    const found = await who(key, operation)
    return 'refusal' in found ? found.refusal.code : null
  }

  test('I26 lists leave for whoever is appointed, also where a second factor belongs to the task, and the journal says who', async () => {
    for (const [key, operation, event] of [['admin', 'people.exportAccounts', 'people.accounts_exported'], ['clerk', 'consent.exportConsents', 'consent.exported']] as const) {
      const found = await who(key, operation)
      assert.ok('actor' in found, key)
      const { csv, count } = await exportList(house, found.actor, operation)
      assert.ok(count > 0 && csv.trimEnd().split('\n').length === count + 1, key)
      const entry = await house.platform.database.selectFrom('journal_entry').select('event').where('event', '=', event).execute()
      assert.equal(entry.length, 1, event)
    }
  })

  test('R4.1 the negative: no appointment, another task, no such account, no list and no import', async () => {
    for (const [key, operation] of [['head', 'people.exportAccounts'], ['clerk', 'people.exportAccounts'], ['admin', 'consent.exportConsents'], ['teacher', 'people.applyImport'], ['pupil', 'people.applyImport'], ['clerk', 'people.changeYear']] as const) {
      assert.equal(await code(key, operation), 'forbidden', `${key} ${operation}`)
    }
    const nobody = await consoleActor(house, 'niemand.hier', 'people.applyImport')
    assert.deepEqual('refusal' in nobody && nobody.refusal.code, 'not_found')
  })

  test('R4.1 whoever has left acts no more, also where nobody has ended the appointment', async () => {
    assert.equal(await code('secondAdmin', 'people.applyImport'), null)
    await house.write((w) => changePeople(w, [{ id: world.ids.secondAdmin, exitOn: addDays(house.clock.today(), -1) }]))
    assert.equal(await code('secondAdmin', 'people.applyImport'), 'not_found')
  })

  test('RP.2 after the days of grace the instruction comes first here, too', async () => {
    const head = await arrive(house, world.ids.head)
    await head.call('school.decideOption', { option: 'instruction.grace_days', value: 0 })
    assert.equal((await head.call('instruction.publishInstruction', { hash: (await head.call('instruction.readDraft')).body['hash'] })).status, 200)
    assert.equal(await code('admin', 'people.applyImport'), null)
    await house.clock.travelTo(`${addDays(house.clock.today(), 1)} 08:00`)
    const found = await who('admin', 'people.applyImport')
    assert.ok('refusal' in found && found.refusal.code === 'seen_needed' && waitsInBrowser(found.refusal))
    assert.equal(waitsInBrowser({ status: 403, code: 'forbidden' }), false)
  })
})
