import { useState } from 'react'
import { z } from 'zod'
import { operation } from '#platform/module/operation.ts'
import { createClient } from '../api/client.ts'
import { FilePicker } from '../design/FilePicker.tsx'
import { Card } from '../design/Card.tsx'
import { Stack } from '../design/layout.tsx'
import { Notice } from '../design/Notice.tsx'
import { ProgressBar } from '../design/ProgressBar.tsx'
import { Page } from '../shell/Page.tsx'
import { Refused } from '../shell/Refused.tsx'
import { SampleShell } from './sample.tsx'

/** Wants a server that answers PUT /api/sample with the number of bytes that came. */
const sample = createClient({
  putSample: operation({
    summary: 'Takes a file',
    method: 'PUT',
    path: '/sample',
    right: 'sample.write',
    input: z.object({ name: z.string() }),
    output: z.object({ size_bytes: z.number() }),
    effects: 'write',
    doors: ['http'],
    body: 'raw',
  }),
})

export function Upload() {
  const [progress, setProgress] = useState<{ sent_bytes: number; total_bytes: number } | null>(null)
  const [arrived_bytes, setArrived] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const send = (file: File) => {
    setError(null)
    sample.putSample({ name: file.name }, { body: file, onProgress: setProgress }).then((answer) => setArrived(answer.size_bytes), setError)
  }
  return (
    <SampleShell path="/dateien" frame="page">
      <Page title="Datei hochladen" isNarrow>
        <Stack>
          <FilePicker label="Datei" onPick={([file]) => file && send(file)} />
          {progress && (
            <Card>
              <ProgressBar label="Wird hochgeladen" done={progress.sent_bytes} total={progress.total_bytes} />
            </Card>
          )}
          {arrived_bytes !== null && <Notice kind="good" isLive>{`${arrived_bytes} Byte sind angekommen.`}</Notice>}
          {error !== null && <Refused error={error} level={2} />}
        </Stack>
      </Page>
    </SampleShell>
  )
}
