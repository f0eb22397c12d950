import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { groupsOf } from './groups.ts'
import { placeOf } from './labels.ts'

const pupils = (...cells: [string, string][]): { sourceId: string; classLabel: string | null; yearLabel: string | null }[] =>
  cells.map(([classCell, yearCell], i) => ({ sourceId: String(i + 1), ...placeOf(classCell, yearCell) }))

describe('groups that follow from a file', () => {
  it('B11 are one class for all spellings, shown as the file writes it most often, and year groups apart', () => {
    assert.deepEqual(groupsOf(pupils(['05a', '05'], ['5 A', '5'], ['05a', '05'], ['EF', '11'], ['Q1', '12'])), [
      { kind: 'year', key: '5', label: '05', year: null, members: ['1', '2', '3'] },
      { kind: 'year', key: 'ef', label: 'EF', year: null, members: ['4'] },
      { kind: 'year', key: 'q1', label: 'Q1', year: null, members: ['5'] },
      { kind: 'class', key: '5a', label: '05a', year: '5', members: ['1', '2', '3'] },
    ])
  })

  it('take mixed classes and classes without a number as they are, and nobody without a class', () => {
    const groups = groupsOf(pupils(['Igel', '1'], ['Igel', '2'], ['Eule', ''], ['', '']))
    assert.deepEqual(
      groups.map((g) => [g.kind, g.label, g.year, g.members.length]),
      [
        ['year', '1', null, 1],
        ['year', '2', null, 1],
        ['class', 'Eule', null, 1],
        ['class', 'Igel', null, 2],
      ],
    )
  })

  it('come in the order of a school, whatever the order of rows', () => {
    const rows = pupils(['10a', ''], ['Q2', ''], ['05b', ''], ['5a', ''], ['EF', ''], ['05a', ''], ['09c', ''])
    const labels = (list: typeof rows): string[] => groupsOf(list).map((g) => g.label)
    assert.deepEqual(labels(rows), ['05', '09', '10', 'EF', 'Q2', '05a', '05b', '09c', '10a'])
    assert.deepEqual(labels(rows.toReversed()), labels(rows))
  })
})
