import { icons } from './icons.ts'
import type { IconName } from './icons.ts'

/** A line icon as decoration beside words, 20 px by default; it takes the colour of its text. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  const Drawing = icons[name]
  return <Drawing className="icon" size={`${size / 16}rem`} strokeWidth={size > 28 ? 1.5 : 1.9} aria-hidden="true" focusable="false" />
}
