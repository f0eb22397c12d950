import { chooseTexts } from '#platform/module/texts.ts'
import { formatDate } from '#web/texts/format.ts'
import { texts } from '../texts.de.ts'
import type { Case } from './client.ts'

const t = chooseTexts(texts, 'sie')

/** Who wrote a record, and on which day. */
export function writtenWords({ written }: Pick<Case['raised'], 'written'>): string {
  return t.byOn({ name: written.by?.displayName ?? '', when: formatDate(written.on) })
}
