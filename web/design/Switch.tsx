import { Switch as AriaSwitch } from 'react-aria-components/Switch'
import type { ReactNode } from 'react'
import { given } from './given.ts'
import './Choice.css'

export type SwitchProps = {
  children: ReactNode
  hint?: ReactNode
  isSelected: boolean
  onChange: (isSelected: boolean) => void
  isDisabled?: boolean | undefined
}

/** On or off, at once and without a button to save. */
export function Switch({ children, hint, ...rest }: SwitchProps) {
  return (
    <AriaSwitch {...given(rest)} className="choice">
      <span className="switch-track" />
      <span className="choice-words">
        <span>{children}</span>
        {hint !== undefined && <span className="choice-hint">{hint}</span>}
      </span>
    </AriaSwitch>
  )
}
