import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { openTestDatabase } from '#tests/database.ts'
import type { TestDatabase } from '#tests/database.ts'
import { newId } from '#platform/id/id.ts'
import { nameWords } from './name-key.ts'

describe('names as they are looked up', () => {
  let db: TestDatabase
  before(async () => {
    db = await openTestDatabase()
  })
  after(() => db.close())

  let n = 0
  async function keyOf(givenName: string, familyName: string): Promise<string> {
    const at = new Date('2026-11-23T06:50:00Z')
    const id = newId(at)
    await db.database.insertInto('person').values({ id, type: 'pupil', given_name: givenName, family_name: familyName, account_name: `key.${++n}`, entered_on: '2026-08-01', source: 'test', source_id: id, created_at: at }).execute()
    return (await db.database.selectFrom('person').select('name_key').where('id', '=', id).executeTakeFirstOrThrow()).name_key
  }
  const finds = (query: string, key: string) => nameWords(query, 5).every((word) => key.includes(` ${word}`))

  test('a name is found by any spelling of its umlauts and accents, by each of its words, in any order', async () => {
    const anna = await keyOf('Anna-Lena', 'Müller')
    for (const query of ['müller', 'mueller', 'muller', 'Mül', 'MUELL', 'anna-lena müller', 'Müller Anna', 'lena']) assert.ok(finds(query, anna), query)
    for (const query of ['üller', 'anna schmidt', 'nna']) assert.ok(!finds(query, anna), query)
    const pairs = [['müller', 'Mueller'], ['strasser', 'Straßer'], ['straßer', 'Strasser'], ['oezdemir', 'Özdemir'], ['ozdemir', 'Özdemir'], ['garcia', 'García'], ['dordevic', 'Đorđević'], ['oneill', 'ONeill'], ['neill', 'O’Neill'], ['sorensen', 'Sørensen'], ['soerensen', 'Sørensen'], ['ibrahim', 'İbrahim']] as const
    for (const [query, name] of pairs) assert.ok(finds(query, await keyOf('Kai', name)), `${query} finds ${name}`)
  })

  test('whoever types a name as it is written finds it, and no word holds a sign of LIKE', async () => {
    const letters = fc.string({ unit: fc.constantFrom(...'abcçdđeéèğiıjłmnñoöøpqrsßştuüúvwxyýzžæœäå'), minLength: 1, maxLength: 12 })
    await fc.assert(fc.asyncProperty(letters, letters, async (given, family) => assert.ok(finds(`${family} ${given}`, await keyOf(given, family)))), { numRuns: 60 })
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (query) => {
      for (const word of nameWords(query, 5)) assert.doesNotMatch(word, /[%_\\\s]/)
    }))
  })

  test('the database makes the key: nobody writes another one', async () => {
    await assert.rejects(sql`UPDATE person SET name_key = ' erna'`.execute(db.database))
  })
})
