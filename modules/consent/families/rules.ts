/** What a parent sees of a consent, and who may act for a child. Pure. */
import type { Actor } from '#platform/access/actor.ts'
import { isGuardian } from '#platform/access/subject.ts'
import { addDays, dateInBerlin } from '#platform/time/calendar.ts'
import { custodyHolders } from '../rules/custody.ts'
import type { Consent, ConsentOptions, Holder, PurposeRecords } from '../rules/records.ts'
import { limits } from '../limits.ts'

export type Word = 'none' | 'given' | 'withdrawn' | 'renewed' | 'ended'
export type Seen = {
  open: boolean
  openUntil: string | null
  own: Word
  ownOn: string | null
  others: 'not_needed' | 'there' | 'missing'
  objected: boolean
  /** Everybody else has consented; the child has to agree too (preset of Bavaria). */
  isVoiceMissing: boolean
  mayDeclare: boolean
  mayAssure: boolean
  mayWithdraw: boolean
}

/** The children for whom a person may act today: with custody, without a contact ban, not of age. */
export function childrenOf(actor: Pick<Actor, 'wards'>, today: string): string[] {
  return [...new Set(actor.wards.map((ward) => ward.personId))].filter((personId) => isGuardian(actor, personId, today))
}

/** How many children came of age lately of whom the person had custody until then. `wards` end with the eve of majority. */
export function cameOfAge(wards: readonly { hasCustody: boolean; contactBan: boolean; wardId: string; from: string; until: string | null; majorityOn: string | null }[], today: string): number {
  const eves = wards.flatMap(({ majorityOn, ...one }) => (majorityOn !== null && majorityOn <= today && today < addDays(majorityOn, limits.came_of_age_days) ? [{ ...one, eve: addDays(majorityOn, -1), majorityOn }] : []))
  const banned = new Set(eves.filter((one) => one.contactBan && (one.until === null || one.until >= one.majorityOn)).map((one) => one.wardId))
  return new Set(eves.filter((one) => one.hasCustody && !one.contactBan && one.from <= one.eve && (one.until === null || one.until >= one.eve) && !banned.has(one.wardId)).map((one) => one.wardId)).size
}

/** One purpose of a child through the eyes of one holder: the own word, and of others only whether something is missing. */
export function seenBy(guardianId: string, one: { holders: readonly Holder[] }, records: PurposeRecords, consent: Consent, options: Pick<ConsentOptions, 'consent.holders'>, today: string): Seen {
  const holders = custodyHolders(one.holders, today)
  const gap = consent.missing.find((missing) => missing.who === 'holder' && missing.guardianId === guardianId)
  const said = lastWord(guardianId, records)
  const own = wordOf(gap && 'why' in gap ? gap.why : null, said?.kind ?? null)
  const isOtherMissing = consent.missing.some((missing) => missing.who === 'holder' && missing.guardianId !== guardianId)
  const others = holders.length < 2 ? 'not_needed' : isOtherMissing ? 'missing' : consent.open && own !== 'given' ? 'not_needed' : 'there'
  const isOver = consent.state === 'ENDED'
  return {
    open: consent.open, openUntil: consent.openUntil, own, ownOn: own === 'none' ? null : (said?.on ?? null), others,
    objected: !consent.open && consent.missing.some((missing) => missing.who === 'pupil_voice' && missing.why === 'refused'),
    isVoiceMissing: !consent.open && consent.missing.some((missing) => missing.who === 'pupil_voice' && missing.why !== 'refused'),
    mayDeclare: !isOver && own !== 'given' && records.documents.length > 0,
    mayAssure: options['consent.holders'] === 'one_with_assurance' && holders.length > 1,
    // What somebody else's withdrawal has ended can't be withdrawn once more.
    mayWithdraw: !isOver && own !== 'withdrawn' && (consent.open || own === 'given' || own === 'renewed'),
  }
}

function wordOf(why: string | null, said: 'yes' | 'no' | null): Word {
  if (why === null) return said === 'yes' ? 'given' : said === 'no' ? 'withdrawn' : 'none'
  if (why === 'withdrawn' || why === 'refused') return 'withdrawn'
  if (why === 'older_version') return 'renewed'
  return why === 'ended' ? 'ended' : 'none'
}

function lastWord(guardianId: string, { declarations, withdrawals }: PurposeRecords): { kind: 'yes' | 'no'; on: string } | null {
  const yes = declarations.filter(({ by }) => by.as === 'holder' && by.guardianId === guardianId).map((one) => ({ kind: 'yes' as const, on: one.declaredOn, at: one.enteredAt }))
  const no = withdrawals.filter(({ by }) => by.as === 'holder' && by.guardianId === guardianId).map((one) => ({ kind: 'no' as const, on: dateInBerlin(one.enteredAt), at: one.enteredAt }))
  return [...yes, ...no].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.kind === 'yes' ? -1 : 1)).at(-1) ?? null
}
