/**
 * The night in which a year of leavers is purged: 300 pupils of a school with 400,000 messages. The floor is what goes from the same tables of 300 others, by one
 * plain statement for each way that the manifests declare, without looking for keys, sealing anything or searching for what is left; in as many transactions.
 */
import { sql } from 'kysely'
import { connect } from '#platform/database/connect.ts'
import { NOBODY_ID } from '#platform/erasure/nobody.ts'
import { ownColumn } from '#platform/erasure/plan.ts'
import { walkSubjects } from '#platform/privacy/walk.ts'
import { limits } from '#modules/lifecycle/limits.ts'
import { recordDeletions } from '#modules/lifecycle/deletion.ts'
import { purgeDue } from '#modules/lifecycle/purge.ts'
import type { TestHouse } from '#tests/house.ts'
import { globalSetup, globalTeardown } from '#tests/setup.ts'
import { inSeededSchool } from './consent/seed.ts'
import { measured } from './measured.ts'
import { fill } from './stored/seed.ts'

const LEAVERS = Number(process.env['BENCH_LEAVERS'] ?? 300)
const MESSAGES = Number(process.env['BENCH_MESSAGES'] ?? 400_000)

/** Prints three lines. */
export async function run(): Promise<void> {
  await globalSetup()
  try {
    await inSeededSchool(2 * LEAVERS + 60, async ({ house, client }) => {
      const { rows } = await client.query<{ id: string; type: string }>(`SELECT id, type FROM person WHERE type = 'teacher' AND given_name = 'Ayşe'`)
      await fill(client, { teacherId: rows[0]!.id, rooms: 40, own: Math.min(20_000, MESSAGES), messages: MESSAGES })
      const { rows: pupils } = await client.query<{ id: string }>(`SELECT id FROM person WHERE type = 'pupil' AND id NOT IN (SELECT person_id FROM access_fact WHERE kind = 'task') ORDER BY id DESC LIMIT $1`, [2 * LEAVERS])
      const [ours, others] = [pupils.slice(0, LEAVERS), pupils.slice(LEAVERS)].map((half) => half.map(({ id }) => id)) as [string[], string[]]
      await client.query('ANALYZE')
      const floor = await measured(() => plain(house, others))
      await house.write((w) => recordDeletions(w, ours.map((personId) => ({ personId, on: w.today, cause: 'decision' as const, reason: 'Probe' }))))
      await house.clock.advance({ days: 91 })
      const purged = await measured(() => purgeDue(house.platform, house.clock.now()))
      if (purged.result < LEAVERS) throw new Error(`only ${purged.result} were purged`)
      console.log(`floor: ${floor.result} rows of ${LEAVERS} people in ${floor.seconds.toFixed(1)} s`)
      console.log(`purge: ${purged.result} people in ${purged.seconds.toFixed(1)} s, ${purged.memory_mb.toFixed(0)} MB of memory`)
      console.log(`ratio: ${(purged.seconds / floor.seconds).toFixed(1)}`)
    })
  } finally {
    await globalTeardown()
  }
}

/** How many rows went or forgot somebody. In an order that is none: references are not looked at, as only a superuser may. */
async function plain(house: TestHouse, personIds: readonly string[]): Promise<number> {
  const { database: root } = connect(house.db.superuserUrl, { connections_max: 1, name: 'floor' })
  let count = 0
  for (let start = 0; start < personIds.length; start += limits.batch_purges) {
    const ids = personIds.slice(start, start + limits.batch_purges)
    await root.transaction().execute(async (trx) => {
      await sql`SET LOCAL session_replication_role = replica`.execute(trx)
      const ways = walkSubjects(house.platform.manifests.values(), ids)
      // Longer ways first: afterwards what they lead over is gone.
      for (const { declaration, subject, isTheirs } of ways.toSorted((a, b) => b.subject.via.split('>').length - a.subject.via.split('>').length)) {
        const column = ownColumn(subject)
        const table = sql.table(declaration.table)
        if (subject.onErasure === 'delete' || subject.onErasure === 'evidence') count += Number((await sql`DELETE FROM ${table} WHERE ${isTheirs}`.execute(trx)).numAffectedRows ?? 0)
        else if (subject.onErasure === 'anonymise' && column !== null && declaration.table !== 'person') count += Number((await sql`UPDATE ${table} SET ${sql.ref(column)} = ${NOBODY_ID}::uuid WHERE ${isTheirs}`.execute(trx)).numAffectedRows ?? 0)
      }
    })
  }
  await root.destroy()
  return count
}
