/** What the type of a school sets at the beginning (A6, A13): decisions that the head can change later. Pure. */
import type { SchoolType } from '#platform/school/options.ts'

/** Options by key. Keys of rooms that this installation does not have yet are left out by whoever records them. */
export function presetsOf(type: SchoolType): Readonly<Record<string, unknown>> {
  // Young children sign in with a card and pictures; where they choose a password, eight characters are the floor. Everybody else keeps the defaults.
  return type === 'primary' || type === 'special' ? { 'signin.cards_to_grade': 4, 'pw.pupil_min': 8 } : {}
}
