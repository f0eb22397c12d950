import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox'
import type { ReactNode } from 'react'
import { given } from './given.ts'
import { Icon } from './Icon.tsx'
import './Choice.css'

export type CheckboxProps = {
  children: ReactNode
  hint?: ReactNode
  name?: string
  value?: string
  isSelected?: boolean
  defaultSelected?: boolean
  /** Some of several: the box of a heading over boxes. */
  isIndeterminate?: boolean
  isDisabled?: boolean | undefined
  isRequired?: boolean
  isInvalid?: boolean
  onChange?: (isSelected: boolean) => void
  'aria-label'?: string
}

/** One thing that is so or not so. What takes effect at once is a Switch. */
export function Checkbox({ children, hint, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox {...given(rest)} className="choice">
      {({ isSelected, isIndeterminate }) => (
        <>
          <span className="choice-mark">{isIndeterminate ? <span aria-hidden="true">–</span> : isSelected && <Icon name="check" size={17} />}</span>
          <span className="choice-words">
            <span>{children}</span>
            {hint !== undefined && <span className="choice-hint">{hint}</span>}
          </span>
        </>
      )}
    </AriaCheckbox>
  )
}
