import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import './Disclosure.css'

/** More for those who want it, closed at first: "Warum?" with the clause, details of a row. Found by the browser's search also when closed. */
export function Disclosure({ title, children, isOpen }: { title: ReactNode; children: ReactNode; isOpen?: boolean }) {
  return (
    <details className="disclosure" open={isOpen ?? false}>
      <summary className="disclosure-title">
        <Icon name="right" size={16} />
        {title}
      </summary>
      <div className="disclosure-body">{children}</div>
    </details>
  )
}
