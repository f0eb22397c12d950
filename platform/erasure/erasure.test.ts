/** X4, R12.4: what is declared is erased, kept without names, sealed or dropped, also of a module that was written for this test alone. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { Trx } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import { dropRows } from './drop.ts'
import { erasePeople } from './erase.ts'
import type { Erased } from './erase.ts'
import { NOBODY_ID } from './nobody.ts'
import { remainsOf } from './remains.ts'
import { retain } from './retention.ts'
import { makeToyTables, toy } from '#tests/toy.ts'
import { write } from '#platform/module/write.ts'
import type { Write } from '#platform/module/write.ts'
import { checkCoverage } from '#platform/privacy/coverage.ts'
import type { World } from '#example/world.ts'
import { modules } from '#modules/index.ts'
import type { TestHouse } from '#tests/house.ts'
import { openTestWorld } from '#tests/world.ts'

let house: TestHouse
let world: World
describe('erasure', () => {
  before(async () => {
    ;({ house, world } = await openTestWorld({ modules: [...modules, toy] }))
    await makeToyTables(house)
  })
  after(() => house.close())

  class Undo extends Error {}
  /** Runs with the owner role and takes everything back. */
  async function tried(work: (w: Write) => Promise<void>): Promise<void> {
    await write(house.platform, null, house.clock.now(), async (w) => {
      await work(w)
      throw new Undo()
    }, house.db.owner).catch((error: unknown) => (error instanceof Undo ? undefined : Promise.reject(error)))
  }
  const insert = (trx: Trx, table: string, row: Record<string, unknown>) =>
    sql`INSERT INTO ${sql.table(table)} (${sql.join(Object.keys(row).map((key) => sql.ref(key)))}) VALUES (${sql.join(Object.values(row))})`.execute(trx)
  const count = async (trx: Trx, table: string, where = sql`true`) => Number((await sql<{ n: number }>`SELECT count(*)::int AS n FROM ${sql.table(table)} WHERE ${where}`.execute(trx)).rows[0]!.n)
  const person = (id: string) => ({ id, type: 'pupil', name: 'Lina Sommer', accountName: 'lina', source: 'x', sourceId: '1' })
  const id = (w: Write) => newId(w.at)
  /** Rows in every table of the toy: the pupil's own, one of a friend with the pupil's answer, one of the pupil with the friend's answer. */
  async function fill(w: Write): Promise<void> {
    const [own, others] = [id(w), id(w)]
    const { pupil, friend } = world.ids
    await insert(w.trx, 'toy_note', { id: own, person_id: pupil, body: 'eigene' })
    await insert(w.trx, 'toy_note', { id: others, person_id: friend, body: 'fremde' })
    await insert(w.trx, 'toy_answer', { id: id(w), note_id: own, author_id: friend, signed: 'Emre', body: 'Antwort von Emre' })
    await insert(w.trx, 'toy_answer', { id: id(w), note_id: others, author_id: pupil, signed: 'Lina', body: 'Antwort von Lina' })
    await insert(w.trx, 'toy_draft', { id: id(w), person_id: pupil, body: 'Entwurf' })
    await insert(w.trx, 'toy_proof', { id: id(w), person_id: pupil, body: 'Nachweis' })
    await insert(w.trx, 'toy_visit', { id: id(w), person_id: pupil, at: w.at })
  }

  describe('a module that exists only here', () => {
    test('is covered, and what it forgets is named', async () => {
      const faultsWith = (data: typeof toy.manifest.data) => checkCoverage(house.platform.pool, [...modules.map(({ manifest }) => manifest), { ...toy.manifest, data }])
      const [note, ...others] = toy.manifest.data
      assert.deepEqual(await faultsWith(toy.manifest.data), [])
      assert.deepEqual(await faultsWith(others), ['the table toy_note stands in no manifest', 'toy_note.person_id leads to a person, but erasure does not know this way'])
      assert.deepEqual(await faultsWith([{ ...note!, columns: { id: { kind: 'technical' }, person_id: { kind: 'technical' } } }, ...others]), ['the column toy_note.body is not classified'])
      assert.deepEqual(await faultsWith([{ ...note!, keep: { rule: 'days', days_max: 1, from: 'nie', since: 'body' } }, ...others]), ["toy_note: days can't be counted from body, which is text"])
      assert.deepEqual(await faultsWith([{ ...note!, subjects: [{ ...note!.subjects[0]!, clears: ['ghost'] }] }, ...others]), ['toy_note: ghost is to be emptied, but does not exist'])
    })

    test('its rows go, are kept without a name, or are sealed; and nothing speaks of the person any more', () => tried(async (w) => {
      await fill(w)
      const erased: Erased = (await erasePeople(w, [person(world.ids.pupil)], { deleteAuthored: false })).get(world.ids.pupil)!
      assert.deepEqual([erased.deleted.toy_note, erased.deleted.toy_answer, erased.deleted.toy_draft, erased.deleted.toy_proof, erased.deleted.toy_visit, erased.forgotten.toy_answer], [1, 1, 1, 1, 1, 1])
      const { rows } = await sql<{ author_id: string; signed: string; body: string }>`SELECT author_id, signed, body FROM toy_answer`.execute(w.trx)
      assert.deepEqual(rows, [{ author_id: NOBODY_ID, signed: '', body: 'Antwort von Lina' }])
      assert.deepEqual(await remainsOf(w.trx, [world.ids.pupil]), [])
      assert.equal(await count(w.trx, 'toy_note'), 1, 'the note of the friend is still there')
      // One record for the toy's hundred days, one for the consents of the example.
      assert.equal(erased.evidence, await count(w.trx, 'sealed_evidence'))
      const last = await w.trx.selectFrom('sealed_evidence').select('keep_until').orderBy('keep_until').execute()
      assert.equal(last[0]!.keep_until, '2027-03-03')
    }))

    test('where the school empties what was written, the words go too', () => tried(async (w) => {
      await fill(w)
      await erasePeople(w, [person(world.ids.pupil)], { deleteAuthored: true })
      assert.equal(await count(w.trx, 'toy_answer', sql`body <> ''`), 0)
    }))

    test('a restore gives back what is not declared to be dropped', () => tried(async (w) => {
      await fill(w)
      await dropRows(w, [world.ids.pupil])
      assert.deepEqual([await count(w.trx, 'toy_note'), await count(w.trx, 'toy_draft'), await count(w.trx, 'toy_visit'), await count(w.trx, 'toy_proof')], [2, 0, 0, 1])
    }))

    test('a reference that erasure does not know stops it as a whole', async () => {
      await assert.rejects(tried(async (w) => {
        await sql`CREATE TABLE forgotten (id uuid PRIMARY KEY, person_id uuid NOT NULL REFERENCES person (id))`.execute(w.trx)
        await insert(w.trx, 'forgotten', { id: id(w), person_id: world.ids.pupil })
        await erasePeople(w, [person(world.ids.pupil)], { deleteAuthored: false })
      }), { code: '23503' })
    })

    test('an identifier in a document, a text or a list is found afterwards', () => tried(async (w) => {
      await sql`CREATE TABLE forgotten (id uuid PRIMARY KEY, note text, list uuid[], tree jsonb)`.execute(w.trx)
      await insert(w.trx, 'forgotten', { id: id(w), note: `siehe ${world.ids.pupil.toUpperCase()}`, list: `{${world.ids.pupil}}`, tree: JSON.stringify({ a: [{ b: world.ids.pupil }] }) })
      await erasePeople(w, [person(world.ids.pupil)], { deleteAuthored: false })
      assert.deepEqual((await remainsOf(w.trx, [world.ids.pupil])).map(({ table, column }) => `${table}.${column}`), ['forgotten.list', 'forgotten.note', 'forgotten.tree'])
    }))
  })

  describe('R6.2 „Protokolldaten“: retention', () => {
    const rows = async (at: string) => {
      await house.clock.travelTo(at)
      const result = await retain(house.db.owner, [toy.manifest], house.platform.school, house.clock.now())
      return { ...result, left: await house.db.owner.transaction().execute(async (trx) => [await count(trx, 'toy_visit'), await count(trx, 'toy_case'), await count(trx, 'toy_step')]) }
    }

    test('rows of a day are kept through day 14, and gone when day 15 begins; what hangs on a row goes with it, and what has no end stays', async () => {
      await house.clock.travelTo('2026-12-01 10:00')
      const at = house.clock.now()
      await house.db.owner.transaction().execute(async (trx) => {
        await insert(trx, 'toy_visit', { id: newId(at), person_id: world.ids.pupil, at })
        const [closed, open] = [newId(at), newId(at)]
        await insert(trx, 'toy_case', { id: closed, closed_on: '2026-12-01' })
        await insert(trx, 'toy_case', { id: open, closed_on: null })
        for (const case_id of [closed, open]) await insert(trx, 'toy_step', { id: newId(at), case_id })
      })
      assert.deepEqual((await rows('2026-12-15 23:59')).left, [1, 2, 2])
      assert.deepEqual(await rows('2026-12-16 00:01'), { gone: { toy_visit: 1 }, stuck: {}, left: [0, 2, 2] })
      assert.deepEqual((await rows('2026-12-31 23:59')).left, [0, 2, 2])
      assert.deepEqual((await rows('2027-01-01 00:01')).left, [0, 1, 1])
    })

    test('all of the school in one night, and nothing is stuck', async () => {
      await house.clock.travelTo('2029-09-01 01:10')
      const { stuck, gone } = await retain(house.db.owner, house.platform.manifests.values(), house.platform.school, house.clock.now())
      assert.deepEqual(stuck, {})
      assert.ok(Object.keys(gone).length > 2, JSON.stringify(gone))
    })
  })
})
