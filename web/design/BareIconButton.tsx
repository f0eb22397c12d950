import { Button as AriaButton } from 'react-aria-components/Button'
import { Link as AriaLink } from 'react-aria-components/Link'
import { classes, given } from './given.ts'
import { Icon } from './Icon.tsx'
import type { IconName } from './icons.ts'
import './IconButton.css'

export type BareIconButtonProps = {
  icon: IconName
  /** Its name for screen readers. */
  label: string
  onPress?: (() => void) | undefined
  href?: string | undefined
  isDisabled?: boolean | undefined
  kind?: 'quiet' | 'danger'
}

/**
 * An icon that everybody knows and that can be pressed, without a tip: the cross of a dialog, where a tip would take the first Escape for itself, the eye of a
 * password. Tips weigh as much as a form, so pages before the sign-in have none.
 */
export function BareIconButton({ icon, label, href, kind = 'quiet', ...rest }: BareIconButtonProps) {
  const className = classes('icon-button', kind === 'danger' && 'icon-button-danger')
  return href === undefined ? (
    <AriaButton {...given(rest)} className={className} aria-label={label}>
      <Icon name={icon} />
    </AriaButton>
  ) : (
    <AriaLink {...given(rest)} href={href} className={className} aria-label={label}>
      <Icon name={icon} />
    </AriaLink>
  )
}
