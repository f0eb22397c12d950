/** Names as people have them: any script, combining marks, several words; but nothing that hides or turns other text. */
import { hiddenSigns } from '#platform/module/signs.ts'
import { name_characters_max } from './limits.ts'
import type { ProblemCode, ProblemParams } from './problems.ts'

export type CleanText = { text: string } | { code: ProblemCode; params: ProblemParams }

/** Whitespace trimmed and joined, letters composed (NFC), so that equal texts are equal strings. */
export function tidy(raw: string): string {
  const trimmed = raw.trim()
  // Most cells are plain letters; for them nothing below can change anything.
  if (/^[\w.'-]*$/.test(trimmed)) return trimmed
  return trimmed.normalize('NFC').replace(/\p{Zs}+/gu, ' ')
}

/** The first character that no name or label may hold, as U+XXXX: controls, bidi overrides and isolates, invisible and private ones; or null. */
export function refusedCharacter(text: string): string | null {
  const found = hiddenSigns.exec(text)?.[0]
  return found === undefined ? null : `U+${found.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
}

/** A name of 1 to 100 characters, tidied; or the code of what is wrong with it. */
export function readName(raw: string, field: string): CleanText {
  const text = tidy(raw)
  if (text === '') return { code: 'name_missing', params: { field } }
  const character = refusedCharacter(text)
  if (character) return { code: 'name_character_refused', params: { field, character } }
  if (text.length > name_characters_max && [...text].length > name_characters_max) {
    return { code: 'name_too_long', params: { field, characters_max: name_characters_max } }
  }
  if (garbled.test(text)) return { code: 'name_garbled', params: { field } }
  if (!hasLostLetters(text) && !/\p{L}/u.test(text)) return { code: 'name_without_letter', params: { field } }
  return { text }
}

/** True where an old code page left a mark instead of a letter: `?`, or U+FFFD from a later conversion. */
export function hasLostLetters(name: string): boolean {
  return /[?\ufffd]/.test(name)
}

/**
 * True when `lossy` is what remains of `whole` after a code page lost letters: each mark stands for one character beyond ASCII, composed or
 * decomposed, and all else is equal. So "?or?evi?" is Đorđević, and "Ayd?n" is not Aydan.
 */
export function isSameButLost(whole: string, lossy: string): boolean {
  return (
    hasLostLetters(lossy) && (matchesLossy([...whole.normalize('NFC')], [...lossy]) || matchesLossy([...whole.normalize('NFD')], [...lossy.normalize('NFD')]))
  )
}

function matchesLossy(whole: readonly string[], lossy: readonly string[]): boolean {
  return whole.length === lossy.length && lossy.every((c, i) => c === whole[i] || (hasLostLetters(c) && whole[i]!.codePointAt(0)! > 0x7f))
}

// UTF-8 that was read as Windows-1252 and saved again: Ã, Â, Ä or Å before a sign that never follows a letter.
const garbled = /[ÂÃÄÅ][€‚„…†‡ˆ‰‹‘’“”•–—˜™›\u00a0-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf]|Ã[Ÿœ¶]/
