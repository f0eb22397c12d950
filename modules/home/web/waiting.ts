/** What waits, put together so that Heute stays short (amendment A20): tasks of one kind become one card. Pure. */
import type { WaitingTask } from './client.ts'

export type WaitingBundle = { kind: string; tasks: readonly WaitingTask[]; dueOn: string | null; isOverdue: boolean }

/** Kinds for which the module itself brings a card to Heute, with the card's id. */
const OWN_CARDS: Readonly<Record<string, string>> = {
  'people.departure_unclear': 'people-departures',
}

/** The tasks in bundles, the most urgent first; left out is what a card in `cardIds` says already. */
export function bundlesOf(waiting: readonly WaitingTask[], cardIds: ReadonlySet<string>): WaitingBundle[] {
  const kinds = new Map<string, WaitingTask[]>()
  for (const task of waiting) {
    const own = OWN_CARDS[task.kind]
    if (own === undefined || !cardIds.has(own)) kinds.set(task.kind, [...(kinds.get(task.kind) ?? []), task])
  }
  // The server gives them by due date, so the first of a kind is its most urgent one.
  return [...kinds].map(([kind, tasks]) => ({ kind, tasks, dueOn: tasks[0]?.dueOn ?? null, isOverdue: tasks.some((task) => task.isOverdue) }))
}
