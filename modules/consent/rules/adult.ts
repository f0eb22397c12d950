/** What holds from the first second of majority: the pupil decides; what the parents gave carries on at most for a while. */
import { addDays } from '#platform/time/calendar.ts'
import { closed, isAfterSomeYes, parentalOn, reconsented, requestedState, type Standing, whyMissing } from './parental.ts'
import type { ConsentCase, Missing } from './records.ts'
import { hasLeft, lastEndBefore } from './stays.ts'
import type { Timeline, Yes } from './timeline.ts'

/** The consent of a pupil who is of age on `date`; `majority` is the day of majority. */
export function adultOn(date: string, majority: string, timeline: Timeline, c: ConsentCase): Standing {
  const stayBegan = lastEndBefore(c.stays, date)
  const noes = timeline.no.filter((one) => one.means === 'adult' && one.enteredOn > stayBegan)
  // Signed below 18 it was a voice, never sufficient; it does not become consent by waiting.
  const since = (one: Yes): boolean => one.signedOn >= majority && one.signedOn > stayBegan && one.enteredOn > stayBegan
  const survives = (one: Yes): boolean => noes.every((no) => one.order > no.order && one.signedOn >= no.saidOn)
  const yes = timeline.yes.filter((one) => one.who === 'pupil' && one.major !== null && since(one) && survives(one))
  const sinceMajority = { ...timeline, no: noes, yes: timeline.yes.filter((one) => one.signedOn >= majority) }
  const missing: Missing[] = [{ who: 'adult_pupil', why: whyMissing('pupil', { timeline: sinceMajority, stayBegan, yes }) }]
  const own = reconsented(date, timeline, c, (major) => latest(yes.filter((one) => one.major === major)), missing)
  if (own) return own
  if (noes.length > 0) {
    const isRevoked = noes.some((no) => isAfterSomeYes(no, timeline, stayBegan))
    return closed(isRevoked ? 'REVOKED' : requestedState(timeline, date, stayBegan), missing)
  }
  return carriedOn(date, majority, timeline, c, missing)
}

/** The pupil has said nothing yet: the parents' consent that was open on the eve carries on for the grace, then ends or is kept. */
function carriedOn(date: string, majority: string, timeline: Timeline, c: ConsentCase, missing: readonly Missing[]): Standing {
  const eve = addDays(majority, -1)
  const now = parentalOn(date, timeline, c, eve)
  const wasOpen = !hasLeft(c.stays, eve) && parentalOn(eve, timeline, c).open
  if (!wasOpen || (now.state !== 'GRANTED' && now.state !== 'OUTDATED')) {
    return closed(now.state === 'REVOKED' ? 'REVOKED' : requestedState(timeline, date, lastEndBefore(c.stays, date)), missing)
  }
  if (date < addDays(majority, c.options['majority.grace_days'])) return now.open ? { ...now, state: 'MAJORITY_DUE', missing } : closed(now.state, missing)
  return c.options['majority.after_grace'] === 'keep' ? { ...now, missing: now.state === 'GRANTED' ? [] : missing } : closed('LAPSED', missing)
}

function latest(yes: readonly Yes[]): readonly Yes[] | null {
  const last = yes.at(-1)
  return last ? [last] : null
}
