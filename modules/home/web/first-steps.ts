/** The way of a new school from nothing to the first message, as stations. Pure: from what the server said to steps. */

/** Null: this person may not know it, so its stations are left out. */
export type SchoolStart = {
  /** How many modules are released. */
  released: number | null
  /** Who holds the tasks now. */
  appointed: { users: readonly string[]; consents: readonly string[] } | null
  /** Classes and year groups with somebody in them. */
  classes: number | null
  /** Pupils with an effective consent. */
  consents: number | null
}

export type StepKey = 'release' | 'appoint' | 'import' | 'consents' | 'slips'
export type FirstStep = { key: StepKey; state: 'done' | 'current' | 'open' }

/** The stations in order, the first undone one lit; empty when all that can be known is done: then nobody needs them any more. */
export function firstSteps(start: SchoolStart): FirstStep[] {
  const known: [StepKey, boolean][] = []
  if (start.released !== null) known.push(['release', start.released > 0])
  if (start.appointed !== null) known.push(['appoint', start.appointed.users.length > 0 && start.appointed.consents.length > 0])
  if (start.classes !== null) known.push(['import', start.classes > 0])
  if (start.consents !== null) known.push(['consents', start.consents > 0])
  const next = known.find(([, isDone]) => !isDone)?.[0]
  if (next === undefined) return []
  // Which slips are out stands on paper only; the station shows what comes at the end.
  return [...known.map(([key, isDone]): FirstStep => ({ key, state: isDone ? 'done' : key === next ? 'current' : 'open' })), { key: 'slips', state: 'open' }]
}
