import { useState } from 'react'
import { now } from '#web/api/clock.ts'
import { useMay } from '#web/api/hooks.ts'
import { Button } from '#web/design/Button.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { TextArea } from '#web/design/TextArea.tsx'
import { focusMistake } from '#web/shell/focus-mistake.ts'
import { LeaveGuard } from '#web/shell/LeaveGuard.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused, useMistakes } from '#web/shell/Refused.tsx'
import { useGo } from '#web/shell/routing.ts'
import { useAct } from '#web/shell/use-act.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../limits.ts'
import { texts } from '../texts.de.ts'
import { incident } from './client.ts'
import { instantOf, MomentField, momentOf } from './MomentField.tsx'

/** A suspicion in two fields: what, and since when it is known. */
export function RaisePage() {
  const t = useTexts(texts)
  const go = useGo()
  const mayLead = useMay('incident.read')
  const [what, setWhat] = useState('')
  const [since, setSince] = useState(() => momentOf(now()))
  const [isTried, setTried] = useState(false)
  const knownSince = instantOf(since)
  const raising = useAct(() => incident.raiseIncident({ what: what.trim(), knownSince: knownSince! }), { done: () => t.sent, after: ({ id }) => { if (id !== null && mayLead) go(`/vorfaelle/fall/${id}`, { isSaved: true }) } })
  const mistake = useMistakes(raising.error)
  const isShort = what.trim().length < limits.what_chars_min
  const send = () => {
    setTried(true)
    if (!isShort && knownSince !== null) raising.mutate()
    else focusMistake()
  }
  if (raising.isSuccess) return <Page title={t.sentTitle} isNarrow><Stack><Notice kind="good"><p>{t.sentText}</p></Notice><Row><Button kind="primary" href="/">{t.toHome}</Button></Row></Stack></Page>
  const wrong = mistake('knownSince')
  return (
    <Page title={t.raiseTitle} lead={t.raiseLead} isNarrow>
      <LeaveGuard isDirty={what.trim() !== ''} />
      <Stack gap="large">
        <TextArea label={t.what} hint={t.whatHint} value={what} onChange={setWhat} letters_max={limits.what_chars_max} error={isTried && isShort ? t.tooShort({ n: limits.what_chars_min }) : undefined} />
        <MomentField label={t.knownSince} value={since} onChange={setSince} error={isTried && knownSince === null ? t.missing : wrong} />
        {raising.error && wrong === undefined && <Refused error={raising.error} />}
        <Row><Button kind="primary" icon="send" isPending={raising.isPending} onPress={send}>{t.send}</Button></Row>
      </Stack>
    </Page>
  )
}
