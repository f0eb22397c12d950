/** Codes of access slips: 12 signs of 32, so 60 random bits, printed as 4-4-4. Guessing one among 2,000 open slips takes 10^14 tries on average. */
import { randomBytes } from 'node:crypto'
import type { Keys } from '#platform/school/keys.ts'

/** Crockford's base 32: no I, L, O, U. Who reads a 0 as an O on the paper still gets in. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 12
const MISREAD: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0', U: 'V' }

/** A new code as it stands on the paper: `XXXX-XXXX-XXXX`. */
export function newCode(): string {
  const signs = Array.from(randomBytes(LENGTH), (byte) => SIGNS[byte & 31]).join('')
  return signs.replace(/(.{4})(?=.)/g, '$1-')
}

/** The twelve signs of a typed code; case, spaces and dashes do not matter. Null when it can't be a code. */
export function readCode(typed: string): string | null {
  const signs = typed
    .toUpperCase()
    .replace(/[\s\p{Pd}._]/gu, '')
    .replace(/[ILOU]/g, (sign) => MISREAD[sign]!)
  return signs.length === LENGTH && [...signs].every((sign) => SIGNS.includes(sign)) ? signs : null
}

/** What is stored of a code: a keyed hash, useless without the school's key. `signs` as readCode gives them. */
export function hashCode(keys: Pick<Keys, 'hmac'>, signs: string): Buffer {
  return keys.hmac('slip', signs)
}
