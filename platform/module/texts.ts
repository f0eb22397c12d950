/**
 * Words that people see, shared by server and web (amendment B20). A module keeps them in its `texts.de.ts`; an entry is a plain string,
 * a function of one params object, or a pair of both for "Sie" (adults) and "du" (pupils). This file knows no React and no module.
 */
import type { Refusal } from '#platform/module/operation.ts'

export type Address = 'sie' | 'du'

type Filled = (params: never) => string
export type TextEntry = string | Filled | { readonly sie: string; readonly du: string } | { readonly sie: Filled; readonly du: Filled }
export type Texts = Readonly<Record<string, TextEntry>>

/** What a reader gets: each entry is a string or a function, the address is chosen already. */
export type Chosen<T extends Texts> = { readonly [K in keyof T]: ChosenEntry<T[K]> }
type ChosenEntry<E> = E extends { sie: infer S; du: infer D }
  ? S extends (params: infer P) => string
    ? D extends (params: infer Q) => string
      ? (params: P & Q) => string
      : never
    : string
  : E extends string
    ? string
    : E

export type RefusalParams = Readonly<Record<string, string | number>>
type RefusalEntry =
  | string
  | ((params: RefusalParams) => string)
  | { readonly sie: string; readonly du: string }
  | { readonly sie: (params: RefusalParams) => string; readonly du: (params: RefusalParams) => string }

/** A refusal in words: what is not possible, why, and what to do next. `path` leads to the page where the next step is done. */
export type RefusalWords = {
  readonly what: RefusalEntry
  readonly why: RefusalEntry
  readonly next: RefusalEntry
  readonly path?: string | ((params: RefusalParams) => string)
  readonly pathLabel?: RefusalEntry
}
export type RefusalTexts = Readonly<Record<string, RefusalWords>>
export type RefusalText = { what: string; why: string; next: string; path?: string; pathLabel?: string }

/** Declares the words of a room; keeps the exact types of all params. */
export function defineTexts<const T extends Texts>(texts: T): T {
  return texts
}

/** Declares the refusals of a room by code (`Refusal.code`); exported as `refusals` from its `texts.de.ts`. */
export function defineRefusals<const R extends RefusalTexts>(refusals: R): R {
  return refusals
}

/** The texts in one form of address. The same object comes back for the same arguments, so it is safe as a React dependency. */
export function chooseTexts<T extends Texts>(texts: T, address: Address): Chosen<T> {
  const known = chosenBefore.get(texts) ?? {}
  const before = known[address]
  if (before) return before as Chosen<T>
  const chosen = Object.fromEntries(Object.entries(texts).map(([key, entry]) => [key, chooseEntry(entry, address)]))
  chosenBefore.set(texts, { ...known, [address]: chosen })
  return chosen as Chosen<T>
}

/** Fills the words of one refusal for a reader. A param that the words need and the refusal lacks shows as an empty place, never as an error. */
export function fillRefusal(words: RefusalWords, refusal: Refusal, address: Address): RefusalText {
  const say = (entry: RefusalEntry): string => {
    const chosen = typeof entry === 'object' ? entry[address] : entry
    return typeof chosen === 'string' ? chosen : chosen(refusal.params ?? {})
  }
  const text: RefusalText = { what: say(words.what), why: say(words.why), next: say(words.next) }
  if (words.path !== undefined) text.path = say(words.path)
  if (words.pathLabel !== undefined) text.pathLabel = say(words.pathLabel)
  return text
}

/** A number with its noun: `#` stands for the number, written the German way. `none` is used for 0 where it reads better. */
export function count(n: number, forms: { one: string; other: string; none?: string }): string {
  if (n === 0 && forms.none !== undefined) return forms.none
  const form = plural.select(n) === 'one' ? forms.one : forms.other
  return form.replaceAll('#', numeral.format(n))
}

/** Names joined the German way: "A, B und C". */
export function listNames(names: readonly string[]): string {
  return conjunction.format(names)
}

/**
 * Keys of plain entries that speak to the reader as "Sie" and so lack the form for pupils (tidy test). A "Sie" that begins a sentence is
 * not counted: there it may as well mean "they"; pairs are left alone.
 */
export function keysWithoutDu(texts: Texts): string[] {
  return Object.entries(texts)
    .filter(([, entry]) => speaksAsSie(entry))
    .map(([key]) => key)
}

const plural = new Intl.PluralRules('de')
const numeral = new Intl.NumberFormat('de')
const conjunction = new Intl.ListFormat('de', { type: 'conjunction' })
const chosenBefore = new WeakMap<Texts, Partial<Record<Address, unknown>>>()

function chooseEntry(entry: TextEntry, address: Address): string | Filled {
  return typeof entry === 'object' ? entry[address] : entry
}

/** Functions are read as source: their sentences stand in it as literals. */
function speaksAsSie(entry: TextEntry): boolean {
  if (typeof entry === 'object') return false
  return /[a-zäöüß0-9,:;)“"] (Sie|Ihnen|Ihr|Ihre[mnrs]?)\b/.test(typeof entry === 'string' ? entry : entry.toString())
}
