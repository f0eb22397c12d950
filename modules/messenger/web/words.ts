/** Small words that several parts of the page share. */
import type { Room } from '../contract.ts'
import type { AvatarKind } from '#web/design/Avatar.tsx'
import { initialsOf } from '#web/design/Avatar.tsx'

/** '07b' -> '7b', '7b Mathematik' -> '7b', 'Kollegium' -> 'Ko', a person -> initials. */
export function signOf(room: Pick<Room, 'kind' | 'title' | 'groupKind'>): string {
  if (room.kind === 'direct') return initialsOf(room.title)
  const first = room.title.split(' ')[0] ?? ''
  return /\d/.test(first) ? first.replace(/^0/, '').slice(0, 3) : first.slice(0, 2)
}

export function avatarKindOf(room: Pick<Room, 'kind' | 'groupKind'>): AvatarKind {
  if (room.kind === 'direct') return 'person'
  return room.groupKind === 'staff' ? 'staff' : 'class'
}
