/** The pure rules of offices: who can be named, what does not go together, when reminders are due. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { texts } from '../texts/offices.de.ts'
import { conflictsOf, isInspectionPossible } from './conflicts.ts'
import type { Holding } from './conflicts.ts'
import { faultOfCustodian, faultOfNaming } from './offices.ts'
import type { Naming } from './offices.ts'
import { faultOfOtherTerm, proposedEnd } from './others.ts'
import { presetsOf, presetsOfState } from './presets.ts'
import { warningOf, yearlyDue } from './reminders.ts'

const held = (personId: string, office: string, personType: Holding['personType'] = 'teacher'): Holding => ({ personId, office, personType })

describe('conflicts of section 4', () => {
  const inspectors = [held('x', 'inspector'), held('y', 'inspector')]
  const kinds = (...own: Holding[]) => conflictsOf([...inspectors, ...own]).map((one) => one.kind)

  test('each pair is found, and its halves in two persons are none', () => {
    assert.deepEqual(kinds(held('a', 'head'), held('a', 'task:logs')), ['head_admin', 'head_logs'])
    assert.deepEqual(kinds(held('a', 'council'), held('a', 'task:logs')), ['council_logs'])
    assert.deepEqual(kinds(held('x', 'custodian')), ['inspector_custodian'])
    assert.deepEqual(kinds(held('x', 'head'), held('x', 'task:users')), ['head_admin_inspector'])
    assert.deepEqual(kinds(held('a', 'head'), held('b', 'task:logs'), held('c', 'council'), held('d', 'custodian')), [])
    assert.deepEqual(kinds(held('a', 'council'), held('a', 'task:users')), [])
  })

  test('that e-mail works all the same is said only where there is e-mail', () => {
    const words = (hasMail: boolean) => texts.conflict({ kind: 'inspection_impossible', name: '', hasMail })
    assert.match(words(true), /^Einsicht nicht möglich: .* E-Mail funktioniert trotzdem\.$/)
    assert.doesNotMatch(words(false), /E-Mail/)
    assert.match(words(false), /^Einsicht nicht möglich: .* aus der Schule\.$/)
  })

  test('an inspection needs two, one of them of the school', () => {
    assert.equal(isInspectionPossible([]), false)
    assert.equal(isInspectionPossible([held('x', 'inspector')]), false)
    assert.equal(isInspectionPossible([held('x', 'inspector'), held('x', 'inspector')]), false, 'twice the same person are two eyes')
    assert.equal(isInspectionPossible([held('x', 'inspector', 'other'), held('y', 'inspector', 'other')]), false)
    assert.equal(isInspectionPossible([held('x', 'inspector', 'other'), held('y', 'inspector')]), true)
    assert.deepEqual(conflictsOf([held('x', 'inspector')]), [{ kind: 'inspection_impossible', personId: null }])
  })
})

describe('who can be named', () => {
  const naming = (more: Partial<Naming> = {}): string | null => faultOfNaming({
    office: 'deputy', personId: 'a', personType: 'teacher', exitOn: null, namerId: 'head', isNamerHead: true, isHeadVacant: false, from: '2026-11-23', until: null, today: '2026-11-23', reference: null, isSmallSchool: false, ...more,
  })

  test('staff for everything, nobody themselves, no pupil and no parent for anything', () => {
    for (const office of ['deputy', 'officer', 'council', 'inspector', 'head'] as const) {
      assert.equal(naming({ office }), null, office)
      for (const personType of ['pupil', 'parent', 'guest'] as const) assert.equal(naming({ office, personType }), 'naming_not_staff', office)
      assert.equal(naming({ office, personId: 'head' }), 'naming_of_self', office)
    }
  })

  test('from outside: the officer with a reference, the inspector in a small school only, nobody else', () => {
    const outside = { personType: 'other' as const, reference: 'Vertrag' }
    assert.equal(naming({ ...outside, office: 'officer' }), null)
    assert.equal(naming({ ...outside, office: 'officer', reference: null }), 'reference_missing')
    assert.equal(naming({ ...outside, office: 'inspector' }), 'naming_outside_inspector')
    assert.equal(naming({ ...outside, office: 'inspector', isSmallSchool: true }), null)
    assert.equal(naming({ ...outside, office: 'inspector', isSmallSchool: true, reference: null }), 'reference_missing')
    for (const office of ['deputy', 'council', 'head'] as const) assert.equal(naming({ ...outside, office, isSmallSchool: true }), 'naming_not_staff')
  })

  test('the deputy names everybody but a head beside a head', () => {
    assert.equal(naming({ isNamerHead: false }), null)
    assert.equal(naming({ isNamerHead: false, office: 'head' }), 'head_by_deputy')
    assert.equal(naming({ isNamerHead: false, office: 'head', isHeadVacant: true }), null)
    assert.equal(naming({ office: 'head', from: '2026-11-22' }), 'appointment_term')
    assert.equal(naming({ office: 'head', until: '2027-01-01' }), 'appointment_term')
  })

  test('a term begins on a day that somebody can mean: not in 2090, not in 1920', () => {
    assert.deepEqual(['1920-01-01', '1990-08-01', '2028-11-23', '2028-11-24', '2090-01-01'].map((from) => naming({ from, office: 'officer' })), ['appointment_from', null, null, 'appointment_from', 'appointment_from'])
  })

  test('a term lies ahead and within the time at the school', () => {
    assert.equal(naming({ until: '2026-11-22' }), 'appointment_term')
    assert.equal(naming({ exitOn: '2027-01-31' }), 'appointment_outlasts_stay')
    assert.equal(naming({ exitOn: '2027-01-31', until: '2027-01-31' }), null)
  })

  test('root stays inside the school', () => {
    assert.deepEqual((['teacher', 'staff', 'other', 'pupil', 'parent', 'guest'] as const).map((type) => faultOfCustodian(type, null, '2026-11-23')), [null, null, ...Array<string>(4).fill('custodian_external')])
    assert.equal(faultOfCustodian('teacher', '2026-11-22', '2026-11-23'), 'custodian_external')
  })
})

describe('reminders', () => {
  const term = { id: 'x', from: '2026-01-01', until: '2026-12-31' }

  test('60, 30 and 7 days before the last day, and not before, not after', () => {
    const on = (today: string) => warningOf(term, today)
    assert.deepEqual(['2026-10-31', '2026-11-01', '2026-11-30', '2026-12-01', '2026-12-23', '2026-12-24', '2026-12-31', '2027-01-01'].map(on), [null, 60, 60, 30, 30, 7, 7, null])
    assert.equal(warningOf({ ...term, until: null }, '2026-12-24'), null)
    assert.equal(warningOf({ ...term, from: '2026-12-30' }, '2026-12-24'), null, 'not begun')
  })

  test('once a year, from the first anniversary on, until somebody looked', () => {
    assert.equal(yearlyDue('2025-11-23', null, '2026-11-22'), null)
    assert.equal(yearlyDue('2025-11-23', null, '2026-11-23'), '2026-11-23')
    assert.equal(yearlyDue('2025-11-23', '2026-11-23', '2027-11-22'), null)
    assert.equal(yearlyDue('2025-11-23', '2026-11-22', '2026-11-23'), '2026-11-23', 'a look before the day does not count for it')
    assert.equal(yearlyDue('2025-11-23', '2026-11-23', '2027-11-23'), '2027-11-23')
    assert.equal(yearlyDue('2024-02-29', null, '2025-02-28'), '2025-02-28')
  })

  test('accounts of others end a month after the school year, and no term goes on for ever', () => {
    const proposed = proposedEnd('2027-07-31', 1)
    assert.equal(proposed, '2027-08-31')
    const fault = (until: string, from = '2026-11-23') => faultOfOtherTerm({ from, until, today: '2026-11-23', proposed })
    assert.deepEqual([fault('2027-08-31'), fault('2028-08-31'), fault('2028-09-01'), fault('2026-11-22'), fault('2026-11-30', '2026-12-01')], [null, null, 'other_term_too_long', 'appointment_term', 'appointment_term'])
  })

  test('a primary school begins with cards, eight characters and no pictures of pupils; the others with the defaults', () => {
    assert.deepEqual(presetsOf('primary'), { 'signin.cards_to_grade': 4, 'pw.pupil_min': 8, 'profile.pupil_avatars': false })
    assert.deepEqual(presetsOf('special'), { 'signin.cards_to_grade': 4, 'pw.pupil_min': 8 })
    assert.deepEqual(presetsOf('vocational'), {})
  })

  test('in Bavaria pupils from 14 on agree, too; nowhere else by themselves', () => {
    assert.deepEqual(presetsOfState('BY'), { 'consent.pupil_co_declaration': true })
    for (const state of ['NI', 'NW', 'BW', 'SN']) assert.deepEqual(presetsOfState(state), {}, state)
  })
})
