import { useState } from 'react'
import { classes } from './given.ts'
import './Avatar.css'

export type AvatarKind = 'class' | 'staff' | 'parents' | 'person' | 'self'

export type AvatarProps = {
  /** At most three letters: '7b', 'Q1', or `initialsOf(name)`. */
  text: string
  /** The colour says what kind of group it is, never who the person is. */
  kind?: AvatarKind
  size?: 'small' | 'large'
  /** Address of a picture. While there is none, and where it can't be shown, the letters stand for it. */
  picture?: string | undefined
}

/** A round sign beside a name; decoration, the name is always written out beside it. */
export function Avatar({ text, kind = 'person', size, picture }: AvatarProps) {
  const [failed, setFailed] = useState<string | null>(null)
  return (
    <span className={classes('avatar', `avatar-${kind}`, size && `avatar-${size}`)} aria-hidden="true">
      {[...text].slice(0, 3).join('')}
      {picture !== undefined && failed !== picture && <img className="avatar-picture" src={picture} alt="" draggable={false} onError={() => setFailed(picture)} />}
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
