/** What must be read before a part of the house is used for the first time, and the way to the page for it. */
import { DOCUMENTS } from '#platform/documents/contract.ts'
import type { DocumentId } from '#platform/documents/contract.ts'

/** Texts that a module asks for before its first use (`needs.seen` of its manifest), by module. The gate is the server's; this is for asking in good time. */
const READ_FIRST: Readonly<Record<string, readonly DocumentId[]>> = { messenger: ['module-document', 'messenger-rules'] }

/** Texts to read for the modules of this session, each once, in the order in which they are asked for. */
export function documentsToRead(modules: readonly string[]): readonly DocumentId[] {
  return [...new Set(modules.flatMap((module) => READ_FIRST[module] ?? []))]
}

/** The page for the first of these documents; each leads to the next, the last to `after`. */
export function readingPath(documents: readonly DocumentId[], after: string): string {
  return documents.reduceRight((next, document) => `/gelesen/${document}?weiter=${encodeURIComponent(next)}`, after)
}

/** Narrows a field of an address to the documents there are. */
export function isDocument(name: unknown): name is DocumentId {
  return DOCUMENTS.includes(name as DocumentId)
}
