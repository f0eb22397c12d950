/** The safety stop (R12.1): a file that would turn the school upside down is applied only after somebody has said so again. */
import type { Difference, DifferenceOptions, FieldChange, KnownPupil } from './difference.ts'
import { yearKey, yearRank } from './labels.ts'
import { classes_emptied_share_max, leaving_share_max, name_change_share_max } from './limits.ts'
import { hasLostLetters, isSameButLost } from './names.ts'
import type { PupilReading } from './pupils.ts'

/** `no_pupils`: no readable row at all, so there is nothing to confirm. */
export type SafetyReason = 'no_pupils' | 'leaving' | 'names_changed' | 'classes_emptied'
export type Safety = {
  stop: boolean
  /** The first that applies, in the order above; null without a stop. */
  reason: SafetyReason | null
  /** `count` of `of` people, between 0 and 1; without a stop the share that is leaving. */
  share: number
  count: number
  of: number
}

/** Whether the difference needs a second word, and why. */
export function safetyOf(d: Omit<Difference, 'safety'>, reading: PupilReading, ours: readonly KnownPupil[], options: DifferenceOptions): Safety {
  const active = ours.filter((k) => k.departedOn === null)
  const gone = leavingShare(d, active, options)
  if (reading.rows.length === 0) return { stop: true, reason: 'no_pupils', ...gone }
  if (gone.share > (options.leaving_share_max ?? leaving_share_max)) return { stop: true, reason: 'leaving', ...gone }
  const matched = active.length - d.leaving.length
  const renamed = shareOf(d.changed.filter((c) => c.changes.some(isOtherName)).length, matched)
  if (renamed.share > (options.name_change_share_max ?? name_change_share_max)) return { stop: true, reason: 'names_changed', ...renamed }
  const emptied = shareOf(d.moved.filter((m) => m.to.classLabel === null && m.to.yearLabel === null).length, matched)
  if (emptied.share > classes_emptied_share_max) return { stop: true, reason: 'classes_emptied', ...emptied }
  return { stop: false, reason: null, ...gone }
}

/**
 * Keys of the years whose pupils are expected to leave. Without a setting: the highest year on record, if it is one in which schools end
 * (4, 6, 9, 10, 12, 13, Q2, J2, Q4) and not the only one, else a young school could lose everybody without a word.
 */
export function exitYearsOf(ours: readonly Pick<KnownPupil, 'departedOn' | 'yearLabel'>[], exitYears?: readonly string[]): Set<string> {
  if (exitYears) return new Set(exitYears.map(yearKey))
  const keys = new Set(ours.filter((k) => k.departedOn === null && k.yearLabel !== null).map((k) => yearKey(k.yearLabel!)))
  const ranked = [...keys].map((key) => ({ key, rank: yearRank(key) ?? 0 })).sort((a, b) => b.rank - a.rank)
  const top = ranked[0]
  return new Set(ranked.length > 1 && top && finalYears.has(top.key) ? [top.key] : [])
}

/** Exit years count on neither side. An exit date in the past that a file brings to somebody who is here weighs like a missing row. */
function leavingShare(d: Omit<Difference, 'safety'>, active: readonly KnownPupil[], options: DifferenceOptions): Omit<Safety, 'stop' | 'reason'> {
  const exitYears = exitYearsOf(active, options.exitYears)
  const isExitYear = (k: KnownPupil): boolean => k.yearLabel !== null && exitYears.has(yearKey(k.yearLabel))
  const staying = active.filter((k) => !isExitYear(k))
  const stayingIds = new Set(staying.map((k) => k.sourceId))
  const endsNow = d.changed.filter((c) => c.changes.some(({ field, to }) => field === 'exitOn' && to !== null && to < options.today))
  const count = d.leaving.filter((l) => !l.isExitYear).length + endsNow.filter((c) => stayingIds.has(c.sourceId)).length
  return shareOf(count, staying.length)
}

function shareOf(count: number, of: number): { share: number; count: number; of: number } {
  return { share: of === 0 ? 0 : count / of, count, of }
}

/** Another name; a change that only gives back letters an old code page had lost is none. */
function isOtherName({ field, from, to }: FieldChange): boolean {
  if (field !== 'givenName' && field !== 'familyName') return false
  return !(from !== null && to !== null && hasLostLetters(from) && isSameButLost(to, from))
}

const finalYears = new Set(['4', '6', '9', '10', '12', '13', 'q2', 'j2', 'q4'])
