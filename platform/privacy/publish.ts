/** Publishes the document on data anew when what it says has changed: at the founding of the school, at every start, and after decisions on options. */
import { publishDocument } from '#platform/documents/documents.ts'
import type { Write } from '#platform/module/write.ts'
import { optionOf } from '#platform/school/options.ts'
import { renderModuleDocument } from './document.ts'

/** Renders and publishes; nothing happens when the text is the one in force. Every change is major: people are shown what is new about their data. */
export async function publishModuleDocument(w: Write, schoolName: string): Promise<void> {
  const decisions = await w.trx.selectFrom('option_decision').select(['option', 'value']).distinctOn('option').orderBy('option').orderBy('decided_at', 'desc').execute()
  const values = new Map(decisions.map((row) => [row.option, row.value]))
  const { title, body } = renderModuleDocument(
    w.platform.modules.map(({ manifest }) => manifest),
    { schoolName, option: (key) => optionOf(values, key), legalBasis: (moduleId) => optionOf(values, 'legal_basis')[moduleId] ?? null },
  )
  await publishDocument(w, { document: 'module-document', title, body, isMajor: true })
}
