/**
 * Renders the document "Welche Daten werden in welchem Modul verarbeitet" (R9a.5) from the manifests and the school's options, in German. Nothing in it is
 * written by hand twice: what a manifest does not declare can't be processed, and what it declares stands here.
 */
import type { Block } from '#platform/documents/blocks.ts'
import type { Category, Keep, Manifest, TableDeclaration } from '#platform/module/manifest.ts'
import { options } from '#platform/school/options.ts'
import type { OptionKey } from '#platform/school/options.ts'
import { words } from './texts.de.ts'

export type DocumentContext = {
  schoolName: string
  option: (key: OptionKey) => unknown
  /** The legal basis the school entered for a module; null prints that the school must enter it (A14). */
  legalBasis: (moduleId: string) => string | null
}

/** Title and blocks of the whole document. */
export function renderModuleDocument(manifests: readonly Manifest[], context: DocumentContext): { title: string; body: Block[] } {
  const withData = manifests.filter((manifest) => manifest.data.length > 0 || (manifest.stores ?? []).length > 0)
  return {
    title: words.title,
    body: [
      { kind: 'text', text: words.intro(context.schoolName) },
      { kind: 'list', items: [...words.promises] },
      ...withData.flatMap((manifest) => chapter(manifest, context)),
      { kind: 'heading', level: 2, text: words.rightsTitle },
      { kind: 'list', items: [...words.rights] },
    ],
  }
}

function chapter(manifest: Manifest, context: DocumentContext): Block[] {
  const blocks: Block[] = [
    { kind: 'heading', level: 2, text: manifest.name },
    { kind: 'text', text: manifest.purpose.plain },
    {
      kind: 'facts',
      rows: [
        { label: words.purpose, text: `${words.purposeClass[manifest.purpose.class]}: ${manifest.purpose.text}` },
        { label: words.basis, text: context.legalBasis(manifest.id) ?? words.basisMissing },
        { label: words.needs, text: needsOf(manifest) },
        ...(manifest.secrecy === undefined ? [] : [{ label: words.secrecy, text: manifest.secrecy }]),
      ],
    },
    { kind: 'table', head: [...words.tableHead], rows: Object.entries(manifest.categories).map(([id, category]) => categoryRow(manifest, id, category, context)) },
  ]
  if (manifest.logs.length > 0) blocks.push({ kind: 'text', text: words.logged(manifest.logs.map((log) => log.text.replace(/\.$/, '')).join('; ')) })
  return blocks
}

function categoryRow(manifest: Manifest, id: string, category: Category, context: DocumentContext): string[] {
  const tables = manifest.data.filter((table) => Object.values(table.columns).some((column) => column.kind === 'personal' && column.category === id))
  const stores = manifest.stores ?? []
  const keeps = [...new Set([...tables.map((table) => keepText(table.keep, context)), ...(tables.length === 0 ? stores.map((store) => keepText(store.keep, context)) : [])])]
  const elsewhere = category.recipients.length === 0 ? words.nobodyElse : category.recipients.join(', ')
  return [
    category.label,
    category.source,
    readersOf(manifest, id).join(', '),
    `${elsewhere}${category.thirdCountry === false ? '' : `; ${words.thirdCountry(category.thirdCountry)}`}`,
    `${keeps.join('; ')}. ${erasureText(tables)}${category.inBackup ? ` ${words.backup(Number(context.option('backup.days')))}` : ''}`,
  ]
}

/** Who sees a category, and guardians of a minor where something of it is told to them (A18). */
export function readersOf({ categories, data }: Manifest, id: string): string[] {
  const { readers, guardian } = categories[id]!
  const isTold = guardian !== undefined && data.some(({ columns, subjects }) => subjects.some((subject) => subject.guardian) && Object.values(columns).some((column) => column.kind === 'personal' && column.category === id))
  return [...readers, ...(isTold ? [words.guardians] : [])]
}

/** How long rows are kept, in words. */
export function keepText(keep: Keep, context: Pick<DocumentContext, 'option'>): string {
  switch (keep.rule) {
    case 'account':
      return words.keepAccount(Number(context.option('delete.restore_days')))
    case 'days':
      return words.keepDays(keep.days_max, words.keepFrom[keep.from] ?? keep.from)
    case 'option':
      return words.keepDays(Number(optionValue(context, keep.option)), words.keepFrom[keep.from] ?? keep.from)
    case 'evidence':
      return words.keepYears(Number(optionValue(context, keep.option)))
    case 'forever':
      return keep.why.replace(/\.$/, '')
  }
}

function optionValue(context: Pick<DocumentContext, 'option'>, key: string): unknown {
  if (!(key in options)) throw new Error(`the manifest names the option ${key}, which does not exist`)
  return context.option(key as OptionKey)
}

/** What erasure leaves of these tables, in words. */
export function erasureText(tables: readonly TableDeclaration[]): string {
  const kinds = new Set(tables.flatMap((table) => table.subjects.map((subject) => subject.onErasure)))
  return [...kinds].map((kind) => words.erasure[kind]).filter(Boolean).join(' ')
}

/** What is needed before a room opens, in words. */
export function needsOf(manifest: Manifest): string {
  const needs = [
    ...(manifest.needs.release ? [words.needRelease] : []),
    ...manifest.needs.consent.map((purpose) => words.needConsent(purpose)),
    ...(manifest.needs.seen.length > 0 ? [words.needSeen] : []),
  ]
  return needs.length === 0 ? words.needNothing : needs.join('; ')
}
