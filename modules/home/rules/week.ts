/**
 * "Diese Woche" (A20): what waits for an office, bundled so that twenty minutes are enough. Tasks of one kind are one item, at most seven items, the most
 * urgent first; what came up in the holidays waits for their end, except what concerns security. Pure.
 */
import type { ClosedPeriod } from '#platform/time/schoolyear.ts'
import { limits } from '../limits.ts'
import type { Climbed } from './late.ts'

/** `isForHead`: it waits for the head, and is read by the deputy. */
export type WeekTask = { id: string; kind: string; dueOn: string | null; createdOn: string; aboutPersonId: string | null; aboutGroupId: string | null; isForHead: boolean }
export const SUGGESTIONS = ['depart_in_a_week', 'goes_on', 'take_note', 'talk_to_family', 'read_and_publish', 'look_at_control', 'look', 'remind', 'appoint'] as const
export type Suggestion = (typeof SUGGESTIONS)[number]
export type WeekItem = {
  kind: string
  count: number
  /** The most urgent date among them. */
  dueOn: string | null
  isOverdue: boolean
  isSecurity: boolean
  minutes: number
  suggestion: Suggestion
  /** True when the suggestion can be taken for all of them at once, because it can be taken back or leaves things as they are; in representation one looks at each. */
  isSafe: boolean
  taskIds: string[]
  aboutPersonIds: string[]
  aboutGroupIds: string[]
  /** How many of them wait for the head and can be done in representation (A8). */
  forHead: number
  late: LateItem | null
}
/** What an office does not get done: whose office, who holds it, and of each kind how many since when. */
export type LateItem = { office: string; holderIds: string[]; kinds: { kind: string; count: number; since: string }[] }
export type Week = { items: WeekItem[]; minutes: number; /** Items beyond the seven. */ later: number; /** Tasks that wait for the end of the holidays. */ held: number }
export type Holiday = { from: string; until: string }

/** What is known of kinds of tasks. An unknown kind is looked at one by one, two minutes each. */
type Kind = { seconds_each: number; seconds_once: number; suggestion: Suggestion; isSafe?: true; isSecurity?: true }
const look = (minutes_each: number): Kind => ({ seconds_each: minutes_each * 60, seconds_once: 0, suggestion: 'look' })
const security = (minutes_once: number, minutes_each = 0): Kind => ({ seconds_each: minutes_each * 60, seconds_once: minutes_once * 60, suggestion: 'look', isSecurity: true })
const KINDS: Readonly<Record<string, Kind>> = {
  'administration.appointment_ends': look(5),
  'administration.appointment_yearly': { seconds_each: 30, seconds_once: 30, suggestion: 'goes_on', isSafe: true },
  'administration.confirm_releases': look(5),
  'administration.custody_declare': look(2),
  'administration.host_attention': security(10),
  'administration.other_ends': look(3),
  'administration.other_requested': look(3),
  'administration.root_compromised': security(30),
  'administration.root_rotate': security(15),
  'backup.alarm': security(10),
  'consent.ban_at_work': security(10),
  'consent.claim': look(3),
  'consent.clarify': { seconds_each: 300, seconds_once: 0, suggestion: 'talk_to_family' },
  'consent.closed': look(1),
  'consent.same_human_suggested': look(5),
  'consent.sample': look(5),
  'consent.withdrawal_confirmed': look(1),
  'control.broken': { seconds_each: 300, seconds_once: 0, suggestion: 'look_at_control', isSecurity: true },
  'identity.recovery_used': security(2),
  'identity.recovery_used_by': security(0, 2),
  'identity.renewal_missing': security(0, 2),
  'identity.slip_denied': security(0, 5),
  'identity.spraying': security(5),
  'identity.ward_device': security(0, 2),
  'incident.deadline': security(20),
  'incident.finish': look(10),
  'incident.raised': security(15),
  'instruction.publish': { seconds_each: 300, seconds_once: 0, suggestion: 'read_and_publish' },
  'lifecycle.delete_clarified': look(2),
  'lifecycle.early_purge': look(5),
  'lifecycle.evidence': security(5),
  'logs.export': security(10),
  'logs.unmask': security(5),
  'logs.unmasked': look(2),
  'logs.unmasked_staff': look(2),
  'people.custody_no_holder': look(5),
  'people.custody_unclear': look(3),
  'people.departure_overdue': look(5),
  'people.departure_unclear': { seconds_each: 20, seconds_once: 60, suggestion: 'depart_in_a_week', isSafe: true },
  'safe.key_missing': look(10),
  'school.represented': { seconds_each: 30, seconds_once: 30, suggestion: 'take_note', isSafe: true },
}
const UNKNOWN: Kind = look(2)

/** The kinds the week knows; each of them has words in texts/week.de.ts. */
export const KNOWN_KINDS: readonly string[] = Object.keys(KINDS)

/** The kind of the item that says what an office does not get done; no task is of this kind. */
export const LATE = 'home.late'
const LATE_MINUTES = 3

/** The week of somebody with these open tasks, and what has climbed to them. `holiday`: the holidays that run today, or null. */
export function weekOf(tasks: readonly WeekTask[], { today, holiday, climbed = [] }: { today: string; holiday: Holiday | null; climbed?: readonly Climbed[] }): Week {
  const isNow = (kind: string, since: string) => holiday === null || KINDS[kind]?.isSecurity === true || since < holiday.from
  const shown = tasks.filter((task) => isNow(task.kind, task.createdOn))
  const late = climbed.filter((task) => isNow(task.kind, task.climbedOn))
  const items = [
    ...[...Map.groupBy(shown, (task) => task.kind)].map(([kind, some]) => itemOf(kind, some, today)),
    ...[...Map.groupBy(late, (task) => task.office)].map(([office, some]) => lateItemOf(office, some, today)),
  ].sort(byUrgency)
  const most = items.slice(0, limits.week_items_max)
  return { items: most, minutes: most.reduce((sum, item) => sum + item.minutes, 0), later: items.length - most.length, held: tasks.length - shown.length + climbed.length - late.length }
}

/** The holidays of the school's calendar a day lies in, or null. A single day off is none: the week goes on around it. */
export function holidayOn(closed: readonly ClosedPeriod[], today: string): Holiday | null {
  const period = closed.find(({ kind, from, until }) => kind !== 'day_off' && from <= today && today <= until)
  return period === undefined ? null : { from: period.from, until: period.until }
}

function itemOf(kind: string, tasks: readonly WeekTask[], today: string): WeekItem {
  const known = KINDS[kind] ?? UNKNOWN
  const dueOn = first(tasks.flatMap((task) => task.dueOn ?? []))
  const forHead = tasks.filter((task) => task.isForHead).length
  const unique = (ids: readonly (string | null)[]) => [...new Set(ids.filter((id) => id !== null))]
  return {
    kind, count: tasks.length, dueOn, isOverdue: dueOn !== null && dueOn < today, isSecurity: known.isSecurity === true,
    minutes: Math.max(1, Math.round((known.seconds_once + known.seconds_each * tasks.length) / 60)), suggestion: known.suggestion, isSafe: known.isSafe === true && forHead === 0,
    taskIds: tasks.map((task) => task.id), aboutPersonIds: unique(tasks.map((task) => task.aboutPersonId)), aboutGroupIds: unique(tasks.map((task) => task.aboutGroupId)),
    forHead, late: null,
  }
}

/** Whom the tasks are about stays with the office; here only kinds and days are counted. */
function lateItemOf(office: string, tasks: readonly Climbed[], today: string): WeekItem {
  const dueOn = first(tasks.flatMap((task) => task.dueOn ?? []))
  const holderIds = [...(tasks[0]?.holderIds ?? [])]
  const kinds = [...Map.groupBy(tasks, (task) => task.kind)].map(([kind, some]) => ({ kind, count: some.length, since: first(some.map((task) => task.createdOn))! }))
  return {
    kind: LATE, count: tasks.length, dueOn, isOverdue: dueOn !== null && dueOn < today, isSecurity: tasks.some(({ kind }) => KINDS[kind]?.isSecurity === true),
    minutes: LATE_MINUTES, suggestion: holderIds.length > 0 ? 'remind' : 'appoint', isSafe: false, taskIds: [], aboutPersonIds: [], aboutGroupIds: [], forHead: 0,
    late: { office, holderIds, kinds: kinds.sort((a, b) => (`${a.since} ${a.kind}` < `${b.since} ${b.kind}` ? -1 : 1)) },
  }
}

function first(days: readonly string[]): string | null {
  return [...days].sort()[0] ?? null
}

function byUrgency(a: WeekItem, b: WeekItem): number {
  if (a.isSecurity !== b.isSecurity) return a.isSecurity ? -1 : 1
  const [one, other] = [urgentOn(a), urgentOn(b)]
  if (one !== other) return one < other ? -1 : 1
  return `${a.kind} ${a.late?.office}` < `${b.kind} ${b.late?.office}` ? -1 : 1
}

/** What nobody does is urgent without a date too. */
function urgentOn({ dueOn, late }: WeekItem): string {
  return dueOn ?? late?.kinds[0]?.since ?? '9999'
}
