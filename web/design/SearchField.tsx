import { Button as AriaButton } from 'react-aria-components/Button'
import { Input, Label, SearchField as AriaSearchField } from 'react-aria-components/SearchField'
import { classes, given } from './given.ts'
import { Icon } from './Icon.tsx'
import { texts } from './texts.de.ts'
import './IconButton.css'
import './SearchField.css'

export type SearchFieldProps = {
  /** Shown inside the empty field and read as its name: 'Raum suchen'. */
  label: string
  value?: string
  onChange?: (value: string) => void
  onSubmit?: (value: string) => void
  autoFocus?: boolean
  isLarge?: boolean
  maxLength?: number
}

/** A search; Escape empties it. */
export function SearchField({ label, isLarge, ...rest }: SearchFieldProps) {
  return (
    <AriaSearchField {...given(rest)} className={classes('field search-field', isLarge && 'search-field-large')}>
      <Label className="visually-hidden">{label}</Label>
      <div className="field-box">
        <Icon name="search" />
        <Input className="field-input" placeholder={label} />
        <AriaButton className="icon-button search-clear" aria-label={texts.clear}>
          <Icon name="close" size={18} />
        </AriaButton>
      </div>
    </AriaSearchField>
  )
}
