/** A20: twenty minutes a week. At most seven items, each kind once, the most urgent first, nothing new in holidays but what concerns security. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '#platform/time/calendar.ts'
import { climbedOf } from './late.ts'
import type { LateOfOffice } from './late.ts'
import { holidayOn, weekOf } from './week.ts'
import type { WeekTask } from './week.ts'

const today = '2026-12-28'
const holiday = { from: '2026-12-23', until: '2027-01-09' }
let made = 0
const task = (kind: string, more: Partial<WeekTask> = {}): WeekTask => ({ id: `t${made++}`, kind, dueOn: null, createdOn: '2026-12-01', aboutPersonId: null, aboutGroupId: null, isForHead: false, ...more })

describe('A20 the week', () => {
  test('tasks of one kind are one item with their number, most urgent date, minutes and suggestion', () => {
    const tasks = Array.from({ length: 30 }, (_, n) => task('people.departure_unclear', { dueOn: addDays(today, n), aboutPersonId: `p${n % 29}` }))
    const { items, minutes } = weekOf(tasks, { today, holiday: null })
    assert.equal(items.length, 1)
    const { count, dueOn, isSafe, suggestion, aboutPersonIds } = items[0]!
    assert.deepEqual([count, dueOn, isSafe, suggestion, aboutPersonIds.length, minutes], [30, today, true, 'depart_in_a_week', 29, 11])
  })

  test('what can not be taken back, and changes something, is never taken as a whole', () => {
    for (const kind of ['consent.clarify', 'administration.confirm_releases', 'administration.other_requested', 'administration.appointment_ends', 'instruction.publish', 'control.broken', 'something.unknown']) assert.equal(weekOf([task(kind)], { today, holiday: null }).items[0]!.isSafe, false, kind)
  })

  test('appointments go on and acts of the deputy are read for all at once: nothing changes by it', () => {
    const { items, minutes } = weekOf([task('school.represented'), task('school.represented'), task('administration.appointment_yearly')], { today, holiday: null })
    assert.deepEqual(items.map(({ kind, count, suggestion, isSafe }) => [kind, count, suggestion, isSafe]), [['administration.appointment_yearly', 1, 'goes_on', true], ['school.represented', 2, 'take_note', true]])
    assert.equal(minutes, items[0]!.minutes + items[1]!.minutes)
  })

  test('seven at most, the most urgent ones; the rest is counted', () => {
    const tasks = Array.from({ length: 12 }, (_, n) => task(`kind.n${n}`, { dueOn: n % 3 === 0 ? null : addDays(today, 12 - n) }))
    const { items, later } = weekOf(tasks, { today, holiday: null })
    assert.deepEqual([items.length, later], [7, 5])
    assert.deepEqual(items.map(({ dueOn }) => dueOn), items.map(({ dueOn }) => dueOn).toSorted())
  })

  test('in the holidays nothing new, except security; what was there before stays', () => {
    const tasks = [task('consent.clarify', { createdOn: '2026-12-22' }), task('instruction.publish', { createdOn: '2026-12-23' }), task('control.broken', { createdOn: '2026-12-27' })]
    const during = weekOf(tasks, { today, holiday })
    assert.deepEqual([during.items.map(({ kind }) => kind), during.held], [['control.broken', 'consent.clarify'], 1])
    const after = weekOf(tasks, { today: '2027-01-11', holiday: null })
    assert.deepEqual([after.items.length, after.held], [3, 0])
  })

  test('the root account, the machine and doubtful sign-ins are security: they come in the holidays too, before all else', () => {
    const kinds = ['administration.root_compromised', 'administration.root_rotate', 'administration.host_attention', 'identity.spraying', 'identity.slip_denied', 'identity.recovery_used']
    const { items, held } = weekOf([task('consent.clarify', { createdOn: today, dueOn: today }), ...kinds.map((kind) => task(kind, { createdOn: today }))], { today, holiday })
    assert.deepEqual([items.map(({ kind }) => kind).sort(), held], [[...kinds].sort(), 1])
    assert.equal(weekOf([task('consent.clarify', { dueOn: today }), task('administration.root_rotate')], { today, holiday: null }).items[0]!.kind, 'administration.root_rotate')
  })

  test('holidays are those of the school\'s calendar, its own ones too; a single day off is none', () => {
    const closed = [{ from: '2026-12-23', until: '2027-01-09', kind: 'christmas' }, { from: '2026-11-18', until: '2026-11-18', kind: 'day_off' }, { from: '2027-03-01', until: '2027-03-05', kind: 'own' }] as const
    const found = ['2026-12-22', '2026-12-23', '2027-01-09', '2027-01-10', '2026-11-18', '2027-03-02'].map((day) => holidayOn(closed, day)?.from ?? null)
    assert.deepEqual(found, [null, '2026-12-23', '2026-12-23', null, null, '2027-03-01'])
  })

  const lying = (kind: string, more: Partial<LateOfOffice> = {}): LateOfOffice => ({ id: `l${made++}`, kind, office: 'task:users', dueOn: null, createdOn: '2026-12-01', holderIds: ['h'], emptySince: null, ...more })

  test('B15 a task of an office climbs on the eighth day after it was due, a review on the fifteenth, and at once where nobody holds the office', () => {
    const climbsOn = (task: LateOfOffice) => climbedOf([task], '2027-12-31')[0]?.climbedOn
    assert.equal(climbsOn(lying('people.departure_unclear', { dueOn: '2026-12-10' })), '2026-12-18')
    assert.deepEqual(['2026-12-17', '2026-12-18'].map((day) => climbedOf([lying('people.departure_unclear', { dueOn: '2026-12-10' })], day).length), [0, 1])
    assert.equal(climbsOn(lying('consent.sample', { dueOn: '2026-12-10' })), '2026-12-25')
    assert.equal(climbsOn(lying('consent.claim')), undefined, 'without a day nothing is overdue')
    assert.equal(climbsOn(lying('consent.claim', { holderIds: [] })), '2026-12-01')
    assert.equal(climbsOn(lying('consent.claim', { holderIds: [], emptySince: '2026-12-05' })), '2026-12-05')
    assert.equal(climbsOn(lying('consent.claim', { holderIds: [], emptySince: '2026-11-05' })), '2026-12-01')
  })

  test('B15 what climbs is one item per office, among the seven, the oldest first', () => {
    const climbed = climbedOf([lying('b.b', { dueOn: '2026-12-02' }), lying('a.a', { dueOn: '2026-12-03', createdOn: '2026-11-30' }), lying('a.a', { dueOn: '2026-12-01' }), lying('consent.claim', { office: 'task:consent_register', holderIds: [] })], today)
    const { items, minutes } = weekOf(Array.from({ length: 6 }, (_, n) => task(`kind.n${n}`, { dueOn: today })), { today, holiday: null, climbed })
    assert.equal(items.length, 7)
    const [clerk, users] = items.filter(({ late }) => late !== null)
    assert.deepEqual([users, clerk].map((item) => [item!.late!.office, item!.count, item!.dueOn, item!.suggestion, item!.isSafe]), [['task:users', 3, '2026-12-01', 'remind', false], ['task:consent_register', 1, null, 'appoint', false]])
    assert.deepEqual(users!.late!.kinds, [{ kind: 'a.a', count: 2, since: '2026-11-30' }, { kind: 'b.b', count: 1, since: '2026-12-01' }])
    assert.equal(minutes, items.reduce((sum, item) => sum + item.minutes, 0))
  })

  test('B15 in the holidays nothing climbs that had not before, except security', () => {
    const climbed = climbedOf([lying('people.departure_unclear', { dueOn: '2026-12-14' }), lying('people.departure_unclear', { dueOn: '2026-12-15' }), lying('identity.spraying', { holderIds: [], createdOn: '2026-12-27' }), lying('consent.claim', { office: 'task:consent_register', holderIds: [], emptySince: '2026-12-24' })], today)
    const during = weekOf([], { today, holiday, climbed })
    assert.deepEqual(during.items.map(({ late, count, isSecurity }) => [late!.office, count, isSecurity]), [['task:users', 2, true]])
    assert.equal(during.held, 2)
    assert.equal(weekOf([], { today, holiday: null, climbed }).items.length, 2)
  })

  test('A8 the deputy hears how many of an item wait for the head', () => {
    const [one] = weekOf([task('administration.host_attention', { isForHead: true }), task('administration.host_attention')], { today, holiday: null }).items
    assert.deepEqual([one!.count, one!.forHead], [2, 1])
    const safe = (isForHead: boolean) => weekOf([task('administration.appointment_yearly', { isForHead })], { today, holiday: null }).items[0]!.isSafe
    assert.deepEqual([safe(false), safe(true)], [true, false], 'in representation nothing is taken as a whole')
  })

  test('whatever waits: no task is counted twice or lost, and security stands first', () => {
    const any = fc.record({ kind: fc.constantFrom('a.a', 'b.b', 'c.c', 'd.d', 'e.e', 'f.f', 'g.g', 'h.h', 'control.broken'), day: fc.integer({ min: -20, max: 20 }), created: fc.integer({ min: -20, max: 0 }), hasDue: fc.boolean() })
    fc.assert(fc.property(fc.array(any, { maxLength: 60 }), fc.boolean(), (some, isHoliday) => {
      const tasks = some.map(({ kind, day, created, hasDue }) => task(kind, { dueOn: hasDue ? addDays(today, day) : null, createdOn: addDays(today, created) }))
      const week = weekOf(tasks, { today, holiday: isHoliday ? holiday : null })
      assert.ok(week.items.length <= 7)
      assert.equal(new Set(week.items.map(({ kind }) => kind)).size, week.items.length)
      const kinds = new Set(week.items.map(({ kind }) => kind))
      const isSecurity = (one: WeekTask) => one.kind === 'control.broken'
      const shown = tasks.filter((one) => !isHoliday || isSecurity(one) || one.createdOn < holiday.from)
      assert.equal(week.held, tasks.length - shown.length)
      assert.equal(week.items.reduce((sum, { count }) => sum + count, 0), shown.filter(({ kind }) => kinds.has(kind)).length)
      assert.equal(week.later, new Set(shown.map(({ kind }) => kind)).size - week.items.length)
      if (shown.some(isSecurity)) assert.equal(week.items[0]!.kind, 'control.broken')
      assert.ok(week.items.every(({ minutes }) => minutes >= 1))
    }))
  })
})
