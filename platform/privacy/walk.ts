/**
 * The walk over everything that is declared about a person: from the manifests' `subjects` to the rows. The answer on what is stored, and later export and
 * erasure, read their rows here, so that none of them can forget a table that the others know. All SQL of the ways is made in this file.
 */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { DataSubject, Manifest, TableDeclaration } from '#platform/module/manifest.ts'

/**
 * One way from a table to the person. `isTheirs` is true for the rows it finds, `isAnothers` for those it leads to somebody else from; both hold in statements
 * whose table is named as declared.
 */
export type SubjectRows = { manifest: Manifest; declaration: TableDeclaration; subject: DataSubject; isTheirs: RawBuilder<boolean>; isAnothers: RawBuilder<boolean> }

/** `column`, then for each step the table that the column before points to, by which column of it, and the column to go on with. */
export type Way = { column: string; steps: { table: string; key: string; column: string }[] }

const NAME = /^[a-z][a-z0-9_]*$/
const STEP = /^([a-z][a-z0-9_]*)(?:\[([a-z][a-z0-9_]*)\])?\.([a-z][a-z0-9_]*)$/

/** Every declared table and subject, in the order of the manifests, for one person or several. Asks the database nothing. Throws when a way can't be read. */
export function walkSubjects(manifests: Iterable<Manifest>, person: string | readonly string[]): SubjectRows[] {
  const isThem = typeof person === 'string' ? sql`= ${person}::uuid` : sql`= ANY(${[...person]}::uuid[])`
  const isNotThem = typeof person === 'string' ? sql`<> ${person}::uuid` : sql`<> ALL(${[...person]}::uuid[])`
  return [...manifests].flatMap((manifest) =>
    manifest.data.flatMap((declaration) =>
      declaration.subjects.map((subject) => {
        const way = readWay(subject.via)
        return { manifest, declaration, subject, isTheirs: follow(declaration.table, way, isThem), isAnothers: follow(declaration.table, way, isNotThem) }
      }),
    ),
  )
}

/** What a way leads to from a row of the table, as one value: the last column of it; of several rows on the way the greatest. */
export function reach<T>(table: string, via: string): RawBuilder<T> {
  const { column, steps } = readWay(via)
  let value = sql<T>`${sql.ref(`${table}.${column}`)}`
  for (const [index, { table: next, key, column: wanted }] of steps.entries()) {
    // A name of its own: the way can lead over the table it began in.
    const here = `step_${index}`
    const found = sql.ref(`${here}.${wanted}`)
    value = sql<T>`(SELECT ${found} FROM ${sql.table(next)} AS ${sql.ref(here)} WHERE ${sql.ref(`${here}.${key}`)} = ${value} ORDER BY ${found} DESC NULLS LAST LIMIT 1)`
  }
  return value
}

/** `column`, `column>table.column` (a table reached by its `id`) or `column>table[key].column`, with as many steps as needed. Throws on anything else. */
export function readWay(via: string): Way {
  const [column = '', ...steps] = via.split('>')
  if (!NAME.test(column)) throw new Error(`the way ${via} can't be read`)
  return {
    column,
    steps: steps.map((step) => {
      const [, table, key = 'id', next] = STEP.exec(step) ?? []
      if (table === undefined || next === undefined) throw new Error(`the way ${via} can't be read`)
      return { table, key, column: next }
    }),
  }
}

/** Identifiers come from manifests and are quoted; the person is a parameter of `end`. */
function follow(table: string, { column, steps }: Way, end: RawBuilder<unknown>): RawBuilder<boolean> {
  const here = sql.ref(`${table}.${column}`)
  const [next, ...rest] = steps
  if (next === undefined) return sql<boolean>`${here} ${end}`
  return sql<boolean>`${here} IN (SELECT ${sql.ref(`${next.table}.${next.key}`)} FROM ${sql.table(next.table)} WHERE ${follow(next.table, { column: next.column, steps: rest }, end)})`
}
