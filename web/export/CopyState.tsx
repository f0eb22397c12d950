import { download } from '#web/api/download.ts'
import { Button } from '#web/design/Button.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { ProgressBar } from '#web/design/ProgressBar.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { formatBytes, formatDate } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '#platform/export/texts.de.ts'
import type { Address } from '#platform/module/texts.ts'

export type Copy = { state: 'none' | 'running' | 'ready' | 'failed'; progress: number; size_bytes: number | null; until: string | null; problem: string | null }

type Props = { copy: Copy; /** Where the file is. */ file: string; ask: () => Promise<unknown>; /** Where the reader is known before the session is. */ address?: Address }

/** How a copy stands, and what can be done with it: ask, wait, fetch. */
export function CopyState({ copy, file, ask, address }: Props) {
  const t = useTexts(texts, address)
  const asking = useAct(ask)
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
      {copy.state === 'ready' && <p role="status">{t.ready({ size: formatBytes(copy.size_bytes ?? 0), date: formatDate(copy.until!) })}</p>}
      {copy.state === 'failed' && <Notice kind="need">{t.failed({ problem: copy.problem ?? 'failed' })}</Notice>}
      <Row>
        {copy.state === 'ready' && (
          <Button kind="primary" icon="download" onPress={() => download(file)}>
            {t.download}
          </Button>
        )}
        <Button kind={copy.state === 'ready' ? 'quiet' : 'primary'} isPending={asking.isPending} onPress={() => asking.mutate()}>
          {copy.state === 'none' ? t.ask : t.ask_again}
        </Button>
      </Row>
      {asking.error && <Refused error={asking.error} level={3} {...(address !== undefined && { address })} />}
    </Stack>
  )
}
