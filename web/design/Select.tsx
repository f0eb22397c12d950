import { FieldHint, FieldLabel, FieldMistake } from './FieldParts.tsx'
import type { FieldProps } from './FieldParts.tsx'
import { given } from './given.ts'
import { Button as AriaButton } from 'react-aria-components/Button'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select'
import { Icon } from './Icon.tsx'
import { texts } from './texts.de.ts'
import './Popup.css'
import './Select.css'

export type SelectProps<V extends string> = FieldProps & {
  options: readonly { value: V; label: string; hint?: string; isDisabled?: boolean }[]
  value?: V | null
  defaultValue?: V
  onChange?: (value: V) => void
  placeholder?: string
}

/** One of many with short names; letters jump to entries. With more than about thirty take the ComboBox. */
export function Select<V extends string>({ label, hint, error, isOptional, options, onChange, placeholder = texts.choose, ...rest }: SelectProps<V>) {
  return (
    <AriaSelect
      {...given(rest)}
      {...(onChange ? { onChange: (value) => value !== null && onChange(String(value) as V) } : {})}
      placeholder={placeholder}
      isInvalid={error !== undefined}
      className="field"
    >
      <FieldLabel {...given({ label, isOptional })} />
      <FieldHint hint={hint} />
      <AriaButton className="field-box select-button">
        <SelectValue className="select-value">{({ selectedText, isPlaceholder }) => (isPlaceholder ? placeholder : selectedText)}</SelectValue>
        <Icon name="down" size={18} />
      </AriaButton>
      <FieldMistake error={error} />
      <Popover className="popup" offset={4}>
        <ListBox items={options} className="popup-list">
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.label} isDisabled={option.isDisabled ?? false} className="popup-item">
              {({ isSelected }) => (
                <>
                  <span className="popup-check">{isSelected && <Icon name="check" size={17} />}</span>
                  <span className="popup-words">
                    <span>{option.label}</span>
                    {option.hint !== undefined && <span className="popup-hint">{option.hint}</span>}
                  </span>
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
