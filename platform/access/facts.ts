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

type Row = { id: string; person_id: string | null; module_id: string | null; kind: string; key: string; valid_from: Date; valid_until: Date | null; source_id: string }

/**
 * Makes `facts` the facts of this source, exactly: missing ones are added, others removed, same ones left alone. Persons whose facts changed get a new
 * access version and are looked at again by all processes. Throws when the module's manifest does not list the kind under `provides`.
 */
export async function setFacts(w: Write, source: FactSource, facts: readonly (FactOfPerson | FactOfModule)[]): Promise<void> {
  await setFactsOf(w, source.module, new Map([[source.id, facts]]))
}

/** The same for many sources of one module at once, by their ids: hundreds of people change with one file, and a question for each would be felt. */
export async function setFactsOf(w: Write, module: string, bySource: ReadonlyMap<string, readonly (FactOfPerson | FactOfModule)[]>): Promise<void> {
  const provides = w.platform.manifests.get(module)?.provides ?? []
  for (const facts of bySource.values()) {
    const foreign = facts.find((fact) => !provides.includes(fact.kind))
    if (foreign) throw new Error(`${module} may not provide facts of kind ${foreign.kind}`)
  }
  for (const piece of pieces([...bySource])) {
    const known: Row[] = await w.trx.selectFrom('access_fact').selectAll().where('source_module', '=', module).where('source_id', '=', sql<string>`ANY(${piece.map(([id]) => id)}::text[])`).execute()
    const before = Map.groupBy(known, (row) => row.source_id)
    const wanted = piece.flatMap(([sourceId, facts]) => facts.map((fact) => rowOf(fact, sourceId)))
    const after = Map.groupBy(wanted, (one) => one.source_id)
    const gone = known.filter((row) => !after.get(row.source_id)?.some((one) => isSame(one, row)))
    const fresh = wanted.filter((one) => !before.get(one.source_id)?.some((row) => isSame(one, row)))
    if (gone.length > 0) await w.trx.deleteFrom('access_fact').where('id', '=', sql<string>`ANY(${gone.map((row) => row.id)}::uuid[])`).execute()
    await insertFacts(w, module, fresh)
    for (const row of [...gone, ...fresh]) {
      if (row.person_id !== null) w.changedPersons.add(row.person_id)
      else w.schoolChanged = true
    }
  }
}

/** Adds facts of many new sources at once (import); the sources must be new. */
export async function addFacts(w: Write, module: string, facts: readonly (FactOfPerson & { sourceId: string })[]): Promise<void> {
  const provides = w.platform.manifests.get(module)?.provides ?? []
  if (facts.some((fact) => !provides.includes(fact.kind))) throw new Error(`${module} may not provide such facts`)
  await insertFacts(w, module, facts.map((fact) => rowOf(fact, fact.sourceId)))
  for (const fact of facts) w.changedPersons.add(fact.personId)
}

/**
 * Raises the access version of these persons, always in the same order so that two writers never wait for each other in a circle. The lock is the one
 * that lets rows which refer to a person through (NO KEY): two who write about the same person would else wait for each other at their ends. An import
 * changes a hundred thousand: in pieces, for as one parameter they would be a text of megabytes, and messages would wait while it is put together.
 */
export async function bumpVersions(trx: Trx, personIds: Iterable<string>): Promise<void> {
  // Ids sort as texts as the database sorts them, so the order holds from piece to piece.
  for (const ids of pieces([...personIds].sort())) {
    await sql`UPDATE person SET access_version = access_version + 1 FROM (SELECT id FROM person WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR NO KEY UPDATE) AS locked WHERE person.id = locked.id`.execute(trx)
  }
}

type NewRow = Omit<Row, 'id'>

function rowOf(fact: FactOfPerson | FactOfModule, sourceId: string): NewRow {
  return {
    person_id: 'personId' in fact ? fact.personId : null, module_id: 'moduleId' in fact ? fact.moduleId : null,
    kind: fact.kind, key: fact.key, valid_from: fact.validFrom, valid_until: fact.validUntil, source_id: sourceId,
  }
}

async function insertFacts(w: Write, module: string, rows: readonly NewRow[]): Promise<void> {
  for (const piece of pieces(rows)) {
    await sql`
      INSERT INTO access_fact (id, person_id, module_id, kind, key, valid_from, valid_until, source_module, source_id)
      SELECT id, person_id, module_id, kind, key, valid_from, valid_until, ${module}, source_id
        FROM unnest(${piece.map(() => newId(w.at))}::uuid[], ${piece.map((row) => row.person_id)}::uuid[], ${piece.map((row) => row.module_id)}::text[], ${piece.map((row) => row.kind)}::text[],
          ${piece.map((row) => row.key)}::text[], ${piece.map((row) => row.valid_from)}::timestamptz[], ${piece.map((row) => row.valid_until)}::timestamptz[],
          ${piece.map((row) => row.source_id)}::text[]) AS fact (id, person_id, module_id, kind, key, valid_from, valid_until, source_id)`.execute(w.trx)
  }
}

function isSame(a: NewRow, b: NewRow): boolean {
  return (
    a.person_id === b.person_id && a.module_id === b.module_id && a.kind === b.kind && a.key === b.key &&
    a.valid_from.getTime() === b.valid_from.getTime() && a.valid_until?.getTime() === b.valid_until?.getTime()
  )
}
