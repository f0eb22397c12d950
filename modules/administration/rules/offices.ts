/** Who may be named for an office by whom, and who may hold the sealed root credential. Pure. */
import type { PersonType } from '#platform/access/vocabulary.ts'
import { isBelievable } from '../rules.ts'
import { isInternal } from './conflicts.ts'

/** Offices of office_term: all named by the head, in writing, with a beginning. */
export const NAMED_OFFICES = ['head', 'deputy', 'officer', 'council', 'inspector'] as const
export type NamedOffice = (typeof NAMED_OFFICES)[number]

export type Naming = {
  office: NamedOffice; personId: string; personType: PersonType; exitOn: string | null; namerId: string; isNamerHead: boolean; isHeadVacant: boolean
  from: string; until: string | null; today: string; reference: string | null; isSmallSchool: boolean
}

/**
 * Why somebody can not be named, or null. Head, deputy and staff council are of the school. The data protection officer may be from outside with a
 * reference to the contract; an inspector only in a small school (A13). Nobody names themselves; the head may become nothing but what they are.
 */
export function faultOfNaming(one: Naming): string | null {
  const { office, personType, reference } = one
  if (one.personId === one.namerId) return 'naming_of_self'
  if (personType === 'pupil' || personType === 'parent' || personType === 'guest') return 'naming_not_staff'
  if (!isInternal(personType)) {
    if (office !== 'officer' && office !== 'inspector') return 'naming_not_staff'
    if (office === 'inspector' && !one.isSmallSchool) return 'naming_outside_inspector'
    if (reference === null) return 'reference_missing'
  }
  if (!isBelievable(one.from, one.today)) return 'appointment_from'
  if (one.until !== null && (one.until < one.from || one.until < one.today)) return 'appointment_term'
  if (office === 'head' && (one.from < one.today || one.until !== null)) return 'appointment_term'
  // Who represents the head puts nobody into the head's place while there is one (A8: except where conflicted).
  if (office === 'head' && !one.isNamerHead && !one.isHeadVacant) return 'head_by_deputy'
  return one.exitOn !== null && isInternal(personType) && (one.until === null || one.until > one.exitOn) ? 'appointment_outlasts_stay' : null
}

/** R4.3: the root credential stays inside the school; nobody from outside, no pupil, no parent. */
export function faultOfCustodian(type: PersonType, exitOn: string | null, today: string): string | null {
  if (!isInternal(type)) return 'custodian_external'
  return exitOn !== null && exitOn < today ? 'custodian_external' : null
}
