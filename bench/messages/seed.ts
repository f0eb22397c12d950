/** A school of a given size, written straight into an empty database: people, classes of 29 with a lead, four courses each, and messages. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { connectionOf } from '#platform/database/connect.ts'
import { openKeys } from '#platform/school/keys.ts'
import { newId } from '#platform/id/id.ts'
import { releasedKeys } from '#platform/privacy/hash.ts'
import messenger from '#modules/messenger/manifest.ts'
import type { Guest } from './load.ts'

const GIVEN = ['Anna', 'Ben', 'Clara', 'David', 'Emma', 'Felix', 'Greta', 'Hannes', 'Ida', 'Jonas', 'Karla', 'Leon', 'Mia', 'Noah', 'Olga', 'Paul', 'Romy', 'Samuel', 'Tilda', 'Umut', 'Vera', 'Wanja', 'Yara', 'Zoe', 'Aylin', 'Björn', 'Chiara', 'Dilan', 'Elif', 'Finn']
const SYLLABLES = ['Ber', 'mann', 'Sch', 'mid', 'Mül', 'ler', 'Wag', 'ner', 'Hof', 'Beck', 'er', 'Kö', 'nig', 'Lan', 'ge', 'Krü', 'Vo', 'gel', 'Stein', 'Bach', 'feld', 'Özd', 'emir', 'Yıl', 'dız', 'Now', 'ak', 'Jan', 'sen', 'Pe', 'ters']
const PARTS = ['haus', 'auf', 'gabe', 'schul', 'buch', 'heft', 'klassen', 'arbeit', 'mathe', 'deutsch', 'eng', 'lisch', 'sport', 'tag', 'ver', 'ab', 'redung', 'morgen', 'bitte', 'frage', 'ant', 'wort', 'lehrer', 'zimmer', 'pause', 'prü', 'fung', 'freund', 'plan', 'fest']

export type Seeded = { guests: Guest[]; searcher: string; roomOfSearcher: string; word: string }

/** Fills the database. `guestRooms` classes of 30 get sessions for all their people. */
export async function seedSchool(superuserUrl: string, keysFolder: string, size: { people: number; messages: number; guestRooms: number }): Promise<Seeded> {
  const client = new pg.Client(connectionOf(superuserUrl))
  await client.connect()
  try {
    await client.query('SET synchronous_commit = off')
    // Constraints were proved by the tests; without them five million rows are a matter of minutes.
    await client.query('SET session_replication_role = replica')
    await people(client, size.people)
    await messages(client, size.messages)
    // A school on any day, not in the minutes after so many rows came at once: otherwise vacuum and the checkpoint run beside what is measured, and longer the larger the school is.
    await client.query('VACUUM ANALYZE')
    await client.query('CHECKPOINT')
    return await guests(client, keysFolder, size.guestRooms)
  } finally {
    await client.end()
  }
}

async function people(client: pg.Client, count: number): Promise<void> {
  const family = Array.from({ length: 700 }, (_, n) => SYLLABLES[(n * 7) % 31]! + SYLLABLES[(n * 11 + Math.floor(n / 31)) % 31]!.toLowerCase())
  const at = '2026-08-01T00:00:00Z'
  await client.query('CREATE TEMP TABLE numbered AS SELECT n, gen_random_uuid() AS id FROM generate_series(0, $1::int - 1) n', [count])
  await client.query('CREATE INDEX ON numbered (n)')
  // Every 30th is a teacher, every 15th of them staff: class n has the people 30n to 30n + 29, its first is the teacher.
  await client.query(
    `INSERT INTO person SELECT id, CASE WHEN n % 30 > 0 THEN 'pupil' WHEN n % 450 = 0 THEN 'staff' ELSE 'teacher' END, ($1::text[])[1 + (n * 17 + n / 30) % 30], ($2::text[])[1 + (n::bigint * 37) % 700],
       'p' || n, NULL, '2020-08-01', NULL, 'bench', n::text, 1, $3 FROM numbered`, [GIVEN, family, at])
  await client.query(`INSERT INTO access_fact SELECT gen_random_uuid(), id, NULL, kind, key, $1, NULL, 'bench', id::text FROM numbered,
       (VALUES ('account', 'active'), ('purpose', 'platform'), ('seen', 'module-document@1'), ('seen', 'module-document@2'), ('seen', 'messenger-rules@1')) f (kind, key)`, [at])
  await client.query(`INSERT INTO access_fact SELECT gen_random_uuid(), NULL, 'messenger', 'module', key, $1, NULL, 'administration', 'bench' FROM unnest($2::text[]) key`, [at, releasedKeys(messenger)])
  await client.query(`INSERT INTO document_version SELECT gen_random_uuid(), d, 1, 0, d, '[]', 'x', $1 FROM unnest(ARRAY['module-document', 'messenger-rules']) d`, [at])
  await client.query(`INSERT INTO school (id, name, state, founded_at) VALUES (gen_random_uuid(), 'Messschule', 'NI', $1)`, [at])
  const classes = Math.floor(count / 30)
  // Groups 0.. are the classes; then four courses for each class, which mix the people of ten neighbouring classes; the last is the staff.
  await client.query(`CREATE TEMP TABLE grouped AS SELECT g, gen_random_uuid() AS id, CASE WHEN g < $1 THEN 'class' WHEN g < 5 * $1 THEN 'course' ELSE 'staff' END AS kind FROM generate_series(0, 5 * $1::int) g`, [classes])
  await client.query(`INSERT INTO school_group SELECT id, kind, 'Unterricht', $1, NULL FROM grouped`, [at])
  await client.query(`INSERT INTO group_label SELECT gen_random_uuid(), id, '2026/27', kind || ' ' || g FROM grouped`)
  await client.query(`INSERT INTO messenger_room SELECT gen_random_uuid(), 'group', id, NULL, 0, $1 FROM grouped`, [at])
  await client.query(`INSERT INTO membership SELECT gen_random_uuid(), grouped.id, numbered.id, CASE WHEN n % 30 = 0 THEN 'lead' ELSE 'member' END, '2026-08-01', NULL
       FROM numbered JOIN grouped ON grouped.g = n / 30 WHERE n / 30 < $1`, [classes])
  await client.query(`INSERT INTO membership SELECT gen_random_uuid(), grouped.id, numbered.id, CASE WHEN n % 30 = 0 THEN 'responsible' ELSE 'member' END, '2026-08-01', NULL
       FROM numbered CROSS JOIN generate_series(0, 3) c
       JOIN grouped ON grouped.g = $1 + 4 * LEAST($1 - 1, (n / 300) * 10 + (n + c * (n / 30)) % LEAST(10, $1 - (n / 300) * 10)) + c WHERE n / 30 < $1`, [classes])
  await client.query(`INSERT INTO membership SELECT gen_random_uuid(), grouped.id, numbered.id, CASE WHEN n = 0 THEN 'responsible' ELSE 'member' END, '2026-08-01', NULL
       FROM numbered JOIN grouped ON grouped.kind = 'staff' WHERE n % 30 = 0`)
}

async function messages(client: pg.Client, count: number): Promise<void> {
  const words = Array.from({ length: 4_000 }, (_, n) => PARTS[(n * 7) % 30]! + (n % 3 > 0 ? PARTS[(n * 11 + Math.floor(n / 30)) % 30]! : '') + (n % 4 === 0 ? PARTS[(n * 13 + Math.floor(n / 900)) % 30]! : ''))
  await client.query('CREATE TEMP TABLE word AS SELECT w, (i - 1)::int AS i FROM unnest($1::text[]) WITH ORDINALITY AS t (w, i)', [words])
  await client.query('CREATE UNIQUE INDEX ON word (i)')
  // 20,000 different texts, words by a falling frequency; rooms get their share in turn.
  await client.query(`CREATE TEMP TABLE body AS SELECT b, (SELECT string_agg(w, ' ') FROM generate_series(1, 4 + b % 17) k JOIN word ON i = ((b::bigint * 7919 + k * 104729) % 4000)::bigint * ((b + k) % 97) / 97) AS text FROM generate_series(0, 19999) b`)
  await client.query('CREATE UNIQUE INDEX ON body (b)')
  await client.query('CREATE TEMP TABLE room AS SELECT r.id, r.group_id, row_number() OVER (ORDER BY g.g) - 1 AS k FROM messenger_room r JOIN grouped g ON g.id = r.group_id')
  await client.query(`CREATE TEMP TABLE author AS SELECT m.group_id, array_agg(m.person_id) AS ids FROM membership m GROUP BY m.group_id`)
  const { rows } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM room')
  const per = Math.ceil(count / rows[0]!.n)
  await client.query(
    `INSERT INTO messenger_message (room_id, seq, changed_seq, author_id, client_id, body, posted_at)
     SELECT room.id, s, s, author.ids[1 + s % cardinality(author.ids)], gen_random_uuid(), body.text, timestamptz '2026-08-10' + s * interval '13 minutes' + room.k * interval '1 second'
       FROM room JOIN author ON author.group_id = room.group_id CROSS JOIN generate_series(1, $1::int) s JOIN body ON body.b = (room.k * 7919 + s * 31) % 20000`, [per])
  await client.query('UPDATE messenger_room SET last_seq = $1', [per])
}

async function guests(client: pg.Client, keysFolder: string, rooms: number): Promise<Seeded> {
  const keys = await openKeys(keysFolder)
  const { rows: people } = await client.query<{ id: string; room_id: string; n: number }>(
    `SELECT numbered.id, r.id AS room_id, n FROM numbered JOIN grouped ON grouped.g = n / 30 JOIN messenger_room r ON r.group_id = grouped.id WHERE n / 30 < $1 AND grouped.kind = 'class' ORDER BY n`, [rooms])
  const at = new Date()
  const sessions = people.map((person) => ({ ...person, token: randomBytes(32).toString('base64url'), sessionId: newId(at) }))
  await client.query(
    `INSERT INTO session (id, person_id, token_hash, device, device_label, started_at, expires_at, idle_until)
     SELECT id, person_id, decode(hash, 'hex'), 'own', 'bench', $4::timestamptz, $4::timestamptz + interval '1 day', $4::timestamptz + interval '1 day' FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS s (id, person_id, hash)`,
    [sessions.map((one) => one.sessionId), sessions.map((one) => one.id), sessions.map((one) => keys.hmac('session', one.token).toString('hex')), at])
  const own = sessions.map((one): Guest => ({ cookie: `schulhof_session=${one.token}`, roomId: one.room_id, personId: one.id }))
  return { guests: own, searcher: own[30]!.cookie, roomOfSearcher: own[30]!.roomId, word: 'aufgabe' }
}
