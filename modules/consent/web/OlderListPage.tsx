import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { FilePicker } from '#web/design/FilePicker.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Table } from '#web/design/Table.tsx'
import { Remark, Section, Stack } from '#web/design/layout.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { usePathField } from '#web/shell/routing.ts'
import { formatDate } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { consent } from './client.ts'
import type { OlderPreview } from './client.ts'
import { texts } from './desk-texts.de.ts'

/** A list of older signatures: shown as a difference first, entered with the same file (decision 0004: nothing of it is stored). */
export function OlderListPage() {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const olderTextId = usePathField('olderTextId')
  const [file, setFile] = useState<File | null>(null)
  const { data } = useQuery({ queryKey: ['consent', 'older'], queryFn: ({ signal }) => consent.listOlderTexts({}, { signal }) })
  const preview = useMutation({ mutationFn: (body: File) => consent.previewOlderPapers({ olderTextId }, { body }), gcTime: 0 })
  const enter = useMutation({
    mutationFn: (differenceHash: string) => consent.enterOlderPapers({ olderTextId, differenceHash }, { body: file! }),
    onSuccess: async () => {
      preview.reset()
      setFile(null)
      await queries.invalidateQueries({ queryKey: ['consent'] })
    },
  })
  const label = data?.texts.find((one) => one.id === olderTextId)?.label
  const pick = ([picked]: readonly File[]) => {
    if (picked === undefined) return
    enter.reset()
    setFile(picked)
    preview.mutate(picked)
  }
  return (
    <Page title={label === undefined ? t.olderEnter : t.olderListTitle({ label })} lead={t.olderListLead} actions={<Button href="/einwilligungen/fruehere-texte" icon="left">{t.older}</Button>}>
      <Stack>
        {enter.data && <Notice kind="good" isLive title={t.olderEntered({ n: enter.data.entered, opened: enter.data.opened })} />}
        <FilePicker label={t.olderFile} accept=".csv,.txt" isDisabled={preview.isPending || enter.isPending} onPick={pick} />
        {(preview.error ?? enter.error) && <Refused error={preview.error ?? enter.error} />}
        {preview.data && <Difference found={preview.data} isPending={enter.isPending} onEnter={() => enter.mutate(preview.data.differenceHash)} />}
      </Stack>
    </Page>
  )
}

function Difference({ found, isPending, onEnter }: { found: OlderPreview; isPending: boolean; onEnter: () => void }) {
  const t = useTexts(texts)
  const { fresh, known, opens, problems, problemsLeftOff } = found
  return (
    <Stack gap="large">
      <Card kind={fresh.length > 0 ? 'need' : 'plain'} level={2} title={t.olderFresh({ n: fresh.length })} action={fresh.length > 0 ? <Button kind="primary" icon="check" isPending={isPending} onPress={onEnter}>{t.olderApply({ n: fresh.length })}</Button> : undefined} note={known > 0 ? t.olderKnown({ n: known }) : undefined}>
        {t.olderOpens({ n: opens })}
      </Card>
      {problems.length > 0 && (
        <Section title={t.olderProblems({ n: problems.length + problemsLeftOff })}>
          <Stack>
            <Remark>{t.olderProblemsText}</Remark>
            <Card isFlush>
              <Table
                caption={t.olderProblems({ n: problems.length })} rows={problems} rowKey={(one) => `${one.line} ${one.code}`}
                columns={[{ key: 'line', label: t.line, isRowName: true, cell: (one) => String(one.line) }, { key: 'problem', label: t.problem, cell: (one) => t.problemText(one) }]}
              />
            </Card>
            {problemsLeftOff > 0 && <Remark>{t.olderMore({ n: problemsLeftOff })}</Remark>}
          </Stack>
        </Section>
      )}
      {fresh.length > 0 && (
        <Section title={t.olderFresh({ n: fresh.length })}>
          <Card isFlush>
            <Table
              caption={t.olderFresh({ n: fresh.length })} rows={fresh} rowKey={(one) => `${one.line} ${one.signer} ${one.pupil}`}
              columns={[
                { key: 'pupil', label: t.pupil, isRowName: true, cell: (one) => one.pupil }, { key: 'signer', label: t.signer, cell: (one) => one.signer },
                { key: 'date', label: t.date, cell: (one) => formatDate(one.signedOn) }, { key: 'line', label: t.line, align: 'end', cell: (one) => String(one.line) },
              ]}
            />
          </Card>
        </Section>
      )}
    </Stack>
  )
}
