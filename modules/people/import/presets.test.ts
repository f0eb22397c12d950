import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { columnsOf, recognise } from './presets.ts'
import type { Mapping } from './presets.ts'
import { ImportRefused } from './problems.ts'

function refusal(read: () => unknown): { code: string; params: object } {
  try {
    read()
  } catch (error) {
    if (error instanceof ImportRefused) return { code: error.problem.code, params: error.problem.params }
    throw error
  }
  throw new Error('was not refused')
}

describe('presets by header', () => {
  it('knows SchILD, the old program and hand-made lists, whatever the case, dots and spaces', () => {
    assert.equal(recognise(['Interne ID-Nummer', 'Nachname', 'Vorname', 'Klasse']).preset, 'schild')
    assert.equal(recognise(['INTERNE ID-NUMMER ', 'nachname', 'vorname']).preset, 'schild')
    assert.equal(recognise(['Name, Vorname', 'Klasse', 'Geb.-Datum', 'Schülernr.']).preset, 'old-program')
    assert.deepEqual(recognise(['Nr.', 'Name', 'Rufname', 'Vornamen', 'Stufe', 'geb. am']), {
      kind: 'pupils',
      preset: 'neutral',
      columns: { id: 'Nr.', familyName: 'Name', givenName: 'Rufname', yearLabel: 'Stufe', birthDate: 'geb. am' },
    })
  })

  it('never takes parents, staff or courses for pupils', () => {
    const kinds: [string, string[]][] = [
      ['parents', ['Eltern-ID', 'Nachname', 'Vorname', 'Kind-ID', 'Art', 'sorgeberechtigt', 'E-Mail']],
      ['staff', ['ID', 'Kürzel', 'Nachname', 'Vorname', 'Fächer', 'Klassenleitung']],
      ['courses', ['ID', 'Kurs', 'Nachname', 'Vorname', 'Klasse']],
    ]
    for (const [kind, headers] of kinds)
      assert.deepEqual(
        refusal(() => recognise(headers)),
        { code: 'header_other_kind', params: { kind } },
      )
    assert.equal(refusal(() => recognise(['ID', 'Nachname', 'Vorname', 'Raum'])).code, 'header_unknown')
  })

  it('tells a missing header from an unknown one without repeating a single cell', () => {
    assert.deepEqual(
      refusal(() => recognise(['414719', 'Bauer', 'Lea', '05a', 'syrisch'])),
      { code: 'header_missing', params: {} },
    )
    assert.deepEqual(
      refusal(() => recognise(['Alpha', 'Beta'])),
      { code: 'header_unknown', params: { columns: 2 } },
    )
    assert.deepEqual(
      refusal(() => recognise(['Nachname', 'Vorname', 'Klasse'])),
      { code: 'column_missing', params: { field: 'id' } },
    )
  })

  it('X12 lists every other column by its header and takes only what the mapping claims', () => {
    const headers = ['Interne ID-Nummer', 'Nachname', 'Vorname', 'Religion', '', 'Förder\u202eschwerpunkt', '', '']
    assert.deepEqual(columnsOf(recognise(headers), headers), {
      of: { id: 0, familyName: 1, givenName: 2 },
      ignored: ['Religion', '#5', 'Förder schwerpunkt'],
      expected: 6,
    })
  })

  it('is data: a mapping of the school takes any file, and says what does not fit', () => {
    const own: Mapping = { kind: 'pupils', preset: 'our list', columns: { id: 'PK', fullName: 'Kind', classLabel: 'Gruppe' } }
    assert.deepEqual(columnsOf(own, ['Gruppe', 'Kind', 'Hobby', 'pk']).of, { id: 3, fullName: 1, classLabel: 0 })
    assert.deepEqual(
      refusal(() => columnsOf(own, ['Gruppe', 'Kind'])),
      { code: 'column_missing', params: { field: 'id' } },
    )
    assert.deepEqual(
      refusal(() => columnsOf(own, ['PK', 'Kind', 'Gruppe', 'Kind'])),
      { code: 'column_twice', params: { column: 'Kind' } },
    )
    assert.equal(refusal(() => columnsOf({ ...own, columns: { id: 'PK', givenName: 'Kind' } }, ['PK', 'Kind'])).code, 'column_missing')
    assert.equal(refusal(() => columnsOf({ ...own, columns: { fullName: 'Kind' } }, ['PK', 'Kind'])).code, 'column_missing')
  })
})
