import type { Chosen } from '#platform/module/texts.ts'
import type { texts } from '../texts/notices.de.ts'
import type { Notice } from './client.ts'

/** For whom, by whom, until when: the small print of a notice. */
export function smallPrint(t: Chosen<typeof texts>, notice: Notice, today: string): string {
  return [
    notice.forSchool ? t.whole : notice.groups.length > 0 && t.to({ groups: notice.groups.map(({ label }) => label).join(', ') }),
    notice.author !== null && t.by({ name: notice.author.displayName }),
    notice.from > today ? t.hangsFrom({ date: notice.from }) : t.hangsUntil({ date: notice.until }),
    notice.isEdited && t.edited,
  ].filter(Boolean).join(' · ')
}

