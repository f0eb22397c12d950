import { Radio, RadioGroup as AriaRadioGroup } from 'react-aria-components/RadioGroup'
import type { ReactNode } from 'react'
import { FieldHint, FieldLabel, FieldMistake } from './FieldParts.tsx'
import type { FieldProps } from './FieldParts.tsx'
import { given } from './given.ts'
import './Choice.css'

export type RadioGroupProps<V extends string> = FieldProps & {
  options: readonly { value: V; label: ReactNode; hint?: ReactNode; isDisabled?: boolean }[]
  value?: V | null
  defaultValue?: V
  onChange?: (value: V) => void
}

/** One of a few, all of them to be seen at once. From about seven on take a Select. */
export function RadioGroup<V extends string>({ label, hint, error, isOptional, options, onChange, ...rest }: RadioGroupProps<V>) {
  return (
    <AriaRadioGroup
      {...given(rest)}
      {...(onChange ? { onChange: (value: string) => onChange(value as V) } : {})}
      isInvalid={error !== undefined}
      className="field"
    >
      <FieldLabel {...given({ label, isOptional })} />
      <FieldHint hint={hint} />
      <div className="choice-group">
        {options.map((option) => (
          <Radio key={option.value} value={option.value} isDisabled={option.isDisabled ?? false} className="choice choice-round">
            <span className="choice-mark" />
            <span className="choice-words">
              <span>{option.label}</span>
              {option.hint !== undefined && <span className="choice-hint">{option.hint}</span>}
            </span>
          </Radio>
        ))}
      </div>
      <FieldMistake error={error} />
    </AriaRadioGroup>
  )
}
