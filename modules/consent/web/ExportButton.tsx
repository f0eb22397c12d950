import { useMutation } from '@tanstack/react-query'
import { Button } from '#web/design/Button.tsx'
import { showToast } from '#web/design/toasts.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { consent } from './client.ts'

/** The state of all consents as a file, made in the browser so that it lies on no server. */
export function ExportButton() {
  const t = useTexts(texts)
  const exporting = useMutation({
    mutationFn: () => consent.exportConsents({}),
    onSuccess: ({ csv, count }) => {
      const address = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }))
      const link = document.createElement('a')
      link.href = address
      link.download = 'einwilligungen.csv'
      link.click()
      URL.revokeObjectURL(address)
      showToast({ text: t.exported({ n: count }) })
    },
  })
  return (
    <Button icon="download" onPress={() => exporting.mutate()} isPending={exporting.isPending}>
      {t.exportList}
    </Button>
  )
}
