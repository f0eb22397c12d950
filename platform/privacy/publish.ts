/** Publishes the document on data anew when what it says has changed: at the founding of the school, at every start, and after decisions on options. */
import { publishDocument } from '#platform/documents/documents.ts'
import type { Write } from '#platform/module/write.ts'
import { committedOptions } from '#platform/school/memory.ts'
import { renderModuleDocument } from './document.ts'

/** Renders and publishes; nothing happens when the text is the one in force. Every change is major: people are shown what is new about their data. */
export async function publishModuleDocument(w: Write, schoolName: string): Promise<void> {
  const { option } = await committedOptions(w.trx)
  const { title, body } = renderModuleDocument(
    w.platform.modules.map(({ manifest }) => manifest),
    { schoolName, option, legalBasis: (moduleId) => option('legal_basis')[moduleId] ?? null },
  )
  await publishDocument(w, { document: 'module-document', title, body, isMajor: true })
}
