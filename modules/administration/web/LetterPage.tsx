import { useQuery } from '@tanstack/react-query'
import { useSession } from '#web/api/hooks.ts'
import { PrintOut, PrintPage } from '#web/design/PrintPage.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { usePageHeading } from '#web/shell/Page.tsx'
import { useBackTo, usePathField } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/offices.de.ts'
import { letterQuery } from './client.ts'
import './LetterPage.css'

/** The letter of appointment on A4: what the head signs and the person takes note of (R4.1). */
export function LetterPage() {
  const t = useTexts(texts)
  const appointmentId = usePathField('appointmentId')
  const { known } = useSession()
  const heading = usePageHeading(t.letter)
  const query = useQuery(letterQuery(appointmentId))
  const back = useBackTo(known?.signedIn === true && known.may.includes('administration.read') ? '/verwaltung' : '/')
  return (
    <PrintOut heading={heading} title={t.letter} back={back}>
      <Answer query={query}>
        {(found) => {
          const { person, task } = found
          const name = person.displayName
          return (
            <PrintPage>
              <div className="letter">
                <p className="letter-school">{found.schoolName}</p>
                <h2>{t.letterTitle}</h2>
                <p className="letter-to">{t.letterTo}<br /><strong>{name}</strong></p>
                <p>{t.letterBody({ name, task, from: found.from, until: found.until, isDeputy: found.isDeputy })}</p>
                <p>{t.letterTask({ task })}</p>
                <p>{t.letterRules}</p>
                {found.isDeputy && <p>{t.letterDeputy}</p>}
                {found.colleagues.length > 0 && <p>{t.letterColleagues({ names: found.colleagues.map((one) => one.person.displayName) })}</p>}
                {found.reference !== null && <p>{t.letterReference({ reference: found.reference })}</p>}
                <p>{t.letterBy({ name: found.appointedBy.displayName, date: found.appointedOn, isRepresented: found.inRepresentation })}</p>
                {found.endedOn !== null && <p><strong>{t.letterEnded({ date: found.endedOn })}</strong></p>}
                <div className="letter-lines">
                  <p>{t.letterSigned}</p>
                  <p>{t.letterReceived}</p>
                </div>
                <p className="letter-number">{t.letterNumber({ number: found.number })}</p>
              </div>
            </PrintPage>
          )
        }}
      </Answer>
    </PrintOut>
  )
}
