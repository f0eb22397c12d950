import { useState } from 'react'
import { session } from '#web/api/session.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Row, Section, Stack } from '#web/design/layout.tsx'
import { Steps } from '#web/design/Steps.tsx'
import { showToast } from '#web/design/toasts.ts'
import { refusalOf } from '#web/api/refusal.ts'
import { Page } from '#web/shell/Page.tsx'
import { keepCode } from '#web/signin/slip.ts'
import { useRefusalText, useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import './Founded.css'

/** After the first run: the head's slip, big and printable, and what comes next. The code is in this page only. */
export function Founded({ schoolName, headName, accountName, slipCode }: { schoolName: string; headName: string; accountName: string; slipCode: string }) {
  const t = useTexts(texts)
  const say = useRefusalText()
  const [isGoing, setGoing] = useState(false)
  // Once the session knows of the school, the shell leads to the sign-in, which goes on with the code.
  const goOn = async () => {
    setGoing(true)
    keepCode(slipCode)
    try {
      await session.reload()
    } catch (error) {
      setGoing(false)
      showToast({ text: say(refusalOf(error)).what, kind: 'problem' })
    }
  }
  return (
    <Page title={t.founded} lead={t.foundedLead}>
      <Stack>
        <Card title={t.headSlip({ name: headName })} note={schoolName} level={2}>
          <dl className="founded-slip">
            <div><dt>{t.accountName}</dt><dd>{accountName}</dd></div>
            <div><dt>{t.slipCode}</dt><dd className="founded-code">{slipCode}</dd></div>
          </dl>
        </Card>
        <div className="no-print">
          <Row>
            <Button kind="primary" isPending={isGoing} onPress={() => void goOn()}>{t.goOn}</Button>
            <Button icon="print" onPress={() => window.print()}>{t.print}</Button>
          </Row>
        </div>
      </Stack>
      <Section title={t.whatNext}>
        <Steps
          label={t.whatNext}
          steps={[
            { key: '1', title: t.next1, note: t.next1Note, state: 'current' },
            { key: '2', title: t.next2, state: 'open' },
            { key: '3', title: t.next3, note: t.next3Note, state: 'open' },
            { key: '4', title: t.next4, state: 'open' },
            { key: '5', title: t.next5, state: 'open' },
            { key: '6', title: t.next6, state: 'open' },
          ]}
        />
      </Section>
    </Page>
  )
}
