import { useQuery } from '@tanstack/react-query'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/offices.de.ts'
import { weekQuery } from './client.ts'

/** On Heute: what waits for the administration this week, in one card. */
export function WeekCard() {
  const t = useTexts(texts)
  const { data } = useQuery(weekQuery)
  // Departures and withdrawals have cards of their own on Heute.
  const items = data?.items.filter((item) => item.kind.startsWith('administration.') || item.kind.startsWith('school.')) ?? []
  if (items.length === 0) return null
  return (
    <Card kind={items.some((item) => item.isSafety) ? 'danger' : 'need'} icon="checklist" title={t.week} action={<Button kind="primary" href="/verwaltung/woche">{t.look}</Button>}>
      <ul>{items.map((item) => <li key={item.kind}>{t.weekTitle({ kind: item.kind, n: item.count })}</li>)}</ul>
    </Card>
  )
}
