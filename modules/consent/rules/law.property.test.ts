/**
 * The law once more, written as naively as possible: a walk through all days, with a pile of papers that are put down and taken
 * away. It shares nothing with the rules but the calendar, and both must agree on every day of thousands of random families.
 */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays, dateInBerlin, dateOfAge, daysBetween, instantInBerlin } from '#platform/time/calendar.ts'
import { consentOf } from './consent.ts'
import type { ConsentCase, Declaration, Declarer, DocumentVersion, Holder, Purpose, PurposeRecords, Stay, Withdrawal } from './records.ts'

const FIRST = '2026-01-01'
/** Records and changes happen in these days; afterwards the walk goes on until every grace is over. */
const DAYS = 45
const LAST = addDays(FIRST, DAYS + 35)
const day = (n: number): string => addDays(FIRST, n)

// --- the walk -------------------------------------------------------------------------------------------------------

type Paper = { who: string; kind: Declarer['as']; guardianId: string; signed: string; entered: string; major: number; tick: string | null }
type Blow = { at: number; said: string; adult: boolean }

/** Whether the gate of a purpose is open on each day, and the withdrawals that strike video as well. */
function walk(c: ConsentCase, purpose: Purpose, platformBlows: readonly Blow[] = []): { open: Map<string, boolean>; blows: Blow[] } {
  const records = c.records[purpose] ?? { documents: [], requestedOn: null, declarations: [], withdrawals: [] }
  const option = c.options
  const open = new Map<string, boolean>()
  const blows: Blow[] = []
  let pile: Paper[] = []
  let adultPile: Paper[] = []
  let everSigned: string[] = []
  let saidNo = new Map<string, string>()
  let brokenOn = ''
  let objectedOn: string | null = null
  let adultNoOn: string | null = null
  let leftOn = ''
  let wasOpenOnEve = false
  let eveHolders: string[] = []

  const of = (person: string, date: string): Holder[] => c.holders.filter((h) => h.guardianId === person && h.from <= date && (h.until === null || h.until >= date))
  const hasCustodyOn = (person: string, date: string): boolean => of(person, date).length > 0 && of(person, date).every((h) => h.custody)
  const holdersOn = (date: string): string[] => [...new Set(c.holders.filter((h) => h.custody && h.from <= date && (h.until === null || h.until >= date)).map((h) => h.guardianId))]
  const isAdult = (date: string): boolean => c.majorityDate !== null && date >= c.majorityDate
  const isOfVoice = (date: string): boolean => option['consent.pupil_voice_age'] !== 'off' && (c.majorityDate === null || date >= dateOfAge(c.majorityDate, option['consent.pupil_voice_age']))
  const coAge = option['consent.pupil_voice_age'] === 'off' ? 14 : option['consent.pupil_voice_age']
  const coFrom = option['consent.pupil_co_declaration'] && c.majorityDate !== null ? dateOfAge(c.majorityDate, coAge) : null
  const isHere = (date: string): boolean => c.stays.some((s) => s.from <= date && (s.until === null || s.until >= date)) || (c.stays.length > 0 && c.stays.every((s) => s.from > date))
  const firstDayOf = (major: number): string | undefined => records.documents.filter((d) => d.major === major).map((d) => d.validFrom).sort()[0]
  const replacedOn = (major: number): string | undefined => records.documents.filter((d) => d.major > major).map((d) => d.validFrom).sort()[0]
  const keyOf = (by: Declarer): string => (by.as === 'holder' ? by.guardianId : by.as === 'named_on_paper' ? `name ${by.name}` : 'pupil')

  const majorOfForm = (record: Declaration): number | null => {
    const form = records.documents.find((d) => d.id === record.documentId)
    if (!form || record.declaredOn < form.validFrom) return null
    const replaced = replacedOn(form.major)
    return replaced === undefined || record.declaredOn < replaced ? form.major : null
  }

  const breakOff = (said: string, strikesAdult: boolean): void => {
    pile = []
    if (said > brokenOn) brokenOn = said
    if (!strikesAdult) return
    adultPile = []
    if (adultNoOn === null || said > adultNoOn) adultNoOn = said
  }

  const enterYes = (record: Declaration, today: string): void => {
    const who = keyOf(record.by)
    everSigned.push(who)
    const major = majorOfForm(record)
    const { declaredOn: signed } = record
    if (major === null || signed > today || signed <= leftOn) return
    const paper: Paper = { who, kind: record.by.as, guardianId: who, signed, entered: today, major, tick: record.assurance }
    if (record.by.as === 'adult_pupil' || record.by.as === 'pupil_voice') {
      if (c.majorityDate !== null && signed >= c.majorityDate) {
        if (adultNoOn === null || signed >= adultNoOn) adultPile.push(paper)
        return
      }
      if (isAdult(today)) return
      const counts = coFrom !== null ? signed >= coFrom : isOfVoice(signed)
      if (!counts) return
      if (objectedOn !== null && signed < objectedOn) return
      objectedOn = null
      const earlierNo = saidNo.get('pupil')
      if (signed >= brokenOn && (earlierNo === undefined || signed >= earlierNo)) pile.push(paper)
      return
    }
    if (isAdult(today) || signed < brokenOn) return
    const earlierNo = saidNo.get(who)
    if (earlierNo !== undefined && signed < earlierNo) return
    if (record.by.as === 'named_on_paper') {
      if (holdersOn(today).length === 0) pile.push(paper)
      return
    }
    // Custody on every day the school knows of, from the signature to the entry; the days after are looked at one by one below.
    const known = c.holders.filter((h) => h.guardianId === who).map((h) => h.from).sort()[0]
    if (known === undefined || known > today) return
    for (let date = signed > known ? signed : known; date <= today; date = addDays(date, 1)) if (!hasCustodyOn(who, date)) return
    pile.push(paper)
  }

  const enterNo = (record: Withdrawal, today: string, at: number): void => {
    const who = keyOf(record.by)
    const said = record.receivedOn < today ? record.receivedOn : today
    if (who === 'pupil') {
      if (isAdult(today)) {
        breakOff(said, true)
        blows.push({ at, said, adult: true })
      } else if (isOfVoice(today)) {
        if (objectedOn === null || said > objectedOn) objectedOn = said
        saidNo.set('pupil', said > (saidNo.get('pupil') ?? '') ? said : saidNo.get('pupil')!)
        pile = pile.filter((paper) => paper.who !== 'pupil')
      }
      return
    }
    if (isAdult(said)) return
    const maySay = record.by.as === 'holder' ? hasCustodyOn(who, said) || hasCustodyOn(who, today) : holdersOn(said).length === 0 || holdersOn(today).length === 0
    if (!maySay) return
    if (said > (saidNo.get(who) ?? '')) saidNo.set(who, said)
    if (everSigned.includes(who)) {
      breakOff(said, false)
      blows.push({ at, said, adult: false })
    } else pile = pile.filter((paper) => paper.who !== who)
  }

  const isComplete = (major: number, holders: string[]): boolean => {
    const papers = pile.filter((paper) => paper.major === major)
    const opposes = (who: string): boolean => saidNo.has(who) && !pile.some((paper) => paper.who === who)
    const ways: Paper[][] = []
    const firstOf = (some: Paper[]): Paper => some.slice().sort((a, b) => (a.signed < b.signed ? -1 : 1))[0]!
    if (holders.length > 0) {
      if (holders.every((h) => papers.some((paper) => paper.who === h))) ways.push(holders.map((h) => firstOf(papers.filter((paper) => paper.who === h))))
      else if (option['consent.holders'] === 'one_with_assurance' && !holders.some(opposes)) {
        for (const paper of papers) if (holders.includes(paper.who) && paper.tick === 'other_agrees') ways.push([paper])
      }
    } else {
      const named = papers.filter((paper) => paper.kind === 'named_on_paper')
      const names = [...new Set(named.map((paper) => paper.who))]
      if ([...saidNo.keys()].some((who) => who.startsWith('name ') && opposes(who))) return false
      if (names.length >= 2) ways.push(names.map((name) => firstOf(named.filter((paper) => paper.who === name))))
      else for (const paper of named) if (paper.tick === 'sole_custody' || (paper.tick === 'other_agrees' && option['consent.holders'] === 'one_with_assurance')) ways.push([paper])
    }
    const hasVoice = papers.some((paper) => paper.who === 'pupil')
    return ways.some((way) => coFrom === null || hasVoice || way.every((paper) => paper.signed < coFrom))
  }

  /** Open by some major version: the one in force, or one replaced fewer than so many days ago. */
  const opens = (today: string, complete: (major: number) => boolean): boolean => {
    for (const major of new Set(records.documents.map((d) => d.major))) {
      if (firstDayOf(major)! > today || !complete(major)) continue
      const replaced = replacedOn(major)
      if (replaced === undefined || today < replaced || daysBetween(replaced, today) < option['consent.reconsent_days']) return true
    }
    return false
  }

  type Step = { at: number; isNo: boolean; enter: (today: string) => void; date: string }
  const steps: Step[] = [
    ...records.declarations.map((r) => ({ at: r.enteredAt.getTime(), isNo: false, date: dateInBerlin(r.enteredAt), enter: (today: string) => enterYes(r, today) })),
    ...records.withdrawals.map((r) => ({ at: r.enteredAt.getTime(), isNo: true, date: dateInBerlin(r.enteredAt), enter: (today: string) => enterNo(r, today, r.enteredAt.getTime()) })),
    ...platformBlows.map((blow) => ({ at: blow.at, isNo: true, date: dateInBerlin(new Date(blow.at)), enter: () => breakOff(blow.said, blow.adult) })),
  ].sort((a, b) => a.at - b.at || Number(a.isNo) - Number(b.isNo))

  for (let today = FIRST; today <= LAST; today = addDays(today, 1)) {
    if (c.stays.some((stay) => stay.until === addDays(today, -1))) {
      ;[pile, adultPile, everSigned, saidNo, brokenOn, objectedOn, adultNoOn, leftOn] = [[], [], [], new Map<string, string>(), '', null, null, addDays(today, -1)]
    }
    if (!isAdult(today)) {
      eveHolders = holdersOn(today)
      pile = pile.filter((paper) => (paper.kind === 'holder' ? hasCustodyOn(paper.guardianId, today) : paper.kind !== 'named_on_paper' || eveHolders.length === 0))
    }
    for (const step of steps) if (step.date === today) step.enter(today)
    let isOpen: boolean
    if (!isAdult(today)) {
      isOpen = objectedOn === null && opens(today, (major) => isComplete(major, eveHolders))
      wasOpenOnEve = isOpen && isHere(today)
    } else {
      const parents = objectedOn === null && wasOpenOnEve && opens(today, (major) => isComplete(major, eveHolders))
      const hasGrace = daysBetween(c.majorityDate!, today) < option['majority.grace_days'] || option['majority.after_grace'] === 'keep'
      if (adultPile.length > 0) isOpen = opens(today, (major) => adultPile.some((paper) => paper.major === major))
      else isOpen = adultNoOn === null && parents && hasGrace
    }
    open.set(today, isOpen && isHere(today))
  }
  return { open, blows }
}

function lawfulDays(c: ConsentCase, purpose: Purpose): Map<string, boolean> {
  const platform = walk(c, 'platform')
  if (purpose === 'platform') return platform.open
  const video = walk(c, 'video', platform.blows).open
  return new Map([...video].map(([date, isOpen]) => [date, isOpen && platform.open.get(date)!]))
}

/** The family as it was known at the end of a day. */
function knownOn(c: ConsentCase, today: string): ConsentCase {
  const known = (records: PurposeRecords): PurposeRecords => ({
    ...records,
    declarations: records.declarations.filter((r) => dateInBerlin(r.enteredAt) <= today),
    withdrawals: records.withdrawals.filter((r) => dateInBerlin(r.enteredAt) <= today),
  })
  return { ...c, today, records: { platform: known(c.records.platform), video: c.records.video && known(c.records.video) } }
}

// --- random families ------------------------------------------------------------------------------------------------

const someDay = fc.integer({ min: 0, max: DAYS }).map(day)
const declarers: fc.Arbitrary<Declarer> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('mother', 'mother', 'father', 'father', 'uncle').map((guardianId): Declarer => ({ as: 'holder', guardianId })) },
  { weight: 3, arbitrary: fc.constantFrom('A', 'B', 'C').map((name): Declarer => ({ as: 'named_on_paper', name })) },
  { weight: 2, arbitrary: fc.constantFrom<Declarer>({ as: 'adult_pupil' }, { as: 'pupil_voice' }) },
)
/** Mostly signed in the days before the entry, at times long before, at times with a date that is still to come. */
const lag = fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 4, arbitrary: fc.integer({ min: 1, max: 6 }) }, { weight: 1, arbitrary: fc.integer({ min: -9, max: 40 }) })
const minute = fc.integer({ min: 0, max: 1_439 }).map((n) => `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`)
type RandomEntry = { by: Declarer; entered: string; time: string; lag: number }
const entry: fc.Arbitrary<RandomEntry> = fc.record({ by: declarers, entered: someDay, time: minute, lag })
/** Mostly the form that was in force on the day of the signature. */
const forms = fc.oneof({ weight: 8, arbitrary: fc.constant('in force') }, { weight: 2, arbitrary: fc.constantFrom('1.0', '1.1', '2.0', '3.0', '9.9') })
const ticks = fc.constantFrom(null, null, 'sole_custody' as const, 'other_agrees' as const, 'other_agrees' as const)

const documents: fc.Arbitrary<DocumentVersion[]> = fc
  .record({ first: fc.integer({ min: 0, max: 3 }), minor: fc.nat(DAYS), second: fc.option(fc.nat(DAYS), { freq: 2 }), third: fc.option(fc.nat(DAYS), { freq: 2 }) })
  .map(({ first, minor, second, third }) => {
    const versions: DocumentVersion[] = [{ id: '1.0', major: 1, minor: 0, validFrom: day(first) }, { id: '1.1', major: 1, minor: 1, validFrom: day(Math.max(first, minor)) }]
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
    withdrawals: no.map(({ by, entered, time, lag: days }) => ({ id: `n${++made}`, by, receivedOn: addDays(entered, -days), enteredAt: instantInBerlin(entered, time) })),
  }))

/** A person's record: from before the walk or from a day on, changed once or twice, at times with a gap. */
const holderRows = (guardianId: string): fc.Arbitrary<Holder[]> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constant<Holder[]>([{ guardianId, custody: true, from: '2025-08-01', until: null }]) },
    { weight: 2, arbitrary: fc.constant<Holder[]>([]) },
    {
      weight: 3,
      arbitrary: fc.record({ begin: fc.integer({ min: -9, max: DAYS }), change: fc.nat(DAYS), gap: fc.constantFrom(0, 0, 4), first: fc.boolean(), second: fc.boolean(), ends: fc.boolean() }).map(({ begin, change, gap, first, second, ends }) => [
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

const families: fc.Arbitrary<ConsentCase> = fc
  .record({
    platform: purposeRecords,
    video: purposeRecords,
    rows: fc.tuple(holderRows('mother'), holderRows('father'), fc.oneof({ weight: 5, arbitrary: fc.constant<Holder[]>([]) }, { weight: 1, arbitrary: holderRows('uncle') })),
    nobody: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
    // 18, 16 or 14 in these days, or not at all, or nobody knows.
    majorityDate: fc.oneof(fc.constant('2030-05-05'), fc.nat(DAYS).map(day), fc.nat(DAYS).map(day), fc.nat(DAYS).map((n) => dateOfAge(day(n), 20)), fc.nat(DAYS).map((n) => dateOfAge(day(n), 22)), fc.constant(null)),
    stays,
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
  .map(({ platform, video, rows, nobody, ...rest }) => ({ ...rest, holders: nobody ? [] : rows.flat(), records: { platform, video } }))

const purposes = fc.constantFrom<Purpose>('platform', 'video')
const openStates = ['GRANTED', 'OUTDATED', 'MAJORITY_DUE']

describe('the gate and the law, on random families', () => {
  it('R2.1 R3.1 R12.2 the gate is open exactly when the naive walk says so, and closes by itself exactly on openUntil', () => {
    const seen = new Map<string, number>()
    const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1)
    fc.assert(
      fc.property(families, purposes, (family, purpose) => {
        const consent = consentOf(purpose, family)
        const lawful = lawfulDays(knownOn(family, family.today), purpose)
        assert.equal(consent.open, lawful.get(family.today), `open on ${family.today}`)
        let closesOn: string | null = null
        if (consent.open) for (let date = family.today; date <= LAST && closesOn === null; date = addDays(date, 1)) if (!lawful.get(date)) closesOn = date
        assert.equal(consent.openUntil !== null && consent.openUntil > LAST ? null : consent.openUntil, closesOn)
        count(`${consent.state} ${consent.open}`)
        if (consent.openUntil) count('closes by itself')
      }),
      { numRuns: Number(process.env['WALKS'] ?? 2_000) },
    )
    // A walk that never meets a state proves nothing about it.
    if (process.env['SHOW']) console.log(seen)
    for (const state of ['NONE false', 'REQUESTED false', 'PARTIAL false', 'GRANTED true', 'REVOKED false', 'OUTDATED true', 'OUTDATED false', 'MAJORITY_DUE true', 'LAPSED false', 'ENDED false', 'closes by itself']) {
      assert.ok((seen.get(state) ?? 0) >= 5, `${state} was seen ${seen.get(state) ?? 0} times`)
    }
  })

  it('R12.2 history: on every day of a whole life of records, what was known that day decides', () => {
    fc.assert(
      fc.property(families, purposes, (family, purpose) => {
        for (let n = 0; n <= DAYS; n += 4) {
          const today = day(n)
          const known = knownOn(family, today)
          assert.equal(consentOf(purpose, known).open, lawfulDays(known, purpose).get(today), today)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('no record of the future changes the past', () => {
    fc.assert(fc.property(families, purposes, (family, purpose) => assert.deepEqual(consentOf(purpose, family), consentOf(purpose, knownOn(family, family.today)))), { numRuns: 1_000 })
  })

  it('the order in which records are handed over does not matter', () => {
    const shuffled = fc.tuple(families, fc.integer()).map(([family, seed]) => {
      const turn = <T,>(list: readonly T[]): T[] => (list.length === 0 ? [] : [...list.slice(Math.abs(seed) % list.length), ...list.slice(0, Math.abs(seed) % list.length)].reverse())
      const records = { ...family.records.platform, declarations: turn(family.records.platform.declarations), withdrawals: turn(family.records.platform.withdrawals), documents: turn(family.records.platform.documents) }
      return [family, { ...family, stays: turn(family.stays), records: { ...family.records, platform: records } }] as const
    })
    fc.assert(
      fc.property(shuffled, ([family, turned]) => {
        const [one, other] = [consentOf('platform', family), consentOf('platform', turned)]
        assert.deepEqual([one.state, one.open, one.openUntil, one.changesOn], [other.state, other.open, other.openUntil, other.changesOn])
      }),
      { numRuns: 500 },
    )
  })

  it('state, gate and answer fit together, and nothing changes before changesOn', () => {
    fc.assert(
      fc.property(families, purposes, (family, purpose) => {
        const consent = consentOf(purpose, family)
        const { state, open, missing, restsOn, major, openUntil, changesOn } = consent
        if (open) assert.ok(openStates.includes(state))
        if (state === 'GRANTED') assert.ok(open && missing.length === 0)
        if (open) assert.ok(restsOn.length > 0 && major !== null)
        else assert.ok(restsOn.length === 0 && major === null && openUntil === null)
        if (!open && state !== 'ENDED') assert.ok(missing.length > 0, 'a closed gate says who is missing')
        if (openUntil !== null) assert.ok(changesOn !== null && changesOn <= openUntil && openUntil > family.today)
        const known = knownOn(family, family.today)
        for (let date = family.today; date <= LAST; date = addDays(date, 1)) {
          const later = consentOf(purpose, { ...known, today: date })
          const isSame = later.state === state && later.open === open
          if (changesOn === null || date < changesOn) assert.ok(isSame, `unchanged on ${date}`)
          if (date === changesOn) return assert.ok(!isSame, `changed on ${date}`)
        }
        return undefined
      }),
      { numRuns: 120 },
    )
  })

  it('R12.2 whatever came before: a withdrawal by somebody with a say closes at once, until somebody declares', () => {
    fc.assert(
      fc.property(families, someDay, fc.constantFrom('mother', 'father'), (family, on, guardianId) => {
        const holders = [...family.holders.filter((h) => h.guardianId !== guardianId), { guardianId, custody: true, from: '2025-08-01', until: null }]
        const before = knownOn({ ...family, holders, majorityDate: '2030-05-05' }, on)
        const { platform } = before.records
        const withdrawal: Withdrawal = { id: 'z', by: { as: 'holder', guardianId }, receivedOn: on, enteredAt: instantInBerlin(on, '23:59') }
        const after = { ...before, records: { platform: { ...platform, withdrawals: [...platform.withdrawals, withdrawal] }, video: before.records.video } }
        for (const purpose of ['platform', 'video'] as const) assert.equal(consentOf(purpose, after).open, false)
      }),
      { numRuns: 500 },
    )
  })
})
