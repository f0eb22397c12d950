import { Button as AriaButton } from 'react-aria-components/Button'
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Icon } from './Icon.tsx'
import type { IconName } from './icons.ts'
import { given } from './given.ts'
import './IconButton.css'
import './Popup.css'

export type MenuEntry = {
  key: string
  label: string
  icon?: IconName
  hint?: string
  onPress?: () => void
  href?: string
  isDisabled?: boolean
  kind?: 'danger'
}

export type MenuProps = {
  /** Names the button and the menu: 'Nachricht: weitere Möglichkeiten'. */
  label: string
  entries: readonly MenuEntry[]
  icon?: IconName
}

/** Further deeds behind a button with three dots. Nothing that is needed often is hidden here. */
export function Menu({ label, entries, icon = 'options' }: MenuProps) {
  return (
    <MenuTrigger>
      <AriaButton className="icon-button" aria-label={label}>
        <Icon name={icon} />
      </AriaButton>
      <Popover className="popup" placement="bottom end" offset={4}>
        <AriaMenu className="popup-list" aria-label={label}>
          {entries.map((entry) => (
            <MenuItem
              key={entry.key}
              id={entry.key}
              textValue={entry.label}
              className={entry.kind === 'danger' ? 'popup-item popup-danger' : 'popup-item'}
              {...given({ href: entry.href, isDisabled: entry.isDisabled, onAction: entry.onPress })}
            >
              {entry.icon && <Icon name={entry.icon} size={18} />}
              <span className="popup-words">
                <span>{entry.label}</span>
                {entry.hint !== undefined && <span className="popup-hint">{entry.hint}</span>}
              </span>
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
