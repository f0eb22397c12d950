/** Second factors of people: records, and the fact that follows from each (B1). */
import { sql } from 'kysely'
import { setFacts } from '#platform/access/facts.ts'
import type { FactOfPerson } from '#platform/access/facts.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import { recordLoss } from '#platform/ledger/ledger.ts'
import type { Write } from '#platform/module/write.ts'
import type { Keys } from '#platform/school/keys.ts'

export type FactorKind = 'totp' | 'passkey'
export type Factor = { id: string; kind: FactorKind; label: string; enrolledAt: Date }
export type Passkey = { id: string; credentialId: string; publicKey: Buffer; counter: number; transports: string[] }

const PURPOSE = 'second factor'

/** The factors of a person that hold, oldest first. */
export async function factorsOf(database: Database | Trx, personId: string): Promise<Factor[]> {
  const rows = await open(database, personId).select(['f.id', 'f.kind', 'f.label', 'f.enrolled_at']).orderBy('f.id').execute()
  return rows.map((row) => ({ id: row.id, kind: row.kind as FactorKind, label: row.label, enrolledAt: row.enrolled_at }))
}

/** The facts that follow from a factor: the person has one, from its enrolment on. Also used to rebuild all facts. */
export function factorFacts(row: { person_id: string; kind: string; enrolled_at: Date }): FactOfPerson[] {
  return [{ personId: row.person_id, kind: 'factor', key: row.kind, validFrom: row.enrolled_at, validUntil: null }]
}

/** Enrols a code app whose first code was that of `step`: this step is used up. */
export async function addTotp(w: Write, personId: string, { secret, label, step }: { secret: Buffer; label: string; step: number }): Promise<void> {
  const id = newId(w.at)
  await add(w, { id, person_id: personId, kind: 'totp', label, secret: w.platform.keys.seal(PURPOSE, id, secret), counter: step })
}

/** Enrols a passkey; false when it is known already, to whomever. */
export async function addPasskey(w: Write, personId: string, passkey: { credentialId: string; publicKey: Buffer; counter: number; transports: readonly string[]; label: string }): Promise<boolean> {
  const { credentialId, publicKey, counter, transports, label } = passkey
  const known = await w.trx.selectFrom('second_factor').select('id').where('credential_id', '=', credentialId).executeTakeFirst()
  if (known !== undefined) return false
  await add(w, { id: newId(w.at), person_id: personId, kind: 'passkey', label, credential_id: credentialId, public_key: publicKey, transports: transports.join(' '), counter })
  return true
}

/** The open code app of a person, its secret opened, and the last step that was used. Null when there is none. */
export async function totpOf({ database, keys }: { database: Database | Trx; keys: Pick<Keys, 'unseal'> }, personId: string): Promise<{ id: string; secret: Buffer; lastStep: number } | null> {
  const row = await open(database, personId).select(['f.id', 'f.secret', 'f.counter']).where('f.kind', '=', 'totp').orderBy('f.id', 'desc').limit(1).executeTakeFirst()
  const secret = row?.secret == null ? null : keys.unseal(PURPOSE, row.id, row.secret)
  return row === undefined || secret === null ? null : { id: row.id, secret, lastStep: row.counter }
}

export async function passkeysOf(database: Database | Trx, personId: string): Promise<Passkey[]> {
  const rows = await open(database, personId).select(['f.id', 'f.credential_id', 'f.public_key', 'f.counter', 'f.transports']).where('f.kind', '=', 'passkey').orderBy('f.id').execute()
  return rows.map((row) => ({ id: row.id, credentialId: row.credential_id!, publicKey: row.public_key!, counter: row.counter, transports: (row.transports ?? '').split(' ').filter(Boolean) }))
}

/**
 * Uses up a step of a code app, or the counter of a passkey. False when it or a later one was used already: of two who come with the same code at the same
 * time the second waits for the first, and is refused. Passkeys without a counter always say 0; their challenges are single-use.
 */
export async function raiseCounter(w: Write, factorId: string, counter: number): Promise<boolean> {
  const { rows } = await sql`
    UPDATE second_factor SET counter = ${counter}
     WHERE id = ${factorId} AND (counter < ${counter} OR (kind = 'passkey' AND counter = 0 AND ${counter}::bigint = 0))
       AND NOT EXISTS (SELECT FROM second_factor_end e WHERE e.factor_id = ${factorId})
    RETURNING id`.execute(w.trx)
  return rows.length > 0
}

/** Ends these factors, removes their secrets and takes their facts away; the caller holds the person's row. Answers how many ended. */
export async function endFactors(w: Write, factorIds: readonly string[], reason: 'removed' | 'replaced' | 'voided'): Promise<number> {
  let ended = 0
  for (const factorId of factorIds) {
    const row = await w.trx
      .insertInto('second_factor_end')
      .values({ factor_id: factorId, reason, ended_by: w.actorId, at: w.at })
      .onConflict((conflict) => conflict.column('factor_id').doNothing())
      .returning('factor_id')
      .executeTakeFirst()
    if (row === undefined) continue
    ended++
    await w.trx.updateTable('second_factor').set({ secret: null, public_key: null }).where('id', '=', factorId).execute()
    await setFacts(w, { module: 'identity', id: factorId }, [])
    await recordLoss(w, { kind: 'factor_end', ids: { factor: factorId } })
  }
  return ended
}

type NewRow = { id: string; person_id: string; kind: FactorKind; label: string; secret?: Buffer; credential_id?: string; public_key?: Buffer; transports?: string; counter: number }

async function add(w: Write, row: NewRow): Promise<void> {
  await w.trx.insertInto('second_factor').values({ ...row, enrolled_at: w.at }).execute()
  await setFacts(w, { module: 'identity', id: row.id }, factorFacts({ ...row, enrolled_at: w.at }))
}

function open(database: Database | Trx, personId: string) {
  return database.selectFrom('second_factor as f').leftJoin('second_factor_end as e', 'e.factor_id', 'f.id').where('f.person_id', '=', personId).where('e.factor_id', 'is', null)
}
