/**
 * The service instruction by clause, in our own plain German, rendered from the school's options: what the platform keeps and what stands here have one
 * source. `technical` and `reminder` say only what exists today; everything else is a rule for people. No legal claims (A14).
 */
import { count } from '#platform/module/texts.ts'
import type { Clause } from '#platform/module/clauses.ts'
import type { OptionKey, OptionValue } from '#platform/school/options.ts'
import type { InstructionClause, Kept, Sentence } from './rules.ts'

export type InstructionContext = { schoolName: string; option: <K extends OptionKey>(key: K) => OptionValue<K> }

export const words = {
  title: 'Dienstanweisung für die Nutzung der Kommunikationsplattform',
  intro: (school: string) => `Diese Anweisung der Schulleitung gilt an der Schule „${school}“. Sie sagt, was alle beachten, die hier arbeiten. Bei jedem Abschnitt steht dabei, was die Plattform selbst einhält und woran sie nur erinnert. Alles andere liegt bei uns Menschen.`,
  kept: { people: '', technical: 'Das hält die Plattform selbst ein:', reminder: 'Daran erinnert die Plattform:' } satisfies Record<Kept, string>,
}

/** All clauses in order, with the values of the school's options. */
export function instructionClauses(context: InstructionContext): InstructionClause[] {
  return [preamble(context), purpose(), consent(context), video(), administration(context), files(), logs(), remote(), app(), messenger(context), forum(), mail(), inspection(), deletion(context)]
}

const days = (n: number) => count(n, { one: 'einen Tag', other: '# Tage' })
const people = (rule: string, text: string): Sentence => ({ rule, kept: 'people', text })
const technical = (rule: string, text: string): Sentence => ({ rule, kept: 'technical', text })
const reminder = (rule: string, text: string): Sentence => ({ rule, kept: 'reminder', text })
const clause = (id: Clause, label: string, title: string, sentences: (Sentence | false)[]): InstructionClause => ({ clause: id, label, title, sentences: sentences.filter((one) => one !== false) })

function preamble({ option }: InstructionContext): InstructionClause {
  const grace_days = option('instruction.grace_days')
  return clause('0', 'Vorbemerkung:', 'Wofür die Plattform da ist', [
    people('RP.1', 'Unsere Schule nutzt die Plattform, um Unterricht und Ausbildung zu unterstützen und das Schulleben zu organisieren.'),
    people('RP.2', 'Diese Anweisung richtet sich an alle Lehrkräfte und alle anderen Beschäftigten der Schule. Sie regelt, wie wir mit den Diensten und mit den Daten umgehen.'),
    technical('RP.1', 'Ein Modul kann erst benutzt werden, wenn die Schulleitung es mit Datum freigegeben hat.'),
    technical('RP.2', grace_days === 0
      ? 'Eine neue Fassung ist ab dem Tag nach ihrer Veröffentlichung zur Kenntnis zu nehmen, bevor es weitergeht.'
      : `Für eine neue Fassung bleiben ${days(grace_days)}. Danach führt die Anmeldung zuerst zu diesem Text und sonst nirgendwohin. Wer neu an die Schule kommt, nimmt ihn bei der ersten Anmeldung zur Kenntnis.`),
  ])
}

function purpose(): InstructionClause {
  return clause('1', '1', 'Pädagogische Arbeit, keine Verwaltung', [
    people('R1.1', 'Die Plattform ist vor allem für die pädagogische Arbeit bestimmt.'),
    people('R1.2', 'Was über Schülerinnen, Schüler und Eltern in der Verwaltung, in Notizen zum Lernverhalten oder auf genehmigten eigenen Geräten geführt wird, gehört nicht hierher.'),
    people('R1.3', 'Konferenzprotokolle, in denen Angaben über Personen stehen, werden hier nicht gespeichert.'),
    people('R1.4', 'Auch alle anderen Protokolle von Konferenzen und Besprechungen werden hier nicht gespeichert, selbst wenn niemand darin vorkommt.'),
    people('R1.5', 'Solche Unterlagen gehören der Schulverwaltung und liegen nur in deren Systemen.'),
    technical('R1.1', 'Eine Gruppe entsteht nur mit einer Art aus der Liste und einem Zweck.'),
    technical('R1.5', 'Aus Dateien der Schulverwaltung werden nur die vorgesehenen Spalten gelesen. Von allen anderen bleibt nichts zurück.'),
  ])
}

function consent({ option }: InstructionContext): InstructionClause {
  const grace_days = option('majority.grace_days')
  const voice = option('consent.pupil_voice_age')
  return clause('2', '2', 'Einwilligung der Schülerinnen und Schüler', [
    people('R2.1', 'Schülerinnen und Schüler benutzen die Plattform nur, wenn ihre Eltern eingewilligt haben. Volljährige willigen selbst ein.'),
    people('R2.2', 'Wer nicht eingewilligt hat, arbeitet an den Schulrechnern nur mit einer lokalen Anmeldung, ohne die Plattform im Internet.'),
    technical('R2.1', 'Ohne wirksame Einwilligung öffnet sich kein Zugang. Nach einem Widerruf ist er sofort geschlossen.'),
    technical('R2.1', option('consent.holders') === 'all'
      ? 'Bei Minderjährigen erklären alle Sorgeberechtigten die Einwilligung.'
      : 'Bei Minderjährigen genügt die Erklärung einer sorgeberechtigten Person, die versichert, dass die andere einverstanden ist.'),
    voice !== 'off' && technical('R2.1', `Ab ${voice} Jahren zählt auch ein eigenes Nein.`),
    option('consent.pupil_co_declaration') && technical('R2.1', `Ab ${voice === 'off' ? 14 : voice} Jahren willigt die Schülerin oder der Schüler zusätzlich zu den Eltern selbst ein.`),
    technical('R2.1', option('majority.after_grace') === 'block'
      ? `Nach dem 18. Geburtstag ${grace_days === 0 ? 'schließt sich der Zugang, bis die eigene Erklärung da ist.' : `bleiben ${days(grace_days)} für die eigene Erklärung. Ohne sie schließt sich der Zugang.`}`
      : 'Nach dem 18. Geburtstag gilt die Einwilligung der Eltern weiter, bis die eigene Erklärung da ist oder widerrufen wird.'),
    technical('R2.1', option('consent.class_lead_entry')
      ? 'Eingegangene Formulare trägt die Einwilligungsverwaltung ein; die Klassenleitung kann es für die eigene Klasse.'
      : 'Eingegangene Formulare trägt nur die Einwilligungsverwaltung ein.'),
  ])
}

function video(): InstructionClause {
  return clause('3', '3', 'Videokonferenzen', [
    people('R3.1', 'Für Videokonferenzen ist eine eigene Einwilligung nötig, weil dabei zusätzlich Ton und Bild verarbeitet werden.'),
    people('R3.2', 'Ohne diese Einwilligung und ohne die Information an Schülerinnen, Schüler und Eltern nimmt niemand daran teil, auch keine Lehrkraft.'),
    technical('R3.1', 'Die Einwilligung in Videokonferenzen wird getrennt von der für die Plattform geführt und einzeln widerrufen.'),
  ])
}

function administration({ option }: InstructionContext): InstructionClause {
  const term = option('admin.term_months')
  return clause('4', '4', 'Administration und Passwörter', [
    people('R4.1', 'Die Schulleitung legt gesondert und schriftlich fest, wer für die Administration zuständig ist und welche Aufgaben dazu gehören.'),
    people('R4.2', 'Passwörter sind so zu wählen und aufzubewahren, dass Unbefugte nicht hineinkommen. Das gilt am meisten für das root-Passwort.'),
    people('R4.3', 'Das root-Passwort bleibt in der Schule. Kein Dienstleister bekommt es, auch der Hersteller nicht.'),
    technical('R4.1', 'Rechte der Administration folgen nur aus einer eingetragenen Bestellung und enden mit ihr. Niemand bestellt sich selbst, und Schülerinnen und Schüler erhalten keine Aufgabe der Administration.'),
    technical('R4.1', term === 'until_revoked' ? 'Eine Bestellung gilt bis auf Widerruf, wenn kein Ende eingetragen ist.' : `Eine Bestellung gilt höchstens ${count(term, { one: 'einen Monat', other: '# Monate' })}.`),
    technical('R4.1', 'Wer ein Amt oder eine Aufgabe hat, meldet sich mit einem zweiten Faktor an. Die Rechte daraus gelten danach eine Viertelstunde.'),
    technical('R4.2', passwordLengths(option)),
    option('mfa.staff') === 'required' && technical('R4.2', 'Alle Beschäftigten melden sich mit einem zweiten Faktor an.'),
    resetBy(option('pw.teacher_reset')),
    option('signin.cards_to_grade') > 0 && technical('R4.2', `Bis Klasse ${option('signin.cards_to_grade')} melden sich Kinder mit einer Karte und Bildern an: wenn eine Lehrkraft die Anmeldung der Klasse geöffnet hat, oder an einem Gerät, das ein Elternteil dafür eingerichtet hat.`),
    technical('R4.2', `Ein Zugangszettel gilt ${days(option('slip.days'))} und nur einmal.`),
    technical('R4.2', `An einem gemeinsamen Gerät endet die Anmeldung nach ${count(option('session.shared_idle_minutes'), { one: 'einer Minute', other: '# Minuten' })} ohne Eingabe, auf eigenen Geräten der Beschäftigten nach ${count(option('session.staff_hours'), { one: 'einer Stunde', other: '# Stunden' })}, mit „Angemeldet bleiben“ nach ${count(option('session.staff_days'), { one: 'einem Tag', other: '# Tagen' })}.`),
  ])
}

/** As platform/identity asks for them: a second factor makes a shorter one possible, an office needs the longer one beside it. */
function passwordLengths(option: InstructionContext['option']): string {
  const [long, short] = [option('pw.staff_min'), Math.min(option('pw.staff_min'), option('pw.staff_min_mfa'))]
  const withFactor = short === long ? '' : `, mit zweitem Faktor und ohne Amt oder Aufgabe mindestens ${short}`
  const young = option('pw.pupil_min_young') === option('pw.pupil_min') ? '' : ` (bis zur siebten Klasse ${option('pw.pupil_min_young')})`
  return `Passwörter von Schülerinnen und Schülern haben mindestens ${option('pw.pupil_min')} Zeichen${young}, alle anderen mindestens ${long}${withFactor}. Was leicht zu erraten ist, wird abgelehnt.`
}

function resetBy(who: OptionValue<'pw.teacher_reset'>): Sentence | false {
  if (who === 'off') return technical('R4.2', 'Ein vergessenes Passwort ersetzt ein Zettel der Administration oder der Klassenleitung.')
  return technical('R4.2', `Für ein vergessenes Passwort ${who === 'own_groups' ? 'geben Lehrkräfte Schülerinnen und Schülern ihrer Gruppen' : 'gibt die Klassenleitung Schülerinnen und Schülern ihrer Klasse'} einen Code, der nur kurz und einmal gilt. Die Schülerin oder der Schüler sieht, von wem er kam.`)
}

function files(): InstructionClause {
  return clause('5', '5', 'Dateien', [
    people('R5.1', 'Wer dafür bestellt ist, richtet die Dateiablage ein und betreut sie laufend.'),
    people('R5.2', 'Berechtigungen werden so vergeben, dass nur sieht, wer es braucht, und für personenbezogene Daten keine unnötigen Risiken entstehen.'),
    technical('R5.2', 'Was einer Gruppe gehört, sehen nur ihre Mitglieder. Mit der Mitgliedschaft endet der Zugang sofort.'),
  ])
}

function logs(): InstructionClause {
  return clause('6', '6', 'Protokolldaten', [
    people('R6.1', 'Protokolldaten dürfen die Administratorinnen und Administratoren nur verwenden, um das System zu betreuen.'),
    people('R6.2', 'Mit Protokolldaten wird weder das Verhalten noch die Leistung von jemandem kontrolliert.'),
    technical('R6.1', 'Das Verzeichnis der Vorgänge nennt Personen nur mit Kennzeichen. Wird darin etwas geändert oder gelöscht, fällt es bei der Prüfung auf.'),
    technical('R6.2', 'Niemand sieht, wann andere angemeldet sind, wo sie sich angemeldet haben oder was sie gelesen haben.'),
  ])
}

function remote(): InstructionClause {
  return clause('7', '7', 'Fernwartung', [
    people('R7.1', 'Ein Zugang zur Fernwartung wird nur von den Administratorinnen und Administratoren und nur für den einzelnen Fall geöffnet.'),
    people('R7.2', 'Eine dauerhaft eingerichtete Fernwartung bleibt ausgeschaltet.'),
    technical('R7.2', 'Die Plattform selbst enthält keinen Zugang zur Fernwartung.'),
  ])
}

function app(): InstructionClause {
  return clause('8', '8', 'App und verlorene Geräte', [
    people('R8.1', 'Eine App für die Plattform wird nur benutzt, wenn die Schule sie genehmigt hat.'),
    people('R8.2', 'Geht ein Gerät verloren, auf dem die Anmeldung gespeichert ist, wird das Passwort sofort geändert.'),
    technical('R8.2', '„Gerät verloren“ beendet alle Anmeldungen und macht das Passwort ungültig. Das alte kann nicht wieder gewählt werden.'),
  ])
}

function messenger({ option }: InstructionContext): InstructionClause {
  return clause('9a', '9 (Messenger)', 'Nachrichten', [
    people('R9a.1', 'Das Modul Nachrichten wird an unserer Schule freigeschaltet.'),
    people('R9a.2', 'Die verantwortlichen Lehrkräfte achten darauf, dass sich alle im Raum an die Regeln halten.'),
    people('R9a.3', 'Wird ein Verstoß gemeldet, prüft ihn die Lehrkraft, die den Raum moderiert.'),
    people('R9a.4', 'Hält sie den Verstoß für schwer, unterrichtet sie die Schulleitung.'),
    people('R9a.5', 'Alle, die das Modul benutzen, werden über die Verarbeitung ihrer Daten informiert.'),
    technical('R9a.1', option('messenger.direct_pupil_pupil')
      ? 'Mitglieder schreiben in den Räumen ihrer Klassen und Kurse. Lehrkräfte sowie Schülerinnen und Schüler können einander auch einzeln schreiben.'
      : 'Mitglieder schreiben in den Räumen ihrer Klassen und Kurse. Einzelnachrichten gibt es mit Lehrkräften, nicht unter Schülerinnen und Schülern.'),
    technical('R9a.2', 'In einem Raum ohne verantwortliche Lehrkraft kann nur gelesen werden.'),
    technical('R9a.5', 'Das Dokument „Welche Daten werden in welchem Modul verarbeitet“ und die Regeln werden vor der ersten Nutzung gezeigt, nach einer Änderung noch einmal.'),
  ])
}

function forum(): InstructionClause {
  return clause('9b', '9 (Forum)', 'Foren', [
    people('R9b.1', 'Die Lehrkräfte, die ein Forum moderieren, achten darauf, dass sich alle an die Regeln halten.'),
    people('R9b.2', 'Wird ein Verstoß gemeldet, prüfen sie ihn und löschen, wenn nötig, die Beiträge.'),
    people('R9b.3', 'Halten sie den Verstoß für schwer, unterrichten sie die Schulleitung.'),
  ])
}

function mail(): InstructionClause {
  return clause('10', '10', 'E-Mail', [
    people('R10.1', 'E-Mail wird für Schülerinnen, Schüler und Lehrkräfte freigeschaltet, in der Schule und nach außen.'),
    people('R10.2', 'Andere, die eng mit der Schule verbunden sind, etwa Elternvertretung oder Hausmeister, erhalten eine Adresse nur, wenn die Schulleitung es entscheidet.'),
    people('R10.3', 'Lehrkräfte benutzen ihre Adresse für dienstliche Zwecke: mit Eltern, mit Schülerinnen und Schülern und mit Dritten.'),
    people('R10.4', 'Was dort ankommt, wird nicht an private Adressen weitergeleitet.'),
    people('R10.5', 'Dienstliche E-Mails werden nicht mit Programmen über POP3 oder IMAP abgerufen.'),
    people('R10.6', 'Zu Beginn weisen die Lehrkräfte noch einmal darauf hin: E-Mail ist nur für die Schule da, und bei Verdacht auf Missbrauch kann in die Inhalte gesehen werden.'),
    people('R10.7', 'Die Schulverwaltung führt ihre E-Mails nicht über die Plattform.'),
    technical('R10.5', 'Einen Abruf über POP3 oder IMAP bietet die Plattform nicht an.'),
  ])
}

function inspection(): InstructionClause {
  return clause('11', '11', 'Einsicht in E-Mails', [
    people('R11.1', 'In den Inhalt von E-Mails wird nur bei einem Verdacht auf unerlaubte Nutzung gesehen, und nur durch die Personen oder Dienstleister, die die Schulleitung dafür bestimmt hat.'),
    people('R11.2', 'Die Schülerin oder der Schüler und die Eltern erfahren vorher davon.'),
    people('R11.3', 'Die Schülerin oder der Schüler ist dabei, auf Wunsch auch die Eltern.'),
    people('R11.4', 'Sind Dritte betroffen, werden sie unverzüglich über die Einsicht unterrichtet und darüber, was von ihnen bekannt geworden ist.'),
    technical('R11.1', 'Kein Amt und keine Aufgabe öffnet, was andere schreiben. Eine Einsicht in E-Mails bietet die Plattform noch nicht an.'),
  ])
}

function deletion({ option }: InstructionContext): InstructionClause {
  return clause('12', '12', 'Löschen', [
    people('R12.1', 'Wenn jemand die Schule verlässt, wird das Konto unverzüglich gelöscht.'),
    people('R12.2', 'Nach einem Widerruf wird geklärt, ob das Konto ganz gelöscht oder nur der Zugang zur Plattform gesperrt wird.'),
    people('R12.3', 'Dabei wird bedacht, ob die Person noch an Schulrechnern mit lokaler Anmeldung arbeiten soll.'),
    people('R12.4', option('delete.restore_days') === 0 ? 'Ein gelöschtes Konto kann nicht wiederhergestellt werden.' : `Ein gelöschtes Konto kann noch ${days(option('delete.restore_days'))} wiederhergestellt werden.`),
    people('R12.5', 'Für das Löschen sind die Administratorinnen und Administratoren zuständig.'),
    people('R12.6', 'Ihre dienstlichen E-Mails löschen die Lehrkräfte unverzüglich nach dem Ende des Schuljahres.'),
    people('R12.7', 'Was länger gebraucht wird, wird ausgedruckt und kommt in die Schülerakte.'),
    people('R12.8', 'Dafür können diese E-Mails an die Adresse der Schulverwaltung weitergeleitet werden.'),
    people('R12.9', 'Die Schulverwaltung druckt sie aus und nimmt sie zu den Akten.'),
    people('R12.10', 'Spätestens einen Monat nach dem Ende des Schuljahres fragen die Administratorinnen und Administratoren, ob gelöscht wurde.'),
    technical('R12.1', 'Am Tag nach dem Austritt ist der Zugang geschlossen, und alle Anmeldungen sind beendet.'),
    reminder('R12.1', 'Fehlt jemand in einer vollständigen Datei der Schulverwaltung, entsteht die Frage, ob diese Person abgeht.'),
    reminder('R12.2', 'Nach einem Widerruf entsteht die Aufgabe, mit der Familie zu klären, was aus dem Konto wird.'),
  ])
}
