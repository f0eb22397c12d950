/**
 * What the head decides on the page of settings: which options, in which order, and how each is chosen. Options that nothing obeys yet are not offered; name,
 * year and place of the papers stand on the page of the school, the signatures on their own page. Pure.
 */
import type { OptionKey } from '#platform/school/options.ts'

export type Choice = string | number | boolean
export type Setting = { option: OptionKey } & (
  | { kind: 'number' | 'percent'; min: number; max: number }
  | { kind: 'choice' | 'several'; choices: readonly Choice[] }
  /** `until_revoked`, or a number of months between these. */
  | { kind: 'term'; min: number; max: number }
  /** One entry a line. */
  | { kind: 'lines' }
)

export const GROUPS = ['consent', 'accounts', 'devices', 'groups', 'offices'] as const
export type SettingGroup = (typeof GROUPS)[number]

const number = (option: OptionKey, min: number, max: number): Setting => ({ option, kind: 'number', min, max })
const choice = (option: OptionKey, ...choices: Choice[]): Setting => ({ option, kind: 'choice', choices })
const yesNo = (option: OptionKey): Setting => choice(option, true, false)

export const SETTINGS: Readonly<Record<SettingGroup, readonly Setting[]>> = {
  consent: [
    yesNo('consent.class_lead_entry'), choice('consent.pupil_voice_age', 14, 16, 'off'), yesNo('consent.pupil_co_declaration'), number('consent.reconsent_days', 0, 120),
    number('majority.grace_days', 0, 90), choice('majority.after_grace', 'block', 'keep'), { option: 'consent.languages', kind: 'several', choices: ['tr', 'ar', 'uk', 'ru', 'en'] },
  ],
  accounts: [
    number('pw.pupil_min', 8, 20), number('pw.staff_min', 15, 40), number('pw.staff_min_mfa', 12, 40), choice('mfa.staff', 'off', 'encouraged', 'required'),
    choice('pw.teacher_reset', 'own_groups', 'class_lead', 'off'), number('signin.cards_to_grade', 0, 6), number('slip.days', 1, 60), number('log.signin_days', 1, 30),
  ],
  devices: [number('session.shared_idle_minutes', 5, 30), number('session.own_days', 1, 90), number('session.staff_hours', 1, 24), number('session.staff_days', 1, 30), { option: 'school.networks', kind: 'lines' }],
  groups: [yesNo('messenger.direct_pupil_pupil'), number('groups.archive_days', 0, 400), { option: 'import.safety_share', kind: 'percent', min: 1, max: 100 }],
  offices: [{ option: 'admin.term_months', kind: 'term', min: 6, max: 36 }, number('instruction.grace_days', 0, 60), choice('third_group.months_after_year', 1, 0)],
}

/** Options that are decided on another page. */
export const ELSEWHERE: readonly OptionKey[] = ['consent.holders', 'legal_basis', 'school.name', 'school.state', 'school.type', 'school.is_small', 'schoolyear.own', 'schoolyear.closed', 'admin_system.hint', 'authority_contact']
/** Options that are printed in texts, and that nothing obeys before deletion and backup are here. */
export const NOT_YET: readonly OptionKey[] = ['consent.evidence_years', 'messenger.retention_days', 'delete.restore_days', 'log.tech_days', 'log.admin_days', 'backup.days']

/** What stands in a field, as text; the other way round `valueOf`. */
export function shownOf(setting: Setting, value: unknown): string {
  if (setting.kind === 'percent') return String(Math.round(Number(value) * 100))
  return Array.isArray(value) ? value.join('\n') : String(value)
}

/** What is decided by a field's text; null where it is none of what may be chosen. */
export function valueOf(setting: Setting, shown: string): unknown {
  switch (setting.kind) {
    case 'choice':
      return setting.choices.find((one) => String(one) === shown) ?? null
    case 'several':
      return setting.choices.filter((one) => linesOf(shown).includes(String(one)))
    case 'lines':
      return linesOf(shown)
    case 'term':
      return shown === 'until_revoked' ? shown : within(shown, setting)
    case 'number':
      return within(shown, setting)
    case 'percent': {
      const percent = within(shown, setting)
      return percent === null ? null : percent / 100
    }
  }
}

function linesOf(text: string): string[] {
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '')
}

function within(shown: string, { min, max }: { min: number; max: number }): number | null {
  const number = /^\d{1,4}$/.test(shown.trim()) ? Number(shown) : NaN
  return number >= min && number <= max ? number : null
}
