import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { savePaper } from '#web/api/save-paper.ts'
import { Button } from '#web/design/Button.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Stack } from '#web/design/layout.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { lifecycle } from './client.ts'
import './lifecycle.css'

/** Prints the code with which this pupil takes the own things along (A18). Asked before, because a new paper makes the one before worthless. */
export function TakeAlong({ person, until }: { person: { id: string; displayName: string }; until: string }) {
  const t = useTexts(texts)
  const [isAsked, setAsked] = useState(false)
  const printing = useMutation({
    mutationFn: () => lifecycle.printExportCode({ personId: person.id }),
    onSuccess: (paper) => {
      savePaper(paper)
      showToast({ text: t.takePrinted })
      setAsked(false)
    },
    gcTime: 0,
  })
  return (
    <span className="lifecycle-code">
      <Button icon="print" onPress={() => setAsked(true)} aria-label={`${t.takePrintShort}: ${person.displayName}`}>{t.takePrintShort}</Button>
      <Dialog
        title={t.takeFor({ name: person.displayName })} isOpen={isAsked} onClose={() => setAsked(false)}
        actions={
          <>
            <Button onPress={() => setAsked(false)}>{t.cancel}</Button>
            <Button kind="primary" icon="print" isPending={printing.isPending} onPress={() => printing.mutate()}>{t.takePrint}</Button>
          </>
        }
      >
        <Stack>
          <p>{t.takeHint}</p>
          <p>{t.takeUntil({ date: until })} {t.takeOnlyNewest}</p>
          {printing.error !== null && <Refused error={printing.error} level={3} />}
        </Stack>
      </Dialog>
    </span>
  )
}
