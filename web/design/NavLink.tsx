import { Button as AriaButton } from 'react-aria-components/Button'
import { Link as AriaLink } from 'react-aria-components/Link'
import type { ReactNode } from 'react'
import { classes, given } from './given.ts'
import { Icon } from './Icon.tsx'
import type { IconName } from './icons.ts'
import './NavLink.css'

type Common = {
  children: ReactNode
  icon?: IconName
  /** `rail`: a row with icon and word. `bar`: the word below its icon, on phones. */
  kind?: 'rail' | 'bar'
  isCurrent?: boolean
  badge?: ReactNode
  /** Other words than the visible ones for screen readers. */
  label?: string
}

export type NavLinkProps = Common & { href: string; onHover?: () => void; onGo?: () => void }

/** An entry of the navigation: icon and word, the current one on board green. */
export function NavLink({ children, icon, kind = 'rail', isCurrent, badge, label, href, onHover, onGo }: NavLinkProps) {
  return (
    <AriaLink
      href={href}
      className={classes('nav', `nav-${kind}`, isCurrent && 'nav-current')}
      {...(isCurrent ? { 'aria-current': 'page' } : {})}
      {...given({ 'aria-label': label, onHoverStart: onHover, onPress: onGo })}
    >
      <NavContent {...given({ icon, badge })}>{children}</NavContent>
    </AriaLink>
  )
}

/** An entry of the navigation that does something instead of leading somewhere. */
export function NavButton({ children, icon, kind = 'rail', isCurrent, badge, label, onPress }: Common & { onPress: () => void }) {
  return (
    <AriaButton className={classes('nav', `nav-${kind}`, isCurrent && 'nav-current')} onPress={onPress} {...given({ 'aria-label': label })}>
      <NavContent {...given({ icon, badge })}>{children}</NavContent>
    </AriaButton>
  )
}

function NavContent({ icon, badge, children }: { icon?: IconName; badge?: ReactNode; children: ReactNode }) {
  return (
    <>
      {icon && <Icon name={icon} />}
      {typeof children === 'string' ? <span className="nav-word">{children}</span> : children}
      {badge !== undefined && <span className="nav-badge">{badge}</span>}
    </>
  )
}
