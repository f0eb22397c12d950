import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLiveEvent } from '#web/api/hooks.ts'
import { refusalOf } from '#web/api/refusal.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { FilePicker } from '#web/design/FilePicker.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { ProgressBar } from '#web/design/ProgressBar.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { formatNumber } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { IMPORT_PROGRESS } from '../contract.ts'
import type { ImportProgress } from '../contract.ts'
import type { FileKind } from '../import/presets.ts'
import { texts } from '../texts.de.ts'
import { rosterTexts } from '../texts/roster.de.ts'
import { PEOPLE, people } from './client.ts'
import { ExportCard } from './ExportCard.tsx'
import { ImportColumns } from './ImportColumns.tsx'
import { ImportDone } from './ImportDone.tsx'
import { ImportPreviewView } from './ImportPreviewView.tsx'
import { ImportRuns } from './ImportRuns.tsx'
import { sent } from './import-call.ts'
import type { AskAgain } from './import-call.ts'

type Preview = Awaited<ReturnType<typeof people.previewImport>>
/** Refusals that an assignment of the columns by hand can help. */
const assignable: ReadonlySet<string> = new Set(['header_unknown', 'column_missing', 'header_other_kind', 'column_twice'])

type Under = { stage: 'upload' | ImportProgress['stage']; done: number; total: number }

/** File -> difference -> confirmation -> what comes next. The file stays in the browser's memory and is sent again to be applied. */
export function ImportPage() {
  const t = useTexts(texts)
  const words = useTexts(rosterTexts)
  const queries = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [preview, setPreview] = useState<Preview | null>(null)
  const [ask, setAsk] = useState<AskAgain>({})
  const [under, setUnder] = useState<Under | null>(null)
  useLiveEvent<ImportProgress>(IMPORT_PROGRESS, setUnder)
  const onProgress = ({ sent_bytes, total_bytes }: { sent_bytes: number; total_bytes: number }) =>
    setUnder({ stage: 'upload', done: sent_bytes, total: total_bytes })

  const comparing = useMutation({
    mutationFn: ({ chosen, source, how }: { chosen: File; source: string | null; how: AskAgain }) => {
      const { fields, body } = sent(chosen, how)
      return people.previewImport({ ...fields, ...(source !== null && { source }) }, { body, onProgress })
    },
    onSuccess: setPreview,
    onError: (error, { chosen, how }) => assignable.has(refusalOf(error).code) && assigning.mutate({ chosen, kind: how.kind }),
    onSettled: () => setUnder(null),
  })
  const assigning = useMutation({
    mutationFn: ({ chosen, kind }: { chosen: File; kind: FileKind | undefined }) => people.readImportColumns(kind === undefined ? {} : { kind }, { body: chosen }),
  })
  const applying = useMutation({
    mutationFn: ({ chosen, shown, confirmSafety }: { chosen: File; shown: Preview; confirmSafety: boolean }) => {
      const { fields, body } = sent(chosen, ask)
      return people.applyImport({ ...fields, source: shown.source, differenceHash: shown.differenceHash, confirmSafety }, { body, onProgress })
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: PEOPLE }),
    onSettled: () => setUnder(null),
  })
  const compare = (chosen: File, source: string | null, how: AskAgain) => {
    setPreview(null)
    applying.reset()
    assigning.reset()
    setFile(chosen)
    setAsk(how)
    comparing.mutate({ chosen, source, how })
  }
  const startAgain = () => {
    setFile(null)
    setPreview(null)
    setAsk({})
    assigning.reset()
    comparing.reset()
    applying.reset()
  }

  const isBusy = comparing.isPending || applying.isPending
  if (applying.data !== undefined) return <ImportDone done={applying.data} onAgain={startAgain} />
  return (
    <Page title={t.import_title} lead={t.import_lead}>
      <Stack gap="large">
        {preview === null && !isBusy && (
          <FilePicker
            label={t.pick_file}
            hint={t.pick_file_hint}
            accept=".csv,.txt,.tsv,text/csv,text/plain"
            onPick={([chosen]) => chosen && compare(chosen, null, {})}
          />
        )}
        {isBusy && <Progress under={under} />}
        {comparing.error !== null && <Refused error={comparing.error} level={2} />}
        {comparing.error !== null && file !== null && ask.same !== undefined && !isBusy && (
          <Row>
            <Button icon="refresh" onPress={() => compare(file, comparing.variables?.source ?? null, withoutSame(ask))}>
              {t.preview_again}
            </Button>
          </Row>
        )}
        {preview === null && !isBusy && file !== null && assigning.data !== undefined && (
          <Card title={words.columns}>
            <ImportColumns
              key={`${file.name} ${assigning.data.kind}`}
              kind={assigning.data.kind}
              columns={assigning.data.columns}
              fields={assigning.data.fields}
              note={words.columns_unknown}
              isMain
              onKind={(kind) => assigning.mutate({ chosen: file, kind })}
              onMapping={(kind, columns) => compare(file, null, { kind, mapping: JSON.stringify(columns) })}
            />
          </Card>
        )}
        {applying.error !== null && <Refused error={applying.error} level={2} />}
        {applying.error !== null && file !== null && preview !== null && (
          <Row>
            <Button icon="refresh" onPress={() => compare(file, preview.source, withoutSame(ask))}>
              {t.preview_again}
            </Button>
          </Row>
        )}
        {preview !== null && file !== null && !isBusy && (
          <ImportPreviewView
            key={preview.differenceHash}
            file={file}
            preview={preview}
            ask={ask}
            onAsk={(how) => compare(file, preview.source, how)}
            onSource={(source) => compare(file, source, withoutSame(ask))}
            onApply={(confirmSafety) => applying.mutate({ chosen: file, shown: preview, confirmSafety })}
            onAgain={startAgain}
          />
        )}
        {preview === null && !isBusy && (
          <>
            <Notice kind="explain" icon="privacy" title={t.import_promise_title}>
              {t.import_promise}
            </Notice>
            <ImportRuns />
            <ExportCard />
          </>
        )}
      </Stack>
    </Page>
  )
}

/** Decisions about lines are made looking at what is there now: after a refusal and with another program they are made anew. */
function withoutSame({ same: _same, ...rest }: AskAgain): AskAgain {
  return rest
}

function Progress({ under }: { under: Under | null }) {
  const t = useTexts(texts)
  if (under === null) return <ProgressBar label={t.stage_upload} />
  const isKnown = under.total > 1 && under.stage !== 'comparing'
  return (
    <ProgressBar
      key={under.stage}
      label={t[`stage_${under.stage}`]}
      {...(isKnown && { done: under.done, total: under.total })}
      {...(under.stage === 'applying' && { note: t.stage_rows({ done: formatNumber(under.done), total: formatNumber(under.total) }) })}
    />
  )
}
