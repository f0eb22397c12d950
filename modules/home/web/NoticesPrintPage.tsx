import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useToday } from '#web/api/clock.ts'
import { useSignedIn } from '#web/api/hooks.ts'
import { Mark } from '#web/design/Mark.tsx'
import { PrintOut, PrintPage } from '#web/design/PrintPage.tsx'
import { Select } from '#web/design/Select.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { usePageHeading } from '#web/shell/Page.tsx'
import { formatDateLong } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/notices.de.ts'
import { home, NOTICES } from './client.ts'
import { smallPrint } from './notice-words.ts'
import './notices.css'

const SCHOOL = 'school'

/** A sheet for families without access: what hangs for the school, and for one of the groups. */
export function NoticesPrintPage() {
  const t = useTexts(texts)
  const today = useToday()
  const { school } = useSignedIn()
  const [choice, setChoice] = useState(SCHOOL)
  const heading = usePageHeading(t.printTitle)
  const query = useQuery({ queryKey: NOTICES, queryFn: ({ signal }) => home.listNotices({}, { signal }) })
  const hanging = query.data?.notices.filter((notice) => notice.from <= today) ?? []
  const groups = [...new Map(hanging.flatMap((notice) => notice.groups.map((group) => [group.id, group])))].map(([, group]) => group)
  const shown = hanging.filter((notice) => notice.forSchool || notice.groups.some(({ id }) => id === choice))
  const options = [{ value: SCHOOL, label: t.printAll }, ...groups.map((group) => ({ value: group.id, label: t.printGroup({ label: group.label }) }))]
  return (
    <PrintOut heading={heading} title={t.printTitle} back="/aushang" note={<Select label={t.printFor} options={options} value={choice} onChange={setChoice} />}>
      <Answer query={query}>
        {() => (
          <PrintPage>
            <div className="notice-sheet">
              <p className="notice-small"><Mark size="1.25rem" /> {school.name}</p>
              <h2>{t.sheet({ date: formatDateLong(today) })}</h2>
              {shown.length === 0 && <p>{t.sheetNone}</p>}
              {shown.map((notice) => (
                <article key={notice.id}>
                  <h3>{notice.title}</h3>
                  <p className="notice-text">{notice.body}</p>
                  <p className="notice-small">{smallPrint(t, notice, today)}</p>
                </article>
              ))}
            </div>
          </PrintPage>
        )}
      </Answer>
    </PrintOut>
  )
}
