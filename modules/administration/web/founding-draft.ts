/** What is typed in the first run until it is sent. Pure. */
import { SCHOOL_TYPES } from '#platform/school/options.ts'
import type { SchoolType } from '#platform/school/options.ts'
import { schoolHolidayPreset } from '#platform/time/schoolholidays.ts'
import { presetSchoolYear } from '#platform/time/schoolyear.ts'
import type { ClosedPeriod } from '#platform/time/schoolyear.ts'
import type { STATES } from '../contract.ts'
import type { administration } from './client.ts'

export type State = (typeof STATES)[number]
export type NameDraft = { givenName: string; familyName: string }
export type OfficerKind = 'inside' | 'outside' | 'later'
export type FoundInput = Parameters<typeof administration.foundSchool>[0]
export const STEPS = ['school', 'year', 'head', 'privacy', 'consent'] as const
export type StepKey = (typeof STEPS)[number]
export { SCHOOL_TYPES }

export type FoundingDraft = {
  code: string; name: string; type: SchoolType | null; state: State | null; isSmall: boolean
  year: { label: string; start: string; end: string; closed: readonly ClosedPeriod[] } | null
  head: NameDraft; deputy: NameDraft; hasDeputy: boolean
  officer: NameDraft; officerKind: OfficerKind; reference: string
  adminSystemHint: string; authorityContact: string; holders: 'all' | 'one_with_assurance'
}

const NOBODY: NameDraft = { givenName: '', familyName: '' }
export const EMPTY_DRAFT: FoundingDraft = {
  code: '', name: '', type: null, state: null, isSmall: false, year: null, head: NOBODY, deputy: NOBODY, hasDeputy: true, officer: NOBODY, officerKind: 'inside', reference: '',
  adminSystemHint: '', authorityContact: '', holders: 'all',
}

/** The school year of today with the days of the Land: what the second step begins with. */
export function proposedYear(state: State, today: string): NonNullable<FoundingDraft['year']> {
  const { label, start, end } = presetSchoolYear(today)
  return { label, start, end, closed: schoolHolidayPreset(state, label) ?? [] }
}

/** Shorter is an abbreviation, which says nothing on a form for parents. */
export function isName(typed: string): boolean {
  return typed.trim().length >= 3
}

const isNamed = ({ givenName, familyName }: NameDraft): boolean => givenName.trim() !== '' && familyName.trim() !== ''

/** Whether nothing is missing in a step. */
export function isStepWhole(step: StepKey, draft: FoundingDraft): boolean {
  switch (step) {
    case 'school':
      return draft.code.trim() !== '' && isName(draft.name) && draft.type !== null && draft.state !== null
    case 'year':
      return draft.year !== null && draft.year.start !== '' && draft.year.end !== '' && draft.year.start < draft.year.end
    case 'head':
      return isNamed(draft.head) && (!draft.hasDeputy || isNamed(draft.deputy))
    case 'privacy':
      return draft.officerKind === 'later' || (isNamed(draft.officer) && (draft.officerKind === 'inside' || draft.reference.trim() !== ''))
    case 'consent':
      return true
  }
}

const trimmed = ({ givenName, familyName }: NameDraft): NameDraft => ({ givenName: givenName.trim(), familyName: familyName.trim() })

/** What is sent. Null while a step is not whole. */
export function sentOf(draft: FoundingDraft): FoundInput | null {
  const { type, state, year } = draft
  if (type === null || state === null || year === null || !STEPS.every((step) => isStepWhole(step, draft))) return null
  return {
    code: draft.code, name: draft.name.trim(), state, type, isSmall: draft.isSmall, head: trimmed(draft.head),
    schoolYear: { label: year.label, start: year.start, end: year.end, closed: year.closed.map((period) => ({ ...period })) },
    ...(draft.hasDeputy && { deputy: trimmed(draft.deputy) }),
    ...(draft.officerKind !== 'later' && { officer: { ...trimmed(draft.officer), type: draft.officerKind === 'outside' ? ('other' as const) : ('staff' as const), reference: draft.officerKind === 'outside' ? draft.reference.trim() : null } }),
    adminSystemHint: draft.adminSystemHint.trim(), authorityContact: draft.authorityContact.trim(), holders: draft.holders,
  }
}
