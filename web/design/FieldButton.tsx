import { Button as AriaButton } from 'react-aria-components/Button'
import { Icon } from './Icon.tsx'
import type { IconName } from './icons.ts'
import { Kbd } from './Kbd.tsx'
import './FieldButton.css'

export type FieldButtonProps = { icon: IconName; words: string; shortWords: string; chord?: string; onPress: () => void }

/** A button in the shape of a field: what it opens begins with typing. */
export function FieldButton({ icon, words, shortWords, chord, onPress }: FieldButtonProps) {
  return (
    <AriaButton className="field-button" onPress={onPress} {...(chord === undefined ? {} : { 'aria-keyshortcuts': chord === '⌘ K' ? 'Meta+K' : 'Control+K' })}>
      <Icon name={icon} />
      <span className="field-button-words">{words}</span>
      <span className="field-button-short">{shortWords}</span>
      {chord !== undefined && (
        <span aria-hidden="true">
          <Kbd>{chord}</Kbd>
        </span>
      )}
    </AriaButton>
  )
}
