/** What every field shows around its input: name, hint, mistake. Used by the fields of this folder only. */
import { FieldError, Label, Text } from 'react-aria-components/TextField'
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import { texts } from './texts.de.ts'
import './FieldParts.css'

export type FieldProps = {
  /** Always there and always visible; a placeholder is no name. */
  label: string
  /** One short sentence below the name: what is meant, or an example. */
  hint?: ReactNode
  /** What is wrong and how to put it right. Shown as soon as it is given. */
  error?: string | undefined
  name?: string
  /** Most fields of a form are needed, so only the voluntary ones say so: "freiwillig". */
  isOptional?: boolean
  isRequired?: boolean
  isDisabled?: boolean | undefined
  isReadOnly?: boolean
  autoFocus?: boolean
}

export function FieldLabel({ label, isOptional }: Pick<FieldProps, 'label' | 'isOptional'>) {
  return (
    <Label className="field-label">
      {label}
      {isOptional && <span className="field-optional"> ({texts.optional})</span>}
    </Label>
  )
}

export function FieldHint({ hint }: Pick<FieldProps, 'hint'>) {
  return hint === undefined ? null : (
    <Text slot="description" className="field-hint" elementType="div">
      {hint}
    </Text>
  )
}

export function FieldMistake({ error }: Pick<FieldProps, 'error'>) {
  return (
    <FieldError className="field-error">
      {({ validationErrors }) => (
        <>
          <Icon name="problem" size={17} />
          <span>{error ?? validationErrors.join(' ')}</span>
        </>
      )}
    </FieldError>
  )
}
