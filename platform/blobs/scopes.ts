/**
 * Owner scopes: a person, a group or a case, each with a key of 256 random bits that the school's keys wrap, bound to its scope. The key is read with every use
 * and never kept, so that destroying it makes everything in the scope unreadable at once, in all processes.
 */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '#platform/database/connect.ts'
import { preparedOf } from '#platform/database/prepared.ts'
import { newId } from '#platform/id/id.ts'
import { recordLoss } from '#platform/ledger/ledger.ts'
import { refuse } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import type { Write } from '#platform/module/write.ts'
import type { Keys } from '#platform/school/keys.ts'
import { usedAnywhere } from './references.ts'
import { BlobDamaged } from './sealing.ts'

export type Owner = { personId: string } | { groupId: string } | { caseId: string }

/** The scope of an owner, made with its key when there is none yet. */
export async function scopeOf(w: Write, owner: Owner): Promise<string> {
  const [kind, id] = 'personId' in owner ? (['person', owner.personId] as const) : 'groupId' in owner ? (['group', owner.groupId] as const) : (['case', owner.caseId] as const)
  const column = sql.ref(`${kind}_id`)
  for (;;) {
    const { rows: known } = await sql<{ id: string }>`SELECT id FROM blob_scope WHERE ${column} = ${id}`.execute(w.trx)
    if (known[0]) return known[0].id
    const scopeId = newId(w.at)
    const { rows: made } = await sql`INSERT INTO blob_scope (id, kind, ${column}, created_at) VALUES (${scopeId}, ${kind}, ${id}, ${w.at}) ON CONFLICT (${column}) DO NOTHING RETURNING id`.execute(w.trx)
    // Somebody else made it at the same time: then it is there by now.
    if (made.length === 0) continue
    await w.trx.insertInto('scope_key').values({ scope_id: scopeId, wrapped: wrapKey(w.platform.keys, scopeId, randomBytes(32)), made_at: w.at }).execute()
    return scopeId
  }
}

/** The key of a scope. Refuses with 404 when the scope was destroyed or never was. */
export async function scopeKey({ database, keys }: Pick<Platform, 'database' | 'keys'>, scopeId: string): Promise<Buffer> {
  const row = await preparedOf(database).selectFrom('scope_key').select('wrapped').where('scope_id', '=', scopeId).executeTakeFirst()
  return row === undefined ? refuse(404, 'not_found') : unwrapKey(keys, scopeId, row.wrapped)
}

export async function hasKey(database: Database, scopeId: string): Promise<boolean> {
  return (await database.selectFrom('scope_key').select('scope_id').where('scope_id', '=', scopeId).executeTakeFirst()) !== undefined
}

/** Throws BlobDamaged when the key was changed or is of another scope or school. */
export function unwrapKey(keys: Keys, scopeId: string, wrapped: Buffer): Buffer {
  const key = keys.unseal(PURPOSE, scopeId, wrapped)
  if (key === null) throw new BlobDamaged(`the key of scope ${scopeId} does not open`)
  return key
}

/**
 * Destroys the key of a scope: nothing in it can be read from the commit on, and the ledger keeps that over a restore. What no row refers to any more goes with
 * it; what is still referred to (a row that outlives its owner) stays as noise and goes when that row goes. Twice does no more. Counts what went.
 */
export async function destroyScope(w: Write, scopeId: string): Promise<{ blobs: number; bytes: number }> {
  await recordLoss(w, { kind: 'key_destroyed', ids: { scope: scopeId } })
  return destroyAgain(w, scopeId)
}

/** The same for the replay of the ledger after a restore: the act stands in it already. */
export async function destroyAgain(w: Write, scopeId: string): Promise<{ blobs: number; bytes: number }> {
  // Whoever is storing into the scope holds its row by the foreign key: they come first and are seen, or find no key.
  await w.trx.selectFrom('blob_scope').select('id').where('id', '=', scopeId).forUpdate().execute()
  await w.trx.deleteFrom('scope_key').where('scope_id', '=', scopeId).execute()
  await w.trx.updateTable('blob_scope').set({ person_id: null, group_id: null, case_id: null, destroyed_at: w.at }).where('id', '=', scopeId).where('destroyed_at', 'is', null).execute()
  // With the rows held nobody begins to refer to one of them in between.
  await w.trx.selectFrom('blob').select('id').where('scope_id', '=', scopeId).orderBy('id').forUpdate().execute()
  const isUsed = await usedAnywhere(w.trx)
  const { rows } = await sql<{ blobs: number; bytes: number }>`
    WITH gone AS (DELETE FROM blob b WHERE b.scope_id = ${scopeId} AND NOT ${isUsed} RETURNING b.id, b.place, b.size_bytes),
    stray AS (INSERT INTO blob_stray (blob_id, place, due_at) SELECT id, place, ${w.at} FROM gone WHERE place <> 'row' ON CONFLICT (blob_id, place) DO UPDATE SET due_at = excluded.due_at)
    SELECT count(*) AS blobs, coalesce(sum(size_bytes), 0)::bigint AS bytes FROM gone`.execute(w.trx)
  await w.trx.deleteFrom('blob_scope').where('id', '=', scopeId).where(({ not, exists, selectFrom }) => not(exists(selectFrom('blob').select('id').where('scope_id', '=', scopeId)))).execute()
  return rows[0]!
}

const PURPOSE = 'blob scope'

function wrapKey(keys: Keys, scopeId: string, key: Buffer): Buffer {
  return keys.seal(PURPOSE, scopeId, key)
}
