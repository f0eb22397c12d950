/** Small words that several pages of this room choose by a code. */
import type { Chosen } from '#platform/module/texts.ts'
import type { texts } from '../texts.de.ts'
import type { GroupKind, PersonType, Role } from './client.ts'

type T = Chosen<typeof texts>

export function kindWord(t: T, kind: GroupKind): string {
  return t[`kind_${kind}`]
}

export function typeWord(t: T, type: PersonType): string {
  return t[`type_${type}`]
}

/** A lead is the class lead only in a class or a year. */
export function roleWord(t: T, role: Role, kind: GroupKind): string {
  return role === 'lead' && kind !== 'class' && kind !== 'year' ? t.role_lead_of_group : t[`role_${role}`]
}

/** Three letters for the round sign: '07b' -> '7b', 'Kollegium' -> 'Kol'. */
export function signOf(label: string): string {
  return label
    .replace(/^0+(?=\d)/, '')
    .replace(/\s+/g, '')
    .slice(0, 3)
}
