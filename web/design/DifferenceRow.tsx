import type { ReactNode } from 'react'
import { Badge } from './Badge.tsx'
import type { BadgeKind } from './Badge.tsx'
import { Icon } from './Icon.tsx'
import { texts } from './texts.de.ts'
import { VisuallyHidden } from './VisuallyHidden.tsx'
import './DifferenceRow.css'

export type DifferenceKind = 'new' | 'changed' | 'moved' | 'leaving' | 'unclear' | 'same'

export type DifferenceRowProps = {
  kind: DifferenceKind
  /** Who or what it is about. */
  name: ReactNode
  note?: ReactNode
  /** Field by field; `before` null: was empty. `after` null: will be empty. */
  changes?: readonly { field: string; before: string | null; after: string | null }[]
  action?: ReactNode
}

const kinds: Readonly<Record<DifferenceKind, { label: string; badge: BadgeKind }>> = {
  new: { label: texts.newKind, badge: 'good' },
  changed: { label: texts.changedKind, badge: 'blue' },
  moved: { label: texts.movedKind, badge: 'blue' },
  leaving: { label: texts.leavingKind, badge: 'plain' },
  unclear: { label: texts.unclearKind, badge: 'need' },
  same: { label: texts.sameKind, badge: 'plain' },
}

/** One line of a difference view, inside a List: what kind of change, whose, and from what to what. */
export function DifferenceRow({ kind, name, note, changes = [], action }: DifferenceRowProps) {
  return (
    <li className="difference">
      <span className="difference-kind">
        <Badge kind={kinds[kind].badge}>{kinds[kind].label}</Badge>
      </span>
      <div className="difference-main">
        <div className="difference-body">
          <span className="difference-name">{name}</span>
          {changes.map((change) => (
            <span key={change.field} className="difference-change">
              <span className="difference-field">{change.field}</span>
              {change.before !== null && (
                <del className="difference-before">
                  <VisuallyHidden>{texts.before} </VisuallyHidden>
                  {change.before}
                </del>
              )}
              {change.before !== null && change.after !== null && <Icon name="right" size={15} />}
              {change.after !== null && (
                <ins className="difference-after">
                  <VisuallyHidden>{texts.after} </VisuallyHidden>
                  {change.after}
                </ins>
              )}
            </span>
          ))}
          {note !== undefined && <span className="difference-note">{note}</span>}
        </div>
        {action !== undefined && <div className="difference-action">{action}</div>}
      </div>
    </li>
  )
}
