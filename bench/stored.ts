/**
 * What is stored about somebody, asked for in a school of 2,000 people with 400,000 messages: a teacher who wrote 20,000 of them, a pupil, and a mother about
 * her child. The floor is the same ways from the manifests, counted bare by one connection, in the same run. Then each way that costs more than the rest.
 */
import { sql } from 'kysely'
import pg from 'pg'
import { storedAbout, storedForGuardian } from '#platform/privacy/stored.ts'
import { walkSubjects } from '#platform/privacy/walk.ts'
import type { SubjectRows } from '#platform/privacy/walk.ts'
import { globalSetup, globalTeardown } from '#tests/setup.ts'
import { inSeededSchool } from './consent/seed.ts'
import { quantile } from './quantile.ts'
import { fill } from './stored/seed.ts'

const PUPILS = Number(process.env['BENCH_PUPILS'] ?? 660)
const MESSAGES = Number(process.env['BENCH_MESSAGES'] ?? 400_000)
const OWN = Math.min(20_000, MESSAGES)
const TIMES = Number(process.env['BENCH_TIMES'] ?? 20)
const SLOW_MS = 2

/** Prints a line for each reader. */
export async function run(): Promise<void> {
  await globalSetup()
  try {
    await inSeededSchool(PUPILS, async ({ house, client }) => {
      const { database, manifests, school } = house.platform
      const teacherId = await idOf(client, `type = 'teacher' AND given_name = 'Ayşe'`)
      await fill(client, { teacherId, rooms: 40, own: OWN, messages: MESSAGES })
      const { ward, guardian } = (await client.query<{ ward: string; guardian: string }>(`SELECT ward_id AS ward, guardian_id AS guardian FROM guardianship WHERE source = 'bench' LIMIT 1`)).rows[0]!
      const all = [...manifests.values()]
      const context = { option: school.option }
      const bare = (ways: readonly SubjectRows[]) => async () => {
        for (const way of ways) await count(way)
      }
      const count = async ({ declaration, isTheirs }: SubjectRows) => {
        const { sql: text, parameters } = sql`SELECT count(*) FROM ${sql.table(declaration.table)} WHERE ${isTheirs}`.compile(database)
        await client.query(text, [...parameters])
      }
      console.log('reader                     p50 ms   floor p50 ms   ratio   bare counts')
      const line = async (name: string, ways: SubjectRows[], ask: () => Promise<unknown>) => {
        const [took, floor] = [await median(ask), await median(bare(ways))]
        console.log(`${name.padEnd(24)} ${took.toFixed(1).padStart(8)} ${floor.toFixed(1).padStart(14)} ${(took / floor).toFixed(1).padStart(7)} ${String(ways.length).padStart(13)}`)
        for (const way of ways) {
          const ms = await median(() => count(way))
          if (ms > SLOW_MS) console.log(`  ${way.declaration.table} by ${way.subject.via}: ${ms.toFixed(1)} ms`)
        }
      }
      const open = (personId: string) => walkSubjects(all, personId).filter(({ subject }) => subject.export.includes('access'))
      await line(`teacher, ${OWN} messages`, open(teacherId), () => storedAbout(database, all, teacherId, context))
      await line('pupil', open(ward), () => storedAbout(database, all, ward, context))
      await line('mother about the child', open(ward).filter(({ subject }) => subject.guardian), () => storedForGuardian(database, all, { wardId: ward, guardianId: guardian }, context))
    })
  } finally {
    await globalTeardown()
  }
}

async function idOf(client: pg.Client, which: string): Promise<string> {
  return (await client.query<{ id: string }>(`SELECT id FROM person WHERE ${which}`)).rows[0]!.id
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const took: number[] = []
  for (let n = 0; n < TIMES + 2; n++) {
    const began = performance.now()
    await work()
    if (n >= 2) took.push(performance.now() - began)
  }
  return quantile(took, 0.5)
}
