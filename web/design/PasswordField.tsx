import { useState } from 'react'
import { Input, TextField as AriaTextField } from 'react-aria-components/TextField'
import { FieldHint, FieldLabel, FieldMistake } from './FieldParts.tsx'
import type { FieldProps } from './FieldParts.tsx'
import { given } from './given.ts'
import { BareIconButton } from './BareIconButton.tsx'
import { texts } from './texts.de.ts'

export type PasswordFieldProps = FieldProps & {
  value?: string
  onChange?: (value: string) => void
  /** Tells password managers which one is meant. */
  autoComplete: 'current-password' | 'new-password'
}

/** A password: pasting is allowed, it can be shown, and nothing is corrected or capitalised on the way. */
export function PasswordField({ label, hint, error, isOptional, ...rest }: PasswordFieldProps) {
  const [isShown, setShown] = useState(false)
  return (
    <AriaTextField {...given(rest)} type={isShown ? 'text' : 'password'} isInvalid={error !== undefined} className="field">
      <FieldLabel {...given({ label, isOptional })} />
      <FieldHint hint={hint} />
      <div className="field-box">
        <Input className="field-input" autoCapitalize="off" autoCorrect="off" spellCheck={false} />
        <BareIconButton icon={isShown ? 'hide' : 'show'} label={isShown ? texts.hidePassword : texts.showPassword} onPress={() => setShown(!isShown)} />
      </div>
      <FieldMistake error={error} />
    </AriaTextField>
  )
}
