import { useQueryClient } from '@tanstack/react-query'
import { useContext, useState } from 'react'
import type { ReactNode } from 'react'
import { useSignedIn } from '#web/api/hooks.ts'
import { session } from '#web/api/session.ts'
import { Button } from '#web/design/Button.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { HouseContext } from '#web/shell/house.ts'
import { placesBefore } from '#web/shell/navigation.ts'
import { Page } from '#web/shell/Page.tsx'
import { useGo } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { FACTORS } from './client.ts'
import { Codes } from './Codes.tsx'
import { Enrol } from './Enrol.tsx'
import { texts } from './texts.de.ts'

/** All there is for whoever holds an office and has no second factor yet (R4.1): enrol one, report what does not wait for it (X8), or sign out. */
export function MustEnrolPage() {
  const t = useTexts(texts)
  const places = placesBefore('beforeEnrolment', useContext(HouseContext).webs, useSignedIn())
  return (
    <EnrolSteps
      lead={t.enrolLead}
      onDone={() => void session.reload().catch(() => undefined)}
      below={(
        <>
          <Row><Button icon="signOut" onPress={() => void session.signOut().catch(() => undefined)}>{t.signOut}</Button></Row>
          {places.map(({ path, label }) => <Link key={path} href={path}>{label}</Link>)}
        </>
      )}
    />
  )
}

/** One more factor, from the profile. */
export function EnrolPage() {
  const t = useTexts(texts)
  const go = useGo()
  const { factor } = useSignedIn()
  const done = () => {
    void session.reload().catch(() => undefined)
    go('/profil')
  }
  return <EnrolSteps lead={factor.hasOffice ? t.enrolLead : t.enrolLeadFree} onDone={done} below={<Row><Button href="/profil">{t.cancel}</Button></Row>} />
}

function EnrolSteps({ lead, onDone, below }: { lead: string; onDone: () => void; below: ReactNode }) {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const enrolled = (made: readonly string[]) => {
    if (made.length > 0) setCodes(made)
    else onDone()
    void queries.invalidateQueries({ queryKey: FACTORS })
  }
  if (codes !== null) return <Page title={t.codesTitle} lead={t.codesLead} isNarrow><Codes codes={codes} onDone={onDone} /></Page>
  return (
    <Page title={t.enrolTitle} lead={lead} isNarrow>
      <Stack>
        <Enrol onDone={enrolled} />
        {below}
      </Stack>
    </Page>
  )
}
