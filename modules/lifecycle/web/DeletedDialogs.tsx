/** What can be done with a deleted account: it is restored, or the head is asked to have it purged at once. */
import { useState } from 'react'
import { refusalOf } from '#web/api/refusal.ts'
import { Button } from '#web/design/Button.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { focusMistake } from '#web/shell/focus-mistake.ts'
import { useMistakes } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../limits.ts'
import { texts } from '../texts.de.ts'
import { lifecycle } from './client.ts'
import type { Deleted } from './client.ts'
import { Overtaken } from './Overtaken.tsx'
import { useClose } from './useClose.ts'

type Props = { deletion: Deleted; onClose: () => void }

/** Why decides what is given back: whoever returns is asked for consent anew (R12.1). */
export function RestoreDialog({ deletion, onClose }: Props) {
  const t = useTexts(texts)
  const [kind, setKind] = useState<'mistake' | 'return' | null>(null)
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const act = useAct((chosen: 'mistake' | 'return') => lifecycle.restoreAccount({ id: deletion.id, kind: chosen, reason: reason.trim() }), { done: () => t.restored, after: onClose })
  const close = useClose(onClose, act.error)
  const press = () => {
    setTried(true)
    if (kind === null || isShort(reason)) focusMistake()
    else act.mutate(kind)
  }
  return (
    <Dialog
      title={t.restoreTitle({ name: deletion.displayName })} isOpen onClose={close}
      actions={<Deeds onClose={close} deed={t.restore} isPending={act.isPending} onPress={press} />}
    >
      <Stack>
        <p>{t.restoreText}</p>
        <RadioGroup
          label={t.restoreKind} value={kind} onChange={setKind} error={isTried && kind === null ? t.chooseOne : undefined}
          options={[{ value: 'mistake', label: t.kindMistake, hint: t.kindMistakeHint }, { value: 'return', label: t.kindReturn, hint: t.kindReturnHint }]}
        />
        <Reason value={reason} onChange={setReason} isTried={isTried} error={act.error} />
      </Stack>
    </Dialog>
  )
}

export function EarlyPurgeDialog({ deletion, onClose }: Props) {
  const t = useTexts(texts)
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const act = useAct(() => lifecycle.askEarlyPurge({ id: deletion.id, reason: reason.trim() }), { done: () => t.purgeAsked, after: onClose })
  const close = useClose(onClose, act.error)
  const press = () => {
    setTried(true)
    if (isShort(reason)) focusMistake()
    else act.mutate()
  }
  return (
    <Dialog
      title={t.purgeEarlyTitle({ name: deletion.displayName })} isOpen onClose={close}
      actions={<Deeds onClose={close} deed={t.purgeAsk} isPending={act.isPending} onPress={press} />}
    >
      <Stack>
        {deletion.earlyPurge?.refusedOn != null && <Notice kind="explain">{t.purgeAgainText({ date: deletion.earlyPurge.refusedOn })}</Notice>}
        <p>{t.purgeEarlyText}</p>
        <Reason value={reason} onChange={setReason} isTried={isTried} error={act.error} />
      </Stack>
    </Dialog>
  )
}

const isShort = (reason: string) => reason.trim().length < limits.reason_length_min

function Deeds({ onClose, deed, isPending, onPress }: { onClose: () => void; deed: string; isPending: boolean; onPress: () => void }) {
  const t = useTexts(texts)
  return (
    <>
      <Button onPress={onClose}>{t.cancel}</Button>
      <Button kind="primary" isPending={isPending} onPress={onPress}>{deed}</Button>
    </>
  )
}

function Reason({ value, onChange, isTried, error }: { value: string; onChange: (value: string) => void; isTried: boolean; error: unknown }) {
  const t = useTexts(texts)
  const mistake = useMistakes(error)
  const isOfField = error !== null && refusalOf(error).field === 'reason'
  return (
    <>
      <TextField label={t.reason} hint={t.reasonHint} maxLength={limits.reason_length_max} value={value} onChange={onChange} error={isTried && isShort(value) ? t.reasonShort({ n: limits.reason_length_min }) : mistake('reason')} />
      {error !== null && !isOfField && <Overtaken error={error} />}
    </>
  )
}
