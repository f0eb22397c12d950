import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import type { IconName } from './icons.ts'
import './Notice.css'

export type NoticeKind = 'plain' | 'need' | 'explain' | 'good' | 'danger'

export type NoticeProps = {
  /** `explain` (blue): why something is so. `need` (yellow): something waits. `good`: done. `danger` (red): danger only. */
  kind?: NoticeKind
  title?: string
  icon?: IconName
  children?: ReactNode
  action?: ReactNode
  /** Read out at once when it appears: the outcome of what was just done. */
  isLive?: boolean
}

const drawn: Readonly<Record<NoticeKind, IconName>> = { plain: 'explain', need: 'bell', explain: 'explain', good: 'good', danger: 'danger' }

/** A remark inside the page, in its place and at its time. */
export function Notice({ kind = 'plain', title, icon, children, action, isLive }: NoticeProps) {
  return (
    <div className={`notice notice-${kind}`} {...(isLive ? { role: kind === 'danger' ? 'alert' : 'status' } : {})}>
      <Icon name={icon ?? drawn[kind]} />
      <div className="notice-body">
        {title !== undefined && <p className="notice-title">{title}</p>}
        {children}
      </div>
      {action !== undefined && <div className="notice-action">{action}</div>}
    </div>
  )
}
