/** Headers of programs: each is recognised, and nothing off the allow-list is taken from any of them. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { FIELDS, FILE_KINDS, columnsOf, guessMapping, kindOf, recognise } from './presets.ts'
import { neutral, presets } from './programs.ts'

describe('headers of programs', () => {
  const exports: [preset: string, headers: string[], ignored: string[]][] = [
    ['schild', ['Interne ID-Nummer', 'Nachname', 'Vorname', 'Klasse', 'Religionszugehörigkeit'], ['Religionszugehörigkeit']],
    ['danis', ['SchuelerIdentNummer', 'SchuelerRufname', 'SchuelerNachname', 'GruppeBezeichnung', 'SchuelerStaat'], ['SchuelerStaat']],
    ['asv', ['Familienname', 'Rufname', 'Schüleridentnummer', 'Klasse', 'Jahrgangsstufe', 'Bekenntnis'], ['Bekenntnis']],
    ['lusd', ['Schueler_Nachname', 'Schueler_Vorname', 'Schueler_ID', 'Klassen_Klassenbezeichnung', 'Schueler_Muttersprache'], ['Schueler_Muttersprache']],
    ['iserv-like', ['Import-ID', 'Vorname', 'Nachname', 'Klasse/Information', 'E-Mail'], ['E-Mail']],
  ]
  for (const [preset, headers, ignored] of exports) {
    it(`${preset}: recognised, with id, names and class; the rest is ignored`, () => {
      const mapping = recognise(headers)
      assert.equal(mapping.preset, preset)
      assert.ok(mapping.columns.id && mapping.columns.familyName && mapping.columns.givenName && mapping.columns.classLabel)
      assert.deepEqual(columnsOf(mapping, headers).ignored, ignored)
    })
  }

  it('X12 no preset claims a field that is off the list of its kind', () => {
    for (const preset of [...presets, ...FILE_KINDS.map((kind) => neutral[kind])])
      for (const field of Object.keys(preset.columns)) assert.ok(FIELDS[preset.kind].includes(field as never), `${preset.id} ${field}`)
  })

  it('the kind is told by signs; a mapping by hand begins with what can be guessed, and never with a row of people', () => {
    assert.equal(kindOf(['Eltern-ID', 'Nachname', 'Kind-ID']), 'parents')
    assert.equal(kindOf(['ID', 'Kürzel', 'Nachname']), 'staff')
    assert.equal(kindOf(['Kurs-ID', 'Kurs', 'Kürzel']), 'courses')
    assert.equal(kindOf(['Alpha', 'Beta']), null)
    assert.deepEqual(guessMapping(['Zuname', 'Alpha'], 'pupils').columns, { familyName: 'Zuname' })
    assert.throws(() => guessMapping(['414719', 'Bauer', '01.02.2016'], 'pupils'), /header_missing/)
  })
})
