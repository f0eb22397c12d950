import { useMutation } from '@tanstack/react-query'
import { refusalOf } from '#web/api/refusal.ts'
import { Button } from '#web/design/Button.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { ProgressBar } from '#web/design/ProgressBar.tsx'
import { showToast } from '#web/design/toasts.ts'
import { formatBytes, formatDate } from '#web/texts/format.ts'
import { useRefusalText, useTexts } from '#web/texts/useTexts.ts'
import { texts } from '#platform/export/texts.de.ts'

export type Copy = { state: 'none' | 'running' | 'ready' | 'failed'; progress: number; size_bytes: number | null; until: string | null; problem: string | null }

/** How a copy stands, and what can be done with it: ask, wait, fetch. `address`: where the file is. */
export function CopyState({ copy, address, ask, onAsked }: { copy: Copy; address: string; ask: () => Promise<unknown>; onAsked: () => void }) {
  const t = useTexts(texts)
  const say = useRefusalText()
  const asking = useMutation({ mutationFn: ask, onSuccess: onAsked, onError: (error) => showToast({ text: say(refusalOf(error)).what, kind: 'problem' }) })
  if (copy.state === 'running') {
    return (
      <Stack gap="small">
        <ProgressBar label={t.progress} done={copy.progress} total={1} note={`${Math.round(copy.progress * 100)} %`} />
        <p>{t.running}</p>
      </Stack>
    )
  }
  return (
    <Stack gap="small">
      {copy.state === 'ready' && <p>{t.ready({ size: formatBytes(copy.size_bytes ?? 0), date: formatDate(copy.until!) })}</p>}
      {copy.state === 'failed' && <Notice kind="need">{t.failed({ problem: copy.problem ?? 'failed' })}</Notice>}
      <Row>
        {copy.state === 'ready' && (
          // Not a link of ours: the answer is saved, the page stays.
          <Button kind="primary" icon="download" onPress={() => location.assign(address)}>
            {t.download}
          </Button>
        )}
        <Button kind={copy.state === 'ready' ? 'quiet' : 'primary'} isPending={asking.isPending} onPress={() => asking.mutate()}>
          {copy.state === 'none' ? t.ask : t.ask_again}
        </Button>
      </Row>
    </Stack>
  )
}
