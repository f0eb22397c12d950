/** Every table and column stands in a manifest, and the check finds what is planted. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { connectionOf } from '#platform/database/connect.ts'
import type { Manifest } from '#platform/module/manifest.ts'
import { modules } from '#modules/index.ts'
import { openTestDatabase } from '#tests/database.ts'
import type { TestDatabase } from '#tests/database.ts'
import { checkCoverage } from './coverage.ts'

describe('coverage', () => {
  let db: TestDatabase
  let client: pg.Client
  const manifests = modules.map(({ manifest }) => manifest)

  before(async () => {
    db = await openTestDatabase()
    client = new pg.Client(connectionOf(db.ownerUrl))
    await client.connect()
  })
  after(async () => {
    await client.end()
    await db.close()
  })

  /** Runs the check on a changed schema and undoes the change. */
  const withChange = async (sql: string, check: (faults: string[]) => void) => {
    await client.query('BEGIN')
    try {
      await client.query(sql)
      check(await checkCoverage(client, manifests))
    } finally {
      await client.query('ROLLBACK')
    }
  }

  test('the schema and the manifests agree', async () => assert.deepEqual(await checkCoverage(client, manifests), []))

  test('a table that no manifest names is found', () => withChange('CREATE TABLE secret_notes (id uuid)', (faults) => assert.deepEqual(faults, ['the table secret_notes stands in no manifest'])))
  test('a view is found too', () => withChange('CREATE VIEW all_people AS SELECT given_name FROM person', (faults) => assert.deepEqual(faults, ['the table all_people stands in no manifest'])))
  test('a column that the manifest forgets is found', () => withChange('ALTER TABLE person ADD COLUMN religion text', (faults) => assert.deepEqual(faults, ['the column person.religion is not classified'])))
  test('a new way to a person that erasure does not know is found', () =>
    withChange('ALTER TABLE school_group ADD COLUMN founder_id uuid REFERENCES person (id)', (faults) => assert.ok(faults.some((fault) => fault.includes('school_group.founder_id leads to a person')), faults.join())))
  test('a schema beside ours is found', () => withChange('CREATE SCHEMA elsewhere', (faults) => assert.deepEqual(faults, ['the schema elsewhere stands in no manifest'])))

  test('a manifest that names what is not there, or one table twice, is found', async () => {
    const planted: Manifest = { ...manifests[1]!, id: 'planted', data: [{ ...manifests[1]!.data[0]!, columns: { id: { kind: 'technical' }, ghost: { kind: 'technical' } } }] }
    const faults = await checkCoverage(client, [...manifests, planted])
    assert.ok(faults.some((fault) => fault.includes('stands in two manifests')))
    assert.ok(faults.some((fault) => fault.includes('ghost, which does not exist')))
  })

  test('personal data of nobody is found', async () => {
    const forgetful = manifests.map((manifest) => ({ ...manifest, data: manifest.data.map((table) => (table.table === 'credential' ? { ...table, subjects: [] } : table)) }))
    const faults = await checkCoverage(client, forgetful)
    assert.ok(faults.some((fault) => fault.startsWith('credential holds personal data of nobody')))
    assert.ok(faults.some((fault) => fault.startsWith('credential.person_id leads to a person')))
  })
})
