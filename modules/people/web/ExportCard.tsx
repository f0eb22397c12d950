import { useMutation } from '@tanstack/react-query'
import { useMay } from '#web/api/hooks.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Section } from '#web/design/layout.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { rosterTexts } from '../texts/roster.de.ts'
import { people } from './client.ts'

/** The list of accounts as a file: made in the browser from the answer, so that it lies on no server. */
export function ExportCard() {
  const t = useTexts(rosterTexts)
  const mayExport = useMay('people.export_accounts')
  const exporting = useMutation({
    mutationFn: () => people.exportAccounts({}),
    onSuccess: ({ csv, count }) => {
      const address = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }))
      const link = document.createElement('a')
      link.href = address
      link.download = 'konten.csv'
      link.click()
      URL.revokeObjectURL(address)
      showToast({ text: t.exported({ n: count }) })
    },
  })
  if (!mayExport) return null
  return (
    <Section title={t.export_title}>
      <Card
        icon="download"
        title={t.export_accounts}
        note={t.export_lead}
        action={
          <Button icon="download" onPress={() => exporting.mutate()} isPending={exporting.isPending}>
            {t.export_accounts}
          </Button>
        }
      >
        {t.export_accounts_text}
      </Card>
      {exporting.error !== null && <Refused error={exporting.error} level={3} />}
    </Section>
  )
}
