/**
 * "Diese Woche" (A20): what waits for an office, bundled so that twenty minutes are enough. Tasks of one kind are one item, at most seven items, the most
 * urgent first; what came up in the holidays waits for their end, except what concerns security. Pure.
 */
import { limits } from '../limits.ts'

export type WeekTask = { id: string; kind: string; dueOn: string | null; createdOn: string; isSecurity: boolean; aboutPersonId: string | null; aboutGroupId: string | null }
export type Suggestion = 'depart_in_a_week' | 'talk_to_family' | 'read_and_publish' | 'look_at_control' | 'look'
export type WeekItem = {
  kind: string
  count: number
  /** The most urgent date among them. */
  dueOn: string | null
  isOverdue: boolean
  isSecurity: boolean
  minutes: number
  suggestion: Suggestion
  /** True when the suggestion can be taken for all of them at once, because it can be taken back. */
  isSafe: boolean
  taskIds: string[]
  aboutPersonIds: string[]
  aboutGroupIds: string[]
}
export type Week = { items: WeekItem[]; minutes: number; /** Items beyond the seven. */ later: number; /** Tasks that wait for the end of the holidays. */ held: number }

/** What is known of kinds of tasks. An unknown kind is looked at one by one, two minutes each. */
type Kind = { seconds_each: number; seconds_once: number; suggestion: Suggestion; isSafe?: true; isSecurity?: true }
const KINDS: Readonly<Record<string, Kind>> = {
  'people.departure_unclear': { seconds_each: 20, seconds_once: 60, suggestion: 'depart_in_a_week', isSafe: true },
  'consent.clarify': { seconds_each: 300, seconds_once: 0, suggestion: 'talk_to_family' },
  'instruction.publish': { seconds_each: 300, seconds_once: 0, suggestion: 'read_and_publish' },
  'control.broken': { seconds_each: 300, seconds_once: 0, suggestion: 'look_at_control', isSecurity: true },
}
const UNKNOWN: Kind = { seconds_each: 120, seconds_once: 0, suggestion: 'look' }

export function isSecurityKind(kind: string): boolean {
  return KINDS[kind]?.isSecurity === true
}

/** The week of somebody with these open tasks. `holiday`: the holidays that run today, or null. */
export function weekOf(tasks: readonly WeekTask[], { today, holiday }: { today: string; holiday: { from: string; until: string } | null }): Week {
  const shown = tasks.filter((task) => holiday === null || task.isSecurity || task.createdOn < holiday.from)
  const items = [...Map.groupBy(shown, (task) => task.kind)].map(([kind, some]) => itemOf(kind, some, today)).sort(byUrgency)
  const first = items.slice(0, limits.week_items_max)
  return { items: first, minutes: first.reduce((sum, item) => sum + item.minutes, 0), later: items.length - first.length, held: tasks.length - shown.length }
}

function itemOf(kind: string, tasks: readonly WeekTask[], today: string): WeekItem {
  const known = KINDS[kind] ?? UNKNOWN
  const dueOn = tasks.flatMap((task) => task.dueOn ?? []).sort()[0] ?? null
  const unique = (ids: readonly (string | null)[]) => [...new Set(ids.filter((id) => id !== null))]
  return {
    kind, count: tasks.length, dueOn, isOverdue: dueOn !== null && dueOn < today, isSecurity: tasks.some((task) => task.isSecurity),
    minutes: Math.max(1, Math.round((known.seconds_once + known.seconds_each * tasks.length) / 60)), suggestion: known.suggestion, isSafe: known.isSafe === true,
    taskIds: tasks.map((task) => task.id), aboutPersonIds: unique(tasks.map((task) => task.aboutPersonId)), aboutGroupIds: unique(tasks.map((task) => task.aboutGroupId)),
  }
}

function byUrgency(a: WeekItem, b: WeekItem): number {
  if (a.isSecurity !== b.isSecurity) return a.isSecurity ? -1 : 1
  const [one, other] = [a.dueOn ?? '9999', b.dueOn ?? '9999']
  if (one !== other) return one < other ? -1 : 1
  return a.kind < b.kind ? -1 : 1
}
