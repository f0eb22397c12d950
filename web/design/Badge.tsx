import type { ReactNode } from 'react'
import { VisuallyHidden } from './VisuallyHidden.tsx'
import './Badge.css'

export type BadgeKind = 'plain' | 'need' | 'good' | 'blue' | 'danger'

/**
 * A word or a number on a small ground. `need` (yellow) only for what waits for the person; `spoken` is added for screen readers:
 * `<Badge kind="need" spoken="ungelesen">3</Badge>`.
 */
export function Badge({ children, kind = 'plain', spoken }: { children: ReactNode; kind?: BadgeKind; spoken?: string }) {
  return (
    <span className={`badge badge-${kind}`}>
      {children}
      {spoken !== undefined && <VisuallyHidden> {spoken}</VisuallyHidden>}
    </span>
  )
}
