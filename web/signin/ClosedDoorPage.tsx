import { dropTicket, heldTicket } from '#web/api/ticket.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Icon } from '#web/design/Icon.tsx'
import { Section } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { Mark } from '#web/design/Mark.tsx'
import { usePageHeading } from '#web/shell/Page.tsx'
import { useGo, useQueryField } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { useWayBack } from './enter.ts'
import { OwnConsents } from './OwnConsents.tsx'
import { texts } from './texts.de.ts'
import './ClosedDoorPage.css'

/**
 * The friendly closed door (amendment A2): shown after a correct password or slip, and only then. No reason, no state. The ticket lives in this page's
 * memory; after a reload there is none, and the way leads back to the sign-in.
 */
export function ClosedDoorPage() {
  const t = useTexts(texts, 'du')
  const go = useGo()
  const [password] = useQueryField('passwort')
  const hasTicket = heldTicket() !== null
  const heading = usePageHeading(t.closedTitle)
  useWayBack(!hasTicket)
  const leave = () => {
    dropTicket()
    go('/anmelden')
  }
  if (!hasTicket) return null
  return (
    <div className="page">
      <header className="closed-door">
        <Mark size="5.5rem" />
        <h1 ref={heading} tabIndex={-1}>{t.closedTitle}</h1>
        <p className="closed-door-text">{t.closedText}</p>
        {password === 'neu' && <p>{t.closedSaved}</p>}
        <Button icon="signIn" onPress={leave}>{t.closedAgain}</Button>
      </header>
      <OwnConsents onOpen={leave} />
      <Section title={t.closedMeanwhile}>
        <Card isFlush>
          <List label={t.closedMeanwhile}>
            <ListRow lead={<Icon name="privacy" />} title={t.closedData} note={t.closedDataHint} href="/datenschutz" />
            <ListRow lead={<Icon name="consent" />} title={t.closedForm} note={t.closedFormHint} href="/dokumente/consent-platform" />
          </List>
        </Card>
      </Section>
    </div>
  )
}
