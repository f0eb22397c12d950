import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/actor.ts'
import type { PersonType } from '#platform/access/vocabulary.ts'
import { module as journal } from '#platform/journal/module.ts'
import { RefusalError } from '#platform/module/module.ts'
import { perform } from '#platform/module/perform.ts'
import { openTestHouse } from '#tests/house.ts'
import type { TestHouse } from '#tests/house.ts'
import type { Block } from './blocks.ts'
import { acknowledgeCurrent, currentDocuments, publishDocument } from './documents.ts'
import { module as documents } from './module.ts'

const body = (text: string): Block[] => [
  { kind: 'heading', level: 2, text: 'Regeln' },
  { kind: 'text', text },
  { kind: 'list', items: ['eins', 'zwei'] },
  { kind: 'facts', rows: [{ label: 'Zweck', text: 'Unterricht' }] },
  { kind: 'table', head: ['Was', 'Wie lange'], rows: [['Name', '90 Tage']] },
]

describe('documents', () => {
  let house: TestHouse
  before(async () => void (house = await openTestHouse({ modules: [journal, documents] })))
  after(() => house.close())

  const publish = (text: string, isMajor = true, document: 'messenger-rules' | 'module-document' = 'messenger-rules') =>
    house.write((w) => publishDocument(w, { document, title: 'Regeln im Messenger', body: body(text), isMajor }))

  async function call<T>(name: string, input: object, actor: Actor | null): Promise<T> {
    const request = { address: '', cookies: {}, userAgent: '', setCookie: () => {} }
    const fresh = actor?.via === 'session' ? await house.platform.actors.find(actor.personId) : actor
    return (await perform(house.platform, house.assembly.entries.get(`documents.${name}`)!, { actor: fresh, door: 'http', input, request, at: house.clock.now() })) as T
  }
  const refusal = async (work: Promise<unknown>) => work.then(() => null, (error: unknown) => (error instanceof RefusalError ? [error.refusal.status, error.refusal.code] : error))

  test('RP.2 the first version is 1.0, a small change 1.1, a big one 2.0; the same text changes nothing', async () => {
    const versions = []
    for (const [text, isMajor] of [['a', false], ['a', true], ['b', false], ['c', true], ['c', false]] as const) versions.push(await publish(text, isMajor))
    assert.deepEqual(versions.map(({ major, minor }) => `${major}.${minor}`), ['1.0', '1.0', '1.1', '2.0', '2.0'])
    assert.equal((await currentDocuments(house.platform.database)).get('messenger-rules')!.id, versions[4]!.id)
    const published = await house.db.owner.selectFrom('journal_entry').select('fields').where('event', '=', 'documents.version_published').execute()
    assert.equal(published.length, 3)
  })

  test('RP.2 a published version can not be changed by the application', async () => {
    await assert.rejects(sql`UPDATE document_version SET title = 'anders'`.execute(house.platform.database), /permission denied/)
    await assert.rejects(sql`DELETE FROM document_version`.execute(house.platform.database), /permission denied/)
  })

  test('RP.2 the hash names exactly the text that was shown', async () => {
    const [one, other] = [await publish('Wort', true), await publish('Wort!', true)]
    assert.match(one.hash, /^[0-9a-f]{64}$/)
    assert.notEqual(one.hash, other.hash)
    assert.equal((await publish('Wort', true)).hash, one.hash)
  })

  test('two processes that publish the same text at the same time make one version', async () => {
    const versions = await Promise.all(Array.from({ length: 6 }, () => publish('zugleich', true)))
    assert.equal(new Set(versions.map(({ id }) => id)).size, 1)
  })

  test('a body that is not made of blocks is not published', async () => {
    for (const bad of [[], [{ kind: 'html', text: '<b>' }], [{ kind: 'text', text: 'x', onclick: 'y' }], [{ kind: 'text', text: 'x'.repeat(20_001) }]]) {
      await assert.rejects(house.write((w) => publishDocument(w, { document: 'messenger-rules', title: 'T', body: bad as Block[], isMajor: true })))
    }
    await assert.rejects(house.write((w) => publishDocument(w, { document: 'gossip' as 'messenger-rules', title: 'T', body: body('x'), isMajor: true })), /no document/)
  })

  test('R9a.5 everybody reads the module document, also without signing in; nothing else is open', async () => {
    await publish('Daten', true, 'module-document')
    const read = await call<{ document: string; body: Block[]; seen: boolean }>('readModuleDocument', {}, null)
    assert.deepEqual([read.document, read.body, read.seen], ['module-document', body('Daten'), false])
    assert.deepEqual(await refusal(call('readDocument', { document: 'messenger-rules' }, null)), [404, 'not_found'])
    assert.deepEqual(await refusal(call('listDocuments', {}, null)), [404, 'not_found'])
    assert.deepEqual(await refusal(call('acknowledge', { document: 'module-document', major: 1, minor: 0 }, null)), [404, 'not_found'])
  })

  test('B13 whoever holds a ticket reads documents and confirms nothing', async () => {
    const pupil = await person(house, 'pupil', [])
    const ticket: Actor = { ...(await house.platform.actors.find(pupil))!, via: 'ticket' }
    assert.equal((await call<{ document: string }>('readDocument', { document: 'module-document' }, ticket)).document, 'module-document')
    assert.deepEqual(await refusal(call('acknowledge', { document: 'module-document', major: 1, minor: 0 }, ticket)), [404, 'not_found'])
  })

  test('R9a.5 who confirms has seen the major version: one record, one fact, however often', async () => {
    const teacher = (await house.platform.actors.find(await person(house, 'teacher')))!
    const { major, minor } = await publish('gelesen?', true)
    const seenOf = async () => (await call<{ documents: { document: string; seen: boolean }[] }>('listDocuments', {}, teacher)).documents.find(({ document }) => document === 'messenger-rules')!.seen
    assert.equal(await seenOf(), false)
    const confirm = () => call('acknowledge', { document: 'messenger-rules', major, minor }, teacher)
    await Promise.all([confirm(), confirm(), confirm()])
    await confirm()
    assert.equal(await seenOf(), true)
    const facts = await house.db.owner.selectFrom('access_fact').select(['kind', 'key', 'source_module']).where('person_id', '=', teacher.personId).where('kind', '=', 'seen').execute()
    assert.deepEqual(facts, [{ kind: 'seen', key: `messenger-rules@${major}`, source_module: 'documents' }])
    assert.equal((await acknowledgements(house, teacher.personId)).length, 1)
    await publish('gelesen!', false)
    assert.equal(await seenOf(), true, 'a typo does not ask again')
    await publish('etwas Neues', true)
    assert.equal(await seenOf(), false, 'a new major version asks again')
    assert.deepEqual(await refusal(confirm()), [409, 'document_outdated'])
    assert.deepEqual(await refusal(call('acknowledge', { document: 'messenger-rules', major: major + 1, minor: 77 }, teacher)), [404, 'not_found'])
  })

  test('RP.2 an earlier version can be read as it was', async () => {
    const teacher = (await house.platform.actors.find(await person(house, 'teacher')))!
    const first = await call<{ title: string; isCurrent: boolean; body: Block[] }>('readDocument', { document: 'messenger-rules', version: '1.0' }, teacher)
    assert.deepEqual([first.isCurrent, first.body], [false, body('a')])
    const now = await call<{ isCurrent: boolean; major: number; minor: number }>('readDocument', { document: 'messenger-rules' }, teacher)
    assert.equal(now.isCurrent, true)
    assert.deepEqual(await refusal(call('readDocument', { document: 'messenger-rules', version: '99.0' }, teacher)), [404, 'not_found'])
    assert.deepEqual(await refusal(call('readDocument', { document: 'consent-video' }, teacher)), [404, 'not_found'])
  })

  test('B1 the facts follow from the records', async () => {
    const teacher = await person(house, 'teacher')
    await house.write((w) => acknowledgeCurrent(w, teacher))
    const facts = await house.db.owner.selectFrom('access_fact').select(['key', 'source_id']).where('person_id', '=', teacher).where('kind', '=', 'seen').orderBy('key').execute()
    const records = await acknowledgements(house, teacher)
    assert.deepEqual(facts, records.map(({ id, document, major }) => ({ key: `${document}@${major}`, source_id: id })).sort((a, b) => (a.key < b.key ? -1 : 1)))
    assert.equal(facts.length, 2)
  })
})

function acknowledgements(house: TestHouse, personId: string) {
  return house.db.owner
    .selectFrom('document_acknowledgement as a').innerJoin('document_version as v', 'v.id', 'a.document_version_id')
    .select(['a.id', 'v.document', 'v.major']).where('a.person_id', '=', personId).execute()
}

async function person(house: TestHouse, type: PersonType, facts: readonly string[] = ['account']): Promise<string> {
  const id = randomUUID()
  const at = new Date(0)
  await house.db.owner.insertInto('person').values({
    id, type, given_name: 'Test', family_name: 'Person', account_name: id, majority_on: null, entered_on: '2026-08-01', exit_on: null, source: 'test', source_id: id, created_at: at,
  }).execute()
  for (const kind of facts) {
    await house.db.owner.insertInto('access_fact').values({ id: randomUUID(), person_id: id, module_id: null, kind, key: 'active', valid_from: at, valid_until: null, source_module: 'identity', source_id: id }).execute()
  }
  return id
}
