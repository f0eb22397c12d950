import { Button as AriaButton } from 'react-aria-components/Button'
import { Link as AriaLink } from 'react-aria-components/Link'
import type { ReactNode } from 'react'
import { classes } from './given.ts'
import { VisuallyHidden } from './VisuallyHidden.tsx'
import './List.css'

/** Rows with hairlines between them; put it into `<Card isFlush>` for a frame. `label` names it for screen readers. */
export function List({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className="list" aria-label={label}>
      {children}
    </ul>
  )
}

export type ListRowProps = {
  title: ReactNode
  /** Second line, secondary; cut to one line when `isCompact`. */
  note?: ReactNode
  /** An Avatar or Icon. */
  lead?: ReactNode
  /** At the end of the first line: time, badge. */
  meta?: ReactNode
  /** Buttons at the end of the row, outside of its link. */
  action?: ReactNode
  href?: string | undefined
  onPress?: (() => void) | undefined
  /** The row of the page that is shown. */
  isCurrent?: boolean
  isUnread?: boolean
  unreadSpoken?: string
  isCompact?: boolean
}

/** A row; with `href` or `onPress` all of it is the target. */
export function ListRow({ title, note, lead, meta, action, href, onPress, isCurrent, isUnread, unreadSpoken = 'ungelesen', isCompact }: ListRowProps) {
  const content = (
    <>
      {lead}
      <span className="list-words">
        <span className="list-line">
          <span className="list-title">
            {isUnread && (
              <span className="list-dot">
                <VisuallyHidden>{unreadSpoken}: </VisuallyHidden>
              </span>
            )}
            {title}
          </span>
          {meta !== undefined && <span className="list-meta">{meta}</span>}
        </span>
        {note !== undefined && <span className="list-note">{note}</span>}
      </span>
    </>
  )
  return (
    <li className={classes('list-row', isCurrent && 'list-current', isUnread && 'list-unread', isCompact && 'list-compact')}>
      {href !== undefined ? (
        <AriaLink href={href} className="list-main list-target" {...(isCurrent ? { 'aria-current': 'page' } : {})}>
          {content}
        </AriaLink>
      ) : onPress ? (
        <AriaButton onPress={onPress} className="list-main list-target">
          {content}
        </AriaButton>
      ) : (
        <div className="list-main">{content}</div>
      )}
      {action !== undefined && <div className="list-action">{action}</div>}
    </li>
  )
}
