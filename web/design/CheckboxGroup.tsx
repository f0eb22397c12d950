import { CheckboxGroup as AriaCheckboxGroup } from 'react-aria-components/CheckboxGroup'
import type { ReactNode } from 'react'
import { Checkbox } from './Checkbox.tsx'
import { FieldHint, FieldLabel, FieldMistake } from './FieldParts.tsx'
import type { FieldProps } from './FieldParts.tsx'
import { given } from './given.ts'
import './Choice.css'

export type CheckboxGroupProps<V extends string> = FieldProps & {
  options: readonly { value: V; label: ReactNode; hint?: ReactNode }[]
  value: readonly V[]
  onChange: (value: V[]) => void
}

/** Some of a few, all of them to be seen at once. Where at least one is needed, `error` says so. */
export function CheckboxGroup<V extends string>({ label, hint, error, isOptional, options, value, onChange, ...rest }: CheckboxGroupProps<V>) {
  return (
    <AriaCheckboxGroup {...given(rest)} value={[...value]} onChange={(next) => onChange(next as V[])} isInvalid={error !== undefined} className="field">
      <FieldLabel {...given({ label, isOptional })} />
      <FieldHint hint={hint} />
      <div className="choice-group">
        {options.map((option) => <Checkbox key={option.value} value={option.value} {...given({ hint: option.hint })}>{option.label}</Checkbox>)}
      </div>
      <FieldMistake error={error} />
    </AriaCheckboxGroup>
  )
}
