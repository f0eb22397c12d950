import { placeOf } from './lay-line.ts'
import type { Axis } from './lay-line.ts'
import './lifecycle.css'

/** `past`: what is over. `open`: what is left. `late`: between the last day and the deletion. */
export type LinePart = Axis & { tone: 'past' | 'open' | 'late' }

const LENGTH = 300
const HEIGHT = 12

/** Calendar days as a line with today on it. `label` says all of it in words: for screen readers the drawing is that sentence. */
export function TimeLine({ axis, parts, today, todayWord, label }: { axis: Axis; parts: readonly LinePart[]; today: string; todayWord: string; label: string }) {
  const now = placeOf(today, axis)
  const x = (day: string) => (placeOf(day, axis) / 100) * LENGTH
  return (
    <div className="lifecycle-line" role="img" aria-label={label}>
      {/* At the beginning its left edge lies there, at the end its right one: the word never leaves the line. */}
      <span className="lifecycle-today" style={{ left: `${now}%`, transform: `translateX(-${now}%)` }}>{todayWord}</span>
      <svg className="lifecycle-bar" viewBox={`0 0 ${LENGTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect className="lifecycle-ground" width={LENGTH} height={HEIGHT} />
        {parts.map((part) => <rect key={part.tone} className={`lifecycle-${part.tone}`} x={x(part.from)} width={Math.max(0, x(part.until) - x(part.from))} height={HEIGHT} />)}
      </svg>
      <span className="lifecycle-mark" style={{ left: `${now}%` }} />
    </div>
  )
}
