/** Headers of programs: each is recognised, and nothing off the allow-list is taken from any of them. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { FIELDS, FILE_KINDS, columnsOf, guessMapping, kindOf, recognise } from './presets.ts'
import { neutral, presets } from './programs.ts'

describe('headers of programs', () => {
  const exports: [preset: string, headers: string[], ignored: string[]][] = [
    ['schild', ['Interne ID-Nummer', 'Nachname', 'Vorname', 'Klasse', 'Religionszugehörigkeit'], ['Religionszugehörigkeit']],
    ['schild', ['Nachname', 'Vorname', 'Klasse', 'eindeutige Nummer (GUID)', 'Externe ID-Nummer'], ['Externe ID-Nummer']],
    ['danis', ['SchuelerIdentNummer', 'SchuelerRufname', 'SchuelerNachname', 'GruppeBezeichnung', 'SchuelerStaat'], ['SchuelerStaat']],
    ['danis', ['SchuelerNachname', 'SchuelerRufname', 'SchuelerGeburtsdatum', 'GruppeBezeichnung', 'GruppeId', 'SchuelerId'], ['GruppeId']],
    ['danis', ['SchuelerIdentNummer', 'SchuelerNachname', 'SchuelerVornamen', 'GruppeBezeichung', 'Verantw1Nachname', 'Verantw1Erziehungsberechtigt'], ['Verantw1Nachname', 'Verantw1Erziehungsberechtigt']],
    ['asv', ['Familienname', 'Rufname', 'Schüleridentnummer', 'Klasse', 'Jahrgangsstufe', 'Bekenntnis'], ['Bekenntnis']],
    ['asv', ['lokales Differenzierungsmerkmal', 'Familienname', 'Vornamen', 'Klasse', 'M/W.Kurzform', 'Austritt am (voraussichtlich)'], ['M/W.Kurzform', 'Austritt am (voraussichtlich)']],
    ['lusd', ['Schueler_Nachname', 'Schueler_Vorname', 'Schueler_ID', 'Klassen_Klassenbezeichnung', 'Schueler_Muttersprache'], ['Schueler_Muttersprache']],
    ['lusd', ['SLR_Nachname', 'SLR_Vorname', 'LUSD_ID', 'KLA_Klassennamen', 'SLR_Strasse'], ['SLR_Strasse']],
    ['iserv-like', ['Import-ID', 'Vorname', 'Nachname', 'Klasse/Information', 'Account', 'Passwort', 'Email', 'Gruppen'], ['Account', 'Passwort', 'Email', 'Gruppen']],
  ]
  for (const [preset, headers, ignored] of exports) {
    it(`${preset} (${headers.length} columns, ${headers[0]}): recognised, with id, names and class; the rest is ignored`, () => {
      const mapping = recognise(headers)
      assert.equal(mapping.preset, preset)
      assert.ok(mapping.columns.id && mapping.columns.familyName && mapping.columns.givenName && mapping.columns.classLabel)
      assert.deepEqual(columnsOf(mapping, headers).ignored, ignored)
    })
  }

  it('reports of LUSD have no id of their own: name and birth date in one cell are none, and the file is not taken', () => {
    const headers = ['Schueler_Schluessel', 'Schueler_Nachname', 'Schueler_Vorname', 'Schueler_Geburtsdatum', 'Klassen_Klassenbezeichnung']
    const mapping = recognise(headers)
    assert.deepEqual([mapping.preset, mapping.columns.id], ['lusd', undefined])
    assert.throws(() => columnsOf(mapping, headers), /column_missing/)
    assert.throws(() => columnsOf(recognise(['SLR_Nachname', 'SLR_Vorname', 'KLA_Klassennamen']), ['SLR_Nachname', 'SLR_Vorname', 'KLA_Klassennamen']), /column_missing/)
  })

  it('teachers of a program are told from its pupils, also where both have the same number', () => {
    const schild = ['Vorname', 'Nachname', 'E-Mail (Dienstlich)', 'eindeutige Nummer (GUID)', 'Klasse']
    const lusd = ['Nachname', 'Vorname', 'Geburtsdatum', 'Klassenlehrer_Klasse', 'Klassenlehrer_Vertreter_Klasse', 'Lehrer_Kuerzel']
    assert.deepEqual([kindOf(schild), kindOf(lusd)], ['staff', 'staff'])
    for (const headers of [schild, ['ID', 'Nachname', 'Vorname', 'Klasse', 'E-Mail (Dienstlich)'], lusd]) assert.throws(() => recognise(headers.filter((header) => !header.includes('GUID'))), /header_other_kind/)
    assert.deepEqual(recognise(lusd, 'staff').columns, { shortCode: 'Lehrer_Kuerzel', givenName: 'Vorname', familyName: 'Nachname', leadOf: 'Klassenlehrer_Klasse' })
    assert.deepEqual(columnsOf(recognise(lusd, 'staff'), lusd).ignored, ['Geburtsdatum', 'Klassenlehrer_Vertreter_Klasse'])
  })

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
