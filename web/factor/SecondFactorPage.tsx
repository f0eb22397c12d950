import { useState } from 'react'
import { session } from '#web/api/session.ts'
import { dropTicket } from '#web/api/ticket.ts'
import { Card } from '#web/design/Card.tsx'
import { Remark, Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { Page } from '#web/shell/Page.tsx'
import { rememberDevice } from '#web/signin/device.ts'
import { useWay, useWayBack } from '#web/signin/enter.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { factors } from './client.ts'
import type { Proof } from './client.ts'
import { ProofForm } from './ProofForm.tsx'
import { keepStep, keptStep } from './step.ts'
import type { FactorStep } from './step.ts'
import { texts } from './texts.de.ts'

/** After a right password: the second factor, and then the session. Without the step in memory the way leads back to the sign-in. */
export function SecondFactorPage() {
  const [step] = useState(keptStep)
  useWayBack(step === null)
  return step === null ? null : <Prove step={step} />
}

function Prove({ step }: { step: FactorStep }) {
  const t = useTexts(texts)
  const way = useWay()
  const prove = async (proof: Proof) => {
    await factors.proveFactor({ ticket: step.ticket, proof })
    keepStep(null)
    dropTicket()
    const known = await session.reload()
    rememberDevice(known.signedIn ? known.device : 'shared')
  }
  return (
    <Page title={t.confirmTitle} lead={t.confirmLead}>
      <Stack>
        <Card>
          <ProofForm kinds={step.kinds} ticket={step.ticket} who={step.accountName} onProve={prove} />
        </Card>
        <Remark>{t.lostHint}</Remark>
        <Link kind="quiet" href={way('/anmelden')}>{t.back}</Link>
      </Stack>
    </Page>
  )
}
