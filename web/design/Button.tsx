import { Button as AriaButton } from 'react-aria-components/Button'
import { Link as AriaLink } from 'react-aria-components/Link'
import type { ReactNode } from 'react'
import { classes, given } from './given.ts'
import { Icon } from './Icon.tsx'
import type { IconName } from './icons.ts'
import './Button.css'

export type ButtonKind = 'primary' | 'quiet' | 'danger' | 'plain'

export type ButtonProps = {
  children: ReactNode
  /** `primary`: the one thing to do here, once per card. `quiet` (default): everything else. `danger`: can't be undone. `plain`: a word that can be pressed. */
  kind?: ButtonKind
  icon?: IconName
  onPress?: (() => void) | undefined
  /** Leads to a page instead of doing something; then it is a link. */
  href?: string | undefined
  type?: 'button' | 'submit'
  isDisabled?: boolean | undefined
  /** Under way: stays focused, can't be pressed again, says so to screen readers. */
  isPending?: boolean | undefined
  /** As wide as its place: on phones, in narrow cards. */
  isWide?: boolean
  autoFocus?: boolean
  'aria-label'?: string
  'aria-describedby'?: string
}

/** A button, or a link that looks like one. Its words say what happens: "Formular drucken", never "OK". */
export function Button({ children, kind = 'quiet', icon, href, isPending, isWide, type = 'button', ...rest }: ButtonProps) {
  const className = classes('button', `button-${kind}`, isWide && 'button-wide')
  const content = (
    <>
      {icon && <Icon name={icon} size={19} />}
      <span>{children}</span>
    </>
  )
  if (href !== undefined) {
    return (
      <AriaLink {...given(rest)} href={href} className={className}>
        {content}
      </AriaLink>
    )
  }
  return (
    <AriaButton {...given({ ...rest, isPending })} type={type} className={className}>
      {content}
    </AriaButton>
  )
}
