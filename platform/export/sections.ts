/**
 * What of which table goes into the export of a person, from the manifests alone, by the same ways as erasure (B3, X2): so no table can be forgotten. Decided here
 * for rows and columns:
 * - `about`: rows about the person. Where somebody else is concerned too, only those of which the person is the owner, and of these only columns with words.
 * - `acted`: rows of others in which the person acted: when, and what they wrote themselves.
 * - a guardian: as platform/privacy/stored.ts tells guardians, columns with words of rows that concern child and reader alone (A18).
 * Never: what the manifest closes (`export: []`), bytes, ids, hashes, keys.
 */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Shape } from '#platform/erasure/shape.ts'
import type { Manifest, TableDeclaration } from '#platform/module/manifest.ts'
import { wordsOf } from '#platform/privacy/columns.de.ts'
import { walkSubjects } from '#platform/privacy/walk.ts'
import type { SubjectRows } from '#platform/privacy/walk.ts'

export const KINDS = ['own', 'guardian', 'guardian_content'] as const
export type ExportKind = (typeof KINDS)[number]

/** Whose export for whom; `own`: both are the same. */
export type ExportOf = { kind: ExportKind; personId: string; readerId: string }

/** Rows of a table and the columns of them that are given out. */
export type Section = { manifest: Manifest; declaration: TableDeclaration; standing: 'about' | 'acted'; columns: readonly string[]; where: RawBuilder<boolean> }

/** The sections of an export, in the order of the manifests. `isOwnFile` as of reading.ts. */
export function sectionsOf(manifests: Iterable<Manifest>, { types, isOwnFile }: Pick<Shape, 'types'> & { isOwnFile: RawBuilder<boolean> }, { kind, personId, readerId }: ExportOf): Section[] {
  const all = [...manifests]
  const asReader = kind === 'own' ? [] : walkSubjects(all, readerId)
  const sections = [...Map.groupBy(walkSubjects(all, personId), (way) => way.declaration).values()].flatMap((ways) => {
    if (kind === 'own') return sectionsOfOwn(ways, types)
    const content = kind === 'guardian_content' ? sectionsOfContent(ways, types) : []
    return [...sectionsOfGuardian(ways, types, (way) => asReader.find((one) => one.declaration === way.declaration && one.subject === way.subject)!), ...content]
  })
  return sections.filter(({ columns }) => columns.length > 0).map((section) => ({ ...section, where: ofFiles(section, isOwnFile) }))
}

const isActor = ({ subject }: SubjectRows) => subject.onErasure === 'anonymise'
const isOpen = ({ subject }: SubjectRows) => subject.export.includes('access')
const either = (conditions: readonly RawBuilder<boolean>[]) => sql<boolean>`(${sql.join(conditions, sql` OR `)})`
const butNot = (condition: RawBuilder<boolean>, others: readonly RawBuilder<boolean>[]) => sql<boolean>`(${condition} ${sql.join(others.map((one) => sql`AND (${one}) IS NOT TRUE`), sql` `)})`

function sectionsOfOwn(ways: readonly SubjectRows[], types: Shape['types']): Section[] {
  const { manifest, declaration } = ways[0]!
  const of = (standing: Section['standing'], columns: readonly string[], where: RawBuilder<boolean>): Section => ({ manifest, declaration, standing, columns, where })
  const [concerned, acting] = [ways.filter((way) => !isActor(way)), ways.filter((way) => isActor(way) && isOpen(way))]
  const telling = concerned.filter((way) => isOpen(way) && way.subject.tells !== undefined)
  const about = concerned.filter((way) => isOpen(way) && way.subject.tells === undefined)
  const others = (way: SubjectRows) => (way.subject.isOwner ? [] : concerned.filter((one) => one !== way).map((one) => one.isAnothers))
  const isShared = concerned.length > 1
  const all = openColumns(declaration, types)
  const sections = [
    ...telling.map((way) => of(way.subject.as === 'actor' ? 'acted' : 'about', way.subject.tells!, way.isTheirs)),
    ...(about.length === 0 ? [] : [of('about', isShared ? all.filter((column) => isHarmless(declaration, column, types)) : all, either(about.map((way) => butNot(way.isTheirs, others(way)))))]),
  ]
  if (acting.length === 0) return sections
  // A row that concerns nobody but who made it is theirs; of one about somebody else they get what they wrote, and when.
  const theirs = ways.every(isActor) ? all : all.filter((column) => isTime(declaration.table, column, types) || acting.some((way) => wrote(way).includes(column)))
  return [...sections, of(ways.every(isActor) ? 'about' : 'acted', theirs, butNot(either(acting.map((way) => way.isTheirs)), about.map((way) => way.isTheirs)))]
}

/** What storedForGuardian tells, row by row: every other person who is concerned must be the reader. */
function sectionsOfGuardian(ways: readonly SubjectRows[], types: Shape['types'], asReader: (way: SubjectRows) => SubjectRows): Section[] {
  const { manifest, declaration } = ways[0]!
  const concerned = ways.filter((way) => !isActor(way))
  const own = concerned.find((way) => way.subject.guardian && isOpen(way))
  if (own === undefined) return []
  const others = concerned.filter((way) => way !== own).map((way) => sql`AND ${asReader(way).isTheirs}`)
  const columns = openColumns(declaration, types).filter((column) => wordsOf(declaration.table, column) !== undefined && isForGuardians(manifest, declaration, column))
  return [{ manifest, declaration, standing: 'about', columns, where: sql<boolean>`(${own.isTheirs} ${sql.join(others, sql` `)})` }]
}

/** opt:export.guardian_content: what the child wrote and filed (Art. 20), where nobody else is concerned. Not what others wrote to the child. */
function sectionsOfContent(ways: readonly SubjectRows[], types: Shape['types']): Section[] {
  const { manifest, declaration } = ways[0]!
  const portable = ways.filter(({ subject }) => subject.export.includes('portability'))
  const isAlone = ways.every((way) => portable.includes(way) || isActor(way))
  if (portable.length === 0 || !isAlone) return []
  const columns = openColumns(declaration, types).filter((column) => !isForGuardians(manifest, declaration, column))
  return [{ manifest, declaration, standing: 'about', columns, where: either(portable.map((way) => way.isTheirs)) }]
}

function isForGuardians({ categories }: Manifest, { columns }: TableDeclaration, name: string): boolean {
  const column = columns[name]!
  return column.kind === 'personal' && categories[column.category]?.guardian !== undefined
}

/** Names of columns that hold secrets or what only the program reads, whatever their type: this list stands beside what the manifests close, not instead of it. */
export const CLOSED = /(^|_)(hash|hmac|salt|secret|sealed|wrapped|token|key|credential|words|challenge|counter|transports|source|client)(_id)?$/
const GIVEN = new Set(['text', 'date', 'timestamp with time zone', 'boolean', 'integer', 'smallint', 'bigint', 'numeric', 'real', 'double precision'])

/** Personal columns of a table that may be given out: of a type that people read, and no secret by their name. */
export function openColumns({ table, columns }: TableDeclaration, types: Shape['types']): string[] {
  return Object.entries(columns).flatMap(([name, column]) => (column.kind === 'personal' && !CLOSED.test(name) && GIVEN.has(types.get(`${table}.${name}`) ?? '') ? [name] : []))
}

function isTime(table: string, column: string, types: Shape['types']): boolean {
  return ['date', 'timestamp with time zone', 'boolean'].includes(types.get(`${table}.${column}`) ?? '')
}

/** Of a row that concerns another person too: no free text, no name, no reference of a court. */
function isHarmless({ table }: TableDeclaration, column: string, types: Shape['types']): boolean {
  return wordsOf(table, column) !== undefined || isTime(table, column, types)
}

function wrote({ subject }: SubjectRows): readonly string[] {
  return [...(subject.authored?.columns ?? []), ...(subject.clears ?? [])]
}

/** What is said of files is said of those that are in the export, and of no others: not of exports of somebody else, not of what is about to go. */
function ofFiles({ declaration: { table }, where }: Section, isOwnFile: RawBuilder<boolean>): RawBuilder<boolean> {
  return table === 'blob' ? sql<boolean>`(${where} AND EXISTS (SELECT FROM blob AS b WHERE b.id = blob.id AND ${isOwnFile}))` : where
}
