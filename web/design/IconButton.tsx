import { Button as AriaButton } from 'react-aria-components/Button'
import { Link as AriaLink } from 'react-aria-components/Link'
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip'
import { classes, given } from './given.ts'
import { Icon } from './Icon.tsx'
import type { IconName } from './icons.ts'
import './IconButton.css'

export type IconButtonProps = {
  icon: IconName
  /** Its name for screen readers, shown as a tip to all others. */
  label: string
  onPress?: (() => void) | undefined
  href?: string | undefined
  isDisabled?: boolean | undefined
  kind?: 'quiet' | 'danger'
  /** False where the icon is known to everybody, as the cross of a dialog: a tip would take the first Escape for itself. */
  hasTip?: boolean
}

/** An icon that can be pressed, where there is no room for words: in bars and at the end of rows. Never in navigation. */
export function IconButton({ icon, label, href, kind = 'quiet', hasTip = true, ...rest }: IconButtonProps) {
  const className = classes('icon-button', kind === 'danger' && 'icon-button-danger')
  const button =
    href === undefined ? (
      <AriaButton {...given(rest)} className={className} aria-label={label}>
        <Icon name={icon} />
      </AriaButton>
    ) : (
      <AriaLink {...given(rest)} href={href} className={className} aria-label={label}>
        <Icon name={icon} />
      </AriaLink>
    )
  if (!hasTip) return button
  return (
    <TooltipTrigger delay={500}>
      {button}
      <Tooltip className="tip" offset={6}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  )
}
