import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addDays, instantInBerlin, majorityDate, startOfDay } from '#platform/time/calendar.ts'
import { consentOf } from './consent.ts'
import { type Assurance, type Consent, type ConsentCase, consentOptionDefaults, type Declaration, type Declarer, type PurposeRecords, type Withdrawal } from './records.ts'

const mother: Declarer = { as: 'holder', guardianId: 'mother' }
const father: Declarer = { as: 'holder', guardianId: 'father' }
const adult: Declarer = { as: 'adult_pupil' }
const voice: Declarer = { as: 'pupil_voice' }
const named = (name: string): Declarer => ({ as: 'named_on_paper', name })

const custody = (guardianId: string, from = '2026-08-01', until: string | null = null) => ({ guardianId, custody: true, from, until })
const noCustody = (guardianId: string, from = '2026-08-01', until: string | null = null) => ({ guardianId, custody: false, from, until })

let ids = 0
const id = (): string => `r${String(++ids).padStart(4, '0')}`

/** A yes signed on a date and entered the same day, unless told otherwise; form v1 unless told otherwise. */
function yes(by: Declarer, declaredOn: string, more: { entered?: string; at?: string; form?: string; tick?: Assurance } = {}): Declaration {
  return { id: id(), by, documentId: more.form ?? 'v1', declaredOn, enteredAt: instantInBerlin(more.entered ?? declaredOn, more.at ?? '10:00'), assurance: more.tick ?? null }
}

function no(by: Declarer, receivedOn: string, more: { entered?: string; at?: string } = {}): Withdrawal {
  return { id: id(), by, receivedOn, enteredAt: instantInBerlin(more.entered ?? receivedOn, more.at ?? '10:00') }
}

const v1 = { id: 'v1', major: 1, minor: 0, validFrom: '2026-01-01' }
const v1b = { id: 'v1b', major: 1, minor: 1, validFrom: '2026-09-15' }
const v2 = { id: 'v2', major: 2, minor: 0, validFrom: '2026-11-01' }

function records(...all: (Declaration | Withdrawal)[]): PurposeRecords {
  const declarations = all.filter((record): record is Declaration => 'documentId' in record)
  return { documents: [v1, v1b], requestedOn: null, declarations, withdrawals: all.filter((record): record is Withdrawal => !('documentId' in record)) }
}

type Change = Partial<Omit<ConsentCase, 'options'>> & { options?: Partial<ConsentCase['options']> }

/** A pupil of 15 with two parents who have custody, on 23 November 2026. */
function pupil(platform: PurposeRecords, { options, ...change }: Change = {}): ConsentCase {
  return {
    majorityDate: '2029-06-01', stays: [{ from: '2026-08-01', until: null }], holders: [custody('mother'), custody('father')],
    records: { platform }, today: '2026-11-23', ...change, options: { ...consentOptionDefaults, ...options },
  }
}

const platformOn = (today: string, c: ConsentCase): Consent => consentOf('platform', { ...c, today })
const stateOn = (today: string, c: ConsentCase): string => {
  const { state, open } = platformOn(today, c)
  return `${state} ${open ? 'open' : 'closed'}`
}
const kinds = (consent: Consent): string[] => consent.contradictions.map(({ kind }) => kind)

describe('consent of a minor', () => {
  it('R2.1 the default of a new pupil is NONE and closed, and both parents are missing', () => {
    const consent = consentOf('platform', pupil(records()))
    assert.equal(consent.state, 'NONE')
    assert.equal(consent.open, false)
    assert.equal(consent.openUntil, null)
    assert.deepEqual(consent.missing, [
      { who: 'holder', guardianId: 'mother', why: 'not_declared' },
      { who: 'holder', guardianId: 'father', why: 'not_declared' },
    ])
  })

  it('R2.1 requested, one of two declared, both declared: REQUESTED, PARTIAL, GRANTED; only the last opens', () => {
    const c = pupil({ ...records(yes(mother, '2026-09-10'), yes(father, '2026-09-20')), requestedOn: '2026-09-01' })
    assert.equal(stateOn('2026-08-31', c), 'NONE closed')
    assert.equal(stateOn('2026-09-01', c), 'REQUESTED closed')
    assert.equal(stateOn('2026-09-10', c), 'PARTIAL closed')
    assert.deepEqual(platformOn('2026-09-10', c).missing, [{ who: 'holder', guardianId: 'father', why: 'not_declared' }])
    assert.equal(stateOn('2026-09-20', c), 'GRANTED open')
    assert.deepEqual(platformOn('2026-09-20', c).missing, [])
    assert.equal(platformOn('2026-09-20', c).restsOn.length, 2)
  })

  it('3.1 the same major version is asked for, a minor version makes no difference', () => {
    const c = pupil(records(yes(mother, '2026-09-10'), yes(father, '2026-09-20', { form: 'v1b' })))
    assert.equal(stateOn('2026-11-23', c), 'GRANTED open')
    assert.equal(platformOn('2026-11-23', c).major, 1)
  })

  it('3.1 a parent without custody cannot grant, and is not missing either', () => {
    const c = pupil(records(yes(mother, '2026-09-10'), yes(father, '2026-09-10')), { holders: [noCustody('mother'), custody('father')] })
    assert.equal(stateOn('2026-11-23', c), 'GRANTED open')
    assert.equal(platformOn('2026-11-23', c).restsOn.length, 1)
    const onlyMother = pupil(records(yes(mother, '2026-09-10')), { holders: [noCustody('mother'), custody('father')] })
    assert.equal(stateOn('2026-11-23', onlyMother), 'NONE closed')
    assert.deepEqual(kinds(platformOn('2026-11-23', onlyMother)), ['without_custody'])
  })

  it('3.1 custody that came after the signature does not heal it, custody that ended does not revive it', () => {
    const later = pupil(records(yes(mother, '2026-09-10')), { holders: [noCustody('mother', '2026-08-01', '2026-09-30'), custody('mother', '2026-10-01')] })
    assert.equal(stateOn('2026-11-23', later), 'NONE closed')
    const interrupted = pupil(records(yes(mother, '2026-09-10')), { holders: [custody('mother', '2026-08-01', '2026-09-30'), custody('mother', '2026-10-05')] })
    assert.equal(stateOn('2026-09-30', interrupted), 'GRANTED open')
    assert.equal(stateOn('2026-11-23', interrupted), 'NONE closed')
    const renewed = pupil(records(yes(mother, '2026-09-10')), { holders: [custody('mother', '2026-08-01', '2026-09-30'), custody('mother', '2026-10-01')] })
    assert.equal(stateOn('2026-11-23', renewed), 'GRANTED open', 'two records without a day between them are one custody')
  })

  it('A4 a form signed at enrolment, before the import knew the family, counts', () => {
    const c = pupil(records(yes(mother, '2026-02-10', { entered: '2026-08-05' })), { holders: [custody('mother')] })
    assert.equal(stateOn('2026-08-05', c), 'GRANTED open')
  })

  it('3.1 a new holder closes the gate until they declare, and a holder who is no more is not asked', () => {
    const holders = [custody('mother'), custody('father', '2026-10-01')]
    const c = pupil(records(yes(mother, '2026-09-10')), { holders })
    assert.equal(platformOn('2026-09-20', c).openUntil, '2026-10-01')
    assert.equal(stateOn('2026-10-01', c), 'PARTIAL closed')
    const dead = pupil(records(yes(mother, '2026-09-10')), { holders: [custody('mother'), custody('father', '2026-08-01', '2026-10-04')] })
    assert.equal(stateOn('2026-10-04', dead), 'PARTIAL closed')
    assert.equal(platformOn('2026-10-04', dead).changesOn, '2026-10-05')
    assert.equal(stateOn('2026-10-05', dead), 'GRANTED open')
  })

  it('R2.1 a declaration dated in the future, or before its document existed, or of an unknown document, never counts', () => {
    const c = (declaration: Declaration) => pupil(records(declaration), { holders: [custody('mother')] })
    assert.equal(stateOn('2027-03-01', c(yes(mother, '2026-12-01', { entered: '2026-11-01' }))), 'NONE closed')
    assert.equal(stateOn('2027-03-01', c(yes(mother, '2026-09-14', { form: 'v1b', entered: '2026-10-01' }))), 'NONE closed')
    assert.equal(stateOn('2027-03-01', c(yes(mother, '2026-09-15', { form: 'v1b' }))), 'GRANTED open')
    assert.equal(stateOn('2027-03-01', c(yes(mother, '2026-09-15', { form: 'v9' }))), 'NONE closed')
    assert.equal(platformOn('2027-03-01', c(yes(mother, '2026-12-01', { entered: '2026-11-01' }))).missing.map((one) => 'why' in one && one.why)[0], 'not_counted')
  })

  it('R2.1 what is entered later does not open the day before, at 00:00 in Berlin exactly', () => {
    const c = pupil(records(yes(mother, '2026-09-09', { entered: '2026-09-10', at: '00:00' })), { holders: [custody('mother')] })
    assert.equal(stateOn('2026-09-09', c), 'NONE closed')
    assert.equal(stateOn('2026-09-10', c), 'GRANTED open')
  })

  it('3.1 one parent says yes, the other no: not granted, and a case for the clerk', () => {
    for (const all of [[yes(mother, '2026-09-10'), no(father, '2026-09-12')], [no(father, '2026-09-08'), yes(mother, '2026-09-10')]]) {
      const consent = platformOn('2026-11-23', pupil(records(...all)))
      assert.equal(consent.state, 'PARTIAL')
      assert.equal(consent.open, false)
      assert.deepEqual(consent.missing, [{ who: 'holder', guardianId: 'father', why: 'refused' }])
      assert.deepEqual(kinds(consent), ['holders_disagree'])
    }
    const changedMind = pupil(records(yes(mother, '2026-09-10'), no(father, '2026-09-12'), yes(father, '2026-09-20')))
    assert.equal(stateOn('2026-11-23', changedMind), 'GRANTED open', 'a refusal ended nothing of the mother')
  })

  it('3.1 a pupil of 17 who declares is heard, never sufficient', () => {
    const c = pupil(records(yes(voice, '2026-09-10'), yes(adult, '2026-09-11')), { majorityDate: '2027-03-01' })
    assert.equal(stateOn('2026-11-23', c), 'NONE closed')
    assert.equal(stateOn('2027-03-01', c), 'NONE closed', 'it does not become consent by waiting')
  })

  it('3.1 without a birth date the pupil counts as a minor, and the clerk is told', () => {
    const c = pupil(records(yes(adult, '2026-09-10')), { majorityDate: null })
    assert.equal(stateOn('2026-11-23', c), 'NONE closed')
    const granted = platformOn('2026-11-23', pupil(records(yes(mother, '2026-09-10'), yes(father, '2026-09-10')), { majorityDate: null }))
    assert.equal(granted.open, true)
    assert.deepEqual(kinds(granted), ['majority_unknown'])
  })
})

describe('custody as families are (A3)', () => {
  it('A3 one holder on record: one declaration is enough, whatever is ticked; the odd tick is a task, not a lock', () => {
    const holders = [custody('mother')]
    assert.equal(stateOn('2026-11-23', pupil(records(yes(mother, '2026-09-10')), { holders })), 'GRANTED open')
    const ticked = platformOn('2026-11-23', pupil(records(yes(mother, '2026-09-10', { tick: 'other_agrees' })), { holders }))
    assert.equal(ticked.open, true)
    assert.deepEqual(kinds(ticked), ['form_against_record'])
  })

  it('A3 two holders on record and "Ich bin allein sorgeberechtigt": the flags decide, the form becomes a task', () => {
    for (const option of ['all', 'one_with_assurance'] as const) {
      const c = pupil(records(yes(mother, '2026-09-10', { tick: 'sole_custody' })), { options: { 'consent.holders': option } })
      assert.equal(stateOn('2026-11-23', c), 'PARTIAL closed', option)
      assert.deepEqual(kinds(platformOn('2026-11-23', c)), ['form_against_record'])
    }
  })

  it('A3 "Der andere Elternteil ist einverstanden" is enough only where the school chose one with assurance', () => {
    const signed = records(yes(mother, '2026-09-10', { tick: 'other_agrees' }))
    assert.equal(stateOn('2026-11-23', pupil(signed)), 'PARTIAL closed')
    assert.equal(stateOn('2026-11-23', pupil(signed, { options: { 'consent.holders': 'one_with_assurance' } })), 'GRANTED open')
    const bare = records(yes(mother, '2026-09-10'))
    assert.equal(stateOn('2026-11-23', pupil(bare, { options: { 'consent.holders': 'one_with_assurance' } })), 'PARTIAL closed')
  })

  it('A3 an assurance never outweighs the other holder\'s own no', () => {
    const options = { 'consent.holders': 'one_with_assurance' } as const
    const refused = pupil(records(no(father, '2026-09-01'), yes(mother, '2026-09-10', { tick: 'other_agrees' })), { options })
    assert.equal(stateOn('2026-11-23', refused), 'PARTIAL closed')
    const withdrawn = pupil(records(yes(mother, '2026-09-10'), yes(father, '2026-09-10'), no(father, '2026-10-01'), yes(mother, '2026-10-05', { tick: 'other_agrees' })), { options })
    assert.equal(stateOn('2026-11-23', withdrawn), 'PARTIAL closed')
  })

  it('A3 nobody on record: two signatures by different names, or one with sole custody; always a task for the clerk', () => {
    const holders = [noCustody('mother')]
    const state = (...all: Declaration[]): string => stateOn('2026-11-23', pupil(records(...all), { holders }))
    assert.equal(state(yes(named('Ágnes Đorđević'), '2026-09-10')), 'PARTIAL closed')
    assert.equal(state(yes(named('Ágnes Đorđević'), '2026-09-10'), yes(named(' ágnes  ĐORĐEVIĆ '), '2026-09-11')), 'PARTIAL closed', 'the same name twice')
    assert.equal(state(yes(named('A\u0301gnes Đorđević'), '2026-09-10'), yes(named('Ágnes Đorđević'), '2026-09-11')), 'PARTIAL closed', 'the same name in two Unicode forms')
    assert.equal(state(yes(named('Ágnes Đorđević'), '2026-09-10'), yes(named('Petar Đorđević'), '2026-09-11')), 'GRANTED open')
    assert.equal(state(yes(named('Ágnes Đorđević'), '2026-09-10', { tick: 'sole_custody' })), 'GRANTED open')
    assert.equal(state(yes(named('Ágnes Đorđević'), '2026-09-10', { tick: 'other_agrees' })), 'PARTIAL closed')
    assert.equal(state(yes(named('  '), '2026-09-10', { tick: 'sole_custody' })), 'NONE closed', 'a name has to be there')
    const consent = platformOn('2026-11-23', pupil(records(yes(named('Ágnes Đorđević'), '2026-09-10')), { holders }))
    assert.deepEqual(consent.missing, [{ who: 'named_on_paper', name: null, why: 'not_declared' }])
    assert.deepEqual(kinds(consent), ['no_holder'])
  })

  it('A3 nobody on record: a third name that says no blocks, and one who signed may withdraw', () => {
    const holders = [] as const
    const two = [yes(named('Anna'), '2026-09-10'), yes(named('Bert'), '2026-09-10')]
    assert.equal(stateOn('2026-11-23', pupil(records(...two, no(named('Carl'), '2026-09-12')), { holders })), 'PARTIAL closed')
    assert.equal(stateOn('2026-11-23', pupil(records(...two, no(named('anna'), '2026-09-12')), { holders })), 'REVOKED closed')
  })

  it('A3 a name beside those on record changes nothing and is a task; names end when somebody comes on record', () => {
    const beside = pupil(records(yes(mother, '2026-09-10'), yes(father, '2026-09-10'), yes(named('Onkel Otto'), '2026-09-11'), no(named('Onkel Otto'), '2026-09-12')))
    assert.equal(stateOn('2026-11-23', beside), 'GRANTED open')
    assert.deepEqual(kinds(platformOn('2026-11-23', beside)), ['form_against_record'])
    const holders = [custody('mother', '2026-10-01', '2026-10-31')]
    const c = pupil(records(yes(named('Anna'), '2026-09-10', { tick: 'sole_custody' })), { holders })
    assert.equal(platformOn('2026-09-20', c).openUntil, '2026-10-01')
    assert.equal(stateOn('2026-11-23', c), 'NONE closed', 'and do not revive')
  })
})

describe('withdrawal', () => {
  const granted = (): Declaration[] => [yes(mother, '2026-09-10'), yes(father, '2026-09-10')]

  it('R12.2 only the father revokes: closed; the mother alone declares again: still blocked; the father declares again too: open', () => {
    const revoked = [...granted(), no(father, '2026-10-01')]
    assert.equal(stateOn('2026-10-01', pupil(records(...revoked))), 'REVOKED closed')
    const motherAgain = [...revoked, yes(mother, '2026-10-05')]
    assert.equal(stateOn('2026-10-05', pupil(records(...motherAgain))), 'PARTIAL closed')
    const bothAgain = [...motherAgain, yes(father, '2026-10-08')]
    assert.equal(stateOn('2026-10-08', pupil(records(...bothAgain))), 'GRANTED open')
  })

  it('R12.2 a withdrawal ends the consent as a whole: the father alone declaring again is not enough', () => {
    const c = pupil(records(...granted(), no(father, '2026-10-01'), yes(father, '2026-10-08')))
    assert.equal(stateOn('2026-11-23', c), 'PARTIAL closed')
    assert.deepEqual(platformOn('2026-11-23', c).missing, [{ who: 'holder', guardianId: 'mother', why: 'ended' }])
  })

  it('R12.2 it works at once and needs nothing: the same minute, and also with a strange date on the paper', () => {
    const sameMinute = pupil(records(yes(mother, '2026-09-10', { at: '10:00' }), no(mother, '2026-09-10', { at: '10:00' })), { holders: [custody('mother')] })
    assert.equal(stateOn('2026-09-10', sameMinute), 'REVOKED closed')
    const dated2027 = pupil(records(...granted(), no(father, '2027-10-01', { entered: '2026-10-01' }), yes(mother, '2026-10-05'), yes(father, '2026-10-05')))
    assert.equal(stateOn('2026-10-01', dated2027), 'REVOKED closed')
    assert.equal(stateOn('2026-10-05', dated2027), 'GRANTED open', 'nor does a wrong date block for ever')
  })

  it('R12.2 there is no undo without a new declaration: papers signed before the withdrawal count no more, even if they are found later', () => {
    const c = pupil(records(...granted(), no(father, '2026-10-01'), yes(father, '2026-09-30', { entered: '2026-10-02' }), yes(mother, '2026-09-30', { entered: '2026-10-02' })))
    assert.equal(stateOn('2026-11-23', c), 'REVOKED closed')
  })

  it('R12.2 each holder can always withdraw; a parent without custody makes a case for the clerk, not a lock', () => {
    const c = pupil(records(yes(mother, '2026-09-10'), no(father, '2026-10-01')), { holders: [custody('mother'), noCustody('father')] })
    assert.equal(stateOn('2026-11-23', c), 'GRANTED open')
    assert.deepEqual(kinds(platformOn('2026-11-23', c)), ['without_custody'])
    const lostSince = pupil(records(...granted(), no(father, '2026-10-01')), { holders: [custody('mother'), custody('father', '2026-08-01', '2026-10-10')] })
    assert.equal(stateOn('2026-11-23', lostSince), 'REVOKED closed', 'what he withdrew while he had custody stays withdrawn')
  })

  it('3.1 the pupil\'s own objection blocks from 14 on, and only the pupil can lift it', () => {
    const majority = majorityDate('2012-10-01')
    const all = [...granted(), no(voice, '2026-10-01')]
    assert.equal(stateOn('2026-10-01', pupil(records(...all), { majorityDate: majority })), 'REVOKED closed')
    assert.deepEqual(platformOn('2026-10-01', pupil(records(...all), { majorityDate: majority })).missing, [{ who: 'pupil_voice', why: 'refused' }])
    const parentsAgain = [...all, yes(mother, '2026-10-05'), yes(father, '2026-10-05')]
    assert.equal(stateOn('2026-11-23', pupil(records(...parentsAgain), { majorityDate: majority })), 'REVOKED closed')
    assert.equal(stateOn('2026-11-23', pupil(records(...all, yes(voice, '2026-10-08')), { majorityDate: majority })), 'GRANTED open', 'the parents\' declarations stand')
  })

  it('3.1 an objection below the age of the school\'s choice is without effect', () => {
    const dayTooYoung = pupil(records(...granted(), no(voice, '2026-09-30')), { majorityDate: majorityDate('2012-10-01') })
    assert.equal(stateOn('2026-11-23', dayTooYoung), 'GRANTED open')
    const at16 = (birth: string) => pupil(records(...granted(), no(voice, '2026-10-01')), { majorityDate: majorityDate(birth), options: { 'consent.pupil_voice_age': 16 } })
    assert.equal(stateOn('2026-11-23', at16('2012-10-01')), 'GRANTED open')
    assert.equal(stateOn('2026-11-23', at16('2010-10-01')), 'REVOKED closed')
    const off = pupil(records(...granted(), no(voice, '2026-10-01')), { majorityDate: majorityDate('2009-10-01'), options: { 'consent.pupil_voice_age': 'off' } })
    assert.equal(stateOn('2026-11-23', off), 'GRANTED open')
    assert.equal(stateOn('2026-11-23', pupil(records(...granted(), no(voice, '2026-10-01')), { majorityDate: null })), 'REVOKED closed', 'of unknown age: taken seriously')
  })

  it('3.1 where the pupil co-declares (preset of Bavaria), parents and pupil are needed from 14 on, and a birthday undoes nothing', () => {
    const options = { 'consent.pupil_co_declaration': true }
    const of15 = pupil(records(...granted()), { majorityDate: majorityDate('2011-05-05'), options })
    assert.equal(stateOn('2026-11-23', of15), 'PARTIAL closed')
    assert.deepEqual(platformOn('2026-11-23', of15).missing, [{ who: 'pupil_voice', why: 'not_declared' }])
    assert.equal(stateOn('2026-11-23', pupil(records(...granted(), yes(voice, '2026-10-01')), { majorityDate: majorityDate('2011-05-05'), options })), 'GRANTED open')
    assert.equal(stateOn('2026-11-23', pupil(records(...granted()), { majorityDate: majorityDate('2012-10-01'), options })), 'GRANTED open', 'complete at 13, now 14')
  })
})

describe('a new version of the document', () => {
  const with2 = (...all: (Declaration | Withdrawal)[]): ConsentCase => pupil({ ...records(...all), documents: [v1, v1b, v2] })
  const granted = [yes(mother, '2026-09-10'), yes(father, '2026-09-10')]

  it('3.1 a new major version makes GRANTED OUTDATED; the gate stays open for 60 days, then closes at 00:00 by itself', () => {
    const c = with2(...granted)
    assert.equal(stateOn('2026-10-31', c), 'GRANTED open')
    assert.equal(platformOn('2026-10-31', c).openUntil, '2026-12-31')
    assert.equal(stateOn('2026-11-01', c), 'OUTDATED open')
    assert.equal(stateOn('2026-12-30', c), 'OUTDATED open', 'the 60th day')
    assert.equal(stateOn('2026-12-31', c), 'OUTDATED closed')
    assert.deepEqual(platformOn('2026-11-01', c).missing, [
      { who: 'holder', guardianId: 'mother', why: 'older_version' },
      { who: 'holder', guardianId: 'father', why: 'older_version' },
    ])
    const none = { ...c, options: { ...c.options, 'consent.reconsent_days': 0 } }
    assert.equal(platformOn('2026-10-31', none).openUntil, '2026-11-01')
  })

  it('3.1 it is granted again when all have declared to the new version, and outdated until then', () => {
    assert.equal(stateOn('2026-11-10', with2(...granted, yes(mother, '2026-11-10', { form: 'v2' }))), 'OUTDATED open')
    assert.equal(stateOn('2026-11-12', with2(...granted, yes(mother, '2026-11-10', { form: 'v2' }), yes(father, '2026-11-12', { form: 'v2' }))), 'GRANTED open')
    assert.equal(stateOn('2026-11-12', with2(...granted, yes(mother, '2026-11-10', { form: 'v2' }), no(father, '2026-11-12'))), 'REVOKED closed', 'who had agreed and says no withdraws')
  })

  it('3.1 an old form signed after the new version is in force stands for nothing', () => {
    assert.equal(stateOn('2026-11-10', with2(yes(mother, '2026-11-05'), yes(father, '2026-11-05'))), 'NONE closed')
    assert.equal(stateOn('2026-11-10', with2(yes(mother, '2026-10-31', { entered: '2026-11-05' }), yes(father, '2026-10-30', { entered: '2026-11-05' }))), 'OUTDATED open')
    assert.equal(stateOn('2026-11-10', with2(yes(mother, '2026-10-31'), yes(father, '2026-11-05', { form: 'v2' }))), 'PARTIAL closed', 'not the same major version')
  })
})

describe('majority', () => {
  const parents = [yes(mother, '2026-09-10'), yes(father, '2026-09-10')]

  it('3.0 born 2008-11-23: the parents decide until the eve, from 2026-11-23 00:00 on the pupil', () => {
    const c = pupil(records(...parents), { majorityDate: majorityDate('2008-11-23') })
    assert.equal(stateOn('2026-11-22', c), 'GRANTED open')
    assert.equal(stateOn('2026-11-23', c), 'MAJORITY_DUE open')
    assert.deepEqual(platformOn('2026-11-23', c).missing, [{ who: 'adult_pupil', why: 'not_declared' }])
    assert.equal(platformOn('2026-11-22', c).changesOn, '2026-11-23')
    assert.equal(startOfDay(platformOn('2026-11-22', c).changesOn!).toISOString(), '2026-11-22T23:00:00.000Z')
  })

  it('3.0 born 2008-02-29: of age from 2026-03-01, not a day before', () => {
    const c = pupil(records(yes(mother, '2026-01-10')), { majorityDate: majorityDate('2008-02-29'), holders: [custody('mother', '2026-01-01')], stays: [{ from: '2020-08-01', until: null }] })
    assert.equal(stateOn('2026-02-28', c), 'GRANTED open')
    assert.equal(stateOn('2026-03-01', c), 'MAJORITY_DUE open')
  })

  it('3.1 after 28 days without an answer the gate closes (block) or the parents\' consent is kept (keep)', () => {
    const c = pupil(records(...parents), { majorityDate: '2026-11-23' })
    assert.equal(platformOn('2026-11-23', c).openUntil, '2026-12-21')
    assert.equal(stateOn('2026-12-20', c), 'MAJORITY_DUE open')
    assert.equal(stateOn('2026-12-21', c), 'LAPSED closed')
    const kept = { ...c, options: { ...c.options, 'majority.after_grace': 'keep' as const } }
    assert.equal(stateOn('2026-12-21', kept), 'GRANTED open')
    assert.equal(platformOn('2026-11-23', kept).openUntil, null)
    const noGrace = { ...c, options: { ...c.options, 'majority.grace_days': 0 } }
    assert.equal(platformOn('2026-11-22', noGrace).openUntil, '2026-11-23')
    assert.equal(stateOn('2026-11-23', noGrace), 'LAPSED closed')
  })

  it('3.1 the parents\' rights end in the same second: they can neither withdraw nor grant any more', () => {
    const c = (record: Declaration | Withdrawal) => pupil(records(...parents, record), { majorityDate: '2026-11-23' })
    assert.equal(stateOn('2026-11-23', c(no(father, '2026-11-23', { at: '00:00' }))), 'MAJORITY_DUE open')
    assert.equal(stateOn('2026-11-22', c(no(father, '2026-11-22', { at: '23:59' }))), 'REVOKED closed')
    assert.equal(stateOn('2026-11-23', c(no(father, '2026-11-22', { entered: '2026-11-24' }))), 'MAJORITY_DUE open', 'not known yet')
    assert.equal(stateOn('2026-11-24', c(no(father, '2026-11-22', { entered: '2026-11-24' }))), 'REVOKED closed', 'it had reached the school before')
    const lateEntry = pupil(records(yes(mother, '2026-11-20'), yes(father, '2026-11-20', { entered: '2026-11-23' })), { majorityDate: '2026-11-23' })
    assert.equal(stateOn('2026-11-23', lateEntry), 'NONE closed')
  })

  it('3.1 the pupil confirms, changes, revokes', () => {
    const c = (...more: (Declaration | Withdrawal)[]) => pupil(records(...parents, ...more), { majorityDate: '2026-11-23' })
    assert.equal(stateOn('2026-11-25', c(yes(adult, '2026-11-25'))), 'GRANTED open')
    assert.equal(stateOn('2027-06-01', c(yes(adult, '2026-11-25'))), 'GRANTED open')
    assert.equal(stateOn('2026-11-25', c(no(adult, '2026-11-25'))), 'REVOKED closed')
    assert.equal(stateOn('2026-11-25', c(yes(adult, '2026-11-24'), no(adult, '2026-11-25'))), 'REVOKED closed', 'not back to the parents\' consent')
    assert.equal(stateOn('2026-11-26', c(no(adult, '2026-11-25'), yes(adult, '2026-11-26'))), 'GRANTED open')
    assert.equal(stateOn('2026-11-25', c(yes(adult, '2026-11-22', { entered: '2026-11-25' }))), 'MAJORITY_DUE open', 'signed at 17 it is a voice')
  })

  it('3.1 what was not open on the eve does not open on the birthday', () => {
    assert.equal(stateOn('2026-11-23', pupil(records(yes(mother, '2026-09-10')), { majorityDate: '2026-11-23' })), 'NONE closed')
    assert.equal(stateOn('2026-11-23', pupil(records(...parents, no(mother, '2026-11-20')), { majorityDate: '2026-11-23' })), 'REVOKED closed')
    assert.equal(stateOn('2026-11-23', pupil(records(...parents, no(voice, '2026-11-20')), { majorityDate: '2026-11-23' })), 'REVOKED closed', 'the own objection at 17 stays')
    assert.equal(stateOn('2026-11-23', pupil({ ...records(), requestedOn: '2026-09-01' }, { majorityDate: '2026-11-23' })), 'REQUESTED closed')
  })

  it('3.1 the end of custody at 18 ends nothing, and nothing is a contradiction any more', () => {
    const c = pupil(records(...parents), { majorityDate: '2026-11-23', holders: [custody('mother', '2026-08-01', '2026-11-22'), custody('father', '2026-08-01', '2026-11-22')] })
    assert.equal(stateOn('2026-11-23', c), 'MAJORITY_DUE open')
    assert.deepEqual(platformOn('2026-11-23', c).contradictions, [])
  })

  it('3.1 a new major version in the grace: the earlier of both ends closes', () => {
    const documents = [v1, { ...v2, validFrom: '2026-11-25' }]
    const c = pupil({ ...records(...parents), documents }, { majorityDate: '2026-11-23', options: { 'consent.reconsent_days': 7, 'majority.after_grace': 'keep' } })
    assert.equal(platformOn('2026-11-23', c).openUntil, '2026-12-02')
    assert.equal(stateOn('2026-12-21', c), 'OUTDATED closed')
  })
})

describe('leaving and coming back', () => {
  it('3.1 exit ends the consent at 00:00 after the last day: D 2026-07-31 -> closed from 2026-08-01', () => {
    const c = pupil(records(yes(mother, '2026-02-10'), yes(father, '2026-02-10')), { stays: [{ from: '2020-08-01', until: '2026-07-31' }], holders: [custody('mother', '2020-08-01'), custody('father', '2020-08-01')] })
    assert.equal(stateOn('2026-07-31', c), 'GRANTED open')
    assert.equal(platformOn('2026-03-01', c).openUntil, '2026-08-01')
    assert.equal(stateOn('2026-08-01', c), 'ENDED closed')
    assert.deepEqual(platformOn('2026-08-01', c).missing, [])
  })

  it('R2.1 a pupil who leaves and returns: the old consent does not revive', () => {
    const stays = [{ from: '2026-08-01', until: '2026-09-30' }, { from: '2026-11-01', until: null }]
    const old = [yes(mother, '2026-09-10'), yes(father, '2026-09-10')]
    assert.equal(stateOn('2026-10-15', pupil(records(...old), { stays })), 'ENDED closed')
    assert.equal(stateOn('2026-11-01', pupil(records(...old), { stays })), 'NONE closed')
    const foundLate = [yes(mother, '2026-09-30', { entered: '2026-11-02' }), yes(father, '2026-09-30', { entered: '2026-11-02' })]
    assert.equal(stateOn('2026-11-02', pupil(records(...foundLate), { stays })), 'NONE closed')
    const anew = [...old, yes(mother, '2026-10-20'), yes(father, '2026-10-21')]
    assert.equal(stateOn('2026-10-31', pupil(records(...anew), { stays })), 'ENDED closed')
    assert.equal(stateOn('2026-11-01', pupil(records(...anew), { stays })), 'GRANTED open', 'signed for the return')
  })

  it('R2.1 who was never at this school has no consent', () => {
    assert.equal(stateOn('2026-11-23', pupil(records(yes(mother, '2026-09-10'), yes(father, '2026-09-10')), { stays: [] })), 'ENDED closed')
  })
})

describe('video', () => {
  const both = (date: string): Declaration[] => [yes(mother, date), yes(father, date)]
  const video = (today: string, platform: PurposeRecords, own: PurposeRecords, change: Change = {}): string => {
    const consent = consentOf('video', { ...pupil(platform, change), records: { platform, video: own }, today })
    return `${consent.state} ${consent.open ? 'open' : 'closed'}`
  }

  it('R3.1 is a consent of its own: the platform\'s does not open it', () => {
    assert.equal(video('2026-11-23', records(...both('2026-09-10')), records()), 'NONE closed')
    assert.equal(video('2026-11-23', records(...both('2026-09-10')), records(...both('2026-09-10'))), 'GRANTED open')
    const c = pupil(records(...both('2026-09-10')))
    assert.equal(consentOf('video', c).state, 'NONE', 'also where the school keeps no records of it')
  })

  it('R3.1 is effective only while the platform is', () => {
    assert.equal(video('2026-11-23', records(), records(...both('2026-09-10'))), 'NONE closed')
    const consent = consentOf('video', { ...pupil(records()), records: { platform: records(yes(mother, '2026-09-10')), video: records(...both('2026-09-10')) } })
    assert.equal(consent.state, 'PARTIAL')
    assert.deepEqual(consent.missing, [{ who: 'platform' }])
  })

  it('3.1 falls with the platform and has to be declared anew', () => {
    const platform = records(...both('2026-09-10'), no(father, '2026-10-01'), ...both('2026-10-10'))
    assert.equal(video('2026-10-01', platform, records(...both('2026-09-10'))), 'REVOKED closed')
    assert.equal(video('2026-11-23', platform, records(...both('2026-09-10'))), 'REVOKED closed')
    assert.equal(video('2026-11-23', platform, records(...both('2026-09-10'), ...both('2026-10-10'))), 'GRANTED open')
  })

  it('R12.2 withdrawing video alone leaves the platform open', () => {
    const platform = records(...both('2026-09-10'))
    const own = records(...both('2026-09-10'), no(mother, '2026-10-01'))
    assert.equal(video('2026-11-23', platform, own), 'REVOKED closed')
    assert.equal(consentOf('platform', { ...pupil(platform), records: { platform, video: own } }).open, true)
  })

  it('R3.1 closes by itself when the platform does', () => {
    const stays = [{ from: '2026-08-01', until: '2027-07-31' }]
    const c = { ...pupil(records(...both('2026-09-10')), { stays, majorityDate: '2027-01-10' }), records: { platform: records(...both('2026-09-10')), video: records(...both('2026-09-10')) } }
    assert.equal(consentOf('video', c).openUntil, addDays('2027-01-10', 28))
    const confirmed = records(...both('2026-09-10'), yes(adult, '2027-01-11'))
    assert.equal(consentOf('video', { ...c, today: '2027-01-12', records: { platform: records(...both('2026-09-10')), video: confirmed } }).openUntil, '2027-02-07', 'confirmed for video only')
  })
})

describe('odd records', () => {
  it('what cannot be read does not open, and nothing throws', () => {
    const garbage = ['', 'soon', '9999-12-31', '2026-02-30', '\u0000']
    for (const text of garbage) {
      const c = pupil(records({ ...yes(mother, '2026-09-10'), declaredOn: text }, { ...no(father, '2026-09-11'), receivedOn: text }), { holders: [custody('mother')] })
      const { open } = consentOf('platform', c)
      assert.equal(open, false, JSON.stringify(text))
    }
    const farEnd = pupil(records(yes(mother, '2026-09-10')), { holders: [custody('mother', '2026-08-01', '9999-12-31')], stays: [{ from: '2026-08-01', until: '9999-12-31' }] })
    assert.equal(consentOf('platform', farEnd).open, true)
    assert.equal(consentOf('platform', farEnd).openUntil, '2029-06-29', 'majority and its grace')
  })

  it('a school without any released document has no consent', () => {
    assert.equal(stateOn('2026-11-23', pupil({ ...records(yes(mother, '2026-09-10'), yes(father, '2026-09-10')), documents: [] })), 'NONE closed')
  })
})
