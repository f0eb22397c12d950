import type { ReactNode } from 'react'
import './people.css'

/** Labels with their values, one below the other. */
export function Facts({ rows }: { rows: readonly { label: string; value: ReactNode }[] }) {
  return (
    <dl className="facts">
      {rows.map((row) => (
        <div key={row.label} className="facts-row">
          <dt>{row.label}</dt>
          <dd>{row.value}</dd>
        </div>
      ))}
    </dl>
  )
}
