import { useQuery } from '@tanstack/react-query'
import { useToday } from '#web/api/clock.ts'
import { Card } from '#web/design/Card.tsx'
import { Section, Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { HomeAnswer } from '#web/shell/home-part.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/notices.de.ts'
import { home, NOTICES } from './client.ts'
import { smallPrint } from './notice-words.ts'
import './notices.css'

/** On Heute, before the rest is only counted. */
const SHOWN_MAX = 4

/** On Heute: notices for this person that hang today. */
export function NoticesCard() {
  const t = useTexts(texts)
  const today = useToday()
  const query = useQuery({ queryKey: NOTICES, queryFn: ({ signal }) => home.listNotices({}, { signal }) })
  return (
    <HomeAnswer query={query}>{({ notices }) => {
      const mine = notices.filter((notice) => notice.isForMe)
      if (mine.length === 0) return null
      return (
        <Section title={t.title} action={<Link href="/aushang">{mine.length > SHOWN_MAX ? t.more({ n: mine.length - SHOWN_MAX }) : t.all}</Link>}>
          <Stack gap="small">
            {mine.slice(0, SHOWN_MAX).map((notice) => (
              <Card key={notice.id} icon="notice" title={notice.title} note={smallPrint(t, notice, today)}><p className="notice-text">{notice.body}</p></Card>
            ))}
          </Stack>
        </Section>
      )
    }}</HomeAnswer>
  )
}
