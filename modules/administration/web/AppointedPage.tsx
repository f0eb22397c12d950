import { useQuery } from '@tanstack/react-query'
import { useToday } from '#web/api/clock.ts'
import { Button } from '#web/design/Button.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { useHasPath } from '#web/shell/house.ts'
import { Page } from '#web/shell/Page.tsx'
import { usePathField, withBack } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { texts as officeTexts } from '../texts/offices.de.ts'
import { appointmentsQuery, letterQuery } from './client.ts'
import { Conflicts } from './Conflicts.tsx'

/** After an appointment: the papers that belong to it. Each leads back here, so that the second is not lost over the first. */
export function AppointedPage() {
  const t = useTexts(texts)
  const o = useTexts(officeTexts)
  const appointmentId = usePathField('appointmentId')
  const today = useToday()
  const hasSlips = useHasPath('/personen/person/$personId/zettel')
  const query = useQuery(letterQuery(appointmentId))
  const conflicts = useQuery(appointmentsQuery).data?.conflicts ?? []
  const here = `/verwaltung/bestellt/${appointmentId}`
  return (
    <Page title={t.appoint} isNarrow>
      <Answer query={query}>
        {({ person, task, from, needsSlip, endedOn }) => (
          <Stack>
            {endedOn === null
              ? <Notice kind="good" title={from > today ? t.appointedFrom({ name: person.displayName, task, from }) : t.appointed({ name: person.displayName, task })} isLive>{needsSlip && t.appointedSlip}</Notice>
              : <Notice kind="explain" title={o.letterEnded({ date: endedOn })} />}
            <Conflicts conflicts={conflicts.filter((one) => one.person?.id === person.id)} />
            <Row>
              {needsSlip && hasSlips && <Button kind="primary" icon="print" href={withBack(`/personen/person/${person.id}/zettel`, here)}>{t.printSlip}</Button>}
              <Button kind={needsSlip ? 'quiet' : 'primary'} icon="document" href={withBack(`/verwaltung/bestellung/${appointmentId}`, here)}>{t.letterPrint}</Button>
              <Button href="/verwaltung/bestellen">{t.another}</Button>
              <Button href="/verwaltung">{t.toOverview}</Button>
            </Row>
          </Stack>
        )}
      </Answer>
    </Page>
  )
}
