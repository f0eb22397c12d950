/**
 * Codes for pupils who can't sign in (A18): the platform is closed for them for good, or they leave and never came in. Printed by the school; the code opens the page
 * of their own export and nothing else, once, in one browser. It is no session: no other door knows it.
 */
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import { newCode, readCode } from '#platform/identity/sign-in/codes.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import type { Platform } from '#platform/module/platform.ts'
import type { Write } from '#platform/module/write.ts'
import { pass_hours } from './limits.ts'

type House = Pick<Platform, 'keys' | 'school'> & { database: Database }
type Moment = { at: Date; today: string }

/** A new code for the person, valid through that day; codes made before end, also those that are open in a browser. The code stands on the paper only. */
export async function makeExportCode(w: Write, { personId, untilOn }: { personId: string; untilOn: string }): Promise<string> {
  await lockPersons(w, [personId])
  await sql`
    INSERT INTO export_code_end (code_id, reason, at)
    SELECT c.id, 'replaced', ${w.at} FROM export_code c WHERE c.person_id = ${personId} AND NOT EXISTS (SELECT FROM export_code_end e WHERE e.code_id = c.id)`.execute(w.trx)
  const code = newCode()
  await w.trx.insertInto('export_code').values({ id: newId(w.at), person_id: personId, code_hash: hashOf(w.platform.keys, code)!, made_by: w.actorId, made_at: w.at, until_on: untilOn }).execute()
  return code
}

/**
 * Uses a typed code up: from now on the token opens the page, in the browser that gets it. Null for everything else, all alike: unknown, used, replaced, over, or
 * of an account that was deleted meanwhile.
 */
export async function useExportCode(w: Write, typed: string): Promise<{ token: string; personId: string } | null> {
  const hash = hashOf(w.platform.keys, typed) ?? Buffer.alloc(32)
  const { rows } = await sql<{ id: string; personId: string }>`
    SELECT c.id, c.person_id AS "personId" FROM export_code c JOIN person p ON p.id = c.person_id
     WHERE c.code_hash = ${hash} AND c.until_on >= ${w.today}::date AND p.deleted_on IS NULL AND NOT EXISTS (SELECT FROM export_code_end e WHERE e.code_id = c.id)`.execute(w.trx)
  const row = rows[0]
  if (row === undefined) return null
  const token = randomBytes(32).toString('base64url')
  const used = await w.trx.insertInto('export_code_use').values({ code_id: row.id, token_hash: tokenHash(token), used_at: w.at, expires_at: new Date(w.at.getTime() + pass_hours * 3_600_000) })
    .onConflict((conflict) => conflict.column('code_id').doNothing()).returning('code_id').executeTakeFirst()
  return used === undefined ? null : { token, personId: row.personId }
}

/** Whose export the token opens now, and through which day; null when it opens nothing. */
export async function holderOf({ database, school }: House, token: string | undefined, { at, today }: Moment): Promise<{ codeId: string; personId: string; untilOn: string } | null> {
  if (token === undefined || token.length !== TOKEN_CHARS) return null
  const { rows } = await sql<{ codeId: string; personId: string; untilOn: string }>`
    SELECT c.id AS "codeId", c.person_id AS "personId", c.until_on AS "untilOn" FROM export_code_use u JOIN export_code c ON c.id = u.code_id JOIN person p ON p.id = c.person_id
     WHERE u.token_hash = ${tokenHash(token)} AND u.expires_at > ${at} AND c.until_on >= ${today}::date AND p.deleted_on IS NULL AND NOT EXISTS (SELECT FROM export_code_end e WHERE e.code_id = c.id)`.execute(database)
  const row = rows[0]
  return row === undefined || school.deleted.has(row.personId) ? null : row
}

/** The page was closed by whoever read it: the token opens nothing more. Twice does no more. */
export async function endExportCode(w: Write, codeId: string): Promise<void> {
  await w.trx.insertInto('export_code_end').values({ code_id: codeId, reason: 'finished', at: w.at }).onConflict((conflict) => conflict.column('code_id').doNothing()).execute()
}

const TOKEN_CHARS = 43

function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

function hashOf(keys: House['keys'], typed: string): Buffer | null {
  const signs = readCode(typed)
  return signs === null ? null : keys.hmac('export code', signs)
}
