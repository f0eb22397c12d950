/**
 * Numbers of forms: eleven random signs and a check sign, 53 bits, printed as 4-4-4. A handheld scanner types what it reads as a keyboard would, so only
 * signs are used that lie on the same key in Germany and elsewhere: no Y, no Z, no hyphen, no slash. The number opens nothing and says nothing.
 */
import { randomBytes } from 'node:crypto'

/** Without 0, 1, I, L, O (misread) and Y, Z (other keys): 29, a prime, so that the check sign finds every wrong sign and every swap of two. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWX'
const RANDOM = 11

/** A new number, twelve signs. */
export function newFormCode(): string {
  let signs = ''
  // 232 is eight times 29: bytes above it would make the first signs likelier.
  while (signs.length < RANDOM) for (const byte of randomBytes(RANDOM)) if (byte < 232 && signs.length < RANDOM) signs += SIGNS[byte % SIGNS.length]
  return signs + checkSign(signs)
}

/** The twelve signs of what was typed or scanned; case, spaces and hyphens do not matter (a hyphen typed by a scanner set to another keyboard is an ß here). Null when it can't be a number of a form. */
export function readFormCode(typed: string): string | null {
  const signs = typed.replace(/[\s\p{Pd}ß?]/gu, '').toUpperCase()
  if (signs.length !== RANDOM + 1 || [...signs].some((sign) => !SIGNS.includes(sign))) return null
  return signs.at(-1) === checkSign(signs.slice(0, -1)) ? signs : null
}

/** As it is printed: `ABCD-EFGH-JKMN`. */
export function printedCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-')
}

function checkSign(signs: string): string {
  const sum = [...signs].reduce((total, sign, place) => total + (place + 2) * SIGNS.indexOf(sign), 0)
  return SIGNS[sum % SIGNS.length]!
}
