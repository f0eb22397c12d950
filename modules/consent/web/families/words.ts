/** What the parents' page says about one purpose of a child. */
import type { consent } from '../client.ts'
import type { FamilyWords } from './use-family.ts'

export type Family = Awaited<ReturnType<typeof consent.readFamily>>
export type Child = Family['children'][number]
export type ChildPurpose = Child['purposes'][number]

/** Whether a decision waits for the reader: a text nobody of theirs has answered yet, or a new version of it. A no is an answer; nobody is asked about what the school does not use. */
export function waits(one: ChildPurpose): boolean {
  return one.isInUse && one.mayDeclare && (one.own === 'none' || one.own === 'renewed' || one.own === 'ended') && !(one.own === 'none' && one.open)
}

/** My own word, then the others' as far as one may know it. */
export function sentencesOf(t: FamilyWords, one: ChildPurpose): string[] {
  const own = ownSentence(t, one)
  const others = one.others === 'missing' ? [t.othersMissing] : one.others === 'there' ? [t.othersThere] : []
  const until = one.openUntil === null ? [] : [one.own === 'renewed' ? t.renewUntil({ date: one.openUntil }) : t.openUntil({ date: one.openUntil })]
  return [own, ...others, ...(one.objected ? [t.objected] : []), ...(one.isVoiceMissing ? [t.voiceMissing] : []), ...until]
}

/** What the reader said last; without a date nothing was said. */
export function ownSentence(t: FamilyWords, { own, ownOn: date }: Pick<ChildPurpose, 'own' | 'ownOn'>): string {
  if (date === null || own === 'none') return t.ownNone
  if (own === 'given') return t.ownGiven({ date })
  if (own === 'withdrawn') return t.ownWithdrawn({ date })
  return own === 'renewed' ? t.ownRenewed({ date }) : t.ownEnded({ date })
}
