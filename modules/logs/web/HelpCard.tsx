import { useQuery } from '@tanstack/react-query'
import { Section } from '#web/design/layout.tsx'
import { HomeAnswer } from '#web/shell/home-part.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/help.de.ts'
import { LOGS, logs } from './client.ts'
import { OpenHelp } from './HelpPage.tsx'

/** On Heute while a release is open: whoever did not open it themselves sees who did. */
export function HelpCard() {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: [...LOGS, 'help'], queryFn: ({ signal }) => logs.listOwnHelp({}, { signal }) })
  return (
    <HomeAnswer query={query}>{({ helps }) => {
      const open = helps.find(({ isOpen }) => isOpen)
      return open === undefined ? null : <Section title={t.cardTitle}><OpenHelp help={open} /></Section>
    }}</HomeAnswer>
  )
}
