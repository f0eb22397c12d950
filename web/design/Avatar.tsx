import { classes } from './given.ts'
import './Avatar.css'

export type AvatarKind = 'class' | 'staff' | 'parents' | 'person' | 'self'

export type AvatarProps = {
  /** At most three letters: '7b', 'Q1', or `initialsOf(name)`. */
  text: string
  /** The colour says what kind of group it is, never who the person is. */
  kind?: AvatarKind
  size?: 'small' | 'large'
}

/** A round sign beside a name; decoration, the name is always written out beside it. */
export function Avatar({ text, kind = 'person', size }: AvatarProps) {
  return (
    <span className={classes('avatar', `avatar-${kind}`, size && `avatar-${size}`)} aria-hidden="true">
      {[...text].slice(0, 3).join('')}
    </span>
  )
}

/** 'Mia Sommer' -> 'MS', 'Anna-Lena von der Aue' -> 'AA', '' -> ''. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const first = words[0] ?? ''
  const last = words.length > 1 ? (words.at(-1) ?? '') : ''
  return [first, last]
    .map((word) => [...word][0] ?? '')
    .join('')
    .toLocaleUpperCase('de')
}
