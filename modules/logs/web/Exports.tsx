import { useState } from 'react'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Remark, Section, Stack } from '#web/design/layout.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../limits.ts'
import { texts } from '../texts.de.ts'
import { logs } from './client.ts'
import type { LogExport, OwnCase, Sealed } from './client.ts'
import { saveSealed } from './save-sealed.ts'
import { Sum } from './Sum.tsx'

/** What goes out of a case on an order: asked for, agreed to by the data protection officer, sealed by a press. `onSealed`: the key is in there, once. */
export function Exports({ one, onSealed }: { one: OwnCase; onSealed: (sealed: Sealed) => void }) {
  const t = useTexts(texts)
  const [isAsking, setAsking] = useState(false)
  const isWaiting = one.exports.some(({ state }) => state === 'waiting')
  return (
    <Section title={t.exportTitle} action={isWaiting ? undefined : <Button icon="lock" onPress={() => setAsking(true)}>{t.exportAsk}</Button>}>
      <Stack>
        <Remark>{t.exportHow}</Remark>
        {one.exports.map((asked) => <Asked key={asked.id} asked={asked} onSealed={onSealed} />)}
      </Stack>
      {isAsking && <AskDialog caseId={one.id} onClose={() => setAsking(false)} />}
    </Section>
  )
}

function Asked({ asked, onSealed }: { asked: LogExport; onSealed: (sealed: Sealed) => void }) {
  const t = useTexts(texts)
  const sealing = useAct(() => logs.sealExport({ exportId: asked.id }), {
    after: (sealed) => {
      saveSealed(sealed)
      onSealed(sealed)
    },
  })
  const state = { waiting: t.exportWaiting, granted: t.exportGranted, refused: t.exportRefused }[asked.state]
  return (
    <Card
      icon="lock" title={t.exportFor({ addressee: asked.addressee })} note={asked.decidedBy === null ? undefined : t.exportDecided({ state, name: asked.decidedBy.displayName })}
      action={asked.state === 'granted' ? <Button kind="primary" icon="download" isPending={sealing.isPending} onPress={() => sealing.mutate()}>{t.seal}</Button> : undefined}
    >
      <Stack gap="small">
        <p><Badge kind={asked.state === 'granted' ? 'good' : 'plain'}>{state}</Badge></p>
        {asked.sealings.map(({ sealedOn, rows, names, sha256 }) => <div key={sha256}><p>{t.sealedOf({ date: sealedOn, rows, names })} {t.sum}</p><Sum sha256={sha256} /></div>)}
        {sealing.error && <Refused error={sealing.error} />}
      </Stack>
    </Card>
  )
}

function AskDialog({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const t = useTexts(texts)
  const [addressee, setAddressee] = useState('')
  const [isTried, setTried] = useState(false)
  const asking = useAct(() => logs.requestExport({ caseId, addressee: addressee.trim() }), { done: () => t.exportAsked, after: onClose })
  const isShort = addressee.trim().length < limits.addressee_chars_min
  const ask = () => {
    setTried(true)
    if (!isShort) asking.mutate()
  }
  return (
    <Dialog title={t.exportAsk} isOpen onClose={onClose} actions={<Button kind="primary" isPending={asking.isPending} onPress={ask}>{t.exportAsk}</Button>}>
      <Stack>
        <p>{t.exportAskText}</p>
        <TextField label={t.addressee} hint={t.addresseeHint} value={addressee} onChange={setAddressee} maxLength={limits.addressee_chars_max} onEnter={ask} error={isTried && isShort ? t.addresseeShort : undefined} />
        {asking.error && <Refused error={asking.error} />}
      </Stack>
    </Dialog>
  )
}
