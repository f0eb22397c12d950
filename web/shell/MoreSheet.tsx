/** "Mehr" on phones: the search, the entries that have no room in the bar, help, profile and the way out. */
import { Dialog } from '#web/design/Dialog.tsx'
import { NavButton, NavLink } from '#web/design/NavLink.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { EntryBadge, Foot } from './AppShell.tsx'
import type { AppShellProps } from './AppShell.tsx'
import { currentEntry, splitForBar } from './navigation.ts'
import { texts } from './texts.de.ts'

export function MoreSheet(props: AppShellProps & { onClose: () => void }) {
  const { entries, path, onSearch, onClose } = props
  const t = useTexts(texts)
  const { rest } = splitForBar(entries)
  const current = currentEntry(entries, path)
  const search = () => {
    onClose()
    onSearch()
  }
  return (
    <Dialog title={t.more} isOpen onClose={onClose}>
      <ul className="more">
        <li>
          <NavButton icon="search" onPress={search}>
            {t.search}
          </NavButton>
        </li>
        {rest.map((entry) => (
          <li key={entry.path}>
            <NavLink href={entry.path} icon={entry.icon} isCurrent={entry === current} onGo={onClose} badge={<EntryBadge entry={entry} />}>
              {entry.label}
            </NavLink>
          </li>
        ))}
      </ul>
      <div onClick={onClose}>
        <Foot {...props} />
      </div>
    </Dialog>
  )
}
