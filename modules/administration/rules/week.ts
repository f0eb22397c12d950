/** "Diese Woche" (A20): at most seven bundled items with a suggestion and an estimate of time; in holidays only what is about safety. Pure. */

export const WEEK_ITEMS_MAX = 7

type Kind = { minutes: number; suggestion: 'read' | 'keep' | 'confirm' | null; isSafety?: true }

/** What is known of the kinds of tasks; others cost five minutes and have no suggestion. */
const KINDS: Readonly<Record<string, Kind>> = {
  'administration.root_compromised': { minutes: 30, suggestion: null, isSafety: true },
  'administration.root_rotate': { minutes: 15, suggestion: null, isSafety: true },
  'administration.host_attention': { minutes: 10, suggestion: null, isSafety: true },
  'administration.custody_declare': { minutes: 2, suggestion: null },
  'administration.appointment_ends': { minutes: 5, suggestion: null },
  'administration.appointment_yearly': { minutes: 1, suggestion: 'keep' },
  'administration.confirm_releases': { minutes: 5, suggestion: null },
  'administration.other_requested': { minutes: 3, suggestion: null },
  'administration.other_ends': { minutes: 3, suggestion: null },
  'school.represented': { minutes: 1, suggestion: 'read' },
  'people.departure_unclear': { minutes: 2, suggestion: null },
  'consent.clarify': { minutes: 5, suggestion: null },
}
const UNKNOWN: Kind = { minutes: 5, suggestion: null }

export type WeekTask = { id: string; kind: string; dueOn: string | null; createdOn: string; params: Readonly<Record<string, string | number | boolean>> }
export type WeekItem = { kind: string; ids: string[]; count: number; minutes: number; dueOn: string | null; isOverdue: boolean; suggestion: 'read' | 'keep' | 'confirm' | null; isSafety: boolean }

/** The items of the week, most urgent first, and how many kinds wait beyond them. `newSince`: in holidays, tasks that came up since then rest. */
export function weekOf(tasks: readonly WeekTask[], today: string, newSince: string | null): { items: WeekItem[]; left: number } {
  const waking = tasks.filter((task) => newSince === null || task.createdOn < newSince || KINDS[task.kind]?.isSafety === true)
  const items = [...Map.groupBy(waking, (task) => task.kind)].map(([kind, own]): WeekItem => {
    const { minutes, suggestion, isSafety } = KINDS[kind] ?? UNKNOWN
    const dueOn = own.flatMap((task) => task.dueOn ?? []).sort()[0] ?? null
    return { kind, ids: own.map((task) => task.id), count: own.length, minutes: minutes * own.length, dueOn, isOverdue: dueOn !== null && dueOn < today, suggestion, isSafety: isSafety === true }
  })
  const order = (item: WeekItem) => `${item.isSafety ? 0 : 1}${item.dueOn ?? '9999'}${item.kind}`
  items.sort((a, b) => (order(a) < order(b) ? -1 : 1))
  return { items: items.slice(0, WEEK_ITEMS_MAX), left: Math.max(0, items.length - WEEK_ITEMS_MAX) }
}

/** The first day of the holidays a date lies in, or null on all other days. */
export function holidaysSince(closed: readonly { from: string; until: string; kind: string }[], today: string): string | null {
  return closed.find((period) => period.kind !== 'day_off' && period.from <= today && today <= period.until)?.from ?? null
}
