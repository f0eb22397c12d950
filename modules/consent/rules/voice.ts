/** The pupil's own word below 18 (3.1): from when it counts, when it has to be there beside the parents', and when it is asked for. Pure. */
import { dateOfAge } from '#platform/time/calendar.ts'
import { voiceFrom } from './timeline.ts'
import type { Consent, ConsentCase, PurposeRecords } from './records.ts'

type Of = Pick<ConsentCase, 'majorityDate' | 'options'>

/** The first day on which the pupil has to agree beside the parents (preset of Bavaria); null where the school does not ask, or nobody knows the age. */
export function mustAgreeFrom({ majorityDate, options }: Of): string | null {
  if (!options['consent.pupil_co_declaration'] || majorityDate === null) return null
  const age_years = options['consent.pupil_voice_age']
  return dateOfAge(majorityDate, age_years === 'off' ? 14 : age_years)
}

/** The first day on which a yes of the pupil has weight; never sufficient alone. Null: never; '': taken seriously, because nobody knows the age. */
export function voiceCountsFrom(c: Of): string | null {
  return mustAgreeFrom(c) ?? voiceFrom(c, c.options['consent.pupil_voice_age'])
}

/**
 * Whether a yes of this pupil is asked for on that day: `lift`, an own no stands against the consent and nobody else can take it back; `agree`, the school
 * asks the pupil beside the parents and the answer to the newest text is missing. Null: nothing is asked, or the pupil is of age.
 */
export function voiceAsked(consent: Pick<Consent, 'state' | 'missing'>, records: PurposeRecords, c: Of, today: string): 'lift' | 'agree' | null {
  if (consent.state === 'ENDED' || (c.majorityDate !== null && c.majorityDate <= today)) return null
  if (consent.missing.some((one) => one.who === 'pupil_voice' && one.why === 'refused')) return 'lift'
  const from = mustAgreeFrom(c)
  if (from === null || today < from) return null
  return hasAgreed(records) && !consent.missing.some((one) => one.who === 'pupil_voice') ? null : 'agree'
}

/** A yes of the pupil to the newest text, and nobody's no after it: a withdrawal ends everybody's yes. */
function hasAgreed({ documents, declarations, withdrawals }: PurposeRecords): boolean {
  const majors = new Map(documents.map((version) => [version.id, version.major]))
  const newest = Math.max(...majors.values())
  const yes = declarations.filter((one) => one.by.as === 'pupil_voice' && majors.get(one.documentId) === newest)
  return yes.some((one) => withdrawals.every((no) => no.enteredAt < one.enteredAt))
}
