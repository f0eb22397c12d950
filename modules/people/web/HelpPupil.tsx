import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { contract as logsContract } from '#modules/logs/contract.ts'
import { createClient } from '#web/api/client.ts'
import { Button } from '#web/design/Button.tsx'
import { ConfirmDialog } from '#web/design/Dialog.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Refused } from '#web/shell/Refused.tsx'
import { formatMoment } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/slips.de.ts'

const logs = createClient(logsContract)

/** A9: the teacher beside a pupil who does not get in releases the pupil's attempts, at the pupil's request. */
export function HelpPupil({ person }: { person: { id: string; displayName: string } }) {
  const t = useTexts(texts)
  const [isAsked, setAsked] = useState(false)
  const name = person.displayName
  const giving = useMutation({
    mutationFn: () => logs.giveHelpFor({ pupilId: person.id }),
    onSuccess: ({ closesAt }) => {
      showToast({ text: t.help_done({ name, until: formatMoment(closesAt) }) })
      setAsked(false)
    },
  })
  return (
    <>
      <Button icon="support" onPress={() => setAsked(true)}>{t.help}</Button>
      <ConfirmDialog title={t.help_title({ name })} isOpen={isAsked} onClose={() => setAsked(false)} confirm={t.help_confirm} isPending={giving.isPending} onConfirm={() => giving.mutate()}>
        <p>{t.help_text}</p>
        {giving.error && <Refused error={giving.error} />}
      </ConfirmDialog>
    </>
  )
}
