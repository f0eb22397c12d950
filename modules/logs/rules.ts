/** What a log case may be, how persons are called in it, and what a release says in plain words. Pure. */
import { limits } from './limits.ts'

/** R6.1: the closed list. `court_order` is the head's alone; `capacity` needs nobody, so it shows nobody. */
export const PURPOSES = ['fault', 'security', 'capacity', 'data_subject', 'court_order'] as const
export type Purpose = (typeof PURPOSES)[number]
export const LOGS = ['access', 'sign_in', 'fault'] as const
export type LogKind = (typeof LOGS)[number]
export const OUTCOMES = ['ok', 'refused', 'broken'] as const
export type Outcome = (typeof OUTCOMES)[number]
/** What can happen in a case, as the register says it. */
export const STEPS = ['opened', 'queried', 'unmasking_requested', 'unmasking_granted', 'unmasking_refused', 'unmasked_read', 'export_requested', 'export_granted', 'export_refused', 'export_sealed', 'ended'] as const
/** A case about every room of the house. */
export const EVERY_SERVICE = 'all'

export type CaseWish = { purpose: Purpose; service: string; windowFrom: Date; windowUntil: Date; hours: number; reference: string | null }
type Opener = { isHead: boolean; hasTask: boolean }

/** The code of what is wrong with a wish to open a case, and the field, or null. */
export function faultOfWish(wish: CaseWish, { isHead, hasTask }: Opener, services: readonly string[], at: Date): { code: string; field: string } | null {
  const isCourt = wish.purpose === 'court_order'
  if (isCourt && !isHead) return { code: 'court_by_head', field: 'purpose' }
  if (!isCourt && !hasTask) return { code: 'case_by_task', field: 'purpose' }
  if (isCourt !== (wish.reference !== null)) return { code: isCourt ? 'reference_missing' : 'reference_only_court', field: 'reference' }
  if (wish.service !== EVERY_SERVICE && !services.includes(wish.service)) return { code: 'service_unknown', field: 'service' }
  const span_ms = wish.windowUntil.getTime() - wish.windowFrom.getTime()
  if (span_ms <= 0 || wish.windowFrom > at) return { code: 'window_wrong', field: 'windowFrom' }
  // Instants are compared, so a week with the change of the clocks is a week.
  return span_ms > limits.window_days_max * DAY_MS ? { code: 'window_long', field: 'windowFrom' } : null
}

const DAY_MS = 86_400_000

/** Which purposes somebody can open a case for. */
export function purposesOf({ isHead, hasTask }: Opener): Purpose[] {
  return PURPOSES.filter((purpose) => (purpose === 'court_order' ? isHead : hasTask))
}

/** U-0001: the same person is the same number in one case, and another in the next. */
export function markOf(number: number): string {
  return `U-${String(number).padStart(4, '0')}`
}

export function numberOfMark(mark: string): number {
  return Number(mark.slice(2))
}

export function showsPersons(purpose: Purpose): boolean {
  return purpose !== 'capacity'
}

/** R6.1: the person is told, unless a court or the police ordered it. */
export function informsPerson(purpose: Purpose): boolean {
  return purpose !== 'court_order'
}

/** R6.1: rows leave the house only when a court or the police ordered it, and sealed. */
export function maySeal(purpose: Purpose): boolean {
  return purpose === 'court_order'
}

/** Which logs belong to a case: signing in is a matter of the accounts. */
export function logsOf(service: string): LogKind[] {
  return LOGS.filter((log) => log !== 'sign_in' || service === EVERY_SERVICE || service === 'identity')
}

export type Attempt = { result: string; device: string; at: Date }
export type Try = { from: Date; until: Date; result: string; device: string; times: number }

/** A9: attempts that follow each other on one day and came out alike are one line ("Passwort falsch, 3x"), newest first. `dayOf` gives the day in Berlin. */
export function inPlainWords(newestFirst: readonly Attempt[], dayOf: (at: Date) => string): Try[] {
  const tries: Try[] = []
  for (const { result, device, at } of newestFirst) {
    const last = tries.at(-1)
    if (last !== undefined && last.result === result && last.device === device && dayOf(last.from) === dayOf(at)) {
      last.from = at
      last.times++
    } else tries.push({ from: at, until: at, result, device, times: 1 })
  }
  return tries
}
