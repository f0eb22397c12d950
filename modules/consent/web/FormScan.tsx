import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { refusalOf } from '#web/api/refusal.ts'
import { Button } from '#web/design/Button.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Select } from '#web/design/Select.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Stack } from '#web/design/layout.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useQueryField } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { consent } from './client.ts'
import type { FormFound, Purpose } from './client.ts'
import { texts } from './desk-texts.de.ts'
import { printedForm } from './entry.ts'
import type { ClassFound } from './entry.ts'

type ScanProps = { found: ClassFound; purpose: Purpose; waitingIds: readonly string[]; onForm: (pupilId: string, form: FormFound) => void }

/** The number of a form, typed or from a handheld scanner: leads to the child's row, or asks whose a blank form is. The field keeps the next scan in the way of no mouse. */
export function FormScan({ found, purpose, waitingIds, onForm }: ScanProps) {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const [typed, setTyped] = useState('')
  const [blank, setBlank] = useState<FormFound | null>(null)
  const find = useMutation({
    mutationFn: (code: string) => consent.findForm({ code }),
    onSuccess: (form) => {
      setTyped('')
      if (form.pupil === null && form.purpose === purpose) setBlank(form)
      else if (form.pupil !== null && form.purpose === purpose && waitingIds.includes(form.pupil.id)) onForm(form.pupil.id, form)
    },
  })
  // Whoever came from the page of another class has scanned already.
  const [arrived, setArrived] = useQueryField('formular')
  useEffect(() => {
    if (arrived === '') return
    find.mutate(arrived)
    setArrived('')
  }, [arrived, find, setArrived])
  const linked = async (pupilId: string, form: FormFound) => {
    setBlank(null)
    find.reset()
    await queries.invalidateQueries({ queryKey: ['consent', 'class', found.id] })
    if (waitingIds.includes(pupilId)) onForm(pupilId, form)
  }
  return (
    <Stack gap="small">
      <TextField
        label={t.scan} hint={t.scanHint} value={typed} onChange={setTyped} isCode autoCapitalize="characters" autoComplete="off" maxLength={40}
        onEnter={(value) => value.trim() !== '' && !find.isPending && find.mutate(value.trim())}
      />
      {find.error !== null && (refusalOf(find.error).status === 404 ? <Notice kind="explain" isLive title={t.scanUnknown} /> : <Refused error={find.error} />)}
      {find.data && <Said form={find.data} purpose={purpose} groupId={found.id} waitingIds={waitingIds} />}
      {blank !== null && <LinkDialog form={blank} found={found} onClose={() => setBlank(null)} onLinked={linked} />}
    </Stack>
  )
}

function Said({ form, purpose, groupId, waitingIds }: { form: FormFound; purpose: Purpose; groupId: string; waitingIds: readonly string[] }) {
  const t = useTexts(texts)
  if (form.purpose !== purpose) return <Notice kind="explain" isLive title={t.scannedPurpose} />
  if (form.pupil === null) return null
  const { id, displayName, groupLabel } = form.pupil
  if (waitingIds.includes(id)) return <Notice kind="good" isLive title={t.scanned({ name: displayName })} />
  if (form.pupil.groupId === groupId) return <Notice kind="plain" isLive title={t.scannedOpen({ name: displayName })} />
  return (
    <Notice
      kind="explain" isLive title={t.scannedElsewhere({ name: displayName, label: groupLabel })}
      action={form.pupil.groupId === null ? undefined : <Button href={`/einwilligungen/eintragen/${form.pupil.groupId}?zweck=${purpose}&formular=${form.code}`}>{t.toThatClass}</Button>}
    />
  )
}

function LinkDialog({ form, found, onClose, onLinked }: { form: FormFound; found: ClassFound; onClose: () => void; onLinked: (pupilId: string, form: FormFound) => Promise<void> }) {
  const t = useTexts(texts)
  const [pupilId, setPupil] = useState<string | null>(null)
  const link = useMutation({ mutationFn: (chosen: string) => consent.linkForm({ pupilId: chosen, code: form.code }), onSuccess: (_, chosen) => onLinked(chosen, form) })
  return (
    <Dialog
      title={t.linkTitle} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{t.keep}</Button><Button kind="primary" isDisabled={pupilId === null} isPending={link.isPending} onPress={() => pupilId !== null && link.mutate(pupilId)}>{t.linkDo}</Button></>}
    >
      <Stack>
        <p>{t.linkText({ code: printedForm(form.code) })}</p>
        <Select label={t.linkWho} value={pupilId} onChange={setPupil} options={found.pupils.map((pupil) => ({ value: pupil.id, label: `${pupil.familyName}, ${pupil.givenName}` }))} />
        {link.error && <Refused error={link.error} />}
      </Stack>
    </Dialog>
  )
}
