/**
 * The consent of one pupil for one purpose: the state machine of requirements 3.1 as a pure function over records.
 * A state is never stored; it is worked out from who declared and withdrew what, and when.
 */
import { addDays, isDate } from '#platform/time/calendar.ts'
import { adultOn } from './adult.ts'
import { contradictionsIn } from './contradictions.ts'
import { closed, parentalOn, sceneOf, type Standing } from './parental.ts'
import type { Consent, ConsentCase, Contradiction, Purpose } from './records.ts'
import { hasLeft } from './stays.ts'
import { type Timeline, timelineOf } from './timeline.ts'

/**
 * State, gate and what is missing at the end of `c.today`, from the records entered until then; later records are not seen.
 * `openUntil` is found by looking at every date on which something can change without a new record, so the gate may be written
 * down as a fact valid until 00:00 of that date and closes there without any job running. What does not count does not open,
 * and never throws; RangeError only when `today`, the majority date or an `enteredAt` is none.
 */
export function consentOf(purpose: Purpose, c: ConsentCase): Consent {
  const timelines = { platform: timelineOf('platform', c), video: purpose === 'video' ? timelineOf('video', c) : null }
  const now = standingOn(c.today, purpose, timelines, c)
  let openUntil: string | null = null
  let changesOn: string | null = null
  for (const date of datesOfChange(timelines, c)) {
    const later = standingOn(date, purpose, timelines, c)
    if (changesOn === null && (later.open !== now.open || later.state !== now.state)) changesOn = date
    if (now.open && !later.open) openUntil = date
    if (openUntil !== null || (!now.open && changesOn !== null)) break
  }
  return {
    purpose,
    state: now.state,
    open: now.open,
    openUntil,
    changesOn,
    major: now.major,
    restsOn: now.restsOn.map(({ id }) => id),
    missing: now.missing,
    contradictions: contradictionsOn(timelines[purpose]!, c),
  }
}

type Timelines = { platform: Timeline; video: Timeline | null }

function standingOn(date: string, purpose: Purpose, timelines: Timelines, c: ConsentCase): Standing {
  if (hasLeft(c.stays, date)) return closed('ENDED', [])
  const own = decidedOn(date, timelines[purpose]!, c)
  if (purpose === 'platform' || !own.open) return own
  // Video can only be effective while the platform is (R3.1), and shows why it is not.
  const platform = decidedOn(date, timelines.platform, c)
  return platform.open ? own : closed(platform.state, [{ who: 'platform' }])
}

/** Who decides changes at 00:00 of the day of majority. */
function decidedOn(date: string, timeline: Timeline, c: ConsentCase): Standing {
  return c.majorityDate !== null && date >= c.majorityDate ? adultOn(date, c.majorityDate, timeline, c) : parentalOn(date, timeline, c)
}

function contradictionsOn(timeline: Timeline, c: ConsentCase): readonly Contradiction[] {
  const isAdult = c.majorityDate !== null && c.today >= c.majorityDate
  return isAdult || hasLeft(c.stays, c.today) ? [] : contradictionsIn(sceneOf(c.today, c.today, timeline, c), c)
}

/** All dates after today on which the answer can change by itself, in order. */
function datesOfChange({ platform, video }: Timelines, c: ConsentCase): readonly string[] {
  const afterLast = (until: string | null): string[] => (until !== null && isDate(until) && until < horizon ? [addDays(until, 1)] : [])
  const after = (date: string, days: number): string[] => (isDate(date) && date < horizon ? [addDays(date, days)] : [])
  const timelines = video ? [platform, video] : [platform]
  const dates = [
    ...c.stays.flatMap(({ from, until }) => [from, ...afterLast(until)]),
    ...c.holders.flatMap(({ from, until }) => [from, ...afterLast(until)]),
    ...timelines.flatMap(({ documents }) => documents.flatMap(({ validFrom }) => [validFrom, ...after(validFrom, c.options['consent.reconsent_days'])])),
    ...timelines.flatMap(({ requestedOn }) => (requestedOn === null ? [] : [requestedOn])),
    ...(c.majorityDate === null ? [] : [c.majorityDate, ...after(c.majorityDate, c.options['majority.grace_days'])]),
  ]
  return [...new Set(dates)].filter((date) => date > c.today).sort()
}

/** Ends so far away mean "no end" in the school's records. */
const horizon = '2190-01-01'
