import type { ReactNode } from 'react'
import { CutGrid, CutPart, PrintOut, PrintPage } from '#web/design/PrintPage.tsx'
import { QrCode } from '#web/design/QrCode.tsx'
import { usePageHeading } from '#web/shell/Page.tsx'
import { dayOf } from '#web/texts/format.ts'
import { addDays } from '#platform/time/calendar.ts'
import type { CodeLetters } from '../../families/contract.ts'
import { letterAddress } from '../../families/letter.ts'
import { useFamilyWords } from './use-family.ts'
import type { FamilyWords } from './use-family.ts'
import './families.css'

const COLUMNS = 2
// As many as of pupils' slips: room for long names and addresses, and a QR code that a cheap phone reads.
const ROWS = 3
/** Names longer than this are set smaller, so that two lines are enough. */
const LONG = 40

/** The sheets to cut apart, one part for one parent. The codes live in this page's memory only. */
export function LetterSheets({ title, back, made, note }: { title: string; back: string; made: CodeLetters; note: ReactNode }) {
  const t = useFamilyWords()
  const heading = usePageHeading(title)
  const date = addDays(dayOf(made.validUntil), -1)
  const letters = made.letters.flatMap(({ codes, ...child }) => codes.map((code) => ({ ...child, code })))
  const perSheet = COLUMNS * ROWS
  const sheets = Array.from({ length: Math.ceil(letters.length / perSheet) }, (_, sheet) => letters.slice(sheet * perSheet, (sheet + 1) * perSheet))
  return (
    <PrintOut title={title} back={back} heading={heading} note={note}>
      {sheets.map((sheet, index) => (
        <PrintPage key={index}>
          <CutGrid columns={COLUMNS} rows={ROWS}>
            {sheet.map((letter) => <CutPart key={letter.code}><LetterPart t={t} schoolName={made.schoolName} familyUrl={made.familyUrl} date={date} {...letter} /></CutPart>)}
          </CutGrid>
        </PrintPage>
      ))}
    </PrintOut>
  )
}

type LetterPartProps = Pick<CodeLetters, 'schoolName' | 'familyUrl'> & Omit<CodeLetters['letters'][number], 'codes'> & { t: FamilyWords; code: string; date: string }

/** What is cut out and put into the child's letter: for one parent. */
function LetterPart({ t, schoolName, familyUrl, givenName, familyName, place, code, date }: LetterPartProps) {
  const name = `${givenName} ${familyName}`
  return (
    <article className="family-part">
      <header className="family-head">
        <span className="family-school">{schoolName}</span>
        {place !== null && <span className="family-place">{place}</span>}
      </header>
      <h2 className={name.length > LONG ? 'family-for family-for-long' : 'family-for'}><span className="family-before">{t.letterBefore}</span> {name}</h2>
      <div className="family-body">
        <QrCode text={letterAddress(familyUrl, code)} label={t.letterQr} size="30mm" />
        <div className="family-facts">
          <p className="family-label">{t.letterCode}</p>
          <p className="family-code">{code}</p>
          <p>{t.letterUntil({ date })}</p>
        </div>
      </div>
      <ol className="family-steps">
        <li>{t.letterStep1({ address: familyUrl.replace(/^https?:\/\//, '') })}</li>
        <li>{t.letterStep2}</li>
        <li>{t.letterStep3}</li>
      </ol>
      <p className="family-help">{t.letterHelp}</p>
    </article>
  )
}
