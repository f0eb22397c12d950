/** What holds in the registers, from what was entered. Pure. */
import type { Clause } from '#platform/module/clauses.ts'
import type { MeasureTopic, Provider } from '#platform/module/control.ts'
import type { OptionKey } from '#platform/school/options.ts'

type Term = { isOwn: boolean; contractOn: string | null; untilOn: string | null; endedOn: string | null; enteredOn: string; covers: readonly string[] }
export type ProcessorState = 'coming' | 'in_force' | 'over'

/** A contract holds from its date to its last day; what the school runs itself from the day it was entered. An end that was entered stands before the planned one. */
export function processorState({ contractOn, untilOn, endedOn, enteredOn }: Omit<Term, 'covers' | 'isOwn'>, today: string): ProcessorState {
  const last = [untilOn, endedOn].filter((day) => day !== null).sort()[0]
  if (last !== undefined && last < today) return 'over'
  return (contractOn ?? enteredOn) > today ? 'coming' : 'in_force'
}

export const serviceKey = ({ kind, host }: Provider): string => `${kind}:${host}`

/** Services that no entry in force is about. Another machine under the same kind is another service. */
export function missingServices(services: readonly Provider[], entries: readonly Term[], today: string): Provider[] {
  const covered = new Set(entries.filter((one) => processorState(one, today) === 'in_force').flatMap(({ covers }) => covers))
  return services.filter((service) => !covered.has(serviceKey(service)))
}

/** The machine itself: no service of somebody else. */
export function isOwnMachine(host: string): boolean {
  return host.startsWith('/') || host === '' || host === 'localhost' || host === '::1' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

export const TOPIC_OF_CLAUSE: Readonly<Record<Clause, MeasureTopic>> = {
  '0': 'rights', '1': 'rights', '2': 'rights', '3': 'rights', '4': 'sign_in', '5': 'rights', '6': 'logs', '7': 'storage', '8': 'sign_in', '9a': 'rights', '9b': 'rights', '10': 'storage', '11': 'rights', '12': 'deletion',
}

/** Which options are measures, and of what. A new option is put in one of these lists (registers.test.ts). */
export const OPTIONS_OF_TOPIC: Readonly<Record<MeasureTopic, readonly OptionKey[]>> = {
  sign_in: [
    'pw.pupil_min_young', 'pw.pupil_min', 'pw.staff_min', 'pw.staff_min_mfa', 'mfa.staff', 'pw.teacher_reset', 'slip.days', 'signin.cards_to_grade',
    'session.shared_idle_minutes', 'session.own_days', 'session.staff_hours', 'session.staff_days',
  ],
  rights: [
    'admin.term_months', 'instruction.grace_days', 'consent.holders', 'consent.pupil_voice_age', 'consent.pupil_co_declaration', 'consent.class_lead_entry', 'consent.reconsent_days',
    'majority.grace_days', 'majority.after_grace', 'messenger.direct_pupil_pupil', 'third_group.months_after_year', 'export.guardian_content',
  ],
  storage: [],
  recovery: ['backup.days', 'import.safety_share'],
  logs: ['log.signin_days', 'log.tech_days', 'log.admin_days'],
  deletion: [
    'delete.auto_on_exit', 'delete.staff_days', 'delete.restore_days', 'delete.shared_authored', 'delete.early_purge_on_request', 'consent.evidence_years', 'messenger.retention_days', 'groups.archive_days', 'incident.keep_days',
  ],
}
/** Options that protect nothing by themselves, or whose values are for who decides them. */
export const NO_MEASURE: readonly OptionKey[] = ['legal_basis', 'consent.languages', 'profile.pupil_avatars', 'school.networks']

/** X15: the council reads what is about the work of the staff. */
export const TOPICS_OF_COUNCIL: readonly MeasureTopic[] = ['sign_in', 'rights', 'logs']
