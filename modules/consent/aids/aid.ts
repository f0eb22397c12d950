/** What a reading aid consists of: a short explanation of each form in another language. */
import type { Block } from '#platform/documents/blocks.ts'

export type Aid = {
  /** Name of the language in the language. */
  label: string
  /** The same for paper, where its script has no font: in German. */
  paperLabel?: string
  /** Says, in the language, that the German text alone binds. */
  mark: string
} & Record<'platform' | 'video', { title: string; body: Block[] }>
