/** Random families for the property tests: custody that changes, forms signed early, late or wrongly, withdrawals, birthdays, leaving and returning. */
import fc from 'fast-check'
import { addDays, dateOfAge, instantInBerlin } from '#platform/time/calendar.ts'
import type { ConsentCase, Declaration, Declarer, DocumentVersion, Holder, Purpose, PurposeRecords, Stay } from '../records.ts'
import { DAYS, FIRST } from './walk.ts'

export const day = (n: number): string => addDays(FIRST, n)
export const someDay = fc.integer({ min: 0, max: DAYS }).map(day)
const declarers: fc.Arbitrary<Declarer> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('mother', 'mother', 'father', 'father', 'uncle').map((guardianId): Declarer => ({ as: 'holder', guardianId })) },
  { weight: 3, arbitrary: fc.constantFrom('A', 'B', 'C').map((name): Declarer => ({ as: 'named_on_paper', name })) },
  { weight: 2, arbitrary: fc.constantFrom<Declarer>({ as: 'adult_pupil' }, { as: 'pupil_voice' }) },
)
/** Mostly signed in the days before the entry, at times long before, at times with a date that is still to come. */
const lag = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 6 }) },
  { weight: 1, arbitrary: fc.integer({ min: -9, max: 40 }) },
)
const minute = fc.integer({ min: 0, max: 1_439 }).map((n) => `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`)
type RandomEntry = { by: Declarer; entered: string; time: string; lag: number }
const entry: fc.Arbitrary<RandomEntry> = fc.record({ by: declarers, entered: someDay, time: minute, lag })
/** Mostly the form that was in force on the day of the signature. */
const forms = fc.oneof({ weight: 8, arbitrary: fc.constant('in force') }, { weight: 2, arbitrary: fc.constantFrom('1.0', '1.1', '2.0', '3.0', '9.9') })
const ticks = fc.constantFrom(null, null, 'sole_custody' as const, 'other_agrees' as const, 'other_agrees' as const)

const documents: fc.Arbitrary<DocumentVersion[]> = fc
  .record({
    first: fc.integer({ min: 0, max: 3 }),
    minor: fc.nat(DAYS),
    second: fc.option(fc.nat(DAYS), { freq: 2 }),
    third: fc.option(fc.nat(DAYS), { freq: 2 }),
  })
  .map(({ first, minor, second, third }) => {
    const versions: DocumentVersion[] = [
      { id: '1.0', major: 1, minor: 0, validFrom: day(first) },
      { id: '1.1', major: 1, minor: 1, validFrom: day(Math.max(first, minor)) },
    ]
    if (second !== null) versions.push({ id: '2.0', major: 2, minor: 0, validFrom: day(Math.max(first, second)) })
    if (second !== null && third !== null) versions.push({ id: '3.0', major: 3, minor: 0, validFrom: day(Math.max(first, second, third)) })
    return versions
  })

let made = 0
const purposeRecords: fc.Arbitrary<PurposeRecords> = fc
  .record({
    documents,
    requestedOn: fc.option(someDay),
    yes: fc.array(fc.record({ entry, form: forms, tick: ticks }), { maxLength: 12, size: 'max' }),
    no: fc.oneof({ weight: 4, arbitrary: fc.constant<RandomEntry[]>([]) }, { weight: 2, arbitrary: fc.array(entry, { minLength: 1, maxLength: 3 }) }),
  })
  .map(({ documents: versions, requestedOn, yes, no }) => ({
    documents: versions,
    requestedOn,
    declarations: yes.map(({ entry: { by, entered, time, lag: days }, form, tick }) => {
      const declaredOn = addDays(entered, -days)
      const inForce = versions.findLast(({ validFrom }) => validFrom <= declaredOn)?.id ?? '1.0'
      return { id: `y${++made}`, by, documentId: form === 'in force' ? inForce : form, declaredOn, enteredAt: instantInBerlin(entered, time), assurance: tick }
    }),
    withdrawals: no.map(({ by, entered, time, lag: days }) => ({
      id: `n${++made}`,
      by,
      receivedOn: addDays(entered, -days),
      enteredAt: instantInBerlin(entered, time),
    })),
  }))

/** A person's record: from before the walk or from a day on, changed once or twice, at times with a gap. */
const holderRows = (guardianId: string): fc.Arbitrary<Holder[]> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constant<Holder[]>([{ guardianId, custody: true, from: '2025-08-01', until: null }]) },
    { weight: 2, arbitrary: fc.constant<Holder[]>([]) },
    {
      weight: 3,
      arbitrary: fc
        .record({
          begin: fc.integer({ min: -9, max: DAYS }),
          change: fc.nat(DAYS),
          gap: fc.constantFrom(0, 0, 4),
          first: fc.boolean(),
          second: fc.boolean(),
          ends: fc.boolean(),
        })
        .map(({ begin, change, gap, first, second, ends }) => [
          { guardianId, custody: first, from: day(Math.min(begin, change)), until: day(change) },
          { guardianId, custody: second, from: day(change + 1 + gap), until: ends ? day(change + 15) : null },
        ]),
    },
  )

const staysOf = (exit: number | null, away: number | null): Stay[] => {
  if (exit === null) return [{ from: '2025-08-01', until: null }]
  const first = { from: '2025-08-01', until: day(exit) }
  return away === null ? [first] : [first, { from: day(exit + away + 1), until: null }]
}
const stays = fc.oneof(
  { weight: 7, arbitrary: fc.constant(staysOf(null, null)) },
  { weight: 1, arbitrary: fc.nat(DAYS).map((exit) => staysOf(exit, null)) },
  { weight: 2, arbitrary: fc.tuple(fc.nat(DAYS), fc.integer({ min: 1, max: 20 })).map(([exit, away]) => staysOf(exit, away)) },
)

export const families: fc.Arbitrary<ConsentCase> = fc
  .record({
    platform: purposeRecords,
    video: purposeRecords,
    rows: fc.tuple(
      holderRows('mother'),
      holderRows('father'),
      fc.oneof({ weight: 5, arbitrary: fc.constant<Holder[]>([]) }, { weight: 1, arbitrary: holderRows('uncle') }),
    ),
    nobody: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
    // 18, 16 or 14 in these days, or not at all, or nobody knows.
    majorityDate: fc.oneof(
      fc.constant('2030-05-05'),
      fc.nat(DAYS).map(day),
      fc.nat(DAYS).map(day),
      fc.nat(DAYS).map((n) => dateOfAge(day(n), 20)),
      fc.nat(DAYS).map((n) => dateOfAge(day(n), 22)),
      fc.constant(null),
    ),
    stays,
    agreed: fc.boolean(),
    options: fc.record({
      'consent.holders': fc.constantFrom('all' as const, 'one_with_assurance' as const),
      'consent.pupil_voice_age': fc.constantFrom('off' as const, 14 as const, 14 as const, 16 as const),
      'consent.pupil_co_declaration': fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
      'consent.reconsent_days': fc.constantFrom(0, 5, 30),
      'majority.grace_days': fc.constantFrom(0, 7, 28),
      'majority.after_grace': fc.constantFrom('block' as const, 'keep' as const),
    }),
    today: fc.integer({ min: 0, max: DAYS + 25 }).map(day),
  })
  .map(({ platform, video, rows, nobody, agreed, ...rest }) => {
    const records = agreed ? { platform: begunWithBoth(platform), video: begunWithBoth(video) } : { platform, video }
    return { ...rest, holders: nobody ? [] : rows.flat(), records }
  })

/** Half of the families agreed at first, so that there is something to end. */
function begunWithBoth(records: PurposeRecords): PurposeRecords {
  const form = records.documents[0]!
  const yes = (guardianId: string): Declaration => ({
    id: `y${++made}`,
    by: { as: 'holder', guardianId },
    documentId: form.id,
    declaredOn: form.validFrom,
    enteredAt: instantInBerlin(form.validFrom, '00:00'),
    assurance: null,
  })
  return { ...records, declarations: [yes('mother'), yes('father'), ...records.declarations] }
}

export const purposes = fc.constantFrom<Purpose>('platform', 'video')
