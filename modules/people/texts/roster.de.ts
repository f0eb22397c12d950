/** Words of imports of parents, staff and courses, of the assignment of columns, and of exports. */
import { count, defineTexts } from '#platform/module/texts.ts'
import type { RosterPreview } from '../import/shape.ts'

type N = { n: number }
type Of = { count: number; of: number }
type SameAccount = { account: string; way: 'hand' | 'code' | 'program'; hasLeft: boolean }

const WAYS = { hand: 'von Hand eingetragen', code: 'mit einem Code gekommen', program: 'aus einem Programm' } as const
const accountWords = ({ account, way, hasLeft }: SameAccount): string => `Konto ${account}, ${WAYS[way]}${hasLeft ? ', abgegangen' : ''}`

export const rosterTexts = defineTexts({
  kind_pupils: 'Schülerinnen und Schüler', kind_parents: 'Eltern und Sorgeberechtigte', kind_staff: 'Lehrkräfte', kind_courses: 'Kurse',
  kind: 'Was steht in der Datei?',
  columns: 'Spalten zuordnen',
  columns_hint: 'Was keinem Feld zugeordnet ist, wird nicht gelesen. Andere Felder gibt es nicht: Noten, Religion, Diagnosen und Adressen gehören nicht hierher.',
  columns_from: ({ how }: { how: 'chosen' | 'remembered' | 'preset' }) =>
    ({ chosen: 'Selbst zugeordnet. Nach der Übernahme wird die Zuordnung für dieses Programm gemerkt, nur die Namen der Spalten.', remembered: 'So, wie es beim letzten Mal zugeordnet wurde.', preset: 'An den Überschriften erkannt.' })[how],
  columns_unknown: 'Diese Spalten kennt noch niemand. Einmal zuordnen genügt, danach wird es gemerkt.',
  not_taken: 'wird nicht übernommen',
  parents_no_mail: 'E-Mail-Adressen und Telefonnummern der Eltern werden nicht übernommen und nirgends gespeichert. Alles geht ohne: Zugang mit Zettel oder Code im Brief, Einwilligung und Widerruf auch auf Papier.',
  column: ({ header }: { header: string }) => `Spalte „${header}“`,
  field_id: 'Kennung', field_givenName: 'Vorname', field_familyName: 'Nachname', field_fullName: 'Nachname, Vorname in einer Spalte', field_classLabel: 'Klasse', field_yearLabel: 'Jahrgang', field_birthDate: 'Geburtsdatum',
  field_majorityDate: 'Volljährig ab', field_exitDate: 'Abgangsdatum', field_wardId: 'Kennung des Kindes', field_relation: 'Mutter, Vater, Vormund', field_custody: 'sorgeberechtigt ja/nein', field_shortCode: 'Kürzel', field_subjects: 'Unterrichtsfächer',
  field_leadOf: 'Klassenleitung in', field_courseLabel: 'Name des Kurses', field_teacher: 'Kürzel oder Kennung der Lehrkraft', field_memberId: 'Kennung der Schülerin oder des Schülers',
  compare_so: 'So vergleichen',

  role_mother: 'Mutter', role_father: 'Vater', role_guardian: 'Vormund', role_foster: 'Pflegeperson', role_other: 'Elternteil', role_member: 'Mitglied', role_lead: 'Klassenleitung', role_responsible: 'Lehrkraft',
  with_custody: 'sorgeberechtigt', without_custody: 'nicht sorgeberechtigt',
  count_new_parents: 'neue Konten', count_new_staff: 'neue Konten', count_new_courses: 'neue Kurse', count_links: 'Zuordnungen', count_missing: 'fehlen',
  section_custody: 'Wer einwilligen muss',
  custody_words: ({ both, one, none }: { both: number; one: number; none: number }) =>
    `${count(both, { one: 'Bei einem Kind haben zwei', other: 'Bei # Kindern haben zwei' })} Personen das Sorgerecht, bei ${count(one, { one: 'einem', other: '#' })} eine${none > 0 ? `, bei ${count(none, { one: 'einem niemand: daraus wird eine Aufgabe', other: '# niemand: daraus werden Aufgaben' })} für die Einwilligungsverwaltung` : ''}.`,
  section_links_parents: 'Kinder und Sorge', section_links_staff: 'Klassenleitungen und Kollegium', section_links_courses: 'Wer in welchem Kurs ist',
  section_people_parents: 'Neue Konten für Eltern', section_people_staff: 'Neue Lehrkräfte',
  people_text_parents: 'Ohne Passwort: Die Eltern bekommen später einen Code.',
  people_text_staff: 'Ohne Passwort: Jede Lehrkraft bekommt einen Zettel.',
  staff_room_joined: ({ label }: { label: string }) => `Alle kommen von selbst in die Gruppe „${label}“.`,
  link_added: 'neu', link_changed: 'geändert', link_ended: 'endet', link_missing: 'fehlt in der Datei',
  missing_text: 'Niemand verliert dadurch etwas. Wer in der Datei fehlt, wird zur Frage an die Einwilligungsverwaltung.',
  section_leaving: 'Lehrkräfte, die fehlen',
  leaving_text: 'Niemand davon wird gelöscht. Zu jeder Person entsteht die Frage „Geht ab?“.',
  section_courses: 'Neue Kurse', section_renamed: 'Kurse mit neuem Namen',
  done_roster: ({ added, links }: { added: number; links: number }) => `${count(added, { one: '# neues Konto', other: '# neue Konten', none: 'Keine neuen Konten' })}, ${count(links, { one: '# Zuordnung', other: '# Zuordnungen' })} geändert.`,
  done_courses: ({ n, links }: { n: number; links: number }) => `${count(n, { one: '# neuer Kurs', other: '# neue Kurse', none: 'Keine neuen Kurse' })}, ${count(links, { one: '# Zuordnung', other: '# Zuordnungen' })} geändert.`,
  done_tasks_of: ({ links }: { links: number }) => `${count(links, { one: '# Zuordnung', other: '# Zuordnungen' })} geändert.`,
  done_tasks: ({ n }: N) => count(n, { one: 'Eine Frage ist offen.', other: '# Fragen sind offen.' }),
  next_people: 'Klassen & Gruppen ansehen', next_people_text: 'Kurse und Klassenleitungen stehen bei den Gruppen.',
  next_consents: 'Einwilligungen ansehen', next_consents_text: 'Mit den Sorgeberechtigten steht fest, wer unterschreiben muss.',

  section_returned_parents: 'Eltern, die wieder da sind', section_returned_staff: 'Lehrkräfte, die wieder da sind',
  returned_text_parents: 'Dasselbe Konto wie früher, mit einem neuen Anfang heute. Was widerrufen ist, bleibt widerrufen; ein Kontaktverbot gilt weiter; Anmeldungen und Geräte von damals gelten nicht mehr.',
  returned_text_staff: 'Dasselbe Konto wie früher, mit einem neuen Anfang heute. Beendete Ämter, Aufgaben und Aufträge bleiben beendet; Anmeldungen und Geräte von damals gelten nicht mehr. Wer nicht wirklich wieder da ist, gehört vor dem Übernehmen aus der Datei.',

  section_same: 'Vielleicht schon da',
  same_text: 'Für diese Zeilen gibt es Konten, die nicht aus einem Programm kommen. Ein gleicher Name beweist nichts: Ankreuzen, wenn es sicher dieselbe Person ist. Dann bleibt das Konto mit Anmeldename, Passwort, Gruppen, Einwilligungen und Kindern, und die Datei gilt für es wie für alle anderen. Ohne Kreuz entsteht ein neues Konto.',
  same_person: 'Dieselbe Person',
  same_account: ({ name, ...account }: SameAccount & { name: string }) => `${name}, ${accountWords(account)}`,
  same_hindered_type: 'Geht nicht: Dieses Konto ist keines der Art, die in der Datei steht. Wer zweierlei an der Schule ist, hat zwei Konten.',
  same_hindered_identity: 'Geht nicht: Dieses Konto hat schon eine Kennung aus einem anderen Programm.',
  same_compare: 'Mit diesen Entscheidungen neu vergleichen',
  same_undecided: 'Die Kreuze unter „Vielleicht schon da“ sind geändert. Was sie bewirken, zeigt erst der neue Vergleich.',
  same_left_off: ({ n }: N) => count(n, { one: 'Eine weitere Zeile wird nicht gezeigt und bekommt ein neues Konto.', other: '# weitere Zeilen werden nicht gezeigt und bekommen neue Konten.' }),
  same_command_like: ({ line, name, ...account }: SameAccount & { line: number; name: string }) => `Zeile ${line}: ${name} ist vielleicht schon da: ${accountWords(account)}.`,
  same_command: ({ line, name, id, ...account }: SameAccount & { line: number; name: string; id: string }) =>
    `Zeile ${line}: ${name} ist vielleicht schon da: ${accountWords(account)}. Dieselbe Person: --same ${id}=${account.account}`,
  same_command_chosen: ({ line, name, ...account }: SameAccount & { line: number; name: string }) => `Zeile ${line}: ${name} ist dieselbe Person wie ${accountWords(account)}`,
  count_taken: 'dieselbe Person',
  done_taken: ({ n }: N) => count(n, { one: 'Ein Konto, das es schon gab, ist jetzt mit dem Programm verbunden.', other: '# Konten, die es schon gab, sind jetzt mit dem Programm verbunden.' }),

  safety_returning: ({ count: n, of }: Of) => `${n} Personen, die abgegangen sind, stehen wieder in der Datei (da sind ${of}). Meist ist es dann eine alte Datei, und ihre Zugänge gingen wieder auf.`,
  safety_no_rows: () => 'Die Datei enthält keine Zeile, die sich lesen lässt. Es gibt nichts zu übernehmen.',
  safety_custody_changed: ({ count: n, of }: Of) => `Bei ${n} von ${of} Zuordnungen stünde danach ein anderes Sorgerecht. Meist stimmt dann die Spalte nicht.`,
  safety_guardians_missing: ({ count: n, of }: Of) => `${n} von ${of} Sorgeberechtigten fehlen in dieser Datei. Meist ist dann nur ein Teil exportiert worden.`,
  safety_staff_missing: ({ count: n, of }: Of) => `${n} von ${of} Lehrkräften fehlen in dieser Datei. Meist ist dann nur ein Teil exportiert worden.`,
  safety_members_leaving: ({ count: n, of }: Of) => `${n} von ${of} Mitgliedschaften in Kursen würden enden. Meist ist dann nur ein Teil exportiert worden.`,

  export_title: 'Listen ausgeben',
  export_lead: 'Als CSV für die Tabellenkalkulation, nach der Kennung aus dem Schulverwaltungsprogramm. Zellen, die wie Formeln beginnen, werden entschärft.',
  export_accounts: 'Liste der Konten', export_accounts_text: 'Kennung, Name, Klasse, Anmeldename und ob der Zugang offen ist. Keine Passwörter.',
  exported: ({ n }: N) => `${count(n, { one: 'Eine Zeile', other: '# Zeilen' })} ausgegeben. Die Datei bitte löschen, sobald sie nicht mehr gebraucht wird.`,
  csv_source: 'Programm', csv_id: 'Kennung', csv_type: 'Art', csv_family: 'Nachname', csv_given: 'Vorname', csv_place: 'Klasse', csv_account: 'Anmeldename', csv_door: 'Zugang', csv_password: 'Passwort gewählt', csv_exit: 'Letzter Tag', csv_yes: 'ja', csv_no: 'nein', csv_open: 'offen', csv_closed: 'noch zu',
})

/** One tie in a sentence: who, for whom, as what. */
export function tieWords({ role, whom, action, hasCustody, hadCustody }: RosterPreview['rows']['links'][number]): string {
  const custody = (has: boolean): string => (has ? rosterTexts.with_custody : rosterTexts.without_custody)
  const now = hasCustody ?? hadCustody
  const words = `${rosterTexts[`role_${role}`]}${role === 'lead' || role === 'responsible' || role === 'member' ? ' in' : ' von'} ${whom}`
  const was = action === 'changed' && hadCustody !== null && hasCustody !== null && hadCustody !== hasCustody ? `, bisher ${custody(hadCustody)}` : ''
  return `${words}${now === null ? '' : `, ${custody(now)}${was}`}`
}
