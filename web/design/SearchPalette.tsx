import { Autocomplete } from 'react-aria-components/Autocomplete'
import { Collection, Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox'
import { Dialog as AriaDialog, Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Icon } from './Icon.tsx'
import type { IconName } from './icons.ts'
import { SearchField } from './SearchField.tsx'
import './Dialog.css'
import './Popup.css'
import './SearchPalette.css'

export type SearchPaletteProps = {
  label: string
  typed: string
  onType: (typed: string) => void
  onClose: () => void
  onChoose: (path: string) => void
  parts: readonly { label: string; hits: readonly { id: string; title: string; note?: string; path: string; icon?: IconName }[] }[]
  /** How many were found, or what to do; read out when it changes. */
  note: string
  /** The note is for screen readers only: the hits speak for themselves. */
  isQuiet: boolean
  failed?: string
}

/** A field above everything with its hits below: arrows choose, Enter opens, Escape closes. */
export function SearchPalette({ label, typed, onType, onClose, onChoose, parts, note, isQuiet, failed }: SearchPaletteProps) {
  const pathOf = (key: string) => parts.flatMap((part) => part.hits).find((hit) => hit.id === key)?.path
  return (
    <ModalOverlay className="dialog-veil palette-veil" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="dialog palette">
        <AriaDialog className="dialog-frame palette-frame" aria-label={label}>
          <Autocomplete inputValue={typed} onInputChange={onType} disableVirtualFocus={false}>
            <div className="palette-field">
              <SearchField label={label} isLarge autoFocus maxLength={100} />
            </div>
            <ListBox
              className="palette-list"
              aria-label={label}
              selectionMode="none"
              onAction={(key) => {
                const path = pathOf(String(key))
                if (path !== undefined) onChoose(path)
              }}
            >
              {parts.map((part) => (
                <ListBoxSection key={part.label} id={part.label}>
                  <Header className="palette-part">{part.label}</Header>
                  <Collection items={part.hits}>
                    {(hit) => (
                      <ListBoxItem id={hit.id} textValue={hit.title} className="popup-item">
                        <Icon name={hit.icon ?? 'right'} size={18} />
                        <span className="popup-words">
                          <span>{hit.title}</span>
                          {hit.note !== undefined && <span className="popup-hint">{hit.note}</span>}
                        </span>
                      </ListBoxItem>
                    )}
                  </Collection>
                </ListBoxSection>
              ))}
            </ListBox>
          </Autocomplete>
          <p role="status" className={isQuiet ? 'visually-hidden' : 'palette-note'}>
            {note}
          </p>
          {failed !== undefined && <p className="palette-note">{failed}</p>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
