import { useState } from 'react'
import { useToday } from '#web/api/clock.ts'
import { Button } from '#web/design/Button.tsx'
import { Checkbox } from '#web/design/Checkbox.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Stack } from '#web/design/layout.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../limits.ts'
import { texts } from '../texts/others.de.ts'
import { administration } from './client.ts'

/** Asks the head for an account of somebody near the school. */
export function OtherRequestDialog({ proposedUntil, onClose }: { proposedUntil: string; onClose: () => void }) {
  const t = useTexts(texts)
  const today = useToday()
  const [form, setForm] = useState({ givenName: '', familyName: '', role: '', reason: '', wantsMailbox: false, from: '', until: proposedUntil })
  const [isTried, setTried] = useState(false)
  const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }))
  const name = `${form.givenName.trim()} ${form.familyName.trim()}`
  const missing = (text: string, least = 1) => (isTried && text.trim().length < least ? t.missing : undefined)
  const act = useAct(
    () => administration.requestOther({ person: { givenName: form.givenName.trim(), familyName: form.familyName.trim() }, role: form.role.trim(), reason: form.reason.trim(), wantsMailbox: form.wantsMailbox, from: form.from === '' ? today : form.from, until: form.until }),
    { done: () => t.sent({ name }), after: onClose },
  )
  const send = () => {
    setTried(true)
    if ([form.givenName, form.familyName, form.role, form.until].every((text) => text.trim() !== '') && form.reason.trim().length >= 3) act.mutate()
  }
  return (
    <Dialog title={t.requestTitle} isOpen onClose={onClose} actions={<Button kind="primary" isPending={act.isPending} onPress={send}>{t.send}</Button>}>
      <Stack>
        <TextField label={t.givenName} autoComplete="off" maxLength={limits.name_length_max} value={form.givenName} onChange={(givenName) => set({ givenName })} error={missing(form.givenName)} />
        <TextField label={t.familyName} autoComplete="off" maxLength={limits.name_length_max} value={form.familyName} onChange={(familyName) => set({ familyName })} error={missing(form.familyName)} />
        <TextField label={t.role} hint={t.roleHint} maxLength={limits.role_length_max} value={form.role} onChange={(role) => set({ role })} error={missing(form.role)} />
        <TextField label={t.reason} hint={t.reasonHint} maxLength={limits.reason_length_max} value={form.reason} onChange={(reason) => set({ reason })} error={missing(form.reason, 3)} />
        <TextField label={t.from} type="date" value={form.from === '' ? today : form.from} onChange={(from) => set({ from })} />
        <TextField label={t.until} hint={t.untilHint({ date: proposedUntil })} type="date" value={form.until} onChange={(until) => set({ until })} error={missing(form.until)} />
        <Checkbox isSelected={form.wantsMailbox} onChange={(wantsMailbox) => set({ wantsMailbox })} hint={t.mailboxHint}>{t.mailbox}</Checkbox>
        {act.error && <Refused error={act.error} />}
      </Stack>
    </Dialog>
  )
}
