import { texts } from './texts.de.ts'
import { VisuallyHidden } from './VisuallyHidden.tsx'
import './Skeleton.css'

/** The grey shape of what is on its way; it appears only when that takes over 200 ms. `rows`: list rows with a round sign, else lines of text. */
export function Skeleton({ lines = 3, shape = 'lines' }: { lines?: number; shape?: 'lines' | 'rows' | 'cards' }) {
  return (
    <div className={`skeleton skeleton-${shape}`} role="status">
      <VisuallyHidden>{texts.loading}</VisuallyHidden>
      {Array.from({ length: lines }, (_, i) => (
        <div key={i} className="skeleton-part" aria-hidden="true">
          {shape === 'rows' && <span className="skeleton-round" />}
          <span className="skeleton-lines">
            <span className="skeleton-line" />
            {shape !== 'lines' && <span className="skeleton-line skeleton-short" />}
          </span>
        </div>
      ))}
    </div>
  )
}
