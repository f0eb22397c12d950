/**
 * Recovery codes: ten on paper for the day on which the phone is gone. Only an HMAC of each is kept; each opens once. Using one is an event that its owner,
 * and for an office the head, is told of (R4.2).
 */
import { sql } from 'kysely'
import { heldOffices } from '#platform/access/actor.ts'
import type { Actor } from '#platform/access/actor.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { recordLoss } from '#platform/ledger/ledger.ts'
import type { Write } from '#platform/module/write.ts'
import { closeTask, openTask } from '#platform/tasks/tasks.ts'
import { limits } from '../limits.ts'
import { newCode, readCode } from '../sign-in/codes.ts'

/** Tasks that stay open until new codes are printed: one's own, and that of the head (of the deputy, where it is the head). */
export const RECOVERY_USED = 'identity.recovery_used'
export const RECOVERY_USED_BY = 'identity.recovery_used_by'

/** Makes ten new codes, as they stand on the paper; the old ones end. The caller holds the person's row. */
export async function makeCodes(w: Write, personId: string): Promise<string[]> {
  await endCodes(w, personId, 'replaced')
  const codes = Array.from({ length: limits.recovery_codes }, newCode)
  await w.trx.insertInto('recovery_code').values(codes.map((code) => ({ id: newId(w.at), person_id: personId, code_hash: hashOf(w, readCode(code)!), made_at: w.at }))).execute()
  await closeTask(w, RECOVERY_USED, personId, 'renewed')
  await closeTask(w, RECOVERY_USED_BY, personId, 'renewed')
  return codes
}

/** How many codes are left. */
export async function codesLeft(database: Database | Trx, personId: string): Promise<number> {
  return (await openCodes(database, personId)).length
}

/** Uses up a typed code of this person and opens the tasks that tell of it. False for every other code, and for one that was used. */
export async function useCode(w: Write, actor: Actor, typed: string): Promise<boolean> {
  const signs = readCode(typed)
  if (signs === null) return false
  const { personId } = actor
  const { rows } = await sql<{ code_id: string }>`
    INSERT INTO recovery_code_end (code_id, reason, at)
    SELECT c.id, 'used', ${w.at} FROM recovery_code c WHERE c.person_id = ${personId} AND c.code_hash = ${hashOf(w, signs)}
    ON CONFLICT (code_id) DO NOTHING RETURNING code_id`.execute(w.trx)
  const codeId = rows[0]?.code_id
  if (codeId === undefined) return false
  await recordLoss(w, { kind: 'recovery_code_end', ids: { code: codeId } })
  const left = await codesLeft(w.trx, personId)
  writeJournal(w, { event: 'identity.recovery_code_used', actorId: personId, subjectId: personId, fields: { left } })
  await openTask(w, { kind: RECOVERY_USED, key: personId, for: { personId }, params: { left } })
  const offices = heldOffices(actor, w.at)
  if (offices.size > 0) await openTask(w, { kind: RECOVERY_USED_BY, key: personId, for: { office: offices.has('head') ? 'deputy' : 'head' }, aboutPersonId: personId, params: {} })
  return true
}

/** Ends all open codes of a person. */
export async function endCodes(w: Write, personId: string, reason: 'replaced' | 'voided'): Promise<void> {
  for (const { id } of await openCodes(w.trx, personId)) {
    await w.trx.insertInto('recovery_code_end').values({ code_id: id, reason, at: w.at }).onConflict((conflict) => conflict.column('code_id').doNothing()).execute()
    await recordLoss(w, { kind: 'recovery_code_end', ids: { code: id } })
  }
}

function openCodes(database: Database | Trx, personId: string): Promise<{ id: string }[]> {
  return database
    .selectFrom('recovery_code as c')
    .leftJoin('recovery_code_end as e', 'e.code_id', 'c.id')
    .select('c.id')
    .where('c.person_id', '=', personId)
    .where('e.code_id', 'is', null)
    .execute()
}

function hashOf({ platform }: Write, signs: string): Buffer {
  return platform.keys.hmac('recovery code', signs)
}
