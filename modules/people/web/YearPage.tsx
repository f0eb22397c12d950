import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { refusalOf } from '#web/api/refusal.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Checkbox } from '#web/design/Checkbox.tsx'
import { FilePicker } from '#web/design/FilePicker.tsx'
import { Remark, Row, Section, Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { formatDate, formatNumber } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { yearTexts } from '../texts/year.de.ts'
import type { YearPreview } from '../year/shape.ts'
import { PEOPLE, people } from './client.ts'
import { YearPlan } from './YearPlan.tsx'
import { YearsPast } from './YearsPast.tsx'
import './import.css'

/** Look, choose what happens with the rooms, one confirmation; below it what was done before and the way back. */
export function YearPage() {
  const t = useTexts(yearTexts)
  const [file, setFile] = useState<File | null>(null)
  const query = useQuery({
    queryKey: [...PEOPLE, 'year', file?.name ?? '', file?.lastModified ?? 0],
    queryFn: () => people.previewYear({}, { body: file ?? new Blob([]) }),
    // The look belongs to this moment; what changes meanwhile is told when it is confirmed.
    staleTime: Infinity, retry: false,
  })
  const preview = query.data
  return (
    <Page title={t.title} lead={preview === undefined ? t.lead_short : t.lead({ last: preview.lastYear, next: preview.schoolYear })}>
      <Stack gap="large">
        <Source file={file} onFile={setFile} />
        <Answer query={query}>{(shown) => <Change key={shown.differenceHash} preview={shown} file={file} onDone={() => setFile(null)} />}</Answer>
        <YearsPast />
      </Stack>
    </Page>
  )
}

function Source({ file, onFile }: { file: File | null; onFile: (file: File | null) => void }) {
  const t = useTexts(yearTexts)
  return (
    <Section title={t.how}>
      {file === null ? (
        <>
          <FilePicker label={t.how_file} hint={t.how_file_hint} accept=".csv,.txt,.tsv,text/csv,text/plain" onPick={([chosen]) => chosen && onFile(chosen)} />
          <Remark>{t.how_count}</Remark>
        </>
      ) : (
        <Row place="between">
          <Remark>{t.by_file({ name: file.name })}</Remark>
          <Button onPress={() => onFile(null)}>{t.without_file}</Button>
        </Row>
      )}
    </Section>
  )
}

function Change({ preview, file, onDone }: { preview: YearPreview; file: File | null; onDone: () => void }) {
  const t = useTexts(yearTexts)
  const queries = useQueryClient()
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set())
  const [isChecked, setChecked] = useState(false)
  const changing = useMutation({
    mutationFn: () => people.changeYear({ differenceHash: preview.differenceHash, confirmSafety: isChecked, fresh: [...fresh].join(',') }, { body: file ?? new Blob([]) }),
    onSuccess: async ({ schoolYear }) => {
      await queries.invalidateQueries({ queryKey: PEOPLE })
      showToast({ text: t.changed({ year: schoolYear }) })
      onDone()
    },
    // Somebody changed something since the look: look again, then decide.
    onError: (error) => refusalOf(error).code === 'import_changed' && void queries.invalidateQueries({ queryKey: [...PEOPLE, 'year'] }),
  })
  if (preview.state === 'done')
    return (
      <Notice kind="good" title={t.done_title}>
        {t.done_text}
      </Notice>
    )
  const isDue = preview.state === 'due'
  return (
    <Stack gap="large">
      {!isDue && (
        <Notice kind="explain" icon="explain" title={t.early_title({ date: formatDate(preview.startsOn) })}>
          {t.early_text}
        </Notice>
      )}
      <Tally preview={preview} />
      {preview.safety.stop && (
        <Card kind="danger" icon="danger" title={t.missing({ n: preview.safety.count })}>
          {t.safety(preview.safety)}
        </Card>
      )}
      <YearPlan preview={preview} fresh={fresh} onFresh={setFresh} />
      {changing.error !== null && <Refused error={changing.error} level={2} />}
      {isDue && (
        <Card kind={preview.safety.stop ? 'danger' : 'need'} icon="flag" title={t.confirm_title}>
          <Stack>
            <p>{t.confirm_text({ days: preview.undoDays })}</p>
            {preview.safety.stop && (
              <Checkbox isSelected={isChecked} onChange={setChecked}>
                {t.safety_check}
              </Checkbox>
            )}
            <Row place="end">
              <Button kind={preview.safety.stop ? 'danger' : 'primary'} isDisabled={preview.safety.stop && !isChecked} isPending={changing.isPending} onPress={() => changing.mutate()}>
                {t.confirm({ year: preview.schoolYear })}
              </Button>
            </Row>
          </Stack>
        </Card>
      )}
    </Stack>
  )
}

function Tally({ preview }: { preview: YearPreview }) {
  const t = useTexts(yearTexts)
  const all = [
    { key: 'classes', n: preview.renamed.length, label: t.tally_classes },
    { key: 'exits', n: preview.exits, label: t.tally_exits },
    { key: 'courses', n: preview.courses.length, label: t.tally_courses },
    { key: 'moves', n: preview.moves, label: t.tally_moves },
    { key: 'leaving', n: preview.missing, label: t.tally_missing },
  ]
  return (
    <ul className="tally">
      {all.filter(({ n, key }) => n > 0 || key === 'classes').map(({ key, n, label }) => (
        <li key={key} className={`tally-one tally-${key}`}>
          <span className="tally-number">{formatNumber(n)}</span> <span className="tally-label">{label({ n })}</span>
        </li>
      ))}
    </ul>
  )
}
