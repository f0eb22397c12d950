/** Builds the records of one pupil by hand, for the tests in the words of the requirements. */
import { instantInBerlin } from '#platform/time/calendar.ts'
import { consentOf } from '../consent.ts'
import {
  type Assurance,
  type Consent,
  type ConsentCase,
  consentOptionDefaults,
  type Declaration,
  type Declarer,
  type PurposeRecords,
  type Withdrawal,
} from '../records.ts'

export const mother: Declarer = { as: 'holder', guardianId: 'mother' }
export const father: Declarer = { as: 'holder', guardianId: 'father' }
export const adult: Declarer = { as: 'adult_pupil' }
export const voice: Declarer = { as: 'pupil_voice' }
export const named = (name: string): Declarer => ({ as: 'named_on_paper', name })

export const custody = (guardianId: string, from = '2026-08-01', until: string | null = null) => ({ guardianId, custody: true, from, until })
export const noCustody = (guardianId: string, from = '2026-08-01', until: string | null = null) => ({ guardianId, custody: false, from, until })

let ids = 0
const id = (): string => `r${String(++ids).padStart(4, '0')}`

/** A yes signed on a date and entered the same day, unless told otherwise; form v1 unless told otherwise. */
export function yes(by: Declarer, declaredOn: string, more: { entered?: string; at?: string; form?: string; tick?: Assurance } = {}): Declaration {
  return {
    id: id(),
    by,
    documentId: more.form ?? 'v1',
    declaredOn,
    enteredAt: instantInBerlin(more.entered ?? declaredOn, more.at ?? '10:00'),
    assurance: more.tick ?? null,
  }
}

export function no(by: Declarer, receivedOn: string, more: { entered?: string; at?: string } = {}): Withdrawal {
  return { id: id(), by, receivedOn, enteredAt: instantInBerlin(more.entered ?? receivedOn, more.at ?? '10:00') }
}

export const v1 = { id: 'v1', major: 1, minor: 0, validFrom: '2026-01-01' }
export const v1b = { id: 'v1b', major: 1, minor: 1, validFrom: '2026-09-15' }
export const v2 = { id: 'v2', major: 2, minor: 0, validFrom: '2026-11-01' }

export function records(...all: (Declaration | Withdrawal)[]): PurposeRecords {
  const declarations = all.filter((record): record is Declaration => 'documentId' in record)
  return { documents: [v1, v1b], requestedOn: null, declarations, withdrawals: all.filter((record): record is Withdrawal => !('documentId' in record)) }
}

export type Change = Partial<Omit<ConsentCase, 'options'>> & { options?: Partial<ConsentCase['options']> }

/** A pupil of 15 with two parents who have custody, on 23 November 2026. */
export function pupil(platform: PurposeRecords, { options, ...change }: Change = {}): ConsentCase {
  return {
    majorityDate: '2029-06-01',
    stays: [{ from: '2026-08-01', until: null }],
    holders: [custody('mother'), custody('father')],
    records: { platform },
    today: '2026-11-23',
    ...change,
    options: { ...consentOptionDefaults, ...options },
  }
}

export const platformOn = (today: string, c: ConsentCase): Consent => consentOf('platform', { ...c, today })
export const stateOn = (today: string, c: ConsentCase): string => {
  const { state, open } = platformOn(today, c)
  return `${state} ${open ? 'open' : 'closed'}`
}
export const kinds = (consent: Consent): string[] => consent.contradictions.map(({ kind }) => kind)
