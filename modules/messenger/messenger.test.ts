import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { newId } from '#platform/id/id.ts'
import { openTestHouse } from '#tests/house.ts'
import type { TestHouse } from '#tests/house.ts'
import { ask, makeMessengerSchool, refusalOf } from './test-school.ts'
import type { MessengerSchool } from './test-school.ts'

describe('messenger', () => {
  let house: TestHouse
  let school: MessengerSchool
  before(async () => {
    house = await openTestHouse()
    school = await makeMessengerSchool(house)
  })
  after(() => house.close())

  test('smoke', async () => {
    const { ids, rooms } = school
    console.log((await ask(house, ids.anna, 'listRooms', {})).rooms)
    const sent = await ask(house, ids.anna, 'sendMessage', { roomId: rooms.class7b, clientId: newId(house.clock.now()), body: '  Guten Morgen! Wo sind die Hausaufgaben? ' })
    console.log(sent)
    console.log(await ask(house, ids.ben, 'readMessages', { roomId: rooms.class7b }))
    console.log(JSON.stringify(await ask(house, ids.ben, 'searchMessages', { query: 'aufgabe' })))
    console.log(JSON.stringify(await ask(house, ids.ben, 'findPeople', { query: 'mueller' })))
    console.log(JSON.stringify(await ask(house, ids.lead, 'findPeople', { query: '' })))
    console.log(await refusalOf(house, ids.ben, 'openDirectRoom', { personId: ids.anna }))
    console.log(await refusalOf(house, ids.ben, 'sendMessage', { roomId: rooms.alone, clientId: newId(house.clock.now()), body: 'x' }))
    assert.ok(true)
  })
})
