/** A search right after an import reads what it looks for, not everybody who came with the import. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { openTestDatabase } from '#tests/database.ts'
import type { TestDatabase } from '#tests/database.ts'

/** Pages of 8 kB: the longest list an index may keep unsorted (migration 0033), and the way down to the word. */
const PAGES_MAX = 16 + 16

type Node = { 'Node Type': string; 'Index Name'?: string; 'Shared Hit Blocks': number; 'Shared Read Blocks': number; Plans?: Node[] }

describe('the search of people after an import', () => {
  let db: TestDatabase
  before(async () => {
    db = await openTestDatabase()
    // Nobody tidies up between the import and the search.
    await sql`ALTER TABLE person SET (autovacuum_enabled = off)`.execute(db.owner)
    for (let slice = 0; slice < 10; slice++)
      await sql`INSERT INTO person (id, type, given_name, family_name, account_name, entered_on, source, source_id, created_at)
        SELECT gen_random_uuid(), 'pupil', 'Vorname ' || substr(md5(n::text), 1, 8), 'Familie ' || substr(md5('f' || n), 1, 8), 'konto.' || md5('k' || n), '2026-08-01', 'many', n::text, ${new Date('2026-08-01T00:00:00Z')}
          FROM generate_series(${500 * slice}::int, ${500 * slice + 499}::int) n`.execute(db.owner)
  })
  after(() => db.close())

  for (const [index, condition] of [['person_name_trgm', sql`lower(given_name || ' ' || family_name) ~ '\\mquirin'`], ['person_account_trgm', sql`account_name ~ '\\mquirin'`]] as const) {
    test(`${index} keeps a short list of what is not sorted in`, async () => {
      const pages = await db.owner.transaction().execute(async (trx) => {
        await sql`SET LOCAL enable_seqscan = off`.execute(trx)
        await sql`SET LOCAL enable_indexscan = off`.execute(trx)
        const { rows } = await sql<{ 'QUERY PLAN': { Plan: Node }[] }>`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT id FROM person WHERE ${condition}`.execute(trx)
        const scan = scanOf(rows[0]!['QUERY PLAN'][0]!.Plan, index)
        return scan['Shared Hit Blocks'] + scan['Shared Read Blocks']
      })
      assert.ok(pages <= PAGES_MAX, `${pages} pages of the index were read`)
    })
  }
})

function scanOf(node: Node, index: string): Node {
  if (node['Index Name'] === index) return node
  const below = (node.Plans ?? []).map((one) => scanOf(one, index))
  assert.ok(below.length > 0, `the plan has no scan of ${index}`)
  return below[0]!
}
