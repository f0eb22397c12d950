import { NavLink } from '#web/design/NavLink.tsx'
import { usePath } from './routing.ts'
import './Places.css'

/** The ways between the pages of one room, below the heading; nothing where there is only one. */
export function Places({ label, places }: { label: string; places: readonly { path: string; label: string }[] }) {
  const path = usePath()
  if (places.length < 2) return null
  return (
    <nav className="places no-print" aria-label={label}>
      {places.map((place) => <NavLink key={place.path} href={place.path} isCurrent={place.path === path}>{place.label}</NavLink>)}
    </nav>
  )
}
