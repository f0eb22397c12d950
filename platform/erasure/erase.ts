/**
 * Erasure, one for all modules: whatever a manifest declares about persons goes, is forgotten or is sealed as it says there (R12.4, X4). Runs with the owner
 * role: on some tables the application can only add.
 */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { destroyScope } from '#platform/blobs/scopes.ts'
import type { Manifest, TableDeclaration } from '#platform/module/manifest.ts'
import type { Write } from '#platform/module/write.ts'
import type { SubjectRows } from '#platform/privacy/walk.ts'
import { sealEvidence } from './evidence.ts'
import type { ErasedPerson } from './evidence.ts'
import { NOBODY_ID } from './nobody.ts'
import { ownColumn, planErasure } from './plan.ts'
import type { TablePlan } from './plan.ts'
import { hasValues, keyOf, readShape } from './shape.ts'
import type { Shape } from './shape.ts'

/** Of one person: how many rows went and how many stayed without them, by table; blobs and their bytes; sealed records. */
export type Erased = { deleted: Record<string, number>; forgotten: Record<string, number>; blobs: number; bytes: number; evidence: number }

/** `wants`: which tables; absent: all of them, the persons themselves too. `deleteAuthored`: what they wrote for others is emptied, not only signed "Gelöschtes Konto". */
export type ErasureOptions = { wants?: (manifest: Manifest, declaration: TableDeclaration) => boolean; deleteAuthored: boolean }

/** Erases persons in the transaction of `w`, whose database role must own the tables, with the persons' rows held. Tells of each what went. */
export async function erasePeople(w: Write, people: readonly ErasedPerson[], { wants, deleteAuthored }: ErasureOptions): Promise<Map<string, Erased>> {
  const personIds = people.map(({ id }) => id)
  const shape = await readShape(w.trx)
  const plans = await planErasure(w.trx, shape, w.platform.manifests.values(), personIds, wants)
  const evidence = wants === undefined ? await sealEvidence(w, shape, plans, people) : new Map<string, number>()
  const erased = new Map<string, Erased>(personIds.map((id) => [id, { deleted: {}, forgotten: {}, blobs: 0, bytes: 0, evidence: evidence.get(id) ?? 0 }]))
  const { rows: scopes } = await sql<{ id: string; personId: string }>`SELECT id, person_id AS "personId" FROM blob_scope WHERE person_id = ANY(${personIds}::uuid[])`.execute(w.trx)
  for (const plan of plans) await forget(w, shape, plan, deleteAuthored, erased)
  for (const plan of plans) await remove(w, shape, plan, erased)
  for (const { id, personId } of scopes) Object.assign(erased.get(personId)!, await destroyScope(w, id))
  if (wants === undefined) await removePeople(w, erased)
  return erased
}

/** Rows that stay: the column that led to the person leads to nobody, and what says who it was is emptied. */
async function forget(w: Write, shape: Shape, { declaration, ways, doomed }: TablePlan, deleteAuthored: boolean, erased: ReadonlyMap<string, Erased>): Promise<void> {
  const { table } = declaration
  const stays = doomed.length === 0 ? sql`` : sql`AND NOT ${hasValues(shape, table, keyOf(shape, table), doomed)}`
  for (const way of ways) {
    const changes = changesOf(w, way, deleteAuthored)
    const column = ownColumn(way.subject)
    if (column === null || changes.length === 0) continue
    const { rows } = await sql<{ personId: string; n: number }>`SELECT ${sql.ref(`${table}.${column}`)} AS "personId", count(*)::int AS n FROM ${sql.table(table)} WHERE ${way.isTheirs} ${stays} GROUP BY 1`.execute(w.trx)
    if (rows.length === 0) continue
    await sql`UPDATE ${sql.table(table)} SET ${sql.join(changes)} WHERE ${way.isTheirs} ${stays}`.execute(w.trx)
    for (const { personId, n } of rows) add(erased.get(personId)!.forgotten, table, n)
  }
}

function add(counts: Record<string, number>, table: string, n: number): void {
  counts[table] = (counts[table] ?? 0) + n
}

function changesOf(w: Write, { subject, declaration }: SubjectRows, deleteAuthored: boolean): RawBuilder<unknown>[] {
  const column = ownColumn(subject)
  if (column === null || declaration.table === 'person' || subject.onErasure === 'keep') return []
  const cleared = [...(subject.clears ?? []), ...(deleteAuthored ? subject.authored?.columns ?? [] : [])]
  const stamped = deleteAuthored && subject.authored?.at !== undefined ? [sql`${sql.ref(subject.authored.at)} = coalesce(${sql.ref(subject.authored.at)}, ${w.at})`] : []
  return [sql`${sql.ref(column)} = ${NOBODY_ID}::uuid`, ...cleared.map((name) => sql`${sql.ref(name)} = ''`), ...stamped]
}

/** Rows that go, and references to them that can be empty. */
async function remove(w: Write, shape: Shape, { declaration: { table }, doomed, whose }: TablePlan, erased: ReadonlyMap<string, Erased>): Promise<void> {
  if (doomed.length === 0 || table === 'person') return
  const isDoomed = hasValues(shape, table, keyOf(shape, table), doomed)
  for (const { child, columns, parent, parentColumns, isNullable, isCascade } of shape.references) {
    if (parent !== table || isCascade || !isNullable) continue
    const parents = sql`SELECT ${sql.join(parentColumns.map((column) => sql.ref(`${table}.${column}`)))} FROM ${sql.table(table)} WHERE ${isDoomed}`
    await sql`UPDATE ${sql.table(child)} SET ${sql.join(columns.map((column) => sql`${sql.ref(column)} = NULL`))} WHERE (${sql.join(columns.map((column) => sql.ref(column)))}) IN (${parents})`.execute(w.trx)
  }
  await sql`DELETE FROM ${sql.table(table)} WHERE ${isDoomed}`.execute(w.trx)
  for (const personId of whose) add(erased.get(personId)!.deleted, table, 1)
}

/** Last of all: whatever still points to them stops it, and the whole transaction with it. */
async function removePeople(w: Write, erased: ReadonlyMap<string, Erased>): Promise<void> {
  await sql`DELETE FROM person WHERE id = ANY(${[...erased.keys()]}::uuid[])`.execute(w.trx)
  for (const { deleted } of erased.values()) add(deleted, 'person', 1)
}
