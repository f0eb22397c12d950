/** 3.0, R12.10, A15: the dates of a school year are the school's own. A school that begins on 1 September changes the year then, not with the preset of its Land. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import type { Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

/** A tenth of the school. */
const tenth = (name: string): Buffer => {
  const [head, ...lines] = readFileSync(new URL(`../../example/import/${name}`, import.meta.url), 'utf8').trimEnd().split('\r\n')
  return Buffer.from(`${[head, ...lines.filter((line) => Number(/\d{6}/.exec(line)![0]) % 10 === 0)].join('\r\n')}\r\n`)
}
const NOW = tenth('schueler-schild.csv')
const NEXT = tenth('schueler-naechstes-jahr.csv')
const SEPTEMBER = { '2027/28': { start: '2027-09-01', end: '2028-08-31' } }

describe("A15 the change of the year by the school's own dates", () => {
  let house: TestHouse
  let world: World
  let admin: Visitor
  const as = async (key: PersonKey): Promise<Visitor> => {
    const one = visitor(house)
    one.keepsProving = true
    assert.equal((await one.signIn(world.accountName(key))).status, 200)
    return one
  }
  const at = async (time: string): Promise<void> => {
    await house.clock.travelTo(time)
    admin = await as('admin')
  }
  const preview = async (body: Buffer) => {
    const reply = await admin.call('people.previewYear', {}, body)
    assert.equal(reply.status, 200, reply.text.slice(0, 300))
    return reply.body as { state: string; schoolYear: string; lastYear: string; startsOn: string; lastDay: string; exits: number; differenceHash: string }
  }
  const change = async (body: Buffer) => admin.call('people.changeYear', { differenceHash: (await preview(body)).differenceHash }, body)
  const labelsOf = (schoolYear: string) => house.db.database.selectFrom('group_label').select(['group_id', 'label']).where('school_year', '=', schoolYear).orderBy('group_id').execute()
  const exits = () => house.db.database.selectFrom('person').select(['id', 'exit_on']).where('exit_on', 'is not', null).orderBy('id').execute()

  before(async () => {
    ;({ house, world } = await openTestWorld({ at: '2027-08-15 09:00' }))
    const decided = await (await as('head')).call('school.decideOption', { option: 'schoolyear.own', value: SEPTEMBER })
    assert.equal(decided.status, 200, decided.text.slice(0, 300))
    admin = await as('admin')
  })
  after(() => house.close())

  test('R12.10 on 15 August the old year still runs: an import and a new group are written into it', async () => {
    const shown = await admin.call('people.previewImport', { source: 'schild' }, NOW)
    assert.deepEqual([shown.status, shown.body['schoolYear']], [200, '2026/27'], shown.text.slice(0, 300))
    const done = await admin.call('people.applyImport', { source: 'schild', differenceHash: shown.body['differenceHash'] }, NOW)
    assert.equal(done.status, 200, done.text.slice(0, 300))
    const group = await admin.call('people.addGroup', { kind: 'course', label: 'Ruderkurs', purpose: 'Sportunterricht auf dem Wasser' })
    assert.equal(group.status, 200)
    assert.ok((await labelsOf('2026/27')).some((one) => one.group_id === group.body['id']))
    assert.deepEqual(await labelsOf('2027/28'), [])
    assert.equal((await admin.call('people.listGroups')).body['schoolYear'], '2026/27')
  })

  test('on 15 August the change is a look ahead to 1 September and is refused, on 31 August still', async () => {
    for (const time of ['2027-08-15 10:00', '2027-08-31 23:50']) {
      await at(time)
      const shown = await preview(NEXT)
      assert.deepEqual([shown.state, shown.lastYear, shown.schoolYear, shown.startsOn, shown.lastDay], ['early', '2026/27', '2027/28', '2027-09-01', '2027-08-31'], time)
      const reply = await change(NEXT)
      assert.deepEqual([reply.status, reply.refusal?.code], [409, 'year_not_due'], time)
    }
    assert.deepEqual(await labelsOf('2027/28'), [])
  })

  test('on 1 September it is done, leavers end on 31 August, and it can be taken back', async () => {
    await at('2027-09-01 00:05')
    const before = await exits()
    const shown = await preview(NEXT)
    assert.deepEqual([shown.state, shown.schoolYear], ['due', '2027/28'])
    assert.ok(shown.exits > 0)
    const done = await change(NEXT)
    assert.equal(done.status, 200, done.text.slice(0, 300))
    const known = new Set(before.map((one) => one.id))
    const left = (await exits()).filter((one) => !known.has(one.id))
    assert.equal(left.length, done.body['exits'])
    assert.deepEqual([...new Set(left.map((one) => one.exit_on))], ['2027-08-31'])
    assert.ok((await labelsOf('2027/28')).length > 0)
    assert.equal((await admin.call('people.listGroups')).body['schoolYear'], '2027/28')
    // The year after it is the school's too, though nobody has entered its dates.
    assert.deepEqual([(await preview(NEXT)).state, (await preview(NEXT)).startsOn], ['early', '2028-09-01'])
    const back = await admin.call('people.undoYear', { id: done.body['id'] })
    assert.deepEqual([back.status, back.body['kept']], [200, []], back.text.slice(0, 300))
    assert.deepEqual(await exits(), before)
    assert.equal((await preview(NEXT)).state, 'due')
  })

  test('a vocational school whose year begins on 1 February changes it then', async () => {
    const decided = await (await as('head')).call('school.decideOption', { option: 'schoolyear.own', value: { '2026/27': { start: '2027-02-01', end: '2028-01-31' }, '2027/28': { start: '2028-02-01', end: '2029-01-31' } } })
    assert.equal(decided.status, 200, decided.text.slice(0, 300))
    assert.deepEqual([(await preview(NEXT)).state, (await preview(NEXT)).startsOn], ['early', '2028-02-01'])
    assert.equal((await change(NEXT)).refusal?.code, 'year_not_due')
    await at('2028-01-31 12:00')
    assert.equal((await preview(NEXT)).state, 'early')
    await at('2028-02-01 08:00')
    const shown = await preview(NEXT)
    assert.deepEqual([shown.state, shown.schoolYear, shown.lastDay], ['due', '2027/28', '2028-01-31'])
  })
})
