import { Input, TextField as AriaTextField } from 'react-aria-components/TextField'
import type { HTMLInputAutoCompleteAttribute } from 'react'
import { FieldHint, FieldLabel, FieldMistake } from './FieldParts.tsx'
import type { FieldProps } from './FieldParts.tsx'
import { given } from './given.ts'
import './TextField.css'

export type TextFieldProps = FieldProps & {
  value?: string
  defaultValue?: string
  onChange?: (value: string) => void
  onBlur?: () => void
  onEnter?: (value: string) => void
  /** `date` takes and gives 'YYYY-MM-DD' and shows the browser's calendar. */
  type?: 'text' | 'email' | 'tel' | 'url' | 'date' | 'time' | 'number'
  inputMode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel' | 'none'
  /** As the browser knows it: 'username', 'given-name', 'one-time-code', 'off'. */
  autoComplete?: HTMLInputAutoCompleteAttribute
  autoCapitalize?: 'off' | 'words' | 'characters'
  placeholder?: string
  maxLength?: number
  /** For codes that are read letter by letter. */
  isCode?: boolean
}

/** One line of text. */
export function TextField({ label, hint, error, isOptional, placeholder, autoCapitalize, isCode, onEnter, ...rest }: TextFieldProps) {
  return (
    <AriaTextField {...given(rest)} isInvalid={error !== undefined} className="field">
      <FieldLabel {...given({ label, isOptional })} />
      <FieldHint hint={hint} />
      <div className="field-box">
        <Input
          className={isCode ? 'field-input field-code' : 'field-input'}
          {...given({ placeholder, autoCapitalize })}
          {...(isCode ? { spellCheck: false, autoCorrect: 'off' } : {})}
          {...(onEnter ? { onKeyDown: (event) => event.key === 'Enter' && !event.nativeEvent.isComposing && onEnter(event.currentTarget.value) } : {})}
        />
      </div>
      <FieldMistake error={error} />
    </AriaTextField>
  )
}
