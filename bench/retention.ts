/**
 * The night of retention over a million messages of which half are over. The floor is the same rows deleted from a copy of the table with its indexes, by plain
 * SQL with as many rows in a transaction. Also told: how much memory came to it.
 */
import { sql } from 'kysely'
import { retention_rows_max } from '#platform/erasure/limits.ts'
import { retain } from '#platform/erasure/retention.ts'
import type { Database } from '#platform/database/connect.ts'
import { globalSetup, globalTeardown } from '#tests/setup.ts'
import { inSeededSchool } from './consent/seed.ts'
import { measured } from './measured.ts'
import { fill } from './stored/seed.ts'

const MESSAGES = Number(process.env['BENCH_MESSAGES'] ?? 1_000_000)

/** Prints three lines. */
export async function run(): Promise<void> {
  await globalSetup()
  try {
    await inSeededSchool(30, async ({ house, client }) => {
      const { rows } = await client.query<{ id: string }>(`SELECT id FROM person WHERE type = 'teacher' AND given_name = 'Ayşe'`)
      await fill(client, { teacherId: rows[0]!.id, rooms: 40, own: Math.min(20_000, MESSAGES), messages: MESSAGES })
      await client.query(`UPDATE messenger_message SET posted_at = posted_at - interval '5 years' WHERE seq % 2 = 0`)
      await client.query('CREATE TABLE floor_message (LIKE messenger_message INCLUDING ALL)')
      await client.query('ALTER TABLE floor_message OWNER TO CURRENT_USER')
      const { rows: columns } = await client.query<{ name: string }>(`SELECT attname AS name FROM pg_attribute WHERE attrelid = 'messenger_message'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`)
      const names = columns.map(({ name }) => name).join(', ')
      await client.query(`INSERT INTO floor_message (${names}) SELECT ${names} FROM messenger_message`)
      await client.query('GRANT ALL ON floor_message TO PUBLIC')
      await client.query('VACUUM ANALYZE')
      const floor = await measured(() => plain(house.db.owner))
      const night = await measured(() => retain(house.db.owner, house.platform.manifests.values(), house.platform.school, house.clock.now()))
      const gone = night.result.gone['messenger_message'] ?? 0
      if (gone < MESSAGES / 3 || Object.keys(night.result.stuck).length > 0) throw new Error(`${gone} messages went; stuck: ${JSON.stringify(night.result.stuck)}`)
      console.log(`floor: ${floor.result} messages deleted in ${floor.seconds.toFixed(1)} s`)
      console.log(`retention: ${gone} messages, and ${Object.values(night.result.gone).reduce((sum, n) => sum + n, -gone)} other rows, in ${night.seconds.toFixed(1)} s, ${night.memory_mb.toFixed(0)} MB of memory`)
      console.log(`ratio: ${(night.seconds / floor.seconds).toFixed(1)}`)
    })
  } finally {
    await globalTeardown()
  }
}

async function plain(owner: Database): Promise<number> {
  for (let gone = 0; ; ) {
    const { numAffectedRows } = await sql`DELETE FROM floor_message WHERE ctid = ANY (ARRAY(SELECT ctid FROM floor_message WHERE posted_at < '2025-08-01' LIMIT ${retention_rows_max}))`.execute(owner)
    const count = Number(numAffectedRows ?? 0)
    gone += count
    if (count < retention_rows_max) return gone
  }
}
