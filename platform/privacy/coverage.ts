/**
 * Does every table and column of the live schema stand in exactly one manifest, and is every way to a person declared? Read from pg_catalog (B3); what is
 * missing stops the start, because derived erasure, export and documents would lie (Moodle's privacy tests are the model).
 */
import type pg from 'pg'
import type { Manifest, TableDeclaration } from '#platform/module/manifest.ts'
import { daysOf } from '#platform/erasure/since.ts'
import { readWay } from './walk.ts'

type Schema = { /** Types by column, by table. */ columns: Map<string, Map<string, string>>; personKeys: { table: string; column: string }[]; schemas: string[] }

/** The faults, one sentence each; empty when everything is covered. */
export async function checkCoverage(client: Pick<pg.Pool, 'query'>, manifests: readonly Manifest[]): Promise<string[]> {
  return compare(await readSchema(client), manifests)
}

async function readSchema(client: Pick<pg.Pool, 'query'>): Promise<Schema> {
  const { rows: columns } = await client.query<{ table: string; column: string; type: string }>(
    `SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, NULL) AS type FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'm', 'v') AND a.attnum > 0 AND NOT a.attisdropped AND c.relname <> 'schema_migration'`,
  )
  const { rows: personKeys } = await client.query<{ table: string; column: string }>(
    `SELECT c.relname AS table, a.attname AS column FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(k.conkey)
      WHERE k.contype = 'f' AND k.confrelid = 'person'::regclass`,
  )
  const { rows: schemas } = await client.query<{ name: string }>(`SELECT nspname AS name FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND nspname NOT IN ('public', 'information_schema')`)
  const byTable = new Map<string, Map<string, string>>()
  for (const row of columns) byTable.set(row.table, (byTable.get(row.table) ?? new Map()).set(row.column, row.type))
  return { columns: byTable, personKeys, schemas: schemas.map((row) => row.name) }
}

function compare(schema: Schema, manifests: readonly Manifest[]): string[] {
  const faults: string[] = []
  const declared = new Map<string, TableDeclaration>()
  for (const { id, data } of manifests) {
    for (const table of data) {
      if (declared.has(table.table)) faults.push(`the table ${table.table} stands in two manifests, one of them ${id}`)
      declared.set(table.table, table)
    }
  }
  for (const [table, columns] of schema.columns) {
    const declaration = declared.get(table)
    if (declaration === undefined) {
      faults.push(`the table ${table} stands in no manifest`)
      continue
    }
    for (const column of columns.keys()) if (!(column in declaration.columns)) faults.push(`the column ${table}.${column} is not classified`)
    for (const column of Object.keys(declaration.columns)) if (!columns.has(column)) faults.push(`the manifest names ${table}.${column}, which does not exist`)
    faults.push(...faultsOfSubjects(declaration, schema), ...faultsOfKeep(declaration, schema))
  }
  for (const table of declared.keys()) if (!schema.columns.has(table)) faults.push(`the manifest names the table ${table}, which does not exist`)
  for (const { table, column } of schema.personKeys) {
    if (!declared.get(table)?.subjects.some((subject) => subject.via === column)) faults.push(`${table}.${column} leads to a person, but erasure does not know this way`)
  }
  const stores = new Set(manifests.flatMap((manifest) => (manifest.stores ?? []).flatMap((store) => store.schema ?? [])))
  for (const name of schema.schemas) if (!stores.has(name)) faults.push(`the schema ${name} stands in no manifest`)
  return faults
}

/** A way is read by walk.ts; each column it names must exist. */
function faultsOfSubjects(declaration: TableDeclaration, schema: Schema): string[] {
  const faults: string[] = []
  for (const { via } of declaration.subjects) {
    const { column: first, steps } = readWay(via)
    if (!schema.columns.get(declaration.table)?.has(first)) faults.push(`${declaration.table}: the way ${via} begins at a column that does not exist`)
    for (const { table, key, column } of steps) {
      for (const name of [key, column]) if (!schema.columns.get(table)?.has(name)) faults.push(`${declaration.table}: the way ${via} leads over ${table}.${name}, which does not exist`)
    }
  }
  const hasPersonal = Object.values(declaration.columns).some((column) => column.kind === 'personal')
  if (hasPersonal && declaration.subjects.length === 0 && !(declaration.unlinked !== undefined && (declaration.keep.rule === 'days' || declaration.keep.rule === 'option'))) faults.push(`${declaration.table} holds personal data of nobody: no subject is declared`)
  return faults
}

/** Retention needs a day or an instant to count from, or rows would stay for ever although the document says otherwise. */
function faultsOfKeep({ table, keep, subjects, columns }: TableDeclaration, { columns: schema }: Schema): string[] {
  const faults: string[] = []
  const typeOf = (via: string): string | undefined => {
    const { column, steps } = readWay(via)
    const last = steps.at(-1)
    return schema.get(last?.table ?? table)?.get(last?.column ?? column)
  }
  if ((keep.rule === 'days' || keep.rule === 'option') && keep.since !== 'segments') {
    const days = daysOf(keep.since)
    if (days.length === 0) faults.push(`${table}: nothing says from when its days count`)
    for (const via of days) if (!['date', 'timestamp with time zone'].includes(typeOf(via) ?? '')) faults.push(`${table}: days can't be counted from ${via}, which is ${typeOf(via) ?? 'no column'}`)
    if (typeof keep.since === 'object' && 'group' in keep.since && typeOf(keep.since.group) !== 'uuid') faults.push(`${table}: the way ${keep.since.group} leads to no group`)
  }
  for (const { clears = [], authored } of subjects) {
    for (const column of [...clears, ...(authored?.columns ?? []), ...(authored?.at === undefined ? [] : [authored.at])]) if (!(column in columns)) faults.push(`${table}: ${column} is to be emptied, but does not exist`)
  }
  if (keep.rule === 'account' && subjects.length === 0) faults.push(`${table}: it is kept with the account, but leads to nobody`)
  return faults
}
