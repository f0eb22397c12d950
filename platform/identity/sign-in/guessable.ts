/** Taking a password apart into what a stranger would try first and what is left. Pure. */
import { commonWords, keyRows } from './common-passwords.ts'

/** Why a piece is guessable. The first one in a password is its reason: a name says more to its owner than a date. */
export const PIECE_KINDS = ['name', 'school', 'common', 'pattern'] as const
export type PieceKind = (typeof PIECE_KINDS)[number]

export type Known = { names: readonly string[]; accountName: string; schoolName: string; groupLabels: readonly string[] }

type Piece = { end: number; cost: number; kind: PieceKind | null }

const COST_WORD = 2
const COST_OWN = 1
const COST_PATTERN = 1
const COST_DATE = 2
/** A sign between words adds little; so does one at the end. */
const COST_SYMBOL = 0.5

/** Digits and signs that stand for letters; `1` and `!` may be an i or an l. */
const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '€': 'e',
  '+': 't',
  '|': 'l',
}

/** What the signs are worth at least, over all ways of taking them apart, and the most telling kind of piece in that way (null: none was needed). */
export function piecesOf(signs: readonly string[], known: Known): { worth: number; kind: PieceKind | null } {
  const lower = signs.map((sign) => sign.toLowerCase())
  const forms = [
    lower,
    lower.map((sign) => LEET[sign] ?? (/[1!]/.test(sign) ? 'i' : sign)),
    lower.map((sign) => LEET[sign] ?? (/[1!]/.test(sign) ? 'l' : sign)),
  ]
  const own = ownWords(known)
  const best: { worth: number; kinds: number }[] = [{ worth: 0, kinds: 0 }]
  for (let end = 1; end <= lower.length; end++) best.push({ worth: Infinity, kinds: 0 })
  for (let start = 0; start < lower.length; start++) {
    const before = best[start]!
    for (const piece of piecesFrom(start, lower, forms, own)) {
      const worth = before.worth + piece.cost
      if (worth < best[piece.end]!.worth) best[piece.end] = { worth, kinds: before.kinds | bitOf(piece.kind) }
    }
  }
  const { worth, kinds } = best[lower.length]!
  return { worth, kind: PIECE_KINDS.find((kind) => (kinds & bitOf(kind)) !== 0) ?? null }
}

const bitOf = (kind: PieceKind | null): number => (kind === null ? 0 : 1 << PIECE_KINDS.indexOf(kind))

function* piecesFrom(start: number, lower: readonly string[], forms: readonly (readonly string[])[], own: ReadonlyMap<string, PieceKind>): Generator<Piece> {
  yield { end: start + 1, cost: /^[\x20-\x7e§°]$/.test(lower[start]!) && !/[a-z0-9]/.test(lower[start]!) ? COST_SYMBOL : 1, kind: null }
  for (const form of forms) yield* wordsFrom(start, form, own)
  const run = runLength(start, lower)
  if (run >= 3) yield { end: start + run, cost: COST_PATTERN, kind: 'pattern' }
  yield* datesFrom(start, lower)
  yield* copiesFrom(start, lower)
}

function* wordsFrom(start: number, form: readonly string[], own: ReadonlyMap<string, PieceKind>): Generator<Piece> {
  let text = ''
  for (let end = start + 1; end <= Math.min(form.length, start + LONGEST_WORD); end++) {
    text += form[end - 1]
    const kind = own.get(text)
    if (kind !== undefined) yield { end, cost: COST_OWN, kind }
    else if (words.has(text)) yield { end, cost: COST_WORD, kind: 'common' }
  }
}

/** How far a sequence (abc, 321), a keyboard row or one repeated sign goes on from here, in signs. */
function runLength(start: number, lower: readonly string[]): number {
  let length = 1
  const step = stepBetween(lower[start], lower[start + 1])
  if (step !== null) while (stepBetween(lower[start + length - 1], lower[start + length]) === step) length++
  for (const row of rows) {
    let onRow = 2
    while (start + onRow <= lower.length && row.includes(lower.slice(start, start + onRow).join(''))) onRow++
    length = Math.max(length, onRow - 1)
  }
  return length
}

/** 0, 1 or -1 between neighbours of the alphabet or among the digits, else null. */
function stepBetween(a: string | undefined, b: string | undefined): number | null {
  if (a === undefined || b === undefined) return null
  const step = b.codePointAt(0)! - a.codePointAt(0)!
  const isStep = step === 0 || (Math.abs(step) === 1 && ((/[a-z]/.test(a) && /[a-z]/.test(b)) || (/\d/.test(a) && /\d/.test(b))))
  return isStep ? step : null
}

/** Years; days with month and year, either with signs between them or with all their zeros; the same backwards. */
const DATES = [
  /^(?:19|20)\d\d/,
  /^(?:0?[1-9]|[12]\d|3[01])[./ -](?:0?[1-9]|1[0-2])[./ -](?:(?:19|20)\d\d|\d\d)/,
  /^(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)\d\d|\d\d)/,
  /^(?:19|20)\d\d[./ -]?(?:0[1-9]|1[0-2])[./ -]?(?:0[1-9]|[12]\d|3[01])/,
]

function* datesFrom(start: number, lower: readonly string[]): Generator<Piece> {
  const tail = lower.slice(start, start + 10).join('')
  for (const [index, pattern] of DATES.entries()) {
    const length = pattern.exec(tail)?.[0].length
    if (length !== undefined) yield { end: start + length, cost: index === 0 ? COST_PATTERN : COST_DATE, kind: 'pattern' }
  }
}

/** What stood before already: nothing when it follows at once (abab), one piece else. */
function* copiesFrom(start: number, lower: readonly string[]): Generator<Piece> {
  let longest = 0
  for (let from = 0; from < start; from++) {
    let length = 0
    while (start + length < lower.length && lower[from + length] === lower[start + length]) length++
    longest = Math.max(longest, length)
    if (start - from >= 2 && length >= start - from) yield { end: 2 * start - from, cost: 0, kind: 'pattern' }
  }
  if (longest >= 3) yield { end: start + longest, cost: COST_PATTERN, kind: 'pattern' }
}

/** The person's and the school's own words, in all spellings. */
function ownWords({ names, accountName, schoolName, groupLabels }: Known): Map<string, PieceKind> {
  const own = new Map<string, PieceKind>()
  const add = (text: string, kind: PieceKind, length_min: number) => {
    const parts = text
      .normalize('NFC')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
    for (const part of [...parts, parts.join('')]) for (const spelling of spellings(part)) if ([...spelling].length >= length_min) own.set(spelling, kind)
  }
  add(schoolName, 'school', 4)
  for (const label of groupLabels) {
    add(label, 'school', 2)
    add(label.replace(/^0+/, ''), 'school', 2)
  }
  for (const name of names) add(name, 'name', 3)
  add(accountName, 'name', 3)
  return own
}

/** A word with its umlauts, with ae oe ue ss, and with bare letters. */
function spellings(word: string): string[] {
  const written = word.replace(/ä/g, 'ae').replace(/ö/g, 'oe').replace(/ü/g, 'ue').replace(/ß/g, 'ss')
  const bare = word.replace(/ß/g, 'ss').normalize('NFD').replace(/\p{M}/gu, '')
  return [...new Set([word, written, bare])]
}

const words: ReadonlySet<string> = new Set(commonWords.flatMap(spellings).filter((word) => word.length >= 4))
const rows: readonly string[] = keyRows.flatMap((row) => [row, [...row].reverse().join('')])
const LONGEST_WORD = 40
