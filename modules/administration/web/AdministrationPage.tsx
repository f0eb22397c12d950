import { useQuery } from '@tanstack/react-query'
import { useMay, useSignedIn } from '#web/api/hooks.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { Row, Section, Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { texts as officeTexts } from '../texts/offices.de.ts'
import { AppointmentsTable } from './AppointmentsTable.tsx'
import { appointmentsQuery, releasesQuery } from './client.ts'
import type { Appointments } from './client.ts'
import { Conflicts } from './Conflicts.tsx'
import { ConfirmReleases } from './ConfirmReleases.tsx'
import { Offices } from './Offices.tsx'
import { ReleaseCard } from './ReleaseCard.tsx'

/** What may be used, and who is in charge of what: releases, offices, appointments. */
export function AdministrationPage() {
  const t = useTexts(texts)
  const mayAppoint = useMay('administration.appoint')
  const releases = useQuery(releasesQuery)
  const appointments = useQuery(appointmentsQuery)
  return (
    <Page title={t.title} lead={t.lead} actions={mayAppoint ? <Button kind="primary" icon="personCheck" href="/verwaltung/bestellen">{t.appoint}</Button> : undefined}>
      <Places />
      {appointments.data && <InRepresentation offices={appointments.data.offices} />}
      {appointments.data && <Conflicts conflicts={appointments.data.conflicts} />}
      <Section title={t.releases}>
        <Answer query={releases}>
          {({ modules }) => (
            <Stack>
              <ConfirmReleases modules={modules} />
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
            <Offices found={found} />
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

/** A deputy may do every act of the head, and it is written down as such (amendment A8). */
function InRepresentation({ offices }: Pick<Appointments, 'offices'>) {
  const t = useTexts(texts)
  const { person } = useSignedIn()
  const own = offices.filter((one) => one.isCurrent && one.person.id === person.id).map((one) => one.office)
  if (!own.includes('deputy') || own.includes('head')) return null
  return <Notice kind="explain" title={t.inRepresentationTitle}>{t.inRepresentationText}</Notice>
}

/** The other pages of the administration, as far as this person may see them. */
function Places() {
  const t = useTexts(officeTexts)
  const may = {
    school: useMay('school.decide'), others: useMay('administration.read_others'), custody: useMay('administration.read_custody'), host: useMay('administration.read_host'), safe: useMay('safe.read'),
    deletion: useMay('lifecycle.read'), sheets: useMay('lifecycle.read_sheets'),
  }
  return (
    <div className="no-print">
      <Row>
        <Button icon="checklist" href="/verwaltung/zustaendig">{t.whoMay}</Button>
        {may.school && <Button icon="school" href="/verwaltung/schule">{t.goSchoolShort}</Button>}
        {may.school && <Button icon="settings" href="/verwaltung/einstellungen">{t.goSettings}</Button>}
        {may.others && <Button icon="personAdd" href="/verwaltung/andere">{t.goOthers}</Button>}
        {may.custody && <Button icon="key" href="/verwaltung/root">{t.goRoot}</Button>}
        {may.safe && <Button icon="key" href="/verwaltung/tresor">{t.goSafe}</Button>}
        {may.host && <Button icon="privacy" href="/verwaltung/rechner">{t.goHost}</Button>}
        {may.sheets && <Button icon="remove" href={may.deletion ? '/loeschung' : '/loeschung/nachweise'}>{t.goLifecycle}</Button>}
      </Row>
    </div>
  )
}
