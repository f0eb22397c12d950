/** Looks like the search field above the page and opens the search everywhere. */
import { FieldButton } from '#web/design/FieldButton.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from './texts.de.ts'

/** `labels`: what is found beside pages, 'Personen', 'Nachrichten'. */
export function SearchButton({ labels, onPress }: { labels: readonly string[]; onPress: () => void }) {
  const t = useTexts(texts)
  const isMac = navigator.platform.startsWith('Mac') || navigator.platform === 'iPhone' || navigator.platform === 'iPad'
  return (
    <FieldButton
      icon="search"
      words={t.searchEverywhere({ labels })}
      shortWords={t.searchShort}
      chord={isMac ? t.searchChordMac : t.searchChord}
      onPress={onPress}
    />
  )
}
