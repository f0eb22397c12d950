/** The clauses of the instruction, and which of them a rule of the catalogue (`R9a.5`, `RP.1`) belongs to. `0` is the preamble. */
export const CLAUSES = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9a', '9b', '10', '11', '12'] as const
export type Clause = (typeof CLAUSES)[number]

/** The clause of a rule, or null for rules that are not of the instruction itself (X12). */
export function clauseOfRule(rule: string): Clause | null {
  const number = /^R(P|\d+[ab]?)\.\d+$/.exec(rule)?.[1]
  const clause = number === 'P' ? '0' : number
  return CLAUSES.find((one) => one === clause) ?? null
}
