/**
 * The export of one heavy account: a teacher who wrote 20,000 of 400,000 messages and is in a room of all of them, with 500 MB of files. The floor is the same rows
 * and bytes, each read twice (page and JSON) or once (files) by the same ways, and thrown away, in the same run. Also told: how much memory came to it.
 */
import { randomBytes } from 'node:crypto'
import { scopeOf } from '#platform/blobs/scopes.ts'
import { readShape } from '#platform/erasure/shape.ts'
import { askForExport } from '#platform/export/asking.ts'
import { makeExport } from '#platform/export/making.ts'
import { filesOf, ownFile, rowsOf } from '#platform/export/reading.ts'
import { sectionsOf } from '#platform/export/sections.ts'
import type { Platform } from '#platform/module/platform.ts'
import { write } from '#platform/module/write.ts'
import { globalSetup, globalTeardown } from '#tests/setup.ts'
import { inSeededSchool } from './consent/seed.ts'
import { measured } from './measured.ts'
import { fill } from './stored/seed.ts'

const PUPILS = Number(process.env['BENCH_PUPILS'] ?? 330)
const MESSAGES = Number(process.env['BENCH_MESSAGES'] ?? 400_000)
const FILES_MB = Number(process.env['BENCH_MB'] ?? 500)
const FILE_MB = 5
const OWN = 20_000

/** Prints three lines. */
export async function run(): Promise<void> {
  await globalSetup()
  try {
    await inSeededSchool(PUPILS, async ({ house, client }) => {
      const { platform } = house
      const { rows } = await client.query<{ id: string }>(`SELECT id FROM person WHERE type = 'teacher' AND given_name = 'Ayşe'`)
      const personId = rows[0]!.id
      await fill(client, { teacherId: personId, rooms: 40, own: Math.min(OWN, MESSAGES), messages: MESSAGES })
      // One room of the forty is a talk of the teacher's: 10,000 lines that others wrote too.
      await client.query(`INSERT INTO messenger_direct_member (room_id, person_id) SELECT id, $1 FROM messenger_room WHERE direct_key = 'bench1'`, [personId])
      await client.query('CREATE TABLE bench_attachment (blob_id uuid NOT NULL REFERENCES blob (id))')
      await client.query('GRANT ALL ON bench_attachment TO PUBLIC')
      const at = house.clock.now()
      const scopeId = await write(platform, null, at, (w) => scopeOf(w, { personId }))
      for (let n = 0; n < FILES_MB / FILE_MB; n++) {
        const { id } = await platform.blobs.store({ scopeId, mediaType: 'image/jpeg', content: randomBytes(FILE_MB * 1_000_000), bytes_max: FILE_MB * 1_000_000 })
        await client.query('INSERT INTO bench_attachment VALUES ($1)', [id])
      }
      const floor = await measured(() => readAll(platform, personId, at))
      const { id } = await write(platform, null, at, (w) => askForExport(w, { kind: 'own', personId, readerId: personId }))
      const made = await measured(() => makeExport(platform, { id }, at))
      const done = await platform.database.selectFrom('export_request as r').leftJoin('blob as b', 'b.id', 'r.blob_id').select(['r.problem', 'b.size_bytes']).where('r.id', '=', id).executeTakeFirstOrThrow()
      if (done.problem !== null) throw new Error(`the export was not made: ${done.problem}`)
      console.log(`floor: ${floor.result.rows} rows and ${(floor.result.bytes / 1e6).toFixed(0)} MB of files read in ${floor.seconds.toFixed(1)} s, ${floor.memory_mb.toFixed(0)} MB of memory`)
      console.log(`export: ${(Number(done.size_bytes) / 1e6).toFixed(0)} MB made and stored in ${made.seconds.toFixed(1)} s, ${made.memory_mb.toFixed(0)} MB of memory`)
      console.log(`ratio: ${(made.seconds / floor.seconds).toFixed(1)}`)
    })
  } finally {
    await globalTeardown()
  }
}

async function readAll(platform: Platform, personId: string, at: Date): Promise<{ rows: number; bytes: number }> {
  const count = { rows: 0, bytes: 0 }
  await platform.database.transaction().setIsolationLevel('repeatable read').execute(async (trx) => {
    const of = { kind: 'own', personId, readerId: personId } as const
    const isOwnFile = await ownFile(trx)
    const { types } = await readShape(trx)
    for (const section of sectionsOf(platform.manifests.values(), { types, isOwnFile }, of)) {
      for (let n = 0; n < 2; n++) for await (const rows of rowsOf(trx, section)) count.rows += rows.length
    }
    for (const { addressed } of platform.modules) {
      for await (const { lines } of addressed?.(platform, personId, at) ?? []) {
        for (let n = 0; n < 2; n++) for await (const _ of lines()) count.rows++
      }
    }
    for (const file of await filesOf(trx, of, isOwnFile, 10_000)) for await (const piece of await platform.blobs.open(file.id)) count.bytes += piece.length
  })
  return count
}
