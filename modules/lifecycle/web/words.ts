/** Words of this room that are found by a key. */
import type { Chosen } from '#platform/module/texts.ts'
import type { PersonType } from '#platform/access/vocabulary.ts'
import type { texts } from '../texts.de.ts'
import type { Deleted, Preview } from './client.ts'

type T = Chosen<typeof texts>

export function typeWord(t: T, type: PersonType): string {
  return t[`type_${type}`]
}

export function causeWord(t: T, cause: Deleted['cause']): string {
  return t[`cause_${cause}`]
}

export function obstacleWord(t: T, obstacle: NonNullable<Preview['people'][number]['obstacle']>): string {
  return t[`obstacle_${obstacle}`]
}
