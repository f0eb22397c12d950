import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { savePaper } from '#web/api/save-paper.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { CutGrid, CutPart, PrintOut, PrintPage } from '#web/design/PrintPage.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { usePageHeading } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { usePathField } from '#web/shell/routing.ts'
import { dayOf, formatDateLong } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { addDays } from '#platform/time/calendar.ts'
import type { Slips } from '../contract.ts'
import { texts } from '../texts.de.ts'
import { PEOPLE, people } from './client.ts'
import { Slip } from './Slip.tsx'

const COLUMNS = 2
// Six on a sheet: room for long names, long addresses and a QR code that a cheap phone reads.
const ROWS = 3

/** Slips for the pupils of a group. The codes live in this page's memory only: reloading it makes none and shows none. */
export function GroupSlipsPage() {
  const t = useTexts(texts)
  const id = usePathField('groupId')
  const [whom, setWhom] = useState<'without' | 'all'>('without')
  const query = useQuery({ queryKey: [...PEOPLE, 'group', id], queryFn: ({ signal }) => people.getGroup({ id }, { signal }) })
  const making = useMutation({ mutationFn: () => people.printSlips({ id, all: whom === 'all' }), gcTime: 0 })
  const title = query.data === undefined ? t.print_slips : t.slips_title({ label: query.data.label })
  const back = `/personen/gruppe/${id}`
  const writing = useMutation({ mutationFn: () => people.printSlipPapers({ id, all: whom === 'all' }), onSuccess: savePaper, gcTime: 0 })
  if (making.data !== undefined) return <Sheets title={title} back={back} slips={making.data} />
  return (
    <Question title={title} back={back} error={making.error ?? writing.error} isPending={making.isPending} onMake={() => making.mutate()} writing={writing}>
      <Answer query={query}>
        {() => (
          <RadioGroup
            label={t.slips_who}
            value={whom}
            onChange={setWhom}
            options={[
              { value: 'without', label: t.slips_without_password },
              { value: 'all', label: t.slips_all },
            ]}
          />
        )}
      </Answer>
    </Question>
  )
}

/** One slip for one person. */
export function PersonSlipPage() {
  const t = useTexts(texts)
  const id = usePathField('personId')
  const query = useQuery({ queryKey: [...PEOPLE, 'person', id], queryFn: ({ signal }) => people.getPerson({ id }, { signal }) })
  const making = useMutation({ mutationFn: () => people.printPersonSlip({ id }), gcTime: 0 })
  const title = query.data === undefined ? t.print_one_slip : t.slips_title({ label: query.data.displayName })
  const back = `/personen/person/${id}`
  if (making.data !== undefined) return <Sheets title={title} back={back} slips={making.data} />
  return (
    <Question title={title} back={back} error={making.error} isPending={making.isPending} onMake={() => making.mutate()}>
      <p>{t.slips_replace}</p>
    </Question>
  )
}

type QuestionProps = {
  title: string
  back: string
  error: unknown
  isPending: boolean
  onMake: () => void
  /** The same as a file to print, cut in order. */
  writing?: { mutate: () => void; isPending: boolean; isSuccess: boolean }
  children: React.ReactNode
}

/** Codes are made by a press, never by opening the page. */
function Question({ title, back, error, isPending, onMake, writing, children }: QuestionProps) {
  const t = useTexts(texts)
  const heading = usePageHeading(title)
  return (
    <div className="slips-question">
      <Stack>
        <Row>
          <Button href={back} icon="left">
            {t.back}
          </Button>
        </Row>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <p>{t.slips_lead}</p>
        <Card>
          <Stack>
            {children}
            <Row>
              <Button kind="primary" icon="print" onPress={onMake} isPending={isPending}>
                {t.slips_make}
              </Button>
              {writing !== undefined && (
                <Button icon="download" onPress={writing.mutate} isPending={writing.isPending}>
                  {t.slips_make_pdf}
                </Button>
              )}
            </Row>
          </Stack>
        </Card>
        {writing?.isSuccess === true && <Notice kind="good" isLive title={t.slips_paper_made} />}
        {error !== null && <Refused error={error} />}
      </Stack>
    </div>
  )
}

function Sheets({ title, back, slips }: { title: string; back: string; slips: Slips }) {
  const t = useTexts(texts)
  usePageHeading(title)
  // The deadline is the first instant after the last valid day.
  const lastDay = formatDateLong(addDays(dayOf(slips.validUntil), -1))
  const sheets = Array.from({ length: Math.ceil(slips.slips.length / (COLUMNS * ROWS)) }, (_, sheet) =>
    slips.slips.slice(sheet * COLUMNS * ROWS, (sheet + 1) * COLUMNS * ROWS),
  )
  if (slips.slips.length === 0)
    return (
      <div className="slips-question">
        <EmptyState
          icon="good"
          title={t.slips_none}
          action={
            <Button href={back} icon="left">
              {t.back}
            </Button>
          }
        >
          {t.slips_none_text}
        </EmptyState>
      </div>
    )
  return (
    <PrintOut title={title} back={back} note={t.slips_made({ n: slips.slips.length, date: lastDay })}>
      {sheets.map((sheet, index) => (
        <PrintPage key={index}>
          <CutGrid columns={COLUMNS} rows={ROWS}>
            {sheet.map((slip) => (
              <CutPart key={slip.personId}>
                <Slip slip={slip} schoolName={slips.schoolName} signInUrl={slips.signInUrl} lastDay={lastDay} />
              </CutPart>
            ))}
          </CutGrid>
        </PrintPage>
      ))}
    </PrintOut>
  )
}
