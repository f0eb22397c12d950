import { useQuery } from '@tanstack/react-query'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { HomeAnswer } from '#web/shell/home-part.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts as words } from '../texts.de.ts'
import { texts } from '../texts/help.de.ts'
import { LOGS, logs } from './client.ts'

/** On Heute for who keeps the accounts: somebody waits for help with signing in. */
export function HelpDeskCard() {
  const t = useTexts(texts)
  const w = useTexts(words)
  const query = useQuery({ queryKey: [...LOGS, 'desk'], queryFn: ({ signal }) => logs.listHelps({}, { signal }) })
  return (
    <HomeAnswer query={query}>{({ helps, isMore }) => helps.length === 0 ? null : (
      <Card kind="need" icon="support" title={t.deskCard({ n: helps.length, isMore })} action={<Button kind="primary" href="/hilfe-beim-anmelden">{w.look}</Button>}><p>{t.deskCardText}</p></Card>
    )}</HomeAnswer>
  )
}
