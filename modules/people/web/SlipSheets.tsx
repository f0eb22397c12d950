import type { ReactNode } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { CutGrid, CutPart, PrintOut, PrintPage } from '#web/design/PrintPage.tsx'
import { usePageHeading } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import type { Slips } from '../contract/slips.ts'
import { texts } from '../texts.de.ts'
import { Slip } from './Slip.tsx'

const COLUMNS = 2
// Six on a sheet: room for long names, long addresses and a QR code that a cheap phone reads.
const ROWS = 3

type SlipQuestionProps = { title: string; lead: string; make: string; back: string; error: unknown; isPending: boolean; isReady?: boolean; onMake: () => void; writing?: Writing; children: ReactNode }
/** The same as a file to print, cut in order. */
type Writing = { mutate: () => void; isPending: boolean; isSuccess: boolean }

/** The page before the paper. Codes are made by a press, never by opening the page. */
export function SlipQuestion({ title, lead, make, back, error, isPending, isReady = true, onMake, writing, children }: SlipQuestionProps) {
  const t = useTexts(texts)
  const heading = usePageHeading(title)
  return (
    <div className="slips-question">
      <Stack>
        <Row>
          <Button href={back} icon="left">{t.back}</Button>
        </Row>
        <h1 ref={heading} tabIndex={-1}>{title}</h1>
        <p>{lead}</p>
        <Card>
          <Stack>
            {children}
            <Row>
              <Button kind="primary" icon="print" onPress={onMake} isDisabled={!isReady} isPending={isPending}>{make}</Button>
              {writing !== undefined && <Button icon="download" onPress={writing.mutate} isDisabled={!isReady} isPending={writing.isPending}>{t.slips_make_pdf}</Button>}
            </Row>
          </Stack>
        </Card>
        {writing?.isSuccess === true && <Notice kind="good" isLive title={t.slips_paper_made} />}
        {error !== null && <Refused error={error} />}
      </Stack>
    </div>
  )
}

type SlipSheetsProps = { title: string; back: string; slips: Slips; note: ReactNode; until?: string }

/** The sheets to cut apart. The codes live in this page's memory only: reloading it makes none and shows none. */
export function SlipSheets({ title, back, slips, note, until }: SlipSheetsProps) {
  const sheets = Array.from({ length: Math.ceil(slips.slips.length / (COLUMNS * ROWS)) }, (_, sheet) =>
    slips.slips.slice(sheet * COLUMNS * ROWS, (sheet + 1) * COLUMNS * ROWS),
  )
  return (
    <PrintOut title={title} back={back} note={note}>
      {sheets.map((sheet, index) => (
        <PrintPage key={index}>
          <CutGrid columns={COLUMNS} rows={ROWS}>
            {sheet.map((slip) => (
              <CutPart key={slip.personId}>
                <Slip slip={slip} schoolName={slips.schoolName} signInUrl={slips.signInUrl} {...(until !== undefined && { until })} />
              </CutPart>
            ))}
          </CutGrid>
        </PrintPage>
      ))}
    </PrintOut>
  )
}

export function NoSheets({ title, text, back }: { title: string; text: string; back: string }) {
  const t = useTexts(texts)
  return (
    <div className="slips-question">
      <EmptyState icon="good" title={title} action={<Button href={back} icon="left">{t.back}</Button>}>{text}</EmptyState>
    </div>
  )
}
