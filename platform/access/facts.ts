/** Facts: what opens or closes a door (amendment B1). Written in the transaction of the record they follow from; a test rebuilds them all. */
import { sql } from 'kysely'
import type { Trx } from '#platform/database/connect.ts'
import { pieces } from '#platform/database/pieces.ts'
import { newId } from '#platform/id/id.ts'
import type { Write } from '#platform/module/write.ts'
import type { FactKind } from './vocabulary.ts'

export type FactOfPerson = { personId: string; kind: FactKind; key: string; validFrom: Date; validUntil: Date | null }
export type FactOfModule = { moduleId: string; kind: 'module'; key: string; validFrom: Date; validUntil: Date | null }

/** Whose facts these are: the module that provides them and its record. */
export type FactSource = { module: string; id: string }

type Row = { id: string; person_id: string | null; module_id: string | null; kind: string; key: string; valid_from: Date; valid_until: Date | null }

/**
 * Makes `facts` the facts of this source, exactly: missing ones are added, others removed, same ones left alone. Persons whose facts changed get a new
 * access version and are looked at again by all processes. Throws when the module's manifest does not list the kind under `provides`.
 */
export async function setFacts(w: Write, source: FactSource, facts: readonly (FactOfPerson | FactOfModule)[]): Promise<void> {
  const provides = w.platform.manifests.get(source.module)?.provides ?? []
  const foreign = facts.find((fact) => !provides.includes(fact.kind))
  if (foreign) throw new Error(`${source.module} may not provide facts of kind ${foreign.kind}`)
  const known: Row[] = await w.trx.selectFrom('access_fact').selectAll().where('source_module', '=', source.module).where('source_id', '=', source.id).execute()
  const wanted = facts.map((fact) => ({
    person_id: 'personId' in fact ? fact.personId : null, module_id: 'moduleId' in fact ? fact.moduleId : null,
    kind: fact.kind as string, key: fact.key, valid_from: fact.validFrom, valid_until: fact.validUntil,
  }))
  const gone = known.filter((row) => !wanted.some((one) => isSame(one, row)))
  const fresh = wanted.filter((one) => !known.some((row) => isSame(one, row)))
  if (gone.length > 0) await w.trx.deleteFrom('access_fact').where('id', 'in', gone.map((row) => row.id)).execute()
  if (fresh.length > 0) {
    await w.trx.insertInto('access_fact').values(fresh.map((one) => ({ id: newId(w.at), ...one, source_module: source.module, source_id: source.id }))).execute()
  }
  for (const row of [...gone, ...fresh]) {
    if (row.person_id !== null) w.changedPersons.add(row.person_id)
    else w.schoolChanged = true
  }
}

/** Adds facts of many new sources at once (import); the sources must be new. */
export async function addFacts(w: Write, module: string, facts: readonly (FactOfPerson & { sourceId: string })[]): Promise<void> {
  const provides = w.platform.manifests.get(module)?.provides ?? []
  if (facts.some((fact) => !provides.includes(fact.kind))) throw new Error(`${module} may not provide such facts`)
  for (const piece of pieces(facts)) {
    await sql`
      INSERT INTO access_fact (id, person_id, kind, key, valid_from, valid_until, source_module, source_id)
      SELECT id, person_id, kind, key, valid_from, valid_until, ${module}, source_id
        FROM unnest(${piece.map(() => newId(w.at))}::uuid[], ${piece.map((fact) => fact.personId)}::uuid[], ${piece.map((fact) => fact.kind)}::text[],
          ${piece.map((fact) => fact.key)}::text[], ${piece.map((fact) => fact.validFrom)}::timestamptz[], ${piece.map((fact) => fact.validUntil)}::timestamptz[],
          ${piece.map((fact) => fact.sourceId)}::text[]) AS fact (id, person_id, kind, key, valid_from, valid_until, source_id)`.execute(w.trx)
  }
  for (const fact of facts) w.changedPersons.add(fact.personId)
}

/**
 * Raises the access version of these persons, always in the same order so that two writers never wait for each other in a circle. The lock is the one
 * that lets rows which refer to a person through (NO KEY): two who write about the same person would else wait for each other at their ends.
 */
export async function bumpVersions(trx: Trx, personIds: Iterable<string>): Promise<void> {
  const ids = [...personIds]
  await sql`UPDATE person SET access_version = access_version + 1 FROM (SELECT id FROM person WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE) AS locked WHERE person.id = locked.id`.execute(trx)
}

type Comparable = Omit<Row, 'id'>

function isSame(a: Comparable, b: Comparable): boolean {
  return (
    a.person_id === b.person_id && a.module_id === b.module_id && a.kind === b.kind && a.key === b.key &&
    a.valid_from.getTime() === b.valid_from.getTime() && a.valid_until?.getTime() === b.valid_until?.getTime()
  )
}
