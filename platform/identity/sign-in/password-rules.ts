/**
 * What may be a password (R4.2): long enough, and not made of what a stranger tries first. No rules of composition, no expiry. Pure; also read by pages.
 *
 * A password is taken apart into guessable pieces (common words, own names, the school, keyboard rows, repetitions, dates) and what is left between
 * them. Each piece counts a little, however long it is; what is left counts sign by sign. Too little in sum is refused, with the kind of piece as reason.
 */
import { limits } from '../limits.ts'
import { piecesOf } from './guessable.ts'
import type { PieceKind } from './guessable.ts'

export type PasswordRules = {
  /** Least number of signs: options pw.pupil_min and pw.staff_min. */
  length_min: number
  /** Given and family names of the person. */
  names: readonly string[]
  accountName: string
  schoolName: string
  /** Labels of the person's classes and groups. */
  groupLabels: readonly string[]
}

export type PasswordProblem = { code: 'pw_short' | 'pw_long' | `pw_${PieceKind}`; params: Record<string, number> }

/**
 * What a password must be worth at least, counted as said above. A little less where eight signs are enough, so that one word in it does not refuse what
 * is random otherwise.
 */
const worthMin = (length_min: number): number => Math.min(7, length_min - 2)

/** The one form in which a password is hashed and compared: however a keyboard composes its umlauts, it is the same password. */
export function normalisePassword(typed: string): string {
  return typed.normalize('NFC')
}

/** Why this can be no password, or null when it can. Takes it as typed. */
export function passwordProblem(typed: string, rules: PasswordRules): PasswordProblem | null {
  const signs = [...normalisePassword(typed)]
  if (signs.length > limits.password_chars_max) return { code: 'pw_long', params: { length_max: limits.password_chars_max } }
  const { worth, kind } = piecesOf(signs, rules)
  if (kind !== null && worth < worthMin(rules.length_min)) return { code: `pw_${kind}`, params: {} }
  return signs.length < rules.length_min ? { code: 'pw_short', params: { length_min: rules.length_min } } : null
}
