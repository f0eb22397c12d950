/**
 * Which rows go with persons and which stay without them, worked out from the manifests before anything is touched. A row goes when it is theirs by a way that
 * deletes; it stays and forgets them when others need it: its owner is somebody else, or rows of others rest on it.
 */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Trx } from '#platform/database/connect.ts'
import type { DataSubject, Manifest, TableDeclaration } from '#platform/module/manifest.ts'
import { reach, walkSubjects } from '#platform/privacy/walk.ts'
import type { SubjectRows } from '#platform/privacy/walk.ts'
import { childrenFirst, hasValues, keyOf } from './shape.ts'
import type { Reference, RowKeys, Shape } from './shape.ts'

/** `doomed`: keys of the rows that go; `whose`: the person of each. `ways`: of the table to these persons. */
export type TablePlan = { declaration: TableDeclaration; ways: readonly SubjectRows[]; doomed: RowKeys; whose: readonly string[] }

const GOES = new Set(['delete', 'evidence'])
/** The content of blobs goes with the key of its scope (platform/blobs). */
export const isShredded = ({ subjects }: TableDeclaration) => subjects.length > 0 && subjects.every(({ onErasure }) => onErasure === 'shred')

/** Tables with their plan, children before parents. `wants`: which tables at all; the others are left as they are. */
export async function planErasure(trx: Trx, shape: Shape, manifests: Iterable<Manifest>, personIds: readonly string[], wants: (manifest: Manifest, declaration: TableDeclaration) => boolean = () => true): Promise<TablePlan[]> {
  const ways = walkSubjects(manifests, personIds).filter(({ manifest, declaration }) => !isShredded(declaration) && wants(manifest, declaration))
  const byTable = Map.groupBy(ways, (way) => way.declaration.table as string)
  const plans = new Map<string, TablePlan>()
  for (const table of childrenFirst(shape, [...byTable.keys()])) {
    const own = byTable.get(table)!
    plans.set(table, { declaration: own[0]!.declaration, ways: own, ...(await doomedRows(trx, shape, table, own)) })
  }
  // A parent stays while a row that stays rests on it. Sparing one can make another one stay in turn.
  for (let isDone = false; !isDone; ) {
    isDone = true
    for (const plan of plans.values()) {
      const spared = await sparedRows(trx, shape, plan, plans)
      if (spared.size === 0) continue
      const stays = plan.doomed.map((key) => !spared.has(key.join('|')))
      plan.whose = plan.whose.filter((_person, index) => stays[index])
      plan.doomed = plan.doomed.filter((_key, index) => stays[index])
      isDone = false
    }
  }
  return [...plans.values()]
}

/** The column of a way that leads straight to the person, where a row that stays forgets them; a longer way is forgotten in the table it leads over. */
export function ownColumn({ via }: DataSubject): string | null {
  return via.includes('>') ? null : via
}

async function doomedRows(trx: Trx, shape: Shape, table: string, ways: readonly SubjectRows[]): Promise<Pick<TablePlan, 'doomed' | 'whose'>> {
  const owner = ways.find(({ subject }) => subject.isOwner)
  const whose = new Map<string, { key: string[]; personId: string }>()
  for (const way of ways) {
    if (!GOES.has(way.subject.onErasure)) continue
    // Evidence of somebody else stays theirs: the declaration of a mother who is gone still opens the door of her child.
    const isOthers = way.subject.onErasure === 'evidence' && owner !== undefined && owner !== way
    const key = keyOf(shape, table)
    const { rows } = await sql<{ key: string[]; personId: string }>`
      SELECT ${keyAsText(table, key)} AS key, ${reach(table, way.subject.via)}::text AS "personId" FROM ${sql.table(table)} WHERE ${way.isTheirs} ${isOthers ? sql`AND ${owner.isTheirs}` : sql``}`.execute(trx)
    for (const row of rows) if (!whose.has(row.key.join('|'))) whose.set(row.key.join('|'), row)
  }
  const rows = [...whose.values()]
  return { doomed: rows.map((row) => row.key), whose: rows.map((row) => row.personId) }
}

function keyAsText(table: string, key: readonly string[]): RawBuilder<string[]> {
  return sql`ARRAY[${sql.join(key.map((column) => sql`${sql.ref(`${table}.${column}`)}::text`))}]`
}

/** Keys of the rows for which it is true, as text. */
export async function selectKeys(trx: Trx, shape: Pick<Shape, 'keys'>, table: string, where: RawBuilder<boolean>): Promise<RowKeys> {
  const { rows } = await sql<{ key: string[] }>`SELECT ${keyAsText(table, keyOf(shape, table))} AS key FROM ${sql.table(table)} WHERE ${where}`.execute(trx)
  return rows.map((row) => row.key)
}

/** Rows of the plan that would be pulled from under others: keys joined by '|'. */
async function sparedRows(trx: Trx, shape: Shape, { declaration, doomed }: TablePlan, plans: ReadonlyMap<string, TablePlan>): Promise<Set<string>> {
  const spared = new Set<string>()
  if (doomed.length === 0) return spared
  const key = keyOf(shape, declaration.table)
  for (const reference of shape.references) {
    if (reference.parent !== declaration.table || reference.isNullable || reference.isCascade) continue
    const gone = plans.get(reference.child)?.doomed ?? []
    const { rows } = await sql<{ key: string[] }>`
      SELECT DISTINCT ${keyAsText(declaration.table, key)} AS key FROM ${sql.table(declaration.table)}
        JOIN ${sql.table(reference.child)} AS child ON ${joined(reference)}
       WHERE ${hasValues(shape, declaration.table, key, doomed)} ${gone.length === 0 ? sql`` : sql`AND NOT ${hasValues(shape, reference.child, keyOf(shape, reference.child), gone, 'child')}`}`.execute(trx)
    for (const row of rows) spared.add(row.key.join('|'))
  }
  return spared
}

function joined({ parent, columns, parentColumns }: Reference): RawBuilder<boolean> {
  return sql<boolean>`${sql.join(columns.map((column, index) => sql`${sql.ref(`child.${column}`)} = ${sql.ref(`${parent}.${parentColumns[index]!}`)}`), sql` AND `)}`
}
