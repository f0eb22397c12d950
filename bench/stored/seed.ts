/** The rows that grow with a school and its years, written straight into the database: messages, journal, sessions, attempts, tasks, slips, papers. */
import type pg from 'pg'

export type Heavy = { teacherId: string; rooms: number; own: number; messages: number }

/** Fills the tables beside the people that are there; the teacher wrote `own` of the messages and did one in twenty of all else. */
export async function fill(client: pg.Client, { teacherId, rooms, own, messages }: Heavy): Promise<void> {
  // Search is not measured, and filling its indexes would take longer than everything else.
  await client.query('DROP INDEX messenger_message_words, messenger_message_parts')
  await client.query(`CREATE TEMP TABLE who AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM person`)
  await client.query('CREATE UNIQUE INDEX ON who (n)')
  const people = Number((await client.query<{ n: string }>('SELECT count(*) AS n FROM who')).rows[0]!.n)
  /** Somebody for row n: now and then the teacher. */
  const someone = `CASE WHEN i % 20 = 0 THEN $1::uuid ELSE who.id END`
  const from = (rows: number) => `FROM generate_series(0, ${rows - 1}) i JOIN who ON who.n = i % ${people}`
  const at = `timestamptz '2026-08-01 08:00+02' + i * interval '20 seconds'`
  await client.query(`CREATE TEMP TABLE place AS SELECT gen_random_uuid() AS id, n FROM generate_series(0, $1::int - 1) n`, [rooms])
  await client.query(`INSERT INTO messenger_room (id, kind, direct_key, created_at) SELECT id, 'direct', 'bench' || n, '2026-08-01' FROM place`)
  await client.query(
    `INSERT INTO messenger_message (room_id, seq, changed_seq, author_id, client_id, body, posted_at)
     SELECT place.id, i, i, CASE WHEN i % $3::int = 0 THEN $1::uuid ELSE who.id END, gen_random_uuid(), repeat('Morgen beginnt die zweite Stunde im Musikraum. ', 1 + i % 4), ${at}
       FROM generate_series(0, $2::int - 1) i JOIN who ON who.n = i % ${people} JOIN place ON place.n = (i / $3::int) % $4::int`,
    [teacherId, messages, Math.round(messages / own), rooms])
  await client.query(`INSERT INTO journal_pseudonym SELECT id, 'bench' || n FROM who ON CONFLICT DO NOTHING`)
  await client.query(
    `INSERT INTO journal_entry (seq, segment, at, event, actor, subject, fields, previous_hash, hash)
     SELECT 1000000 + i, '2026-08', ${at}, 'bench', a.pseudonym, s.pseudonym, '{}', '', '' ${from(100_000)} JOIN journal_pseudonym a ON a.person_id = ${someone} JOIN journal_pseudonym s ON s.person_id = who.id`, [teacherId])
  await client.query(
    `WITH made AS (INSERT INTO session (id, person_id, token_hash, device, device_label, started_at, expires_at, idle_until)
       SELECT gen_random_uuid(), ${someone}, sha256(('bench' || i)::bytea), 'own', 'Firefox', ${at}, ${at}, ${at} ${from(100_000)} RETURNING id, person_id, started_at)
     INSERT INTO session_end (session_id, reason, ended_by, at) SELECT id, 'signed_out', person_id, started_at FROM made`, [teacherId])
  // Of nobody who is looked for here: whose they are only a key beside the database says.
  await client.query(`INSERT INTO sign_in_attempt (id, pseudonym, result, device_label, at) SELECT gen_random_uuid(), sha256(who.id::text::bytea), 'signed_in', 'Firefox', ${at} ${from(100_000)}`)
  await client.query(
    `WITH made AS (INSERT INTO task (id, kind, key, office, about_person_id, params, created_at)
       SELECT gen_random_uuid(), 'bench', 'bench' || i, 'task:users', who.id, '{}', ${at} ${from(40_000)} RETURNING id, created_at, about_person_id)
     INSERT INTO task_completion (task_id, completed_by, outcome, at) SELECT id, CASE WHEN random() < 0.05 THEN $1::uuid ELSE about_person_id END, 'done', created_at FROM made`, [teacherId])
  await client.query(
    `INSERT INTO access_slip (id, person_id, code_hash, made_by, made_at, valid_until) SELECT gen_random_uuid(), who.id, sha256(('slip' || i)::bytea), ${someone}, ${at}, ${at} ${from(8_000)}`, [teacherId])
  await client.query('ANALYZE')
}
