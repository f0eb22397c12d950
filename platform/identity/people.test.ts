/** Account names stay unique, however the people of one transaction are cut into slices. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addPeople } from './people.ts'
import type { NewPerson } from './people.ts'
import { openTestHouse } from '#tests/house.ts'
import type { TestHouse } from '#tests/house.ts'

let house: TestHouse
before(async () => void (house = await openTestHouse()))
after(() => house.close())

let count = 0
const called = (familyName: string): NewPerson => ({ type: 'pupil', givenName: 'Kim', familyName, source: 'test', sourceId: String(++count) })
const namesOf = async (ids: readonly string[]): Promise<(string | null)[]> => {
  const rows = await house.platform.database.selectFrom('person').select(['id', 'account_name']).where('id', 'in', ids).execute()
  return ids.map((id) => rows.find((row) => row.id === id)!.account_name)
}

test('slices of one transaction go on where the earlier ones ended, and the next transaction after them', async () => {
  await house.write((w) => addPeople(w, [called('Muster')]))
  const ids = await house.write(async (w) => [...(await addPeople(w, [called('Muster')])), ...(await addPeople(w, [called('Muster'), called('Neu'), called('Muster4')])), ...(await addPeople(w, [called('Muster'), called('Neu')]))])
  assert.deepEqual(await namesOf(ids), ['kim.muster2', 'kim.muster3', 'kim.neu', 'kim.muster4', 'kim.muster5', 'kim.neu2'])
  assert.deepEqual(await namesOf(await house.write((w) => addPeople(w, [called('Muster')]))), ['kim.muster6'])
})

test('what was taken by a transaction that was undone is free again', async () => {
  await assert.rejects(house.write(async (w) => {
    await addPeople(w, [called('Wieder')])
    throw new Error('undone')
  }))
  assert.deepEqual(await namesOf(await house.write((w) => addPeople(w, [called('Wieder')]))), ['kim.wieder'])
})
