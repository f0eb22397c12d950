import type { LucideIcon } from 'lucide-react'
import { useEffect, useState } from 'react'
import { doorIcons } from './icons.ts'
import type { IconName } from './icons.ts'

export type IconProps = { name: IconName; size?: number }

/** A line icon as decoration beside words, 20 px by default; it takes the colour of its text. */
export function Icon({ name, size = 20 }: IconProps) {
  const Drawing = known[name]
  if (Drawing === undefined) return <LateIcon name={name} size={size} />
  return <Drawing className="icon" size={`${size / 16}rem`} strokeWidth={size > 28 ? 1.5 : 1.9} aria-hidden="true" focusable="false" />
}

/** Makes more icons known; for the frame of signed-in people. */
export function registerIcons(icons: Partial<Record<IconName, LucideIcon>>): void {
  Object.assign(known, icons)
}

const known: Partial<Record<IconName, LucideIcon>> = { ...doorIcons }

/** A page before the sign-in that draws what others draw inside: the place is kept until all icons are there. */
function LateIcon({ name, size = 20 }: IconProps) {
  const [isHere, setHere] = useState(false)
  useEffect(() => {
    // Without its decoration the page says the same.
    void import('./inside-icons.ts').then(({ insideIcons }) => {
      registerIcons(insideIcons)
      setHere(true)
    }, () => undefined)
  }, [])
  const side = `${size / 16}rem`
  return isHere ? <Icon name={name} size={size} /> : <svg className="icon" width={side} height={side} aria-hidden="true" focusable="false" />
}
