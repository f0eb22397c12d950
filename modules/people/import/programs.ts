/**
 * The headers that administration programs write, for each kind of file. A preset only proposes: the page shows it, and every column can be chosen anew.
 * Where each header is documented, and which are not, stands in docs/operate/programs.md. A header that is not documented is no harm where it is absent, but
 * none is listed that could be another thing.
 */
import type { Field, FileKind } from './presets.ts'

export type Preset = {
  kind: FileKind
  id: string
  /** All of these headers stand in the file. */
  signature: readonly string[]
  /** Accepted headers, the best first. */
  columns: Partial<Record<Field, readonly string[]>>
}

/** The first whose signature fits counts. One program may write its headers in several ways. */
export const presets: readonly Preset[] = [
  {
    kind: 'pupils',
    id: 'schild',
    signature: ['Interne ID-Nummer'],
    columns: {
      id: ['Interne ID-Nummer'],
      givenName: ['Vorname'],
      familyName: ['Nachname'],
      classLabel: ['Klasse'],
      yearLabel: ['Jahrgang'],
      birthDate: ['Geburtsdatum'],
      exitDate: ['Entlassdatum'],
    },
  },
  {
    // The same number stands in lists of teachers, so these come first: staff must never come in as pupils.
    kind: 'staff',
    id: 'schild',
    signature: ['eindeutige Nummer (GUID)', 'E-Mail (Dienstlich)'],
    columns: { id: ['eindeutige Nummer (GUID)'], givenName: ['Vorname'], familyName: ['Nachname'], shortCode: ['Kürzel'] },
  },
  {
    kind: 'pupils',
    id: 'schild',
    signature: ['eindeutige Nummer (GUID)', 'Klasse'],
    columns: {
      id: ['eindeutige Nummer (GUID)'],
      givenName: ['Vorname'],
      familyName: ['Nachname'],
      classLabel: ['Klasse'],
      yearLabel: ['Jahrgang'],
      birthDate: ['Geburtsdatum'],
      exitDate: ['Entlassdatum'],
    },
  },
  {
    kind: 'pupils',
    id: 'old-program',
    signature: ['Name, Vorname', 'Schülernr.'],
    columns: { id: ['Schülernr.'], fullName: ['Name, Vorname'], classLabel: ['Klasse'], yearLabel: ['Jahrgang'], birthDate: ['Geb.-Datum'] },
  },
  ...[['SchuelerIdentNummer'], ['SchuelerId', 'GruppeBezeichnung']].map((signature): Preset => ({
    kind: 'pupils',
    id: 'danis',
    signature,
    columns: {
      id: ['SchuelerIdentNummer', 'SchuelerId'],
      givenName: ['SchuelerRufname', 'SchuelerVornamen'],
      familyName: ['SchuelerNachname'],
      // The second is how the program itself has written it.
      classLabel: ['GruppeBezeichnung', 'GruppeBezeichung'],
      birthDate: ['SchuelerGeburtsdatum'],
      exitDate: ['SchuelerAbgangsdatum'],
    },
  })),
  ...[['Familienname', 'lokales Differenzierungsmerkmal'], ['Familienname', 'Rufname', 'Schüleridentnummer']].map((signature): Preset => ({
    kind: 'pupils',
    id: 'asv',
    signature,
    columns: {
      id: ['lokales Differenzierungsmerkmal', 'Schüleridentnummer'],
      givenName: ['Rufname', 'Vornamen'],
      familyName: ['Familienname'],
      classLabel: ['Klasse', 'Klassenname'],
      yearLabel: ['Jahrgangsstufe'],
      birthDate: ['Geburtsdatum'],
      // Not "Austritt am (voraussichtlich)": a plan would close the account on its day.
      exitDate: ['Austrittsdatum', 'Austritt am'],
    },
  })),
  {
    // Reports of LUSD hold no id of the pupil unless the school adds one. Schueler_Schluessel is none: it is name and birth date.
    kind: 'pupils',
    id: 'lusd',
    signature: ['Schueler_Nachname', 'Schueler_Vorname'],
    columns: {
      id: ['LUSD_ID', 'Schueler_LUSD_ID', 'Schueler_ID'],
      givenName: ['Schueler_Rufname', 'Schueler_Vorname'],
      familyName: ['Schueler_Nachname'],
      classLabel: ['Klassen_Klassenbezeichnung', 'Klasse'],
      birthDate: ['Schueler_Geburtsdatum'],
    },
  },
  {
    kind: 'pupils',
    id: 'lusd',
    signature: ['SLR_Nachname', 'SLR_Vorname'],
    columns: { id: ['LUSD_ID'], givenName: ['SLR_Vorname'], familyName: ['SLR_Nachname'], classLabel: ['KLA_Klassennamen'] },
  },
  {
    kind: 'staff',
    id: 'lusd',
    signature: ['Lehrer_Kuerzel'],
    columns: { shortCode: ['Lehrer_Kuerzel'], givenName: ['Vorname'], familyName: ['Nachname'], leadOf: ['Klassenlehrer_Klasse'] },
  },
  {
    kind: 'pupils',
    id: 'iserv-like',
    signature: ['Import-ID', 'Vorname', 'Nachname'],
    columns: {
      id: ['Import-ID'],
      givenName: ['Vorname'],
      familyName: ['Nachname'],
      classLabel: ['Klasse/Information', 'Klasse/Zusätzliche Informationen', 'Klasse'],
      birthDate: ['Geburtsdatum'],
    },
  },
]

/** Headers that several programs and hand-made lists use; asked after the presets and after the signs of another kind of file. */
export const neutral: Readonly<Record<FileKind, Preset>> = {
  pupils: {
    kind: 'pupils',
    id: 'neutral',
    signature: [],
    columns: {
      id: ['Schüler-ID', 'Schülernummer', 'Schülernr', 'Schüler-Nr', 'Schüleridentnummer', 'Fremdschlüssel', 'Personen-ID', 'Externe ID', 'Student ID', 'ID', 'Nummer', 'Nr'],
      givenName: ['Rufname', 'Vorname', 'Vornamen', 'Given name', 'First name'],
      familyName: ['Nachname', 'Familienname', 'Zuname', 'Name', 'Family name', 'Last name', 'Surname'],
      fullName: ['Name, Vorname', 'Nachname, Vorname', 'Familienname, Vorname'],
      classLabel: ['Klasse', 'Klassenbezeichnung', 'Class'],
      yearLabel: ['Jahrgang', 'Jahrgangsstufe', 'Klassenstufe', 'Stufe', 'Year'],
      birthDate: ['Geburtsdatum', 'Geb.-Datum', 'Geburtstag', 'geboren am', 'geb. am', 'Birth date', 'Date of birth'],
      majorityDate: ['Volljährig ab', 'Volljährigkeit', 'volljährig am', 'Majority date'],
      exitDate: ['Entlassdatum', 'Abgangsdatum', 'Austrittsdatum', 'Abgang am', 'Abgang', 'Austritt', 'Exit date'],
    },
  },
  parents: {
    kind: 'parents',
    id: 'neutral',
    signature: [],
    columns: {
      id: ['Eltern-ID', 'Erzieher-ID', 'Sorgeberechtigten-ID', 'Personen-ID'],
      givenName: ['Vorname', 'Rufname', 'Vornamen'],
      familyName: ['Nachname', 'Familienname', 'Name'],
      fullName: ['Name, Vorname', 'Nachname, Vorname'],
      wardId: ['Kind-ID', 'Schüler-ID', 'Interne ID-Nummer', 'Schülernr.', 'Schülernummer'],
      relation: ['Art', 'Erzieherart', 'Beziehung', 'Verhältnis'],
      custody: ['sorgeberechtigt', 'Sorgeberechtigt ja/nein', 'Sorgerecht'],
    },
  },
  staff: {
    kind: 'staff',
    id: 'neutral',
    signature: [],
    columns: {
      id: ['ID', 'Lehrer-ID', 'Lehrkraft-ID', 'Personen-ID', 'Nummer', 'Nr'],
      shortCode: ['Kürzel', 'Lehrerkürzel'],
      givenName: ['Vorname', 'Rufname', 'Vornamen'],
      familyName: ['Nachname', 'Familienname', 'Name'],
      fullName: ['Name, Vorname', 'Nachname, Vorname'],
      subjects: ['Fächer', 'Unterrichtsfächer', 'Fach'],
      leadOf: ['Klassenleitung', 'Klassenlehrer von', 'Klassenleitung in'],
    },
  },
  courses: {
    kind: 'courses',
    id: 'neutral',
    signature: [],
    columns: {
      id: ['Kurs-ID', 'Kursid', 'Kursnummer'],
      courseLabel: ['Kurs', 'Kursbezeichnung', 'Kursname'],
      teacher: ['Kürzel', 'Lehrerkürzel', 'LEH_Kuerzel', 'Lehrkraft', 'Lehrkraft-ID'],
      memberId: ['Schüler-ID', 'Interne ID-Nummer', 'Schülernr.', 'Schülernummer'],
    },
  },
}

/** One of these headers says of which kind a file is, whatever else it holds: staff must never come in as pupils. */
export const signsOf: readonly { kind: FileKind; signs: readonly string[] }[] = [
  { kind: 'parents', signs: ['Eltern-ID', 'Kind-ID', 'sorgeberechtigt', 'Sorgeberechtigt ja/nein', 'Erzieher-ID'] },
  { kind: 'courses', signs: ['Kurs', 'Kurs-ID', 'Kursart', 'Kursbezeichnung', 'Kursid', 'Kursname'] },
  { kind: 'staff', signs: ['Kürzel', 'Lehrerkürzel', 'Lehrer_Kuerzel', 'Lehrer-ID', 'Lehrkraft-ID', 'Unterrichtsfächer', 'Fächer', 'E-Mail (Dienstlich)'] },
]
