/** X2, X3, A18: the export holds every declared table with rows, nothing that is closed, and nothing of others; also of a module that exists only in the tests. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { scopeOf } from '#platform/blobs/scopes.ts'
import { readShape } from '#platform/erasure/shape.ts'
import { newId } from '#platform/id/id.ts'
import { wordsOf } from '#platform/privacy/columns.de.ts'
import { write } from '#platform/module/write.ts'
import { modules } from '#modules/index.ts'
import type { World } from '#example/world.ts'
import type { TestHouse } from '#tests/house.ts'
import { makeToyTables, toy } from '#tests/toy.ts'
import { openTestWorld } from '#tests/world.ts'
import { askForExport, exportState } from './asking.ts'
import { jsonPath } from './file/room.ts'
import { makeExport } from './making.ts'
import { sectionsOf } from './sections.ts'
import type { ExportKind } from './sections.ts'
import { dropRules, fillTables, markOf } from './test-rows.ts'
import { unzip } from './test-zip.ts'

let house: TestHouse
let world: World
describe('the export', () => {
  before(async () => {
    ;({ house, world } = await openTestWorld({ modules: [...modules, toy] }))
    await makeToyTables(house)
    await dropRules(house.db.owner)
    await sql`CREATE TABLE test_attachment (blob_id uuid NOT NULL REFERENCES blob (id))`.execute(house.db.owner)
    await sql`GRANT ALL ON test_attachment TO PUBLIC`.execute(house.db.owner)
  })
  after(() => house.close())

  /** Asks, waits and reads the file. */
  async function take(personId: string, readerId = personId, kind: ExportKind = 'own'): Promise<Map<string, Buffer>> {
    const { platform } = house
    const at = house.clock.now()
    await sql`DELETE FROM export_request`.execute(house.db.owner)
    const { id } = await write(platform, null, at, (w) => askForExport(w, { kind, personId, readerId }))
    await makeExport(platform, { id }, at)
    const found = await exportState(platform.database, { personId, readerId }, { at, today: '2026-11-23' })
    assert.equal(found.state, 'ready', String(found.problem))
    const pieces: Buffer[] = []
    for await (const piece of await platform.blobs.open(found.blobId!)) pieces.push(piece)
    return unzip(Buffer.concat(pieces))
  }

  const allText = (files: ReadonlyMap<string, Buffer>) => [...files].map(([name, content]) => `${name}\n${content.toString('latin1')}\n${content.toString()}`).join('\n')
  const json = (files: ReadonlyMap<string, Buffer>, name: string) => JSON.parse(files.get(name)!.toString()) as Record<string, unknown>[]
  const marksIn = (text: string, word: string) => [...new Set([...text.matchAll(new RegExp(`${word}-[a-z_]+-[a-z_]+`, 'g'))].map(([mark]) => mark))].sort()

  describe('the export of a person with a row in every table', () => {
    test('holds every table that the manifests open, every column of it that may be given out, and no other', async () => {
      const { pupil } = world.ids
      const filled = await fillTables(house.db.owner, 'eigen', () => pupil, (table) => !table.startsWith('blob') && !['scope_key', 'job', 'job_try', 'export_request', 'ledger_outbox', 'schema_migration', 'test_attachment'].includes(table))
      assert.ok(filled.length > 70, `${filled.length} tables`)
      const files = await take(pupil)
      const shape = await house.db.owner.transaction().execute(readShape)
      const sections = sectionsOf(house.platform.manifests.values(), { types: shape.types, isOwnFile: sql<boolean>`true` }, { kind: 'own', personId: pupil, readerId: pupil })
      // Every table with an open way is there, unless nothing of it can be given out.
      const open = [...house.platform.manifests.values()].flatMap(({ data }) => data).filter(({ subjects }) => subjects.some((one) => one.export.includes('access'))).map(({ table }) => table)
      const without = open.filter((table) => !sections.some(({ declaration }) => declaration.table === table))
      assert.deepEqual(without, ['messenger_direct_member'], 'ids only')
      const text = allText(files)
      for (const [{ table }, own] of Map.groupBy(sections, ({ declaration }) => declaration)) {
        if (!filled.includes(table)) continue
        assert.ok(own.some((section) => files.has(jsonPath(section)) && json(files, jsonPath(section)).length > 0), table)
        assert.ok(files.has(`raeume/${own[0]!.manifest.id}.html`))
      }
      // Texts that may be given out are, others never: hashes, keys, sealed bytes, ids, what the program counts by.
      const given = sections.flatMap(({ declaration: { table }, columns }) => columns.filter((column) => shape.types.get(`${table}.${column}`) === 'text' && filled.includes(table)).map((column) => markOf('eigen', table, column)))
      const marks = marksIn(text, 'eigen')
      assert.deepEqual([...new Set(given)].filter((mark) => mark.split('-').length === 3 && !marks.includes(mark)), [])
      assert.deepEqual(marks.filter((mark) => !given.includes(mark) && !/^eigen-journal_entry-fields$/.test(mark)), [])
      assert.deepEqual(marks.filter((mark) => /hash|secret|token|salt|sealed|wrapped|_key/.test(mark.split('-')[2]!)), [])
      assert.doesNotMatch([...files].filter(([name]) => !name.startsWith('dateien/')).map(([, content]) => content.toString()).join(''), /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-/)
    })

    test('nothing that is another person’s, and of records of two nothing but what the manifest gives to the owner', async () => {
      const { pupil, third } = world.ids
      const wants = (table: string) => !table.startsWith('blob') && !['scope_key', 'job', 'job_try', 'export_request', 'ledger_outbox', 'schema_migration', 'test_attachment', 'messenger_room', 'membership'].includes(table)
      await fillTables(house.db.owner, 'fremd', () => third, wants)
      const files = await take(pupil)
      assert.deepEqual(marksIn(allText(files), 'fremd'), [])
      // The pupil acted in these, or somebody else is concerned too: ids of the way are theirs, all others another person's.
      const concerned = [...house.platform.manifests.values()].flatMap(({ data }) => data).filter(({ subjects }) => subjects.length > 1)
      for (const { table, subjects } of concerned) {
        for (const [index, { via }] of subjects.entries()) {
          if (via.includes('>')) continue
          await fillTables(house.db.owner, `misch${index}`, (_, column) => (column === via ? pupil : column === 'id' || column.endsWith('_id') && !subjects.some((one) => one.via === column) ? newId(house.clock.now()) : third), (name) => name === table)
        }
      }
      const mixed = await take(pupil)
      const found = [...allText(mixed).matchAll(/misch\d-[a-z_]+-[a-z_]+/g)].map(([mark]) => mark.replace(/^misch\d-/, ''))
      // What somebody was told or wrote about the pupil alone, and what the pupil wrote: of two people never a free text.
      assert.deepEqual([...new Set(found)].filter((mark) => concerned.some(({ table, subjects }) => mark.startsWith(`${table}-`) && wordsOf(table, mark.split('-')[1]!) === undefined && subjects.filter((one) => one.onErasure !== 'anonymise').length > 1)), [])
      assert.deepEqual([...new Set(found)].filter((mark) => mark.startsWith('toy_answer')), ['toy_answer-signed', 'toy_answer-body'])
    })

    test('holds the own files as they were, and never an export nor what nobody refers to', async () => {
      const { pupil } = world.ids
      const { platform } = house
      const scopeId = await write(platform, null, house.clock.now(), (w) => scopeOf(w, { personId: pupil }))
      const [picture, film] = [randomBytes(2_000), randomBytes(700_000)]
      for (const [content, mediaType] of [[picture, 'image/png'], [film, 'video/mp4']] as const) {
        const { id } = await platform.blobs.store({ scopeId, mediaType, content, bytes_max: 1_000_000 })
        await sql`INSERT INTO test_attachment VALUES (${id})`.execute(platform.database)
      }
      // Nobody refers to it: an upload that was not finished.
      await platform.blobs.store({ scopeId, mediaType: 'image/png', content: randomBytes(100), bytes_max: 1_000 })
      const first = await take(pupil)
      const own = (files: ReadonlyMap<string, Buffer>) => [...files].filter(([name]) => name.startsWith('dateien/'))
      assert.deepEqual(own(first).map(([name]) => name.split('.')[1]).sort(), ['mp4', 'png'])
      assert.ok(own(first).find(([name]) => name.endsWith('png'))![1].equals(picture))
      assert.ok(own(first).find(([name]) => name.endsWith('mp4'))![1].equals(film))
      assert.deepEqual(own(await take(pupil)).map(([name]) => name), own(first).map(([name]) => name))
    })

    test('every page works without network and script, and links lead to what is there', async () => {
      const files = await take(world.ids.pupil)
      for (const [name, content] of files) {
        if (!name.endsWith('.html')) continue
        const page = content.toString()
        assert.match(page, /^<!doctype html>/)
        assert.match(page, /<\/html>\n$/)
        assert.doesNotMatch(page, /<script|https?:\/\/|javascript:|\son[a-z]+=|<img/i)
        for (const [, href] of page.matchAll(/href="([^"]+)"/g)) {
          const target = new URL(href!, `file:///${name}`).pathname.slice(1)
          assert.ok(files.has(decodeURIComponent(target)), `${name} leads to ${href}`)
        }
      }
      assert.ok([...files.keys()].every((name) => name === 'index.html' || files.get('index.html')!.toString().includes(name.split('/')[0]!)))
    })

    test('what people wrote can do nothing in a page', async () => {
      await sql`UPDATE person SET given_name = ${'<script>alert(1)</script>"\'&'} WHERE id = ${world.ids.friend}`.execute(house.db.owner)
      const page = (await take(world.ids.friend)).get('raeume/identity.html')!.toString()
      assert.doesNotMatch(page, /<script/)
      assert.ok(page.includes('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;'))
    })
  })
})
