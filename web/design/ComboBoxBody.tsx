/** The heavy inside of ComboBox.tsx, loaded when one is shown. */
import { Button as AriaButton } from 'react-aria-components/Button'
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Input } from 'react-aria-components/TextField'
import { FieldHint, FieldLabel, FieldMistake } from './FieldParts.tsx'
import type { ComboBoxProps } from './ComboBox.tsx'
import { given } from './given.ts'
import { Icon } from './Icon.tsx'
import { texts } from './texts.de.ts'
import './Popup.css'
import './IconButton.css'
import './SearchField.css'

export function ComboBoxBody({ label, hint, error, isOptional, options, value, onChange, onSearch, placeholder, ...rest }: ComboBoxProps) {
  return (
    <AriaComboBox
      {...given(rest)}
      {...(onSearch ? { items: options, onInputChange: onSearch } : { defaultItems: options })}
      {...(value === undefined ? {} : { value })}
      onChange={(key) => onChange(key === null ? null : String(key))}
      allowsEmptyCollection
      menuTrigger="focus"
      isInvalid={error !== undefined}
      className="field"
    >
      <FieldLabel {...given({ label, isOptional })} />
      <FieldHint hint={hint} />
      <div className="field-box">
        <Input className="field-input" {...given({ placeholder })} />
        <AriaButton className="icon-button" aria-label={texts.choose}>
          <Icon name="down" size={18} />
        </AriaButton>
      </div>
      <FieldMistake error={error} />
      <Popover className="popup" offset={4}>
        <ListBox className="popup-list" renderEmptyState={() => <div className="popup-empty">{texts.noHits}</div>}>
          {(option: ComboBoxProps['options'][number]) => (
            <ListBoxItem id={option.value} textValue={option.label} className="popup-item">
              <span className="popup-words">
                <span>{option.label}</span>
                {option.hint !== undefined && <span className="popup-hint">{option.hint}</span>}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  )
}
