/** The generated documents that are committed: a changed right, category or period shows in the diff and is read like code. */
import type { Block } from '#platform/documents/blocks.ts'
import type { Module } from '#platform/module/module.ts'
import { options } from '#platform/school/options.ts'
import type { OptionKey } from '#platform/school/options.ts'
import { renderModuleDocument } from './document.ts'
import { renderMatrix } from './matrix.ts'
import { registerMarkdown, renderRegister } from './register.ts'

/** Path -> text of every golden file. */
export function goldenFiles(modules: readonly Module[]): Map<string, string> {
  const manifests = modules.map(({ manifest }) => manifest)
  const context = { schoolName: 'Beispielschule', option: (key: OptionKey) => options[key].fallback, legalBasis: () => null }
  const document = renderModuleDocument(manifests, context)
  return new Map([
    ['docs/privacy/rights.txt', renderMatrix(modules)],
    ['docs/privacy/module-document.md', markdownOf(document.title, document.body)],
    ['docs/privacy/register.md', registerMarkdown(renderRegister(manifests, { ...context, remark: () => null, places: { database: null, blobs: null, backup: null } }))],
  ])
}

/** Blocks as Markdown. */
export function markdownOf(title: string, body: readonly Block[]): string {
  return `# ${title}\n\n${body.map(blockText).join('\n\n')}\n`
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${block.text}`
    case 'text':
      return block.text
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n')
    case 'facts':
      return block.rows.map((row) => `- **${row.label}:** ${row.text}`).join('\n')
    case 'table':
      return [row(block.head), row(block.head.map(() => '---')), ...block.rows.map(row)].join('\n')
  }
}

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '/')).join(' | ')} |`
