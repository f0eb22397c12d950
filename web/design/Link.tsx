import { Link as AriaLink } from 'react-aria-components/Link'
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import './Link.css'

export type LinkProps = {
  children: ReactNode
  /** A path of the house ('/hilfe'), or an address outside: that opens in a new window and says so by its icon. */
  href: string
  /** Quiet: in remarks and footers, underlined on hover only. */
  kind?: 'text' | 'quiet'
}

/** A link in running text. */
export function Link({ children, href, kind = 'text' }: LinkProps) {
  const isOutside = /^https?:/.test(href)
  return (
    <AriaLink href={href} className={`link link-${kind}`} {...(isOutside ? { target: '_blank', rel: 'noopener noreferrer' } : {})}>
      {children}
      {isOutside && <Icon name="external" size={14} />}
    </AriaLink>
  )
}
