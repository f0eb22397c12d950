import { instantInBerlin, timeInBerlin } from '#platform/time/calendar.ts'
import { Row } from '#web/design/layout.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { dayOf } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import './incident.css'

export type Moment = { day: string; time: string }

export function momentOf(at: Date): Moment {
  return { day: dayOf(at), time: timeInBerlin(at) }
}

/** The instant of what was typed, as the server takes it; null while something is missing. */
export function instantOf({ day, time }: Moment): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^\d{2}:\d{2}$/.test(time)) return null
  try {
    return instantInBerlin(day, time).toISOString()
  } catch {
    return null
  }
}

/** A day and a time of day, side by side. */
export function MomentField({ label, value, onChange, error }: { label: string; value: Moment; onChange: (value: Moment) => void; error?: string | undefined }) {
  const t = useTexts(texts)
  const isOfTime = value.time === '' && value.day !== ''
  return (
    <div role="group" aria-label={label}>
      <p className="incident-label">{label}</p>
      <Row>
        <TextField type="date" label={t.day} value={value.day} onChange={(day) => onChange({ ...value, day })} {...(error !== undefined && !isOfTime && { error })} />
        <TextField type="time" label={t.time} value={value.time} onChange={(time) => onChange({ ...value, time })} {...(error !== undefined && isOfTime && { error })} />
      </Row>
    </div>
  )
}
