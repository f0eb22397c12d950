import { useMutation, useQuery } from '@tanstack/react-query'
import { addDays } from '#platform/time/calendar.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { CutGrid, CutPart, PrintOut, PrintPage } from '#web/design/PrintPage.tsx'
import { QrCode } from '#web/design/QrCode.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { usePageHeading } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { usePathField } from '#web/shell/routing.ts'
import { dayOf } from '#web/texts/format.ts'
import { consent } from '../client.ts'
import { withoutParents } from '../entry.ts'
import { useFamilyWords } from './use-family.ts'
import type { FamilyWords } from './use-family.ts'
import './families.css'

type Made = Awaited<ReturnType<typeof consent.makeClassFamilyCodes>>
type Letter = Pick<Made, 'schoolName' | 'familyUrl'> & { name: string; code: string; until: string }

const COLUMNS = 2
// Room for a code that is read aloud on the phone, a QR code and three sentences.
const ROWS = 4

/** Codes for the letters of a class: two for each child about whose parents nobody is on record. Made by a press; they live in this page's memory only. */
export function ClassCodesPage() {
  const t = useFamilyWords()
  const groupId = usePathField('groupId')
  const query = useQuery({ queryKey: ['consent', 'class', groupId, 'platform'], queryFn: ({ signal }) => consent.readClass({ groupId }, { signal }) })
  const make = useMutation({ mutationFn: () => consent.makeClassFamilyCodes({ groupId }), gcTime: 0 })
  const title = t.classCodes({ label: query.data?.label ?? '' })
  const back = `/einwilligungen/klasse/${groupId}`
  const heading = usePageHeading(title)
  if (make.data !== undefined && make.data.letters.length > 0) return <Letters title={title} back={back} made={make.data} />
  return (
    <div className="family-codes">
      <Stack>
        <Row><Button href={back} icon="left">{t.backToClass}</Button></Row>
        <h1 ref={heading} tabIndex={-1}>{title}</h1>
        <p>{t.classCodesLead}</p>
        {make.data !== undefined ? <EmptyState icon="good" title={t.classCodesNone}>{t.classCodesNoneText}</EmptyState> : (
          <Answer query={query}>{(found) => {
            const n = withoutParents(found)
            return (
              <Card action={<Button kind="primary" icon="print" isDisabled={n === 0} isPending={make.isPending} onPress={() => make.mutate()}>{t.classCodesMake}</Button>}>
                <p>{t.classCodesCount({ n })}</p>
              </Card>
            )
          }}</Answer>
        )}
        {make.error && <Refused error={make.error} />}
      </Stack>
    </div>
  )
}

function Letters({ title, back, made }: { title: string; back: string; made: Made }) {
  const t = useFamilyWords()
  const heading = usePageHeading(title)
  const until = addDays(dayOf(made.validUntil), -1)
  const letters = made.letters.flatMap(({ givenName, familyName, codes }) => codes.map((code): Letter => ({ schoolName: made.schoolName, familyUrl: made.familyUrl, name: `${givenName} ${familyName}`, code, until })))
  const perSheet = COLUMNS * ROWS
  const sheets = Array.from({ length: Math.ceil(letters.length / perSheet) }, (_, sheet) => letters.slice(sheet * perSheet, (sheet + 1) * perSheet))
  return (
    <PrintOut title={title} back={back} heading={heading} note={t.classCodesMade({ n: made.letters.length, date: until })}>
      {sheets.map((sheet, index) => (
        <PrintPage key={index}>
          <CutGrid columns={COLUMNS} rows={ROWS}>
            {sheet.map((letter) => <CutPart key={letter.code}><LetterPart t={t} {...letter} /></CutPart>)}
          </CutGrid>
        </PrintPage>
      ))}
    </PrintOut>
  )
}

/** What is cut out and put into the child's letter: for one parent. */
function LetterPart({ t, schoolName, familyUrl, name, code, until }: Letter & { t: FamilyWords }) {
  return (
    <article className="family-part">
      <p className="family-school">{schoolName}</p>
      <h2 className="family-for">{t.letterFor({ name })}</h2>
      <div className="family-body">
        <QrCode text={familyUrl} label={t.letterQr} size="26mm" />
        <div>
          <p className="family-code">{code}</p>
          <p>{t.letterUntil({ date: until })}</p>
        </div>
      </div>
      <p>{t.letterText({ url: familyUrl.replace(/^https?:\/\//, '') })}</p>
    </article>
  )
}
