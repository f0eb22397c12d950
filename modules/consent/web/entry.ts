/** What is typed on the entry page, and what is sent of it. */
import type { Client } from '#platform/module/operation.ts'
import type { contract } from '../contract.ts'

type Consent = Client<typeof contract>
export type ClassFound = Awaited<ReturnType<Consent['readClass']>>
export type PupilFound = ClassFound['pupils'][number]
export type Entry = Parameters<Consent['recordDeclarations']>[0]['entries'][number]
export type Signed = Entry['signed']
export type Draft = { signed?: Signed | undefined; declaredOn?: string | undefined; guardianId?: string | undefined; name?: string | undefined; withoutVoice?: boolean | undefined; /** Number of the form in hand, and the version it was printed in. */ form?: { code: string; documentVersionId: string } | undefined }
export type ChoiceKey = 'complete' | 'completeAdult' | 'soleCustody' | 'otherAgrees' | 'oneOfTwo' | 'voiceOnly'

/** Whether a form is wanted: no open gate, or one that will close by itself (new version, 18th birthday). */
export function isWaiting(pupil: Pick<PupilFound, 'open' | 'state'>): boolean {
  return pupil.state !== 'ENDED' && (!pupil.open || pupil.state === 'OUTDATED' || pupil.state === 'MAJORITY_DUE')
}

/** How many children of the class have nobody on record who could sign for them; the own child is somebody else's to write to (B12). Only whoever enters forms is told the holders. */
export function withoutParents(found: Pick<ClassFound, 'pupils'>): number {
  return found.pupils.filter((pupil) => !pupil.isAdult && !pupil.isOwnChild && pupil.holders.length === 0).length
}

/** A number of a form as it is printed: `ABCD-EFGH-JKMN`. */
export function printedForm(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-')
}

/** The choices of one row: an adult signs alone; where one holder is on record there is no second signature to miss; the child's own line where it is wanted. */
export function choiceOf(pupil: Pick<PupilFound, 'isAdult' | 'signatures' | 'voice'>): { value: Signed; word: ChoiceKey }[] {
  if (pupil.isAdult) return [{ value: 'complete', word: 'completeAdult' }]
  const parents: { value: Signed; word: ChoiceKey }[] = pupil.signatures === 1 ? [{ value: 'complete', word: 'complete' }]
    : [{ value: 'complete', word: 'complete' }, { value: 'sole_custody', word: 'soleCustody' }, { value: 'other_agrees', word: 'otherAgrees' }, { value: 'one_of_two', word: 'oneOfTwo' }]
  return pupil.voice === null ? parents : [...parents, { value: 'voice_only', word: 'voiceOnly' }]
}

/** Whether only one of the parents signed, so that it has to be said who. */
export function isOfOne(signed: Signed | undefined): boolean {
  return signed !== undefined && signed !== 'complete' && signed !== 'voice_only'
}

/** The entries of the rows that were answered; date and version of the row where it has its own. */
export function entriesOf(pupils: readonly PupilFound[], drafts: Readonly<Record<string, Draft>>, shared: { declaredOn: string; documentVersionId: string }): Entry[] {
  return pupils.flatMap((pupil): Entry[] => {
    const draft = drafts[pupil.id]
    if (draft?.signed === undefined) return []
    const isOne = isOfOne(draft.signed)
    return [{
      pupilId: pupil.id, signed: draft.signed, declaredOn: draft.declaredOn || shared.declaredOn, documentVersionId: draft.form?.documentVersionId ?? shared.documentVersionId,
      ...(draft.form !== undefined && { formCode: draft.form.code }),
      ...(draft.withoutVoice === true && draft.signed !== 'voice_only' && { withoutVoice: true }),
      ...(isOne && draft.guardianId !== undefined && { guardianId: draft.guardianId }),
      ...(isOne && draft.guardianId === undefined && draft.name?.trim() && { name: draft.name.trim() }),
    }]
  })
}
