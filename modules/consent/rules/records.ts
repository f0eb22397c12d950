/**
 * What the rules of consent work on: records with who and when, never a state (requirements 3.1, R2.1, R3.1, R12.2).
 * Dates are 'YYYY-MM-DD' in Berlin; of a period `from` is the first and `until` the last day, null means open.
 */

export type Purpose = 'platform' | 'video'

/** A person's relation to the pupil as the school has it on record, with or without custody (amendments A3, B12). Kinds do not matter here. */
export type Holder = { guardianId: string; custody: boolean; from: string; until: string | null }

/**
 * Who declares or withdraws: somebody on record, somebody only named on the paper form, or the pupil. `adult_pupil` and
 * `pupil_voice` are what the clerk saw; which of both it is, the majority date decides.
 */
export type Declarer = { as: 'holder'; guardianId: string } | { as: 'named_on_paper'; name: string } | { as: 'adult_pupil' } | { as: 'pupil_voice' }

/** What the declarer ticked on the form, as their own assurance (A3): no document is collected. */
export type Assurance = 'sole_custody' | 'other_agrees'

/** A yes. `declaredOn` is the date of the signature, `enteredAt` the instant of the record; ids order records of the same instant. */
export type Declaration = { id: string; by: Declarer; documentId: string; declaredOn: string; enteredAt: Date; assurance: Assurance | null }

/**
 * A no: of somebody who had declared it is a withdrawal, of others a refusal, of a pupil below 18 an objection.
 * It takes effect when it is entered; nothing about it can be missing or late.
 */
export type Withdrawal = { id: string; by: Declarer; receivedOn: string; enteredAt: Date }

/** A version of the purpose's document. A new major version needs new consent, a new minor one does not. */
export type DocumentVersion = {
  id: string
  major: number
  minor: number
  validFrom: string
  /** A text of the time before the platform, which by the head's decision is as good as this major version (A4): last day on which it was in use. */
  olderUntil?: string
}

export type PurposeRecords = {
  documents: readonly DocumentVersion[]
  /** When the information was handed out for the first time in this stay. */
  requestedOn: string | null
  declarations: readonly Declaration[]
  withdrawals: readonly Withdrawal[]
}

/** A time at this school; a pupil who returns has a second one. A pupil whose stay is over has left (exit, deletion). */
export type Stay = { from: string; until: string | null }

/** The school's choices, by their keys of requirements section 5. */
export type ConsentOptions = {
  'consent.holders': 'all' | 'one_with_assurance'
  /** From this age on the pupil's own objection blocks. */
  'consent.pupil_voice_age': 'off' | 14 | 16
  /** From that age on (14 where it is off) the pupil has to agree beside the parents: preset of Bavaria. */
  'consent.pupil_co_declaration': boolean
  'consent.reconsent_days': number
  'majority.grace_days': number
  'majority.after_grace': 'block' | 'keep'
}

export const consentOptionDefaults: ConsentOptions = {
  'consent.holders': 'all',
  'consent.pupil_voice_age': 14,
  'consent.pupil_co_declaration': false,
  'consent.reconsent_days': 60,
  'majority.grace_days': 28,
  'majority.after_grace': 'block',
}

/** Everything about one pupil. `records.video` may be absent while the school has no video conferences. */
export type ConsentCase = {
  /** The day of majority; null where the import had no birth date: then the pupil counts as a minor. */
  majorityDate: string | null
  stays: readonly Stay[]
  holders: readonly Holder[]
  options: ConsentOptions
  records: { platform: PurposeRecords; video?: PurposeRecords | undefined }
  today: string
}

export type ConsentState = 'NONE' | 'REQUESTED' | 'PARTIAL' | 'GRANTED' | 'REVOKED' | 'OUTDATED' | 'MAJORITY_DUE' | 'LAPSED' | 'ENDED'

/** Why somebody's declaration is missing; `ended` means: given, but ended by somebody else's withdrawal. */
export type WhyMissing = 'not_declared' | 'refused' | 'withdrawn' | 'ended' | 'older_version' | 'not_counted'

/** Who still has to declare. `named_on_paper` without a name: a second signature, or the tick for sole custody. */
export type Missing =
  | { who: 'holder'; guardianId: string; why: WhyMissing }
  | { who: 'named_on_paper'; name: string | null; why: WhyMissing }
  | { who: 'adult_pupil' | 'pupil_voice'; why: WhyMissing }
  | { who: 'platform' }

/** What does not fit together and becomes a task of the clerk (A3); it never opens or closes anything by itself. */
export type Contradiction = {
  kind:
    /** Nobody with custody is on record. */
    | 'no_holder'
    /** No birth date: nobody can say when the pupil decides. */
    | 'majority_unknown'
    /** The ticks or names on the form say something else than the flags of the import. */
    | 'form_against_record'
    /** One says yes, another one no. */
    | 'holders_disagree'
    /** Somebody on record declared or withdrew without having custody. */
    | 'without_custody'
  recordIds: readonly string[]
}

export type Consent = {
  purpose: Purpose
  state: ConsentState
  /** Whether the gate is open today. */
  open: boolean
  /** The date at whose 00:00 an open gate closes by itself if nothing new is entered; null if it is closed or stays open. */
  openUntil: string | null
  /** The next date on which state or gate change by themselves: work it out again then. Null if never. */
  changesOn: string | null
  /** The major version the consent rests on, and its declarations; null and empty when the gate is closed. */
  major: number | null
  restsOn: readonly string[]
  missing: readonly Missing[]
  contradictions: readonly Contradiction[]
}
