/** Refusals of the room people: what can't be done, why, and what to do next. Codes of files come from import/problems.ts. */
import { formatGermanDate } from '#platform/time/calendar.ts'
import { defineRefusals } from '#platform/module/texts.ts'
import type { RefusalParams, RefusalWords } from '#platform/module/texts.ts'

const EXPORT_AGAIN = 'Die Datei im Schulverwaltungsprogramm neu als CSV oder Text exportieren und unverändert hier wählen. Gespeichert wurde nichts.'
const CHECK_COLUMNS = 'Im Programm beim Export diese Spalten wählen: Kennung, Nachname, Vorname, Klasse, Geburtsdatum. Gespeichert wurde nichts.'
const line = ({ line: n }: RefusalParams): string => (n === undefined ? '' : ` (Zeile ${n})`)
const number = (n: string | number | undefined): string => Number(n ?? 0).toLocaleString('de')
const noTable = (thing: string): RefusalWords => ({ what: `Das ist ${thing}, keine Tabelle als Text.`, why: 'Gelesen werden CSV- und Textdateien, wie Schulverwaltungsprogramme sie exportieren.', next: EXPORT_AGAIN })
const SAME_AGAIN = 'Neu vergleichen und die Zeilen unter „Vielleicht schon da“ noch einmal ansehen. Gespeichert wurde nichts.'
const types: Readonly<Record<string, string>> = { pupil: 'eine Schülerin oder einen Schüler', teacher: 'eine Lehrkraft', staff: 'Personal ohne Unterricht', parent: 'Eltern', other: 'jemanden aus dem Umfeld der Schule', guest: 'einen Gast' }
const kinds: Readonly<Record<string, string>> = { pupils: 'Schülerinnen und Schüler', parents: 'Eltern', staff: 'Lehrkräfte', courses: 'Kurse' }
const fields: Readonly<Record<string, string>> = { id: 'mit der Kennung', givenName: 'mit dem Vornamen', familyName: 'mit dem Nachnamen', fullName: 'mit dem Namen', wardId: 'mit der Kennung des Kindes', memberId: 'mit der Kennung der Schülerinnen und Schüler', courseLabel: 'mit dem Namen des Kurses', custody: 'mit dem Sorgerecht' }

const ofFiles = {
  file_empty: { what: 'Die Datei ist leer.', why: 'Es steht keine Zeile darin.', next: EXPORT_AGAIN },
  file_too_large: { what: 'Die Datei ist zu groß.', why: (p: RefusalParams) => `Mehr als ${Math.floor(Number(p.bytes_max ?? 0) / 1_000_000)} MB hat keine Schule. Vielleicht ist es die falsche Datei.`, next: EXPORT_AGAIN },
  file_is_spreadsheet: { what: 'Das ist eine Datei der Tabellenkalkulation.', why: 'Excel- und LibreOffice-Dateien enthalten oft mehr, als zu sehen ist. Gelesen wird nur Text.', next: 'In der Tabellenkalkulation „Speichern unter“ wählen, als CSV. Besser noch: direkt aus dem Schulverwaltungsprogramm exportieren.' },
  file_is_archive: noTable('ein Archiv (ZIP)'),
  file_is_pdf: noTable('ein PDF'),
  file_is_image: noTable('ein Bild'),
  file_is_document: noTable('ein Textdokument'),
  file_is_web_page: noTable('eine Webseite oder XML-Datei'),
  file_is_binary: noTable('eine Datei mit Steuerzeichen'),
  file_cut_off: { what: 'Die Datei ist abgeschnitten.', why: 'Sie endet mitten in einem Buchstaben. Meist war die Übertragung nicht vollständig.', next: EXPORT_AGAIN },
  encoding_mixed: { what: 'In der Datei sind zwei Zeichensätze gemischt.', why: (p: RefusalParams) => `Umlaute würden falsch gelesen${line(p)}. Das passiert, wenn Dateien aneinandergehängt wurden.`, next: EXPORT_AGAIN },
  encoding_unknown: { what: 'Der Zeichensatz der Datei ist nicht zu erkennen.', why: 'Sie stammt vermutlich von einem sehr alten System, und Umlaute würden falsch gelesen.', next: 'Beim Export UTF-8 oder Windows-1252 wählen. Gespeichert wurde nichts.' },
  header_missing: { what: 'Die Überschriften der Spalten fehlen.', why: 'In der ersten Zeile steht schon eine Person.', next: 'Beim Export „mit Überschriften“ oder „Feldnamen in der ersten Zeile“ wählen. Gespeichert wurde nichts.' },
  header_unknown: { what: 'Diese Spalten sind nicht zu erkennen.', why: 'Die Überschriften gehören zu keinem bekannten Export.', next: 'Auf der Seite „Datei übernehmen“ lassen sich die Spalten einmal selbst zuordnen. Gespeichert wurde nichts.' },
  header_other_kind: { what: (p: RefusalParams) => `In dieser Datei stehen ${kinds[String(p.kind)] ?? 'andere Personen'}.`, why: 'Gewählt war etwas anderes, und niemand soll als etwas anderes entstehen.', next: 'Oben wählen, was in der Datei steht, oder die andere Datei nehmen. Gespeichert wurde nichts.' },
  parents_before_pupils: { what: 'Keines der Kinder aus dieser Datei ist hier erfasst.', why: 'Eltern werden ihren Kindern über deren Kennung zugeordnet, und dafür müssen die Kinder zuerst da sein.', next: 'Zuerst die Datei mit den Schülerinnen und Schülern desselben Programms übernehmen, danach diese noch einmal. Verloren ist nichts.' },
  courses_before_pupils: { what: 'Niemand aus diesen Kursen ist hier erfasst.', why: 'Kurse bestehen aus Schülerinnen und Schülern, und die müssen zuerst da sein.', next: 'Zuerst die Datei mit den Schülerinnen und Schülern desselben Programms übernehmen, danach diese noch einmal. Verloren ist nichts.' },
  column_missing: { what: (p: RefusalParams) => `Die Spalte ${fields[String(p.field)] ?? String(p.field)} fehlt.`, why: 'Ohne Kennung und Namen ist nicht sicher, wer wer ist.', next: CHECK_COLUMNS },
  column_twice: { what: (p: RefusalParams) => `Die Spalte „${p.column}“ steht zweimal in der Datei.`, why: 'Welche gilt, lässt sich nicht entscheiden.', next: 'Eine der beiden beim Export weglassen. Gespeichert wurde nichts.' },
  columns_too_many: { what: 'Die Datei hat zu viele Spalten.', why: (p: RefusalParams) => `Mehr als ${number(p.columns_max)} Spalten${line(p)} hat kein Export von Schülerinnen und Schülern.`, next: CHECK_COLUMNS },
  rows_too_many: { what: 'Die Datei hat zu viele Zeilen.', why: (p: RefusalParams) => `Mehr als ${number(p.rows_max)} Zeilen werden nicht auf einmal übernommen.`, next: 'Nachsehen, ob es die richtige Datei ist. Gespeichert wurde nichts.' },
  cell_too_long: { what: (p: RefusalParams) => `Eine Zelle ist zu lang${line(p)}.`, why: (p: RefusalParams) => `Spalte ${p.column} enthält mehr als ${number(p.characters_max)} Zeichen. Vielleicht fehlt ein Anführungszeichen.`, next: EXPORT_AGAIN },
  quote_unclosed: { what: (p: RefusalParams) => `Ein Anführungszeichen wird nicht geschlossen${line(p)}.`, why: 'Alles dahinter würde in eine einzige Zelle rutschen.', next: EXPORT_AGAIN },
  quote_misplaced: { what: (p: RefusalParams) => `Ein Anführungszeichen steht mitten im Text${line(p)}.`, why: (p: RefusalParams) => `Wo Spalte ${p.column} endet, ist deshalb nicht sicher.`, next: EXPORT_AGAIN },
} as const satisfies Record<string, RefusalWords>

export const refusals = defineRefusals({
  ...ofFiles,
  import_changed: { what: 'Inzwischen hat sich etwas geändert.', why: 'Seit der Vorschau wurde etwas anderes übernommen oder eingetragen, oder die Datei ist eine andere. Übernommen würde etwas, das niemand gesehen hat.', next: 'Noch einmal vergleichen und die neue Vorschau ansehen.' },
  import_busy: { what: 'Gerade laufen schon mehrere Vergleiche.', why: 'Sie laufen nacheinander, damit Nachrichten schnell bleiben.', next: 'In einer Minute noch einmal versuchen.' },
  import_too_heavy: { what: 'Diese Datei lässt sich nicht verarbeiten.', why: 'Sie braucht mehr Speicher oder Zeit, als eine Datei von Schülerinnen und Schülern brauchen kann.', next: EXPORT_AGAIN },
  import_safety_stop: { what: 'Halt: Das ist ungewöhnlich viel auf einmal.', why: (p) => `Betroffen wären ${number(p.count)} von ${number(p.of)} Personen.`, next: 'Die Datei prüfen. Ist sie richtig, die Übernahme mit dem angezeigten Wort bestätigen.' },
  import_nothing_to_apply: { what: 'In der Datei steht niemand, der übernommen werden kann.', why: 'Keine Zeile war sicher zu lesen.', next: EXPORT_AGAIN },
  import_leaving_too_many: { what: 'So viele Personen gehen nicht auf einmal ab.', why: (p) => `${number(p.count)} Personen fehlen in der Datei, mehr als ${number(p.count_max)} werden nicht auf einmal gefragt.`, next: EXPORT_AGAIN },
  same_unfit: { what: (p) => `„Dieselbe Person“ passt hier nicht${line(p)}.`, why: 'Wählen lässt sich nur, was die Vorschau zu einer neuen Zeile der Datei nennt: ein freies Konto mit gleichem Namen und gleicher Klasse, bei Eltern mit demselben Kind. Vielleicht hat inzwischen jemand anderes etwas eingetragen.', next: SAME_AGAIN },
  same_line_twice: { what: (p) => `Für eine Zeile sind zwei Entscheidungen da${line(p)}.`, why: 'Eine Zeile ist eine Person und hat ein Konto.', next: SAME_AGAIN },
  same_account_twice: { what: (p) => `Zwei Zeilen sollen dasselbe Konto sein (Zeilen ${p.other} und ${p.line}).`, why: 'Ein Konto gehört zu einer Kennung im Programm.', next: 'Nur bei einer der beiden Zeilen „Dieselbe Person“ wählen und neu vergleichen. Gespeichert wurde nichts.' },
  same_type: { what: (p) => `Das Konto ${p.account} kann nicht übernommen werden.`, why: (p) => `Es ist ein Konto für ${types[String(p.type)] ?? 'jemand anderen'}, in der Datei stehen ${kinds[String(p.kind)] ?? 'andere Personen'}. Ein Konto bleibt, was es ist: Wer zweierlei an der Schule ist, hat zwei Konten.`, next: SAME_AGAIN },
  same_identity: { what: (p) => `Das Konto ${p.account} ist schon mit einem Programm verbunden.`, why: 'Seine Kennung sagt, wer es ist; eine zweite gibt es nicht. Kommt die Datei aus demselben Programm wie damals, ist oben das falsche Programm gewählt.', next: SAME_AGAIN },
  export_too_large: { what: 'Diese Liste ist zu lang.', why: (p) => `Mehr als ${number(p.count_max)} Zeilen werden nicht auf einmal ausgegeben.`, next: 'Die Administration wendet sich an das Projekt.' },
  year_not_due: { what: (p) => `Der Wechsel ins Schuljahr ${p.schoolYear} ist noch nicht an der Reihe.`, why: 'Klassen, Kurse und Abgänge gelten bis zum letzten Tag des Schuljahres.', next: (p) => `Ab dem ${formatGermanDate(String(p.date))} geht es mit einem Klick. Bis dahin zeigt die Vorschau, was geschehen wird.` },
  year_undone: { what: 'Dieser Wechsel ist schon zurückgenommen.', why: 'Zweimal lässt sich nichts zurücknehmen.', next: 'Den Schuljahreswechsel neu ansehen.' },
  year_undo_over: { what: 'Dieser Wechsel lässt sich nicht mehr zurücknehmen.', why: (p) => `Das ging bis zum ${formatGermanDate(String(p.date))}. Seitdem ist zu viel darauf aufgebaut.`, next: 'Einzelne Klassen und Personen unter „Klassen & Gruppen“ ändern.' },
  year_not_last: { what: 'Darauf baut schon ein späterer Wechsel auf.', why: 'Zurücknehmen lässt sich nur der letzte.', next: 'Zuerst den späteren Wechsel zurücknehmen.' },
  person_namesake: { what: 'Diesen Namen gibt es an der Schule schon.', why: 'Zwei Einträge für dieselbe Person würden alles verdoppeln.', next: 'Prüfen, ob es dieselbe Person ist. Ist es jemand anderes, das Hinzufügen bestätigen.' },
  class_expected: { what: 'Diese Gruppe ist keine Klasse.', why: 'Neue Personen kommen in eine Klasse oder einen Jahrgang, die es noch gibt.', next: 'Eine Klasse wählen oder das Feld leer lassen.' },
  exit_before_entry: { what: 'Dieser Tag liegt vor dem Beginn.', why: 'Niemand geht, bevor er an der Schule war.', next: 'Ein späteres Datum eintragen.' },
  exit_too_far: { what: 'Dieser Tag liegt zu weit in der Zukunft.', why: 'Vermutlich stimmt das Jahr nicht.', next: 'Das Datum prüfen.' },
  departure_passed: { what: 'Der Abgang liegt schon zurück.', why: 'Wer wiederkommt, braucht eine neue Einwilligung; das ist mehr als ein geändertes Datum.', next: 'Die Wiederherstellung des Kontos ist ein eigener Vorgang der Administration mit der Aufgabe Löschen.' },
  other_by_head: { what: 'Das entscheidet die Schulleitung.', why: 'Konten für Personen, die der Schule nahestehen, gibt es nur mit ihrer Entscheidung, mit einem letzten Tag.', next: 'Unter Verwaltung einen Antrag stellen.', path: '/verwaltung/andere', pathLabel: 'Zum Antrag' },
  departure_of_office: { what: 'Diese Person hat noch eine Aufgabe oder ein Amt.', why: 'Wer Aufgaben hat, kann nicht von der Kontenverwaltung ausgeschlossen werden.', next: 'Zuerst beendet die Schulleitung die Bestellung, dann den Abgang eintragen.' },
  group_kind_missing: { what: 'Die Art der Gruppe fehlt.', why: 'Jede Gruppe gehört zu einer Klasse, einem Kurs, einem Projekt oder dem Kollegium.', next: 'Eine Art aus der Liste wählen.' },
  group_purpose_missing: { what: 'Der Zweck der Gruppe fehlt.', why: 'Die Plattform ist für Unterricht und Schulleben da; jede Gruppe sagt, wozu.', next: 'In einem Satz schreiben, wozu die Gruppe da ist.' },
  group_purpose_too_long: { what: 'Der Zweck ist zu lang.', why: (p) => `Höchstens ${number(p.characters_max)} Zeichen.`, next: 'Auf einen Satz kürzen.' },
  group_label_missing: { what: 'Der Name der Gruppe fehlt.', why: 'Ohne Namen findet sie niemand.', next: 'Einen kurzen Namen eintragen.' },
  group_label_unreadable: { what: 'Name oder Zweck lassen sich so nicht speichern.', why: (p) => `Ein Zeichen ist unsichtbar, oder der Name ist länger als ${number(p.characters_max)} Zeichen.`, next: 'Neu eintippen statt einfügen.' },
  group_label_taken: { what: (p) => `„${p.label}“ gibt es schon.`, why: 'Zwei Gruppen mit demselben Namen würden verwechselt.', next: 'Die vorhandene Gruppe nutzen oder einen anderen Namen wählen.' },
  group_kind_forbidden: { what: 'Diese Art von Gruppe ist hier nicht zu gründen.', why: 'Klassen, Jahrgänge und Gruppen des Kollegiums pflegt die Administration.', next: 'Einen Kurs oder ein Projekt gründen, oder die Administration mit der Aufgabe Gruppen fragen.' },
  lead_is_staff: { what: 'Leiten und verantworten können nur Lehrkräfte und Mitarbeitende.', why: 'Mit der Leitung sind Aufgaben verbunden, die nicht bei Schülerinnen und Schülern oder Eltern liegen dürfen.', next: 'Als Mitglied aufnehmen.' },
  staff_group_for_staff: { what: 'In eine Gruppe des Kollegiums kommen nur Menschen, die hier arbeiten.', why: 'Dort steht, was Lehrkräfte und Mitarbeitende unter sich besprechen.', next: 'Für gemeinsame Vorhaben ein Projekt gründen.' },
  slips_nobody: { what: 'Es gibt keinen Zettel zu drucken.', why: 'Alle haben schon ein Passwort.', next: 'Bitte „für alle“ wählen, oder einen einzelnen Zettel auf der Seite der Person drucken.' },
  parent_slips_nobody: { what: 'Es gibt keinen Zettel zu drucken.', why: 'Entweder ist niemand als sorgeberechtigt eingetragen, oder alle haben schon ein Passwort.', next: 'Bitte „für alle“ wählen. Wessen Eltern nirgends stehen, bekommt Codes für den Brief, auf der Seite der Einwilligungen.' },
  slips_too_many: { what: 'Das sind zu viele Zettel auf einmal.', why: (p) => `Mehr als ${number(p.count_max)} werden nicht in einem Druck gemacht.`, next: 'Klassenweise drucken.' },
  teacher_slip_refused: { what: 'Für diese Person geht das hier nicht.', why: 'Einen Code gibt es nur für Schülerinnen und Schüler der eigenen Gruppen, die gerade hineinkommen können.', next: 'Die Klassenleitung oder das Sekretariat weiß, wie es weitergeht.' },
  picture_kind: { what: 'Das ist kein Bild, das hier geht.', why: 'Es gehen PNG, JPEG und WebP. Ob es eines ist, zeigt der Inhalt der Datei, nicht ihr Name.', next: { sie: 'Wählen Sie ein Foto oder speichern Sie das Bild als PNG.', du: 'Wähl ein Foto oder speichere das Bild als PNG.' } },
  picture_broken: { what: 'Dieses Bild lässt sich nicht lesen.', why: 'Die Datei ist abgeschnitten, bewegt sich oder enthält noch etwas anderes als das Bild.', next: { sie: 'Wählen Sie ein anderes Bild, oder machen Sie einen Screenshot davon und nehmen Sie den.', du: 'Wähl ein anderes Bild, oder mach einen Screenshot davon und nimm den.' } },
  picture_side: { what: 'Das Bild hat die falsche Größe.', why: (p) => `Breite und Höhe müssen zwischen ${p.side_min} und ${p.side_max} Pixel liegen.`, next: { sie: 'Auf der Profilseite macht der Browser das Bild selbst passend. Laden Sie die Seite neu und versuchen Sie es noch einmal.', du: 'Auf der Profilseite macht der Browser das Bild selbst passend. Lade die Seite neu und versuch es noch einmal.' } },
  name_missing: { what: 'Der Name fehlt.', why: 'Vor- und Nachname werden gebraucht.', next: 'Das leere Feld ausfüllen.' },
  name_too_long: { what: 'Der Name ist zu lang.', why: (p) => `Höchstens ${number(p.characters_max)} Zeichen.`, next: 'Den Rufnamen eintragen.' },
  name_character_refused: { what: 'Im Namen steht ein unsichtbares Zeichen.', why: (p) => `Das Zeichen ${p.character} kann Text verstecken oder umdrehen.`, next: 'Den Namen neu eintippen statt einfügen.' },
  name_garbled: { what: 'Der Name ist falsch kodiert.', why: 'Darin stehen Zeichenfolgen wie Ã¼ statt ü.', next: 'Den Namen neu eintippen.' },
  name_without_letter: { what: 'Im Namen steht kein Buchstabe.', why: 'So heißt niemand.', next: 'Den Namen eintippen.' },
  date_implausible: { what: 'Dieses Datum kann nicht stimmen.', why: 'Es liegt in der Zukunft oder zu weit zurück.', next: 'Das Jahr prüfen.' },
})
