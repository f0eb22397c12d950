import { useQuery } from '@tanstack/react-query'
import { useMay, useSignedIn } from '#web/api/hooks.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { Section, Stack } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { AppointmentsTable } from './AppointmentsTable.tsx'
import { appointmentsQuery, releasesQuery } from './client.ts'
import type { Appointments } from './client.ts'
import { ReleaseCard } from './ReleaseCard.tsx'

/** What may be used, and who is in charge of what: releases, offices, appointments. */
export function AdministrationPage() {
  const t = useTexts(texts)
  const mayAppoint = useMay('administration.appoint')
  const releases = useQuery(releasesQuery)
  const appointments = useQuery(appointmentsQuery)
  return (
    <Page title={t.title} lead={t.lead} actions={mayAppoint ? <Button kind="primary" icon="personCheck" href="/verwaltung/bestellen">{t.appoint}</Button> : undefined}>
      {appointments.data && <InRepresentation offices={appointments.data.offices} />}
      <Section title={t.releases}>
        <Answer query={releases}>
          {({ modules }) => (
            <Stack>
              {modules.length === 0 && <Card>{t.noReleases}</Card>}
              {modules.map((module) => <ReleaseCard key={module.module} module={module} />)}
            </Stack>
          )}
        </Answer>
        <Disclosure title={t.why}>{t.releasesWhy}</Disclosure>
      </Section>
      <Answer query={appointments}>
        {(found) => (
          <>
            <Section title={t.offices}><Offices offices={found.offices} /></Section>
            <Section title={t.appointments}>
              <AppointmentsTable found={found} />
              <Disclosure title={t.why}>{t.appointmentsWhy}</Disclosure>
            </Section>
          </>
        )}
      </Answer>
    </Page>
  )
}

function Offices({ offices }: Pick<Appointments, 'offices'>) {
  const t = useTexts(texts)
  const order = ['head', 'deputy', 'officer', 'council']
  const current = offices.filter((one) => one.isCurrent).sort((a, b) => order.indexOf(a.office) - order.indexOf(b.office))
  return (
    <Card isFlush>
      <List label={t.offices}>
        {current.map((one) => (
          <ListRow key={one.id} title={one.person.displayName} note={`${t.officeName({ office: one.office })}, ${t.since({ date: one.from })}, ${one.until === null ? t.untilRevoked : t.until({ date: one.until })}`} />
        ))}
      </List>
    </Card>
  )
}

/** A deputy may do every act of the head, and it is written down as such (amendment A8). */
function InRepresentation({ offices }: Pick<Appointments, 'offices'>) {
  const t = useTexts(texts)
  const { person } = useSignedIn()
  const own = offices.filter((one) => one.isCurrent && one.person.id === person.id).map((one) => one.office)
  if (!own.includes('deputy') || own.includes('head')) return null
  return <Notice kind="explain" title={t.inRepresentationTitle}>{t.inRepresentationText}</Notice>
}
