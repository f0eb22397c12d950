/** The walk over all manifests runs on the schema as it is, finds what is declared, and tells nothing that is not the reader's to know. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { connectionOf } from '#platform/database/connect.ts'
import { personal, technical, until } from '#platform/module/manifest.ts'
import type { Manifest, TableDeclaration } from '#platform/module/manifest.ts'
import { modules } from '#modules/index.ts'
import type { World } from '#example/world.ts'
import type { TestHouse } from '#tests/house.ts'
import { openTestWorld } from '#tests/world.ts'
import { wordsOf } from './columns.de.ts'
import { stored_counted_max, stored_rows_max } from './limits.ts'
import { categoriesOf, readableColumns, storedAbout } from './stored.ts'
import type { StoredRoom } from './stored.ts'
import { readWay, walkSubjects } from './walk.ts'

const manifests = modules.map(({ manifest }) => manifest)

describe('what is stored about a person', () => {
  let house: TestHouse
  let world: World
  let owner: pg.Client

  before(async () => {
    ;({ house, world } = await openTestWorld())
    owner = new pg.Client(connectionOf(house.db.ownerUrl))
    await owner.connect()
  })
  after(async () => {
    await owner.end()
    await house.close()
  })

  const tell = (personId: string, of: readonly Manifest[] = manifests) => storedAbout(house.platform.database, of, personId, { option: house.platform.school.option })
  const room = (rooms: readonly StoredRoom[], module: string) => rooms.find((one) => one.module === module)
  const category = (rooms: readonly StoredRoom[], module: string, label: string) => room(rooms, module)?.categories.find((one) => one.label.startsWith(label))

  test('each declared way runs as the application, and finds what a join written apart finds', async () => {
    const { database } = house.platform
    const people = (await database.selectFrom('person').select('id').execute()).map(({ id }) => id)
    let ways = 0
    for (const { declaration, subject } of walkSubjects(manifests, people[0]!)) {
      const { column, steps } = readWay(subject.via)
      // The way once more as joins, written apart from the walk: null where it leads to nobody.
      const joins = steps.map(({ table, key }, n) => `JOIN "${table}" s${n} ON s${n}."${key}" = ${n === 0 ? 't' : `s${n - 1}`}."${n === 0 ? column : steps[n - 1]!.column}"`).join(' ')
      const end = steps.length === 0 ? `t."${column}"` : `s${steps.length - 1}."${steps.at(-1)!.column}"`
      const { rows } = await owner.query<{ person: string; n: number }>(`SELECT ${end} AS person, count(*)::int AS n FROM "${declaration.table}" t ${joins} WHERE ${end} IS NOT NULL GROUP BY 1`)
      for (const personId of new Set([world.ids.pupil, world.ids.head, world.ids.mother, ...rows.slice(0, 3).map((row) => row.person)])) {
        assert.ok(people.includes(personId), `${declaration.table} by ${subject.via} leads to a person`)
        const way = walkSubjects(manifests, personId).find((one) => one.declaration === declaration && one.subject === subject)!
        const found = await sql<{ n: number }>`SELECT count(*) AS n FROM ${sql.table(declaration.table)} WHERE ${way.isTheirs}`.execute(database)
        assert.equal(found.rows[0]!.n, rows.find((row) => row.person === personId)?.n ?? 0, `${declaration.table} by ${subject.via}`)
      }
      ways++
    }
    assert.ok(ways > 80, `${ways} ways`)
  })

  test('a way that is no way is refused before it reaches the database', () => {
    for (const via of ['', 'a b', 'a;b', 'a>b', 'a>b.c>', 'a>b[c', 'a>b[c].', 'A', "a'"]) assert.throws(() => readWay(via), /can't be read/, via)
    assert.deepEqual(readWay('a>b.c>d[e].f'), { column: 'a', steps: [{ table: 'b', key: 'id', column: 'c' }, { table: 'd', key: 'e', column: 'f' }] })
  })

  test('a table of a new room appears by being declared, counted and limited', async () => {
    await owner.query('CREATE TABLE planted_walk (id uuid PRIMARY KEY, walker_id uuid REFERENCES person (id), seen_by uuid REFERENCES person (id), secret bytea, walked_at timestamptz, from_on date)')
    await owner.query('CREATE TABLE planted_step (walk_id uuid REFERENCES planted_walk (id), at timestamptz)')
    await owner.query(`GRANT SELECT ON planted_walk, planted_step TO ${(await sql<{ name: string }>`SELECT current_user AS name`.execute(house.platform.database)).rows[0]!.name}`)
    const { pupil, teacher, friend } = world.ids
    await owner.query(`INSERT INTO planted_walk SELECT gen_random_uuid(), $1, $2, 'geheim', '2026-09-01 12:00+02'::timestamptz + n * interval '1 minute', '2026-09-01' FROM generate_series(0, ${stored_counted_max}) n`, [pupil, teacher])
    await owner.query(`INSERT INTO planted_step SELECT id, walked_at FROM planted_walk ORDER BY walked_at LIMIT 3`)
    const walk = { subjects: [{ via: 'walker_id', as: 'self', onErasure: 'delete', export: ['access'] }, { via: 'seen_by', as: 'seer', onErasure: 'anonymise', export: ['access'] }], keep: until.days(9, 'Spaziergang'), onRestore: 'drop' } as const
    const data = [
      { ...walk, table: 'planted_walk', columns: { id: technical, walker_id: personal('walk'), seen_by: personal('walk'), secret: personal('walk'), walked_at: personal('walk'), from_on: personal('walk') } },
      { ...walk, table: 'planted_step', subjects: [{ ...walk.subjects[0], via: 'walk_id>planted_walk.walker_id' }], columns: { walk_id: technical, at: personal('step') } },
    ] as unknown as TableDeclaration[]
    const words = { source: 'Wald', readers: ['niemand'], recipients: [], thirdCountry: false, inBackup: false } as const
    const planted: Manifest = { ...manifests[0]!, id: 'planted', name: 'Spaziergänge', categories: { walk: { ...words, label: 'Gang' }, step: { ...words, label: 'Schritt' } }, data }

    const mine = await tell(pupil, [planted])
    const walked = category(mine, 'planted', 'Gang')!
    assert.deepEqual(walked.about, { count: stored_counted_max, isMore: true, since: '2026-09-01T10:00:00.000Z' })
    assert.deepEqual([walked.acted.count, walked.keeps, walked.rows.length], [0, ['9 Tage ab: Spaziergang'], stored_rows_max])
    assert.deepEqual(walked.rows[0], [{ label: 'ab', kind: 'day', value: '2026-09-01' }])
    assert.equal(category(mine, 'planted', 'Schritt')!.about.count, 3)
    const seen = category(await tell(teacher, [planted]), 'planted', 'Gang')!
    assert.deepEqual([seen.about.count, seen.acted.count, seen.rows], [0, stored_counted_max, []])
    assert.deepEqual(await tell(friend, [planted]), [])
    assert.doesNotMatch(JSON.stringify([mine, seen]), /geheim|walker_id|[0-9a-f]{8}-[0-9a-f]{4}/)
  })

  test('a row counts for a category where one of its columns is filled, and once for the room', async () => {
    await owner.query('CREATE TABLE planted_pair (person_id uuid REFERENCES person (id), left_hand text, right_hand bytea, from_on date)')
    await owner.query(`GRANT SELECT ON planted_pair TO ${(await sql<{ name: string }>`SELECT current_user AS name`.execute(house.platform.database)).rows[0]!.name}`)
    await owner.query(`INSERT INTO planted_pair VALUES ($1, 'a', NULL, '2026-09-03'), ($1, 'b', 'b', '2026-09-02'), ($1, NULL, 'c', '2026-09-04'), ($1, 'd', NULL, NULL), ($1, NULL, NULL, '2026-09-01')`, [world.ids.pupil])
    const words = { source: '', readers: [], recipients: [], thirdCountry: false, inBackup: false } as const
    const data = [{
      table: 'planted_pair', subjects: [{ via: 'person_id', as: 'self', onErasure: 'delete', export: ['access'] }], keep: until.account, onRestore: 'drop',
      columns: { person_id: technical, left_hand: personal('left'), right_hand: personal('right'), from_on: technical },
    }] as unknown as TableDeclaration[]
    const of = { ...manifests[0]!, id: 'planted', categories: { left: { ...words, label: 'links' }, right: { ...words, label: 'rechts' } }, data }
    const found = await tell(world.ids.pupil, [of])
    assert.deepEqual([room(found, 'planted')!.count, category(found, 'planted', 'links')!.about.count, category(found, 'planted', 'rechts')!.about.count], [4, 3, 2])
    const dated = await tell(world.ids.pupil, [{ ...of, data: [{ ...data[0]!, columns: { ...data[0]!.columns, from_on: personal('right') } }] }])
    assert.deepEqual(category(dated, 'planted', 'rechts')!.about, { count: 4, isMore: false, since: '2026-09-01' })
    assert.deepEqual(category(dated, 'planted', 'links')!.about, { count: 3, isMore: false, since: '2026-09-02' })
  })

  test('no column of bytes, of ids or of an author\'s text is ever read, in no table', async () => {
    const { rows } = await owner.query<{ table: string; column: string; type: string }>(`SELECT table_name AS table, column_name AS column, data_type AS type FROM information_schema.columns WHERE table_schema = 'public'`)
    const types = new Map(rows.map((one) => [`${one.table}.${one.column}`, one.type]))
    const read = manifests.flatMap(({ data }) => data).flatMap((declaration) => readableColumns(declaration, categoriesOf(declaration)).map((column) => `${declaration.table}.${column}`))
    assert.ok(read.length > 30)
    assert.deepEqual(read.filter((column) => !['date', 'timestamp with time zone', 'text', 'boolean'].includes(types.get(column)!)), [])
    for (const column of ['body', 'hash', 'salt', 'code_hash', 'token_hash', 'secret', 'words', 'params', 'fields', 'reference', 'name_key', 'declarer_name']) assert.equal(wordsOf('any', column), undefined, column)
  })

  test('each person of the example school reads the own account in German, and no id, no other name', async () => {
    const { database } = house.platform
    for (const key of ['pupil', 'teacher', 'mother', 'head'] as const) {
      const rooms = await tell(world.ids[key])
      const { given_name } = await database.selectFrom('person').select('given_name').where('id', '=', world.ids[key]).executeTakeFirstOrThrow()
      const account = category(rooms, 'identity', 'Vorname')!
      assert.deepEqual([account.about.count, account.rows[0]![0]], [1, { label: 'Vorname', kind: 'text', value: given_name }])
      const others = (await database.selectFrom('person').select(['given_name', 'account_name']).where('id', '!=', world.ids[key]).where('given_name', '!=', given_name).execute()).map((one) => one.account_name)
      const text = JSON.stringify(rooms)
      assert.doesNotMatch(text, /[0-9a-f]{8}-[0-9a-f]{4}-/)
      assert.deepEqual(others.filter((name) => text.includes(`"${name}"`)), [])
    }
    assert.ok(room(await tell(world.ids.head), 'administration')!.count > 0)
  })
})
