/** B8: sealed evidence is opened for a purpose, by two, with the key from the safe, one exact name at a time; everything else stays sealed. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import { modules } from '#modules/index.ts'
import type { TableDeclaration } from '#platform/module/manifest.ts'
import { newSafeKey } from '#platform/safe/safe.ts'
import { arrive } from '#tests/interleave.ts'
import type { TestHouse } from '#tests/house.ts'
import { openTestWorld } from '#tests/world.ts'
import type { Reply } from '#tests/visitor.ts'
import { recordDeletions } from './deletion.ts'
import { evidenceWordsOf } from './evidence-shown.ts'
import { purgeDue } from './purge.ts'
import { EVIDENCE_PERSONS } from './texts/evidence.de.ts'

let house: TestHouse
let world: World
let code: string

/** What is sealed for years and could then be read by nobody. */
function unread(data: readonly TableDeclaration[], has: (table: string, column: string) => boolean): string[] {
  return data.filter(({ subjects }) => subjects.some(({ onErasure }) => onErasure === 'evidence'))
    .flatMap(({ table, columns }) => Object.entries(columns).filter(([column, { kind }]) => kind === 'personal' && !has(table, column)).map(([column]) => `${table}.${column}`))
}

test('every column that is sealed has words for whoever opens it; one without is found', () => {
  const data = modules.flatMap(({ manifest }) => manifest.data)
  // A group is told by its members' own records, and its name may be another's by then.
  const has = (table: string, column: string) => column === 'group_id' || column in EVIDENCE_PERSONS || evidenceWordsOf(table, column) !== undefined
  assert.deepEqual(unread(data, has), [])
  assert.ok(unread(data, (table, column) => column !== 'declared_on' && has(table, column)).includes('consent_declaration.declared_on'))
})

describe('sealed evidence', () => {
  before(async () => {
    ;({ house, world } = await openTestWorld())
    code = (await house.write((w) => newSafeKey(w, false))).code
    const from = house.clock.today()
    const named = await (await as('head')).call('administration.nameOffice', { office: 'officer', person: { id: world.ids.clerk }, from, until: null, reference: null })
    assert.equal(named.status, 200, named.text)
    await house.write((w) => recordDeletions(w, (['friend', 'third'] as const).map((key) => ({ personId: world.ids[key], on: w.today, cause: 'decision' as const, reason: 'Probe' }))))
    await house.clock.travelTo('2027-02-22 00:30')
    assert.ok((await purgeDue(house.platform, house.clock.now())) >= 2)
  })
  after(() => house.close())

  const as = (key: PersonKey) => arrive(house, world.ids[key])
  const reason = 'Das Gericht fragt nach einer Einwilligung'
  const ask = async (by: PersonKey) => (await as(by)).call('lifecycle.askEvidence', { purpose: 'authority', reason })
  const decide = async (by: PersonKey, id: string, agrees = true) => (await as(by)).call('lifecycle.decideEvidence', { id, agrees })
  const read = async (by: PersonKey, id: string, more: object = {}) => (await as(by)).call('lifecycle.readEvidence', { id, code, givenName: 'Emre', familyName: 'Kaya', ...more })
  const said = ({ status, refusal }: Reply) => [status, refusal?.code]
  const openings = async (by: PersonKey) => (await (await as(by)).call('lifecycle.listEvidence')).body as { sealed: { sealedOn: string; keepUntil: string; records: number; isInSafe: boolean }[]; openings: { id: string; state: string; readings: number }[] }

  test('the page says how much from which day and until when, and not about whom; only head, deputy and officer have it', async () => {
    const { sealed } = await openings('head')
    assert.ok(sealed.length > 0 && sealed.every((one) => one.sealedOn === '2027-02-22' && one.isInSafe && one.keepUntil > '2027-02-22'))
    assert.doesNotMatch(JSON.stringify(sealed), /Emre|Kaya/)
    for (const by of ['secondAdmin', 'admin', 'teacher', 'pupil', 'mother'] as const) {
      for (const reply of [await (await as(by)).call('lifecycle.listEvidence'), await ask(by)]) assert.ok([403, 404].includes(reply.status), by)
    }
    assert.ok([403, 404].includes((await ask('clerk')).status), 'the officer agrees, and does not ask')
  })

  test('without a second person nothing is read; who asked is none; what was refused stays shut', async () => {
    const { id } = (await ask('head')).body as { id: string }
    assert.deepEqual(said(await read('head', id)), [403, 'evidence_closed'])
    assert.deepEqual(said(await decide('head', id)), [409, 'evidence_own'])
    assert.ok([403, 404].includes((await decide('secondAdmin', id)).status))
    assert.equal((await decide('clerk', id, false)).status, 200)
    assert.deepEqual(said(await decide('clerk', id, true)), [409, 'evidence_decided'])
    assert.deepEqual(said(await read('head', id)), [403, 'evidence_closed'])
    assert.deepEqual(said(await read('head', '01939d3e-0000-7000-8000-000000000001')), [404, 'not_found'])
  })

  test('agreed to it opens for one exact name with the right key, each look is written down, nobody else reads, and after a week it is over', async () => {
    const { id } = (await ask('head')).body as { id: string }
    assert.equal((await decide('clerk', id)).status, 200)
    assert.ok([403, 404].includes((await read('clerk', id)).status))
    assert.deepEqual(said(await read('head', id, { code: '' })), [422, 'evidence_code'])
    assert.deepEqual(said(await read('head', id, { code: `${code.slice(0, -1)}${code.endsWith('Q') ? 'P' : 'Q'}` })), [422, 'evidence_code'])
    for (const part of [{ givenName: 'Em' }, { familyName: 'K' }, { givenName: '%' }]) assert.deepEqual((await read('head', id, part)).body['records'], [], JSON.stringify(part))
    const found = await read('head', id, { code: code.toLowerCase(), givenName: ' emre' })
    assert.equal(found.status, 200, found.text)
    const records = found.body['records'] as { displayName: string; tables: { room: string; rows: { values: { label: string; value: string }[] }[] }[] }[]
    assert.ok(records.length > 0 && records.every((one) => one.displayName === 'Emre Kaya'))
    assert.ok(records.some(({ tables }) => tables.some(({ rows }) => rows.some(({ values }) => values.length > 0))))
    assert.doesNotMatch(found.text, /Lindqvist|[0-9a-f]{8}-[0-9a-f]{4}-7/, 'of nobody else, and no ids')
    const lines = records.flatMap(({ tables }) => tables.flatMap(({ rows }) => rows.map(({ values }) => Object.fromEntries(values.map(({ label, value }) => [label, value])))))
    const declaration = lines.find((row) => 'erklärt am' in row)
    assert.ok(declaration !== undefined, 'when it was declared')
    for (const [label, value] of [['Zweck', /^Plattform$/], ['Fassung', /^„.+“ \d+\.\d+$/], ['erklärt von', /^sorgeberechtigte Person$/], ['sorgeberechtigt', /^\S+ \S+$/], ['Weg', /^(Papier|auf der Plattform)$/], ['erklärt am', /^\d\d\.\d\d\.\d{4}$/], ['eingetragen', /\d/]] as const) assert.match(declaration[label] ?? '', value, label)
    const shown = (await openings('head')).openings.find((one) => one.id === id)!
    assert.deepEqual([shown.state, shown.readings], ['open', 4])
    const rows = await house.platform.database.selectFrom('journal_entry').select('event').where('event', 'like', 'lifecycle.evidence_%').execute()
    assert.deepEqual(Map.groupBy(rows, ({ event }) => event).get('lifecycle.evidence_read')?.length, 4)
    await house.clock.travelTo('2027-03-02 00:01')
    assert.deepEqual(said(await read('head', id)), [403, 'evidence_closed'])
    assert.equal((await openings('clerk')).openings.find((one) => one.id === id)!.state, 'over')
  })

  test('a record of an older key says so instead of looking as if there were none', async () => {
    const older = code
    code = (await house.write((w) => newSafeKey(w, false))).code
    const { id } = (await ask('head')).body as { id: string }
    await decide('clerk', id)
    const withNew = await read('head', id)
    assert.deepEqual([withNew.body['records'], withNew.body['isOtherKey']], [[], true])
    assert.ok(((await read('head', id, { code: older })).body['records'] as unknown[]).length > 0)
  })
})
