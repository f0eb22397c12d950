/** The instruction as clauses, as blocks of a document, and what changes between two of its versions. Pure. */
import type { Block } from '#platform/documents/blocks.ts'
import type { Clause } from '#platform/module/clauses.ts'

/** By whom a sentence is kept: by people alone, by the software, or by people whom the software reminds (A14). */
export type Kept = 'people' | 'technical' | 'reminder'
/** `rule`: the rule of the catalogue it says, e.g. `R9a.5`. */
export type Sentence = { rule: string; kept: Kept; text: string }
export type InstructionClause = { clause: Clause; label: string; title: string; sentences: readonly Sentence[] }

export type ClauseChange = { title: string; removed: string[]; added: string[] }

/** The document's body: a chapter per clause, the sentences in order, below them what the software keeps and what it reminds of. */
export function bodyOf(clauses: readonly InstructionClause[], intro: string, introduced: Readonly<Record<Kept, string>>): Block[] {
  return [{ kind: 'text', text: intro }, ...clauses.flatMap((one) => chapter(one, introduced))]
}

function chapter({ label, title, sentences }: InstructionClause, introduced: Readonly<Record<Kept, string>>): Block[] {
  return [{ kind: 'heading', level: 2, text: `${label} ${title}` }, ...(['people', 'technical', 'reminder'] as const).flatMap((kept): Block[] => {
    const items = sentences.filter((sentence) => sentence.kept === kept).map(({ text }) => text)
    if (items.length === 0) return []
    return [...(introduced[kept] === '' ? [] : [{ kind: 'text', text: introduced[kept] } as const]), { kind: 'list', items }]
  })]
}

/** Chapter by chapter which sentences a new text takes away and which it adds; chapters without a change are left out. */
export function changesBetween(before: readonly Block[], after: readonly Block[]): ClauseChange[] {
  const [old, now] = [chaptersOf(before), chaptersOf(after)]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((title) => {
    const [was, is] = [old.get(title) ?? [], now.get(title) ?? []]
    const removed = was.filter((text) => !is.includes(text))
    const added = is.filter((text) => !was.includes(text))
    return removed.length + added.length === 0 ? [] : [{ title, removed, added }]
  })
}

function chaptersOf(blocks: readonly Block[]): Map<string, string[]> {
  const chapters = new Map<string, string[]>()
  let title = ''
  for (const block of blocks) {
    if (block.kind === 'heading' && block.level === 2) title = block.text
    else chapters.set(title, [...(chapters.get(title) ?? []), ...textsOf(block)])
  }
  return chapters
}

function textsOf(block: Block): readonly string[] {
  if (block.kind === 'text') return [block.text]
  if (block.kind === 'list') return block.items
  return []
}
