/** What is told of the record to the import thread: of each kind what its files are compared with, and nothing else. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addMembers, foundGroups } from '#platform/identity/groups.ts'
import { addContactBan, addGuardianships } from '#platform/identity/guardianship.ts'
import { addPeople } from '#platform/identity/people.ts'
import { openTestHouse } from '#tests/house.ts'
import type { TestHouse } from '#tests/house.ts'
import { RosterReader } from '../actions/import/roster-reader.ts'
import { known_page_rows } from '../limits.ts'
import { knownRoster, programsOnRecord, saveCourseSources, saveStaffDetails } from './roster.ts'
import type { RosterKind } from './roster.ts'

const SCHOOL_YEAR = '2026/27'

describe('the record as a file of parents, staff or courses is compared with it', () => {
  let house: TestHouse
  const ids: Record<string, string> = {}

  before(async () => {
    house = await openTestHouse()
    const person = (type: 'pupil' | 'parent' | 'teacher', source: string, sourceId: string, more: { exitOn?: string; enteredOn?: string } = {}) => ({ type, source, sourceId, givenName: `Kim ${sourceId}`, familyName: 'Muster', ...more })
    await house.write(async (w) => {
      const many = Array.from({ length: known_page_rows }, (_, n) => person('pupil', 'schild', `${1_000 + n}`))
      const people = [
        person('pupil', 'schild', '7'), person('pupil', 'schild', '8', { enteredOn: '2024-08-01', exitOn: '2026-01-31' }), person('pupil', 'hand', '9'),
        person('parent', 'schild/parents', '1'), person('parent', 'hand', '2'), person('teacher', 'schild/staff', '3'), person('teacher', 'untis/staff', '4'),
      ]
      const made = await addPeople(w, [...people, ...many])
      people.forEach((one, index) => (ids[one.sourceId] = made[index]!))
      await addGuardianships(w, [{ guardianId: ids['1']!, wardId: ids['7']!, kind: 'father', hasCustody: true, source: 'schild' }, { guardianId: ids['1']!, wardId: ids['8']!, kind: 'father', hasCustody: true, from: '2026-01-01', until: '2026-11-22', source: 'schild' }])
      await addContactBan(w, { guardianId: ids['1']!, wardId: ids['7']!, kind: 'father', from: w.today, until: null, source: 'office' })
      await saveStaffDetails(w, [{ personId: ids['3']!, shortCode: 'Mu', subjects: ['De', 'Ma'] }])
      const [klass, course] = await foundGroups(w, [{ kind: 'class', label: '5a', purpose: 'Klasse', schoolYear: SCHOOL_YEAR }, { kind: 'course', label: 'Ma 5', purpose: 'Kurs', schoolYear: SCHOOL_YEAR }])
      await saveCourseSources(w, [{ groupId: course!, source: 'schild', sourceId: 'K1' }])
      await addMembers(w, [{ groupId: klass!, personId: ids['3']!, role: 'lead' }, { groupId: klass!, personId: ids['7']!, role: 'member' }, { groupId: course!, personId: ids['7']!, role: 'member' }, { groupId: course!, personId: ids['3']!, role: 'responsible' }])
      Object.assign(ids, { klass, course })
    })
  })
  after(() => house.close())

  const knownFor = async (kind: RosterKind) => {
    const reader = new RosterReader()
    for await (const page of knownRoster(house.platform.database, { at: house.clock.now(), today: '2026-11-23' }, SCHOOL_YEAR, kind)) reader.read(page)
    return reader.known
  }

  test('parents: all pupils, and parents with the current spans of each of their children, over more than one page', async () => {
    const { pupils, people, ...rest } = await knownFor('parents')
    assert.equal(pupils.length, known_page_rows + 3)
    assert.deepEqual(pupils.find((one) => one.personId === ids['8']), { personId: ids['8'], source: 'schild', sourceId: '8', givenName: 'Kim 8', familyName: 'Muster', departedOn: '2026-01-31' })
    const father = people.find((one) => one.personId === ids['1'])!
    const byBan = father.guardianships.toSorted((a, b) => Number(a.contactBan) - Number(b.contactBan))
    assert.deepEqual(byBan.map(({ id: _id, ...one }) => one), [
      { wardId: ids['7'], relation: 'father', hasCustody: true, contactBan: false, source: 'schild' },
      { wardId: ids['7'], relation: 'father', hasCustody: false, contactBan: true, source: 'office' },
    ])
    assert.deepEqual(people.filter((one) => one.guardianships.length > 0), [father])
    assert.deepEqual(rest, { classes: [], courses: [], memberships: [], staffRooms: [] })
  })

  test('staff: no pupils and no parents, but classes and who leads them', async () => {
    const known = await knownFor('staff')
    assert.deepEqual([known.pupils, known.courses, known.people.map((one) => one.sourceId).sort()], [[], [], ['3', '4']])
    assert.deepEqual(known.people.map(({ shortCode, subjects }) => [shortCode, subjects]).find(([code]) => code !== null), ['Mu', ['De', 'Ma']])
    assert.deepEqual([known.classes, known.memberships], [[{ id: ids['klass'], kind: 'class', label: '5a', hasEnded: false }], [{ groupId: ids['klass'], personId: ids['3'], role: 'lead' }]])
  })

  test('courses: pupils and staff, but no parents and nothing of classes', async () => {
    const known = await knownFor('courses')
    assert.deepEqual([known.pupils.length, known.people.map((one) => one.sourceId).sort(), known.classes], [known_page_rows + 3, ['3', '4'], []])
    assert.deepEqual(known.courses, [{ groupId: ids['course'], label: 'Ma 5', source: 'schild', sourceId: 'K1' }])
    assert.deepEqual(known.memberships.map(({ groupId, role }) => [groupId, role]).sort(), [[ids['course'], 'member'], [ids['course'], 'responsible']])
  })

  test('the programs of the record by their pupils; a program of which there is staff only is one too, who was entered by hand is none', async () => {
    assert.deepEqual(await programsOnRecord(house.platform.database), [{ source: 'schild', people: known_page_rows + 2 }, { source: 'untis', people: 0 }])
  })
})
