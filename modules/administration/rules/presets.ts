/** What type and Land of a school set at the beginning (A6, requirements section 5): decisions that the head can change later. Pure. */
import type { SchoolType } from '#platform/school/options.ts'

/** Options by key. Keys of rooms that this installation does not have yet are left out by whoever records them. */
export function presetsOf(type: SchoolType): Readonly<Record<string, unknown>> {
  // Young children sign in with a card and pictures; where they choose a password, eight characters are the floor. Children of a Grundschule show no pictures of themselves. Everybody else keeps the defaults.
  const young = type === 'primary' || type === 'special' ? { 'signin.cards_to_grade': 4, 'pw.pupil_min': 8 } : {}
  return type === 'primary' ? { ...young, 'profile.pupil_avatars': false } : young
}

/** In Bavaria pupils from 14 on agree beside their parents (3.1). What the law is there is the school's to say; this is what schools there begin with. */
export function presetsOfState(state: string): Readonly<Record<string, unknown>> {
  return state === 'BY' ? { 'consent.pupil_co_declaration': true } : {}
}
