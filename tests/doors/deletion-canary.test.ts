/**
 * Check 24, the canary of deletion: one pupil with a mark of their own in every field of every table. From the deletion on nobody meets the name; a restore brings
 * every row back; on day 91 there is not one mark left: in no table, no file, no answer.
 */
import assert from 'node:assert/strict'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { Trx } from '#platform/database/connect.ts'
import { acknowledgeCurrent } from '#platform/documents/documents.ts'
import { newId } from '#platform/id/id.ts'
import { readShape } from '#platform/erasure/shape.ts'
import type { Shape } from '#platform/erasure/shape.ts'
import { RefusalError } from '#platform/module/module.ts'
import { perform } from '#platform/module/perform.ts'
import type { Manifest, TableDeclaration } from '#platform/module/manifest.ts'
import { walkSubjects } from '#platform/privacy/walk.ts'
import { act } from '#example/act.ts'
import { provedActor } from '#example/factors.ts'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import { module as lifecycle } from '#modules/lifecycle/module.ts'
import { recordDeletions } from '#modules/lifecycle/deletion.ts'
import { restoreAccounts } from '#platform/identity/deletion.ts'
import { DELETE_CLARIFIED } from '#modules/lifecycle/tasks.ts'
import { contract as messenger } from '#modules/messenger/contract.ts'
import { openTask } from '#platform/tasks/tasks.ts'
import { modules } from '#modules/index.ts'
import type { TestHouse } from '../house.ts'
import { makeToyTables, toy } from '../toy.ts'
import { openTestWorld } from '../world.ts'
import { plainInput } from './inputs.ts'

const NAME = 'zzkanariname'
const MARK = 'zzkanari'
/** Columns that hold a word of the program and no text of anybody. */
const CODES = ['role', 'kind', 'type', 'task', 'office', 'purpose', 'result', 'outcome', 'channel', 'event', 'declarer', 'form_line', 'assurance', 'module', 'key', 'reason']
/** Tables in which no row of a pupil can be made up: of those who decide, sealed, or written by the deletion itself. Each stays named here, and the list only shrinks. */
const WITHOUT_ROW = 12

describe('check 24: the canary of deletion', () => {
  let house: TestHouse
  let world: World
  let shape: Shape
  let manifests: Manifest[]
  /** What a CHECK allows, by column. */
  const allowed = new Map<string, string[]>()
  const marked: string[] = []
  const bare: string[] = []
  before(async () => {
    ;({ house, world } = await openTestWorld({ modules: [...modules, toy] }))
    await makeToyTables(house)
    manifests = [...modules, toy].map(({ manifest }) => manifest)
    shape = await house.db.owner.transaction().execute(readShape)
    const { rows } = await sql<{ table: string; definition: string }>`SELECT conrelid::regclass::text AS table, pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE contype = 'c'`.execute(house.db.owner)
    for (const { table, definition } of rows) {
      const [, column, values] = /\(\((\w+) = ANY \(ARRAY\[(.*?)\]\)/.exec(definition) ?? []
      if (column !== undefined) allowed.set(`${table}.${column}`, [...values!.matchAll(/'([^']*)'/g)].map(([, value]) => value!))
    }
    await house.write(async (w) => void (await w.trx.insertInto('option_decision').values({ id: newId(w.at), option: 'delete.shared_authored', value: '"delete"', decided_by: world.ids.head, decided_at: w.at }).execute()))
    await house.platform.school.reload()
    await speak()
    await plant()
  })
  after(() => house.close())

  const declarations = (): TableDeclaration[] => manifests.flatMap(({ data }) => [...data])
  /** Rows of the pupil in a table, in any order. */
  const rowsOf = async (table: TableDeclaration): Promise<string[]> => {
    const ways = walkSubjects(manifests, world.ids.pupil).filter(({ declaration }) => declaration.table === table.table)
    if (ways.length === 0) return []
    const { rows } = await sql<{ row: string }>`SELECT to_jsonb(${sql.table(table.table)})::text AS row FROM ${sql.table(table.table)} WHERE ${sql.join(ways.map((way) => way.isTheirs), sql` OR `)}`.execute(house.db.owner)
    return rows.map(({ row }) => row).sort()
  }

  /** What no copied row can be, for its columns hang together: something written and mended, and a task about the pupil. */
  async function speak(): Promise<void> {
    await house.write((w) => acknowledgeCurrent(w, world.ids.pupil))
    const { rooms } = await act(house, world.ids.pupil, 'messenger', messenger, 'listRooms', {})
    const roomId = rooms.find(({ groupId }) => groupId === world.groups.class7b)!.id
    const { message } = await act(house, world.ids.pupil, 'messenger', messenger, 'sendMessage', { roomId, clientId: newId(house.clock.now()), body: MARK })
    await act(house, world.ids.pupil, 'messenger', messenger, 'editMessage', { roomId, seq: message.seq, body: `${MARK} noch einmal` })
    await house.write((w) => openTask(w, { kind: DELETE_CLARIFIED, key: world.ids.pupil, for: { office: 'task:deletion' }, aboutPersonId: world.ids.pupil, params: {}, dueOn: w.today }))
  }

  /** A row of the pupil in every table, and the mark in every text of it, each tried by itself: a constraint of the table can forbid it. */
  async function plant(): Promise<void> {
    await sql`UPDATE person SET given_name = ${NAME}, family_name = ${NAME}, account_name = ${NAME}, source_id = ${NAME} WHERE id = ${world.ids.pupil}`.execute(house.db.owner)
    for (const table of declarations()) {
      // Where somebody only acted the record is of the school, and forgets them; what they wrote for others is emptied.
      const subject = table.subjects.find(({ via, onErasure, authored }) => !via.includes('>') && (onErasure !== 'anonymise' || authored !== undefined))
      if (subject === undefined || table.table === 'person' || table.table === 'deleted_account' || table.table === 'account_deletion' || table.table === 'safe_key') continue
      if ((await rowsOf(table)).length === 0) await tried((trx) => copyRow(trx, table, subject.via))
      if ((await rowsOf(table)).length === 0) {
        bare.push(table.table)
        continue
      }
      for (const [column, { kind }] of Object.entries(table.columns)) {
        if (subject.authored !== undefined && !subject.authored.columns.includes(column)) continue
        if (kind !== 'personal' || shape.types.get(`${table.table}.${column}`) !== 'text' || allowed.has(`${table.table}.${column}`) || CODES.includes(column)) continue
        const isDone = await tried(async (trx) => void (await sql`UPDATE ${sql.table(table.table)} SET ${sql.ref(column)} = ${MARK} WHERE ${sql.ref(subject.via)} = ${world.ids.pupil}`.execute(trx)))
        if (isDone) marked.push(`${table.table}.${column}`)
      }
    }
  }

  async function tried(work: (trx: Trx) => Promise<void>): Promise<boolean> {
    return house.db.owner.transaction().execute(work).then(() => true, () => false)
  }

  /** A copy of any row of the table as the pupil's, or one made of what its columns take. */
  async function copyRow(trx: Trx, { table, columns }: TableDeclaration, via: string): Promise<void> {
    const { rows } = await sql<{ row: Record<string, unknown> }>`SELECT to_jsonb(${sql.table(table)}) AS row FROM ${sql.table(table)} LIMIT 1`.execute(trx)
    const row: Record<string, unknown> = {}
    for (const column of Object.keys(columns)) row[column] = rows[0]?.row[column] ?? (await madeValue(trx, table, column))
    for (const column of shape.keys.get(table)!) if (shape.types.get(`${table}.${column}`) === 'uuid' && referenceOf(table, column) === undefined) row[column] = newId(house.clock.now())
    for (const column of Object.keys(row)) if (/^(client_id|token_hash|code_hash|code|key|seq)$/.test(column)) row[column] = await madeValue(trx, table, column)
    row[via] = world.ids.pupil
    const generated = table === 'messenger_message' ? ['words'] : []
    const names = Object.keys(row).filter((name) => !generated.includes(name))
    await sql`INSERT INTO ${sql.table(table)} (${sql.join(names.map((name) => sql.ref(name)))}) SELECT ${sql.join(names.map((name) => sql.ref(`r.${name}`)))} FROM jsonb_populate_record(NULL::${sql.table(table)}, ${JSON.stringify(row)}::jsonb) AS r`.execute(trx)
  }

  const referenceOf = (table: string, column: string) => shape.references.find((one) => one.child === table && one.columns.includes(column))

  /** A value the column takes: of a row it points to, one that its CHECK allows, or anything of its type. A reference that can be empty is. */
  async function madeValue(trx: Trx, table: string, column: string): Promise<unknown> {
    const reference = referenceOf(table, column)
    if (reference?.isNullable) return null
    if (reference !== undefined) {
      if (reference.parent === 'person') return world.ids.friend
      const target = reference.parentColumns[reference.columns.indexOf(column)]!
      // One that nothing of this table points to yet: some point to each only once.
      const { rows } = await sql<{ value: unknown }>`SELECT p.${sql.ref(target)} AS value FROM ${sql.table(reference.parent)} AS p WHERE p.${sql.ref(target)} NOT IN (SELECT ${sql.ref(column)} FROM ${sql.table(table)}) ORDER BY 1 DESC LIMIT 1`.execute(trx)
      return rows[0]?.value ?? null
    }
    // The contract, not the table, says which there are.
    if (column === 'purpose') return 'platform'
    return allowed.get(`${table}.${column}`)?.[0] ?? valueOf(shape.types.get(`${table}.${column}`)!)
  }

  function valueOf(type: string): unknown {
    if (type === 'uuid') return newId(house.clock.now())
    if (type === 'date') return house.clock.today()
    if (type.startsWith('timestamp')) return house.clock.now().toISOString()
    if (type === 'boolean') return false
    if (type === 'bytea') return `\\x${newId(house.clock.now()).replaceAll('-', '').repeat(2)}`
    return /int|numeric/.test(type) ? 1 : type === 'jsonb' ? {} : MARK
  }

  /** Everything that anybody can read, asked as each of them. Names of operations in whose answer `text` stands. */
  async function heard(text: RegExp, except: readonly string[] = []): Promise<string[]> {
    const found: string[] = []
    for (const key of ['friend', 'teacher', 'head', 'clerk', 'admin', 'secondAdmin', 'mother', 'caretaker'] as const satisfies readonly PersonKey[]) {
      const actor = await provedActor(house, world.ids[key])
      for (const [name, entry] of house.assembly.entries) {
        if (entry.operation.effects !== 'read' || entry.operation.body !== undefined || except.includes(name)) continue
        for (const id of [world.ids.pupil, world.groups.class7b]) {
          const answer = await perform(house.platform, entry, {
            actor, door: entry.operation.doors[0]!, input: { ...plainInput(entry.operation, id), ...('q' in plainInput(entry.operation, id) && { q: NAME }) }, at: house.clock.now(),
            request: { address: '127.0.0.1', cookies: {}, userAgent: 'canary', setCookie: () => {} },
          }).then((body) => JSON.stringify(body) ?? '', (error: unknown) => (error instanceof RefusalError ? JSON.stringify(error.refusal) : Promise.reject(error)))
          if (text.test(answer)) found.push(`${key} ${name}`)
        }
      }
    }
    return [...new Set(found)]
  }

  /** Tables and files in which one of these stands in clear. */
  async function hits(texts: readonly string[]): Promise<string[]> {
    const found: string[] = []
    for (const [table] of shape.keys) {
      const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM ${sql.table(table)} WHERE ${sql.join(texts.map((text) => sql`${sql.table(table)}::text ILIKE ${`%${text}%`}`), sql` OR `)}`.execute(house.db.owner)
      if (rows[0]!.n > 0) found.push(`${table} ${rows[0]!.n}`)
    }
    for (const name of await readdir(house.folder, { recursive: true, withFileTypes: true })) {
      if (!name.isFile()) continue
      const content = await readFile(join(name.parentPath, name.name))
      if (texts.some((text) => content.includes(text))) found.push(name.name)
    }
    return found
  }

  test('the marks stand nearly everywhere, and who may see the pupil reads them', async () => {
    assert.ok(marked.length > 15, marked.join(' '))
    assert.ok(bare.length <= WITHOUT_ROW, `${bare.length} tables have no row of the pupil: ${bare.join(', ')}`)
    assert.ok((await heard(new RegExp(NAME))).length > 5)
    assert.ok((await hits([MARK])).length > 10)
  })

  test('day 0: nobody meets the name, in no answer', async () => {
    await house.write((w) => recordDeletions(w, [{ personId: world.ids.pupil, on: w.today, cause: 'decision', reason: 'Probe' }]))
    assert.deepEqual(await heard(new RegExp(NAME), ['lifecycle.listDeleted']), [])
  })

  test('a restore brings back every row that is not declared to be dropped', async () => {
    const kept = declarations().filter(({ onRestore, table }) => onRestore === 'give-back' && !['person', 'deleted_account', 'account_deletion', 'account_restoration', 'guardianship'].includes(table))
    const before_ = new Map(await Promise.all(kept.map(async (table) => [table.table, await rowsOf(table)] as const)))
    await house.write(async (w) => {
      await restoreAccounts(w, [{ id: world.ids.pupil, isNewStay: false }])
    })
    for (const table of kept) if (!['task', 'task_completion', 'journal_entry', 'journal_pseudonym'].includes(table.table)) assert.deepEqual(await rowsOf(table), before_.get(table.table), table.table)
    const { rows } = await sql<{ given_name: string }>`SELECT given_name FROM person WHERE id = ${world.ids.pupil}`.execute(house.db.owner)
    assert.equal(rows[0]!.given_name, NAME)
  })

  test('day 91: no mark is left, in no table and in no file', async () => {
    await house.write((w) => recordDeletions(w, [{ personId: world.ids.pupil, on: w.today, cause: 'decision', reason: 'Probe' }]))
    await house.clock.travelTo('2027-02-22 00:10')
    for (const job of lifecycle.recurring!) await job.run(house.platform, '', house.clock.now())
    assert.deepEqual(await hits([NAME, MARK, world.ids.pupil]), [])
    assert.deepEqual(await heard(new RegExp(`${NAME}|${MARK}`)), [])
    const sheets = await house.db.owner.selectFrom('purge_sheet').selectAll().execute()
    assert.ok(sheets.every(({ counts }) => (counts as { remains: unknown[] }).remains.length === 0))
    assert.ok(sheets.some(({ evidence }) => evidence > 0), 'what must be proved longer is sealed')
  })
})
