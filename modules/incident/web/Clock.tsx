import { useEffect, useState } from 'react'
import { now } from '#web/api/clock.ts'
import { Icon } from '#web/design/Icon.tsx'
import { formatMoment } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { isLate } from '../rules.ts'
import { texts } from '../texts.de.ts'
import type { Case } from './client.ts'
import { leftWords, overdueWords, shareOf } from './clock.ts'
import './incident.css'

const LOOK_MS = 15_000

/** The 72 hours: one line of words and a line that fills, nothing that blinks. It stops with what was decided and done. */
export function Clock({ one }: { one: Case }) {
  const t = useTexts(texts)
  const at = useNow()
  const { decisions, reports, isSettled } = one.questions.authority
  const [detectedAt, deadline] = [new Date(one.detectedAt), new Date(one.deadline)]
  const left = leftWords(deadline, at)
  const report = reports.at(-1)
  const isReported = decisions.at(-1)?.isYes === true && report !== undefined
  const said = isSettled ? (isReported ? t.clockReported({ when: formatMoment(report.reportedAt), isLate: isLate(detectedAt, new Date(report.reportedAt)) }) : t.clockNotNeeded) : (left ?? overdueWords(deadline))
  const state = isSettled ? 'settled' : left === null ? 'over' : 'runs'
  return (
    <section className={`incident-clock incident-clock-${state}`} aria-labelledby="incident-clock">
      <h2 id="incident-clock" className="incident-clock-title"><Icon name={isSettled ? 'good' : 'clock'} size={18} />{t.clock}</h2>
      <p className="incident-clock-words">{said}</p>
      {state === 'runs' && <div className="incident-clock-line" aria-hidden="true"><span style={{ inlineSize: `${Math.round(shareOf({ detectedAt, deadline, now: at }) * 100)}%` }} /></div>}
      <p className="remark">{state === 'over' ? t.clockOverdueText : t.clockCounts({ from: formatMoment(detectedAt) })}</p>
    </section>
  )
}

function useNow(): Date {
  const [at, setAt] = useState(now)
  useEffect(() => {
    const looking = setInterval(() => setAt(now()), LOOK_MS)
    return () => clearInterval(looking)
  }, [])
  return at
}
