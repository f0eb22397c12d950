import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useGo } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { factors } from './client.ts'
import { Codes } from './Codes.tsx'
import { texts } from './texts.de.ts'

/** New recovery codes: made by a press, never by opening the page, and shown once. */
export function RenewCodesPage() {
  const t = useTexts(texts)
  const go = useGo()
  const queries = useQueryClient()
  // Heute had a task about the old ones.
  const renew = useMutation({ mutationFn: () => factors.renewCodes({}), gcTime: 0, onSuccess: () => queries.invalidateQueries() })
  if (renew.data !== undefined) return <Page title={t.codesTitle} lead={t.codesLead} isNarrow><Codes codes={renew.data.codes} onDone={() => go('/profil')} /></Page>
  return (
    <Page title={t.codesTitle} isNarrow>
      <Card>
        <Stack>
          <p>{t.codesRenewText}</p>
          {renew.error && <Refused error={renew.error} />}
          <Row place="between">
            <Button href="/profil">{t.cancel}</Button>
            <Button kind="primary" isPending={renew.isPending} onPress={() => renew.mutate()}>{t.codesRenew}</Button>
          </Row>
        </Stack>
      </Card>
    </Page>
  )
}
