import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { refusalOf } from '#web/api/refusal.ts'
import { session } from '#web/api/session.ts'
import { Button } from '#web/design/Button.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Stack } from '#web/design/layout.tsx'
import { PasswordField } from '#web/design/PasswordField.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Refused, useMistakes } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { identity } from './client.ts'

/** Changes the own password; everywhere else one is signed out then. */
export function PasswordDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useTexts(texts)
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const close = () => {
    setCurrent('')
    setNext('')
    changing.reset()
    onClose()
  }
  const changing = useMutation({
    mutationFn: () => identity.changePassword({ current, next }),
    onSuccess: () => {
      showToast({ text: t.password_changed })
      // A longer one may open what an office may (R4.2).
      void session.reload().catch(() => undefined)
      close()
    },
  })
  const mistake = useMistakes(changing.error)
  const isOfField = changing.error !== null && ['current', 'next'].includes(refusalOf(changing.error).field ?? '')
  return (
    <Dialog
      title={t.change_password}
      isOpen={isOpen}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t.cancel}</Button>
          <Button kind="primary" isDisabled={current === '' || next === ''} isPending={changing.isPending} onPress={() => changing.mutate()}>
            {t.change_password}
          </Button>
        </>
      }
    >
      <Stack>
        <PasswordField label={t.current_password} value={current} onChange={setCurrent} autoComplete="current-password" error={mistake('current')} />
        <PasswordField
          label={t.next_password}
          hint={t.next_password_hint}
          value={next}
          onChange={setNext}
          autoComplete="new-password"
          error={mistake('next')}
        />
        {changing.error !== null && !isOfField && <Refused error={changing.error} />}
      </Stack>
    </Dialog>
  )
}
