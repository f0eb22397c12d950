/**
 * "Dieselbe Person": somebody who was entered by hand, or a parent who came with a code, stands in a file. A name only suggests it; a person decides line by
 * line, and then the account that is there takes the id of the program and goes on as it is (B12). Pure.
 */
import { ImportRefused } from './problems.ts'
import type { Someone } from './roster-known.ts'

/** Where accounts come from that no program knows: by hand, and parents by the code of a letter. Only these can take an id. */
export const FREE_SOURCES: readonly string[] = ['hand', 'family']

/** What somebody decided: the line with this id is the person with this account. */
export type SameChoice = { id: string; personId: string }
/** A line of somebody new, with accounts that may be theirs. */
export type SameSuggestion = Someone & { line: number; personIds: string[] }
/** The account takes the id of the line. */
export type Taken = { line: number; sourceId: string; personId: string }

/** One suggestion for each id of which some line is like an account, told with the first such line; in the order of the file. */
export function suggest(rows: Iterable<Someone & { line: number }>, accountsLike: (index: number) => readonly string[]): SameSuggestion[] {
  const found = new Map<string, SameSuggestion>()
  let index = 0
  for (const { line, sourceId, givenName, familyName } of rows) {
    const accounts = accountsLike(index++)
    if (accounts.length === 0) continue
    const one = found.get(sourceId) ?? { line, sourceId, givenName, familyName, personIds: [] }
    found.set(sourceId, one)
    for (const personId of accounts) if (!one.personIds.includes(personId)) one.personIds.push(personId)
  }
  return [...found.values()]
}

/**
 * What the choices do. Only what was suggested can be chosen, so that no choice lets anybody into an account whose owner the file does not name. Throws
 * ImportRefused `same_unfit` for anything else, `same_line_twice` and `same_account_twice` for choices that contradict each other.
 */
export function takenBy(choices: readonly SameChoice[], suggestions: readonly SameSuggestion[]): Taken[] {
  const byId = new Map(suggestions.map((one) => [one.sourceId, one]))
  const lines = new Map<string, number>()
  const accounts = new Map<string, number>()
  return choices.map(({ id, personId }) => {
    const suggestion = byId.get(id)
    if (suggestion === undefined || !suggestion.personIds.includes(personId)) throw new ImportRefused('same_unfit', {}, suggestion?.line)
    const { line } = suggestion
    if (lines.has(id)) throw new ImportRefused('same_line_twice', {}, line)
    const other = accounts.get(personId)
    if (other !== undefined) throw new ImportRefused('same_account_twice', { other }, line)
    lines.set(id, line)
    accounts.set(personId, line)
    return { line, sourceId: id, personId }
  })
}

/** The people on record as they are once the accounts have taken these ids; the same list where there are none. */
export function withIdentities<P extends { personId: string; source: string; sourceId: string }>(known: readonly P[], taken: readonly Taken[], source: string): readonly P[] {
  if (taken.length === 0) return known
  const ids = new Map(taken.map((one) => [one.personId, one.sourceId]))
  return known.map((one) => {
    const sourceId = ids.get(one.personId)
    return sourceId === undefined ? one : { ...one, source, sourceId }
  })
}
