import { useEffect, useState } from 'react'
import { ProgressBar as AriaProgressBar } from 'react-aria-components/ProgressBar'
import { formatRemaining } from '#web/texts/format.ts'
import './ProgressBar.css'

export type ProgressBarProps = {
  label: string
  /** Both in the same unit, bytes or rows. Without `total` it only says that something is under way. */
  done?: number
  total?: number
  /** Counted words instead of the remaining time: '320 von 833 Zeilen'. */
  note?: string
}

/** How far uploads, imports, exports and backups are, with the time that is left after the first two seconds. */
export function ProgressBar({ label, done = 0, total, note }: ProgressBarProps) {
  const remaining_s = useRemaining(done, total)
  const part = total === undefined || total === 0 ? null : Math.min(1, done / total)
  const words = note ?? (remaining_s === null || part === 1 ? '' : formatRemaining(remaining_s))
  return (
    <AriaProgressBar className="progress" aria-label={label} value={(part ?? 0) * 100} isIndeterminate={part === null}>
      {({ percentage }) => (
        <>
          <div className="progress-words">
            <span>{label}</span>
            <span className="progress-note">{words}</span>
          </div>
          <div className="progress-track">
            <div className={part === null ? 'progress-fill progress-open' : 'progress-fill'} style={{ inlineSize: part === null ? '30%' : `${percentage}%` }} />
          </div>
        </>
      )}
    </AriaProgressBar>
  )
}

/** Seconds that are left at the speed so far, or null while that is a mere guess. */
function useRemaining(done: number, total: number | undefined): number | null {
  const [begun_ms] = useState(() => performance.now())
  const [remaining_s, setRemaining] = useState<number | null>(null)
  useEffect(() => {
    const passed_s = (performance.now() - begun_ms) / 1000
    setRemaining(total === undefined || done === 0 || passed_s < 2 ? null : ((total - done) / done) * passed_s)
  }, [done, total, begun_ms])
  return remaining_s
}
