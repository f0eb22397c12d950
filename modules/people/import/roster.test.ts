/** Files of parents and what they would change: one word about each, and nothing ends by being missing. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openImport } from './file.ts'
import { differenceRoster } from './roster-difference.ts'
import { linkOf } from './roster-known.ts'
import type { KnownGuardianship, RosterKnown } from './roster-known.ts'
import { readRosterInSteps } from './roster.ts'
import type { RosterReading } from './roster.ts'

const HEADER = 'Eltern-ID;Nachname;Vorname;Kind-ID;Art;sorgeberechtigt'

function read(...lines: string[]): RosterReading {
  const { text, mapping } = openImport(Buffer.from([HEADER, ...lines, ''].join('\n')), { kind: 'parents', mapping: null, remembered: [] })
  const steps = readRosterInSteps(text, { ...mapping, kind: 'parents' })
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
const told = ({ parents, doubled, unclearIds, unclearWards, problems }: RosterReading) => ({
  rows: parents.map((row) => `${row.sourceId}>${row.wardId}`), doubled, unclearIds, unclearWards, problems: problems.map((one) => [one.code, one.params['lines']]),
})

describe('what a file of parents says', () => {
  test('one row per parent and child; the same row again is counted, not taken twice', () => {
    const reading = read('1;Kaya;Can;7;Vater;ja', '1;Kaya;Can;8;Vater;ja', '2;Kaya;Ayşe;7;Mutter;ja', '1;Kaya;Can;8;Vater;ja', '1;Kaya;Can;7;Vater;ja')
    assert.deepEqual(told(reading), { rows: ['1>7', '1>8', '2>7'], doubled: 2, unclearIds: [], unclearWards: [], problems: [] })
  })

  test('two words about custody of one child touch this tie only, at the first child and at a further one', () => {
    const first = read('1;Kaya;Can;7;Vater;ja', '1;Kaya;Can;8;Vater;ja', '1;Kaya;Can;7;Vater;nein')
    assert.deepEqual(told(first), { rows: ['1>8'], doubled: 0, unclearIds: ['1'], unclearWards: ['7'], problems: [['rows_contradict', '2, 4']] })
    const further = read('1;Kaya;Can;7;Vater;ja', '1;Kaya;Can;8;Vater;ja', '1;Kaya;Can;8;Vormund;ja')
    assert.deepEqual(told(further), { rows: ['1>7'], doubled: 0, unclearIds: ['1'], unclearWards: ['8'], problems: [['rows_contradict', '3, 4']] })
  })

  test('one id with two names is nobody: all of its rows are set aside', () => {
    const reading = read('1;Kaya;Can;7;Vater;ja', '2;Kaya;Ayşe;7;Mutter;ja', '1;Kaya;Cem;8;Vater;ja', '1;Kaya;Cem;8;Vater;ja')
    assert.deepEqual(told(reading), { rows: ['2>7'], doubled: 0, unclearIds: ['1', '1', '1'], unclearWards: ['7', '8', '8'], problems: [['rows_contradict', '2, 4, 5']] })
  })
})

describe('what it would change', () => {
  const guardianship = (id: string, more: Partial<KnownGuardianship> = {}): KnownGuardianship => ({ id, wardId: 'p7', relation: 'father', hasCustody: true, contactBan: false, source: 'schild', ...more })
  const known = (...guardianships: KnownGuardianship[]): RosterKnown => ({
    pupils: ['7', '8'].map((sourceId) => ({ personId: `p${sourceId}`, source: 'schild', sourceId, givenName: 'Mia', familyName: 'Kaya', departedOn: null })),
    people: [{ personId: 'g1', source: 'schild/parents', sourceId: '1', givenName: 'Can', familyName: 'Kaya', departedOn: null, shortCode: null, subjects: [], guardianships }],
    classes: [], courses: [], memberships: [], staffRooms: [],
  })

  test('R12.4 a deleted account of a parent is back under the name of the file, in its own row and in its ties', () => {
    const before = known(guardianship('a'))
    const deleted: RosterKnown = { ...before, people: before.people.map((one) => ({ ...one, givenName: 'Gelöschtes', familyName: 'Konto', departedOn: '2026-11-20', isDeleted: true })) }
    const d = differenceRoster(read('1;Kaya;Can;7;Vater;ja', '1;Kaya;Can;8;Vater;ja'), deleted, 'schild')
    assert.deepEqual(d.returned, [{ personId: 'g1', line: 2, givenName: 'Can', familyName: 'Kaya', changes: [], restoredName: { givenName: 'Can', familyName: 'Kaya' } }])
    assert.deepEqual([d.changed, d.new], [[], []])
    assert.deepEqual(d.links.map(linkOf).map(({ who, action }) => [who, action]), [[{ personId: 'g1', sourceId: '1', name: 'Kaya, Can' }, 'added']])
    // The negative: of who only left the names on record are told, and what the file says otherwise.
    const left: RosterKnown = { ...before, people: before.people.map((one) => ({ ...one, givenName: 'Cem', departedOn: '2026-11-20' })) }
    assert.deepEqual(differenceRoster(read('1;Kaya;Can;7;Vater;ja'), left, 'schild').returned.map((one) => [one.givenName, one.changes.length, one.restoredName]), [['Cem', 1, undefined]])
  })

  test('a new parent of a known child, and a further child of a known parent, are told by names and ids', () => {
    const { links, new: fresh } = differenceRoster(read('1;Kaya;Can;7;Vater;ja', '1;Kaya;Can;8;Vater;ja', '2;Kaya;Ayşe;8;Mutter;nein'), known(guardianship('a')), 'schild')
    assert.deepEqual(fresh.map((one) => one.sourceId), ['2'])
    assert.deepEqual(links.map(linkOf).map(({ who, whom, action, hasCustody }) => [who, whom, action, hasCustody]), [
      [{ personId: 'g1', sourceId: '1', name: 'Kaya, Can' }, { id: 'p8', sourceId: '8', name: 'Kaya, Mia' }, 'added', true],
      [{ personId: null, sourceId: '2', name: 'Kaya, Ayşe' }, { id: 'p8', sourceId: '8', name: 'Kaya, Mia' }, 'added', false],
    ])
  })

  test('who is not in the file any more is asked about; who is in an unclear row is not', () => {
    const missing = (...lines: string[]) => differenceRoster(read(...lines), known(guardianship('a')), 'schild').links.map(({ action, id }) => [action, id])
    assert.deepEqual(missing('2;Kaya;Ayşe;8;Mutter;ja'), [['added', null], ['missing', 'a']])
    assert.deepEqual(missing('1;Kaya;Can;7;Vater;vielleicht'), [])
  })

  test('custody beside a contact ban: nobody is asked whether either is missing, and the file is held against the custody', () => {
    const ban = guardianship('b', { hasCustody: false, contactBan: true, source: 'office' })
    const differenceOf = (custody: string) => differenceRoster(read(`1;Kaya;Can;7;Vater;${custody}`), known(guardianship('a'), ban), 'schild')
    const [same, other] = [differenceOf('ja'), differenceOf('nein')]
    assert.deepEqual([same.links, same.unchanged, same.notes], [[], 1, []])
    assert.deepEqual(other.links.map(({ action, id, hadCustody, hasCustody, contactBan }) => [action, id, hadCustody, hasCustody, contactBan]), [['changed', 'a', true, false, false]])
  })

  test('children nobody has custody of are named once, with their first line', () => {
    const { custody, notes } = differenceRoster(read('1;Kaya;Can;7;Vater;nein', '2;Kaya;Ayşe;7;Mutter;nein', '2;Kaya;Ayşe;8;Mutter;ja'), known(), 'schild')
    assert.deepEqual([custody, notes.map(({ code, line }) => [code, line])], [{ both: 0, one: 1, none: ['p7'] }, [['no_holder', 2]]])
  })
})
