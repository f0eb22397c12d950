/**
 * The register of processing activities (X6), from the manifests and the school's options as the document on data is: one entry for each room that processes
 * personal data. What the school itself has to say (its legal basis, a remark) is handed in; nothing of it is ever made up here (A14).
 */
import type { Category, Manifest, TableDeclaration } from '#platform/module/manifest.ts'
import { erasureText, keepText, needsOf, readersOf } from './document.ts'
import type { DocumentContext } from './document.ts'
import { personWords, personsOf } from './persons.ts'
import type { PersonKind } from './persons.ts'
import { registerWords as words } from './register.de.ts'

/** Where things lie in this school; null: on the school's own computer. */
export type Places = { database: string | null; blobs: string | null; backup: string | null }
export type RegisterContext = DocumentContext & { remark: (moduleId: string) => string | null; places: Places }

export type ProcessedCategory = { label: string; source: string; readers: string; recipients: string; keep: string }
export type Processing = {
  module: string
  name: string
  /** Whose data these are: the council reads what is about staff. */
  kinds: PersonKind[]
  basis: string | null
  remark: string | null
  facts: { label: string; text: string }[]
  categories: ProcessedCategory[]
}

/** All entries, in the order of the manifests. A room without personal data is none. */
export function renderRegister(manifests: readonly Manifest[], context: RegisterContext): Processing[] {
  return manifests.filter((manifest) => Object.keys(manifest.categories).length > 0).map((manifest) => {
    const kinds = personsOf(manifest)
    const basis = context.legalBasis(manifest.id)
    const remark = context.remark(manifest.id)
    return {
      module: manifest.id, name: manifest.name, kinds, basis, remark,
      facts: [
        { label: words.purpose, text: `${words.purposeClass[manifest.purpose.class]}: ${manifest.purpose.text}` },
        { label: words.basis, text: basis ?? words.basisMissing },
        ...(remark === null ? [] : [{ label: words.remark, text: remark }]),
        { label: words.persons, text: kinds.length === 0 ? words.nobody : kinds.map((kind) => personWords[kind]).join(', ') },
        { label: words.stored, text: storedIn(manifest, context.places).join('; ') },
        { label: words.measures, text: measuresOf(manifest).join('; ') },
      ],
      categories: Object.entries(manifest.categories).map(([id, category]) => categoryOf(manifest, id, category, context)),
    }
  })
}

function categoryOf(manifest: Manifest, id: string, category: Category, context: RegisterContext): ProcessedCategory {
  const tables = manifest.data.filter((table) => Object.values(table.columns).some((column) => column.kind === 'personal' && column.category === id))
  const keeps = [...new Set((tables.length > 0 ? tables : (manifest.stores ?? [])).map(({ keep }) => keepText(keep, context)))]
  return {
    label: category.label,
    source: category.source,
    readers: readersOf(manifest, id).join(', '),
    recipients: `${category.recipients.length === 0 ? words.noRecipients : category.recipients.join(', ')}; ${category.thirdCountry === false ? words.noThirdCountry : category.thirdCountry}`,
    keep: [`${keeps.join('; ')}.`, erasureText(tables), category.inBackup ? words.backup(Number(context.option('backup.days'))) : words.noBackup].filter((part) => part !== '').join(' '),
  }
}

/** Where the rows and contents of a room lie, and where copies of them do. */
function storedIn({ data, stores, categories }: Manifest, { database, blobs, backup }: Places): string[] {
  const categoryList = Object.values(categories)
  return [
    ...(data.length > 0 ? [words.inDatabase(database)] : []),
    ...(data.some(holdsBlobs) ? [words.inBlobs(blobs)] : []),
    ...(stores ?? []).map(({ store, holds }) => `${store} (${holds})`),
    ...(categoryList.some(({ inBackup }) => inBackup) ? [words.inBackup(backup)] : []),
  ]
}

const holdsBlobs = ({ columns }: TableDeclaration): boolean => Object.keys(columns).some((name) => name === 'blob_id' || name.endsWith('_blob_id'))

/** What the manifest itself says of protection: gates before, the level of secrecy, tables that only grow, keys that are destroyed. */
function measuresOf(manifest: Manifest): string[] {
  const { needs } = manifest
  const tables = manifest.data
  return [
    ...(needs.release || needs.consent.length > 0 || needs.seen.length > 0 ? [words.gate(needsOf(manifest))] : []),
    ...(manifest.secrecy === undefined ? [] : [manifest.secrecy.replace(/\.$/, '')]),
    ...(tables.some(({ appendOnly }) => appendOnly) ? [words.appendOnly(tables.every(({ appendOnly }) => appendOnly))] : []),
    ...(tables.some(({ subjects }) => subjects.some(({ onErasure }) => onErasure === 'shred')) ? [words.shred] : []),
    ...(tables.some(({ subjects }) => subjects.some(({ onErasure }) => onErasure === 'evidence')) ? [words.evidence] : []),
    words.seeMeasures,
  ]
}

/** The register as Markdown, for the committed copy. */
export function registerMarkdown(processings: readonly Processing[]): string {
  const cell = (text: string): string => text.replaceAll('|', '/')
  return `# ${words.title}\n\n${words.intro}\n\n${processings.map(({ name, facts, categories }) => [
    `## ${name}`,
    facts.map(({ label, text }) => `- **${label}:** ${text}`).join('\n'),
    [`| ${words.head.join(' | ')} |`, `| ${words.head.map(() => '---').join(' | ')} |`, ...categories.map((one) => `| ${[one.label, one.source, one.readers, one.recipients, one.keep].map(cell).join(' | ')} |`)].join('\n'),
  ].join('\n\n')).join('\n\n')}\n`
}
