/**
 * The text of a consent as one types it, and the blocks it is kept as: a line that begins with `#` is a heading, lines that begin with `-` are a list, lines with
 * an empty line between them are paragraphs. Pure; both ways.
 */
import type { Block } from '#platform/documents/blocks.ts'

/** The blocks of what was typed; none for nothing but blanks. */
export function blocksOf(typed: string): Block[] {
  const blocks: Block[] = []
  let isFresh = true
  for (const line of typed.normalize('NFC').split(/\r\n|\r|\n/).map((one) => one.trim())) {
    const last = blocks.at(-1)
    const heading = /^#+\s*(.+)$/.exec(line)?.[1]
    const item = /^[-•*]\s+(.+)$/.exec(line)?.[1]
    if (line === '' || /^(#+|[-•*])$/.test(line)) isFresh = true
    else if (heading !== undefined) {
      blocks.push({ kind: 'heading', level: 2, text: heading })
      isFresh = true
    } else if (item !== undefined) {
      if (last?.kind === 'list' && !isFresh) last.items.push(item)
      else blocks.push({ kind: 'list', items: [item] })
      isFresh = false
    } else {
      if (last?.kind === 'text' && !isFresh) last.text += ` ${line}`
      else blocks.push({ kind: 'text', text: line })
      isFresh = false
    }
  }
  return blocks
}

/** What one would type for these blocks. */
export function typedOf(blocks: readonly Block[]): string {
  return blocks.map((block) => {
    switch (block.kind) {
      case 'heading': return `# ${block.text}`
      case 'text': return block.text
      case 'list': return block.items.map((item) => `- ${item}`).join('\n')
      case 'facts': return block.rows.map((row) => `- ${row.label}: ${row.text}`).join('\n')
      case 'table': return block.rows.map((row) => `- ${row.join(', ')}`).join('\n')
    }
  }).join('\n\n')
}
