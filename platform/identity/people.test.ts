/** Account names stay unique, however the people of one transaction are cut into slices; changes of many at once are those of each. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addPeople, changePeople } from './people.ts'
import type { NewPerson } from './people.ts'
import { newId } from '#platform/id/id.ts'
import { startOfDay } from '#platform/time/calendar.ts'
import { openTestHouse } from '#tests/house.ts'
import type { TestHouse } from '#tests/house.ts'

let house: TestHouse
describe('many people in one transaction', () => {
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

  test('changes of many at once are those of each: what is not named stays, and a second change of somebody stands on the first', async () => {
    const today = house.clock.today()
    const [left, other, here] = await house.write((w) => addPeople(w, [
      { ...called('Weg'), enteredOn: '2026-08-01', exitOn: '2026-10-01', majorityOn: '2032-02-01' }, { ...called('Auch'), enteredOn: '2026-08-01', exitOn: '2026-12-18' }, { ...called('Da'), enteredOn: '2026-08-01' },
    ]))
    await house.write((w) => changePeople(w, [{ id: left!, exitOn: null }, { id: here!, familyName: 'Hier', exitOn: '2027-01-31' }, { id: other!, givenName: 'Toni' }, { id: left!, exitOn: '2027-07-31' }]))
    const rows = await house.platform.database.selectFrom('person').select(['id', 'given_name', 'family_name', 'majority_on', 'entered_on', 'exit_on']).where('id', 'in', [left!, other!, here!]).execute()
    const of = (id: string | undefined) => Object.values(rows.find((row) => row.id === id)!).slice(1)
    assert.deepEqual(of(left), ['Kim', 'Weg', '2032-02-01', today, '2027-07-31'])
    assert.deepEqual(of(other), ['Toni', 'Auch', null, '2026-08-01', '2026-12-18'])
    assert.deepEqual(of(here), ['Kim', 'Hier', null, '2026-08-01', '2027-01-31'])
    const stays = await house.platform.database.selectFrom('past_stay').select(['person_id', 'from_on', 'until_on']).execute()
    assert.deepEqual(stays, [{ person_id: left, from_on: '2026-08-01', until_on: '2026-10-01' }])
    const facts = await house.platform.database.selectFrom('access_fact').select(['person_id', 'valid_until']).where('kind', '=', 'account').where('person_id', 'in', [left!, here!]).execute()
    assert.deepEqual(new Map(facts.map((fact) => [fact.person_id, fact.valid_until])), new Map([[left, startOfDay('2027-08-01')], [here, startOfDay('2027-02-01')]]))
    await assert.rejects(house.write((w) => changePeople(w, [{ id: newId(w.at), givenName: 'Niemand' }])), /no person/)
  })
})
