/** Classes of pupils with two parents each and their papers, written straight into the database: two of three families have signed, one of thirty withdrew. */
import pg from 'pg'
import { connectionOf } from '#platform/database/connect.ts'
import { loadDocuments } from '#modules/consent/store.ts'
import { buildWorld } from '#example/world.ts'
import type { World } from '#example/world.ts'
import { openTestHouse } from '#tests/house.ts'
import type { TestHouse } from '#tests/house.ts'
import { visitor } from '#tests/visitor.ts'
import type { Visitor } from '#tests/visitor.ts'

export const CLASS_SIZE = 28

export type SeededSchool = { house: TestHouse; client: pg.Client; groupIds: string[]; signIn(key: keyof World['ids']): Promise<Visitor> }

/** Runs `work` in the example school with so many pupils more; `client` is a connection of the superuser, `signIn` lets a named person in, proved at each call. */
export async function inSeededSchool<T>(pupils: number, work: (school: SeededSchool) => Promise<T>): Promise<T> {
  const house = await openTestHouse()
  const client = new pg.Client(connectionOf(house.db.superuserUrl))
  await client.connect()
  try {
    const world = await buildWorld(house)
    const documentVersionId = (await loadDocuments(house.platform.database)).filter((document) => document.purpose === 'platform').at(-1)!.id
    const groupIds = await addPupils(client, { pupils, documentVersionId, clerkId: world.ids.clerk, today: house.clock.today() })
    const signIn = async (key: keyof World['ids']): Promise<Visitor> => {
      const who = visitor(house)
      who.keepsProving = true
      await who.signIn(world.accountName(key))
      return who
    }
    return await work({ house, client, groupIds, signIn })
  } finally {
    await client.end()
    await house.close()
  }
}

type Seed = { pupils: number; documentVersionId: string; clerkId: string; today: string }

/** The ids of the full classes. */
async function addPupils(client: pg.Client, { pupils, documentVersionId, clerkId, today }: Seed): Promise<string[]> {
  const at = `${today}T06:00:00Z`
  await client.query('CREATE TEMP TABLE child AS SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS mother, gen_random_uuid() AS father FROM generate_series(0, $1::int - 1) n', [pupils])
  await client.query(`CREATE TEMP TABLE class AS SELECT g, gen_random_uuid() AS id FROM generate_series(0, ($1::int - 1) / $2::int) g`, [pupils, CLASS_SIZE])
  await client.query(
    `INSERT INTO person (id, type, given_name, family_name, account_name, majority_on, entered_on, exit_on, source, source_id, access_version, created_at)
     SELECT p.id, CASE WHEN p.who = 'c' THEN 'pupil' ELSE 'parent' END, 'Vor' || n % 97, 'Nach' || n % 331, 'mess.' || p.who || n, CASE WHEN p.who = 'c' THEN date '2031-01-01' + n % 900 END, '2026-08-01', NULL, 'bench', p.who || n, 1, $1
       FROM child, LATERAL (VALUES (child.id, 'c'), (mother, 'm'), (father, 'f')) p (id, who)`, [at])
  await client.query(`INSERT INTO school_group (id, kind, purpose, created_at, ended_on) SELECT id, 'class', 'Unterricht', $1, NULL FROM class`, [at])
  await client.query(`INSERT INTO group_label (id, group_id, school_year, label) SELECT gen_random_uuid(), id, '2026/27', 'M' || g FROM class`)
  await client.query(
    `INSERT INTO membership (id, group_id, person_id, role, from_on, until_on)
     SELECT gen_random_uuid(), class.id, child.id, 'member', '2026-08-01', NULL FROM child JOIN class ON g = n / $1::int`, [CLASS_SIZE])
  await client.query(
    `INSERT INTO guardianship (id, guardian_id, ward_id, kind, has_custody, from_on, source)
     SELECT gen_random_uuid(), p.id, child.id, p.kind, true, '2026-08-01', 'bench' FROM child, LATERAL (VALUES (mother, 'mother'), (father, 'father')) p (id, kind)`)
  await client.query(
    `INSERT INTO consent_request (id, pupil_id, purpose, document_version_id, channel, requested_on, entered_by, entered_at)
     SELECT gen_random_uuid(), id, 'platform', $1, 'paper', $2, $3, $4 FROM child`, [documentVersionId, today, clerkId, at])
  await client.query(
    `INSERT INTO consent_declaration (id, pupil_id, purpose, document_version_id, declarer, guardian_id, channel, declared_on, entered_by, entered_at, client_id)
     SELECT gen_random_uuid(), child.id, 'platform', $1, 'holder', p.id, 'paper', $2, $3, $4, gen_random_uuid() FROM child, LATERAL (VALUES (mother), (father)) p (id) WHERE n % 3 > 0`,
    [documentVersionId, today, clerkId, at])
  await client.query(
    `INSERT INTO consent_withdrawal (id, pupil_id, purpose, declarer, guardian_id, channel, received_on, entered_by, entered_at, client_id)
     SELECT gen_random_uuid(), id, 'platform', 'holder', mother, 'paper', $1, $2, $3, gen_random_uuid() FROM child WHERE n % 30 = 1`, [today, clerkId, at])
  await client.query('ANALYZE')
  const { rows } = await client.query<{ id: string }>('SELECT id FROM class WHERE g < $1::int / $2::int ORDER BY g', [pupils, CLASS_SIZE])
  return rows.map((row) => row.id)
}
