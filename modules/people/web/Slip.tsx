import { QrCode } from '#web/design/QrCode.tsx'
import { chooseTexts } from '#platform/module/texts.ts'
import type { Slips } from '../contract/slips.ts'
import { dayOf, formatDateLong } from '#web/texts/format.ts'
import { addDays } from '#platform/time/calendar.ts'
import { texts } from '../texts.de.ts'
import './slips.css'

/** Names longer than this are set smaller, so that two lines are enough. */
const LONG = 45

type SlipProps = { slip: Slips['slips'][number]; schoolName: string; signInUrl: string; /** For minutes instead of days: the words of the end. */ until?: string }

/** The deadline is the first instant after the last valid day. */
export function lastDayOf({ validUntil }: { validUntil: string }): string {
  return formatDateLong(addDays(dayOf(validUntil), -1))
}

/** One slip as it is cut out: for whom, where, with which name and code, until when, and what to do. Speaks to the person who gets it. */
export function Slip({ slip, schoolName, signInUrl, until }: SlipProps) {
  const t = chooseTexts(texts, slip.type === 'pupil' ? 'du' : 'sie')
  const name = `${slip.givenName} ${slip.familyName}`
  const address = signInUrl.replace(/^https?:\/\//, '')
  return (
    <article className="slip">
      <header className="slip-head">
        <span className="slip-school">{schoolName}</span>
        {slip.place !== null && <span className="slip-place">{slip.place}</span>}
      </header>
      <h2 className={name.length > LONG ? 'slip-name slip-name-long' : 'slip-name'}>{name}</h2>
      <div className="slip-body">
        <QrCode text={`${signInUrl}#zettel=${slip.code}`} label={t.slip_qr} size="32mm" />
        <dl className="slip-facts">
          <div>
            <dt>{t.slip_account}</dt>
            <dd>{slip.accountName}</dd>
          </div>
          <div>
            <dt>{t.slip_code}</dt>
            <dd className="slip-code">{slip.code}</dd>
          </div>
          <div>
            <dt className="visually-hidden">{t.slip_deadline}</dt>
            <dd className="slip-until">{until ?? t.slip_valid({ date: lastDayOf(slip) })}</dd>
          </div>
        </dl>
      </div>
      <ol className="slip-steps">
        <li>{t.slip_step_1({ address })}</li>
        <li>{t.slip_step_2}</li>
        <li>{t.slip_step_3}</li>
      </ol>
      <p className="slip-help">{t.slip_help}</p>
    </article>
  )
}
