/** What a signed form means as declarations: who signed, with which tick (amendment A3). Pure. */
import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { custodyHolders } from './rules/custody.ts'
import type { Assurance } from './rules/records.ts'
import type { contract } from './contract.ts'
import type { PupilCase } from './store.ts'

export type FormEntry = z.output<typeof contract.recordDeclarations.input>['entries'][number]
export type NewDeclaration = {
  declarer: 'holder' | 'named_on_paper' | 'adult_pupil' | 'pupil_voice'
  guardianId: string | null
  declarerName: string | null
  formLine: 1 | 2 | null
  assurance: Assurance | null
}

/**
 * The declarations on the form of one child. An adult's form carries their own signature; a child's form those of the holders, or of two unknown lines, and
 * from `mustAgreeFrom` on the pupil's own beside them.
 */
export function declarationsOnForm(entry: FormEntry, one: Pick<PupilCase, 'majorityDate' | 'holders'>, mustAgreeFrom: string | null): NewDeclaration[] {
  if (one.majorityDate !== null && one.majorityDate <= entry.declaredOn) return [{ ...none, declarer: 'adult_pupil' }]
  const voice: NewDeclaration = { ...none, declarer: 'pupil_voice' }
  if (entry.signed === 'voice_only') return [voice]
  const isVoiceThere = mustAgreeFrom !== null && mustAgreeFrom <= entry.declaredOn && entry.signed !== 'one_of_two' && entry.withoutVoice !== true
  return [...parentsOnForm(entry, one), ...(isVoiceThere ? [voice] : [])]
}

const none = { guardianId: null, declarerName: null, formLine: null, assurance: null }

function parentsOnForm(entry: FormEntry, one: Pick<PupilCase, 'holders'>): NewDeclaration[] {
  const holders = custodyHolders(one.holders, entry.declaredOn)
  const holder = (guardianId: string, assurance: Assurance | null): NewDeclaration => ({ ...none, declarer: 'holder', guardianId, assurance })
  const line = (formLine: 1 | 2, assurance: Assurance | null, name?: string): NewDeclaration => ({ ...none, declarer: 'named_on_paper', declarerName: name ?? null, formLine: name === undefined ? formLine : null, assurance })
  const assurance = entry.signed === 'sole_custody' || entry.signed === 'other_agrees' ? entry.signed : null
  if (entry.signed !== 'complete') {
    if (entry.guardianId !== undefined) return [holder(entry.guardianId, assurance)]
    return [holders.length > 0 && entry.name === undefined ? holder(holders[0]!, assurance) : line(1, assurance, entry.name)]
  }
  if (holders.length > 0) return holders.map((guardianId) => holder(guardianId, null))
  return [line(1, null), line(2, null)]
}

/** How many signatures a complete form of this child carries on that day. */
export function signaturesNeeded(one: Pick<PupilCase, 'majorityDate' | 'holders'>, today: string): number {
  if (one.majorityDate !== null && one.majorityDate <= today) return 1
  return Math.min(2, custodyHolders(one.holders, today).length || 2)
}

/** The id of one declaration of a batch: the same batch sent again gives the same ids, so nothing is entered twice. */
export function declarationKey(batchId: string, pupilId: string, place: number): string {
  const hex = createHash('sha256').update(`${batchId} ${pupilId} ${place}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
