/** Publishes the document on data anew when what it says has changed: at the founding of the school, at every start, and after decisions on options. */
import type { Database, Trx } from '#platform/database/connect.ts'
import type { Block } from '#platform/documents/blocks.ts'
import { publishDocument } from '#platform/documents/documents.ts'
import type { Module } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { committedOptions } from '#platform/school/memory.ts'
import { renderModuleDocument } from './document.ts'

/** Renders and publishes; nothing happens when the text is the one in force. Every change is major: people are shown what is new about their data. */
export async function publishModuleDocument(w: Write, schoolName: string): Promise<void> {
  await publishDocument(w, { document: 'module-document', ...(await renderedModuleDocument(w.trx, w.platform.modules, schoolName)), isMajor: true })
}

/** The document as manifests and options give it now. */
export async function renderedModuleDocument(database: Database | Trx, modules: readonly Module[], schoolName: string): Promise<{ title: string; body: Block[] }> {
  const { option } = await committedOptions(database)
  return renderModuleDocument(modules.map(({ manifest }) => manifest), { schoolName, option, legalBasis: (moduleId) => option('legal_basis')[moduleId] ?? null })
}
