/** What holds while others decide for the pupil: the consent of those with custody, with the pupil's own voice beside it. */
import { addDays } from '#platform/time/calendar.ts'
import { custodyCarries, custodyHolders, isNobodyOnRecord } from './custody.ts'
import { majorsOn } from './documents.ts'
import type { ConsentCase, ConsentState, Declarer, Missing, WhyMissing } from './records.ts'
import { lastEndBefore } from './stays.ts'
import type { No, Timeline, Yes } from './timeline.ts'
import { mustAgreeFrom, voiceCountsFrom } from './voice.ts'

/** A consent on one date, before openUntil is worked out. */
export type Standing = { state: ConsentState; open: boolean; major: number | null; restsOn: readonly Yes[]; missing: readonly Missing[] }

/**
 * The parents' consent on `date`. `custodyDay` is the day whose custody is asked for: the same day, and after majority the last
 * day before it, because what the parents gave may carry on for a while, but nobody can have custody of an adult.
 */
export function parentalOn(date: string, timeline: Timeline, c: ConsentCase, custodyDay = date): Standing {
  const scene = sceneOf(date, custodyDay, timeline, c)
  const missing = missingOf(scene)
  if (scene.objection) return closed('REVOKED', [...missing.filter(({ who }) => who !== 'pupil_voice'), { who: 'pupil_voice', why: 'refused' }])
  return reconsented(date, timeline, c, (major) => completeFor(major, scene), missing) ?? closed(unfinishedState(scene), missing)
}

/**
 * Looks for a major version for which the consent is complete: the one in force grants; an older one is outdated and keeps the
 * gate open for consent.reconsent_days, counted from the first day of the next version (§ 187 (2) BGB: that day counts).
 * `complete` answers with what the consent to a version rests on, or null; null comes back where it is complete for none.
 */
export function reconsented(date: string, timeline: Timeline, c: ConsentCase, complete: Complete, missing: readonly Missing[]): Standing | null {
  for (const { major, supersededOn } of majorsOn(timeline.documents, date)) {
    const restsOn = complete(major)
    if (!restsOn) continue
    if (supersededOn === null || date < supersededOn) return { state: 'GRANTED', open: true, major, restsOn, missing: [] }
    const open = date < addDays(supersededOn, c.options['consent.reconsent_days'])
    return open ? { state: 'OUTDATED', open, major, restsOn, missing } : closed('OUTDATED', missing)
  }
  return null
}

export type Complete = (major: number) => readonly Yes[] | null

/** A closed gate. */
export function closed(state: ConsentState, missing: readonly Missing[]): Standing {
  return { state, open: false, major: null, restsOn: [], missing }
}

/** Whether there was something to withdraw: a withdrawal about the platform says nothing of a video consent nobody ever gave. */
export function isAfterSomeYes(no: No, { yes }: Timeline, stayBegan: string): boolean {
  return yes.some((one) => one.order < no.order && one.enteredOn > stayBegan)
}

export function requestedState({ requestedOn }: Timeline, date: string, stayBegan: string): 'REQUESTED' | 'NONE' {
  return requestedOn !== null && requestedOn <= date && requestedOn > stayBegan ? 'REQUESTED' : 'NONE'
}

/** What counts on one date: the records of this stay, after all that ended them. */
export type Scene = {
  c: ConsentCase
  date: string
  timeline: Timeline
  stayBegan: string
  holders: readonly string[]
  /** Declarations that stand: signed for a version, carried by custody, not ended by a no. */
  yes: readonly Yes[]
  no: readonly No[]
  objection: boolean
}

/** Sets the scene of a date; see parentalOn for `custodyDay`. */
export function sceneOf(date: string, custodyDay: string, timeline: Timeline, c: ConsentCase): Scene {
  const stayBegan = lastEndBefore(c.stays, date)
  const no = timeline.no.filter((one) => one.enteredOn > stayBegan && one.means !== 'without_effect' && one.means !== 'adult')
  const given = timeline.yes.filter((one) => one.signedOn > stayBegan && one.enteredOn > stayBegan && isBeforeMajority(one, c))
  const isAfter = (one: Yes, other: No): boolean => one.order > other.order && one.signedOn >= other.saidOn
  const survives = (one: Yes): boolean => no.every((other) => (other.means === 'withdrawal' || other.who === one.who ? isAfter(one, other) : true))
  const yes = given.filter((one) => one.major !== null && hasCapacity(one, custodyDay, c) && survives(one))
  const voices = given.filter((one) => one.who === 'pupil' && one.major !== null && isVoice(one, c))
  const objection = no.some((other) => other.means === 'objection' && !voices.some((one) => isAfter(one, other)))
  return { c, date, timeline, stayBegan, holders: custodyHolders(c.holders, custodyDay), yes, no, objection }
}

function unfinishedState(scene: Scene): ConsentState {
  const { timeline, date, no, yes, stayBegan } = scene
  const top = majorsOn(timeline.documents, date)[0]?.major
  if (top !== undefined && yes.some((one) => one.major === top && isRequired(one, scene))) return 'PARTIAL'
  return no.some((one) => one.means === 'withdrawal' && isAfterSomeYes(one, timeline, stayBegan)) ? 'REVOKED' : requestedState(timeline, date, stayBegan)
}

/** The declarations a complete consent to this major version rests on, or null if somebody is missing. */
function completeFor(major: number, scene: Scene): readonly Yes[] | null {
  const parents = scene.holders.length > 0 ? holdersComplete(major, scene) : namesComplete(major, scene)
  if (!parents) return null
  const { c } = scene
  const from = mustAgreeFrom(c)
  // A consent is judged by the rule of the days on which it was signed: a 14th birthday does not undo what was complete before.
  if (from === null || parents.every((one) => one.signedOn < from)) return parents
  const voice = scene.yes.find((one) => one.major === major && one.who === 'pupil')
  return voice ? [...parents, voice] : null
}

/** Those with custody on record: all of them; with one_with_assurance also one who assures that the others agree, unless one of them said no. */
function holdersComplete(major: number, scene: Scene): readonly Yes[] | null {
  const keys = scene.holders.map((guardianId) => `holder:${guardianId}`)
  const given = keys.map((who) => earliestYes(scene.yes.filter((one) => one.who === who && one.major === major)))
  const declared = given.filter((one) => one !== undefined)
  if (declared.length === keys.length) return declared
  if (scene.c.options['consent.holders'] === 'all') return null
  const assured = earliestYes(scene.yes.filter((one) => keys.includes(one.who) && one.major === major && one.assurance === 'other_agrees'))
  return assured && !keys.some((who) => isOpposed(who, scene)) ? [assured] : null
}

/** Nobody with custody on record: two names, or one who assures sole custody (or, with one_with_assurance, that the other agrees). */
function namesComplete(major: number, scene: Scene): readonly Yes[] | null {
  const signed = scene.yes.filter((one) => one.by.as === 'named_on_paper' && one.major === major)
  const names = [...new Set(signed.map((one) => one.who))]
  if (scene.no.some((no) => no.by.as === 'named_on_paper' && isOpposed(no.who, scene))) return null
  if (names.length >= 2) return names.map((who) => earliestYes(signed.filter((one) => one.who === who))!)
  const enough = scene.c.options['consent.holders'] === 'all' ? ['sole_custody'] : ['sole_custody', 'other_agrees']
  const assured = earliestYes(signed.filter(({ assurance }) => assurance !== null && enough.includes(assurance)))
  return assured ? [assured] : null
}

/** Whether somebody said no and has not declared since: nobody else's assurance outweighs that. */
function isOpposed(who: string, { no, yes }: Scene): boolean {
  return no.some((one) => one.who === who) && !yes.some((one) => one.who === who)
}

function missingOf(scene: Scene): Missing[] {
  const top = majorsOn(scene.timeline.documents, scene.date)[0]?.major
  const hasDeclared = (who: string): boolean => scene.yes.some((one) => one.who === who && one.major === top)
  const parents = scene.holders.length > 0 ? missingHolders(scene, hasDeclared) : missingNames(scene, hasDeclared, top)
  const lacksVoice = parents.length === 0 && top !== undefined && !completeFor(top, scene)
  return lacksVoice ? [{ who: 'pupil_voice', why: whyMissing('pupil', scene) }] : parents
}

function missingHolders(scene: Scene, hasDeclared: (who: string) => boolean): Missing[] {
  const missing = scene.holders.filter((guardianId) => !hasDeclared(`holder:${guardianId}`))
  return missing.map((guardianId) => ({ who: 'holder', guardianId, why: whyMissing(`holder:${guardianId}`, scene) }))
}

function missingNames(scene: Scene, hasDeclared: (who: string) => boolean, top: number | undefined): Missing[] {
  const opposed = new Map(scene.no.filter((no) => no.by.as === 'named_on_paper' && !hasDeclared(no.who)).map((no) => [no.who, no.by]))
  const nameOf = (by: Declarer): string | null => (by.as === 'named_on_paper' ? by.name : null)
  const named = [...opposed].map(([who, by]): Missing => ({ who: 'named_on_paper', name: nameOf(by), why: whyMissing(who, scene) }))
  const isSigned = top !== undefined && namesComplete(top, { ...scene, no: [] }) !== null
  return isSigned ? named : [...named, { who: 'named_on_paper', name: null, why: 'not_declared' }]
}

/** Why there is no declaration of this person for the version in force. */
export function whyMissing(who: string, { timeline, stayBegan, yes }: Pick<Scene, 'timeline' | 'stayBegan' | 'yes'>): WhyMissing {
  if (yes.some((one) => one.who === who)) return 'older_version'
  const own = timeline.no.filter((one) => one.who === who && one.enteredOn > stayBegan && one.means !== 'without_effect').at(-1)
  const before = timeline.yes.filter((one) => one.who === who && one.enteredOn > stayBegan)
  if (own) return before.length > 0 && own.means !== 'objection' ? 'withdrawn' : 'refused'
  if (before.length === 0) return 'not_declared'
  const isEnded = before.some((one) => one.major !== null && timeline.no.some((no) => no.means === 'withdrawal' && no.order > one.order))
  return isEnded ? 'ended' : 'not_counted'
}

/** Whether it is a declaration of somebody who decides, not of the pupil or of somebody beside those on record. */
export function isRequired(one: Yes | No, { holders }: Scene): boolean {
  return one.by.as === 'holder' ? holders.includes(one.by.guardianId) : one.by.as === 'named_on_paper' && holders.length === 0
}

function hasCapacity(one: Yes, custodyDay: string, c: ConsentCase): boolean {
  if (one.by.as === 'holder') return custodyCarries(c.holders, one.by.guardianId, one.signedOn, one.enteredOn, custodyDay)
  // A name counts only where nobody is on record; somebody who came on record since has to declare, and a name does not revive.
  return one.by.as === 'named_on_paper' ? isNobodyOnRecord(c.holders, one.enteredOn, custodyDay) : isVoice(one, c)
}

/** The pupil's own yes below 18 has weight from the age of the school's choice on; it is never sufficient. */
function isVoice(one: Yes, c: ConsentCase): boolean {
  const from = voiceCountsFrom(c)
  return from !== null && one.signedOn >= from
}

function isBeforeMajority(one: Yes, { majorityDate }: ConsentCase): boolean {
  return majorityDate === null || one.enteredOn < majorityDate
}

function earliestYes(yes: readonly Yes[]): Yes | undefined {
  return yes.reduce<Yes | undefined>((first, one) => (first === undefined || one.signedOn < first.signedOn ? one : first), undefined)
}
