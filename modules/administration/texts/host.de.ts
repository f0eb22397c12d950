/** Words of the self-test of the machine: what was found, and what to do. Nothing here certifies anything (A14). */
import { defineTexts, listNames } from '#platform/module/texts.ts'
import { formatGermanDate } from '#platform/time/calendar.ts'

const CHECKS = {
  ssh_root: 'Anmelden als root aus der Ferne', ssh_password: 'Anmelden aus der Ferne mit Passwort', ports: 'Offene Türen im Netz', remote_tools: 'Programme für Fernwartung', own_user: 'Eigener Benutzer der Plattform',
  root_password: 'Passwort von root', time: 'Uhr des Rechners',
} as const

type Found = { found: readonly string[] }
const BECAUSE: Readonly<Record<string, (params: Found) => { what: string; next: string }>> = {
  not_linux: () => ({ what: 'Das lässt sich auf diesem Rechner nicht nachsehen.', next: 'Bitte von Hand prüfen, wer den Rechner betreut.' }),
  ssh_none: () => ({ what: 'Hier läuft keine Fernanmeldung (SSH), jedenfalls gibt es keine Einstellungen dafür.', next: '' }),
  ssh_unreadable: () => ({ what: 'Die Einstellungen der Fernanmeldung darf die Plattform nicht lesen.', next: 'In /etc/ssh/sshd_config nachsehen: „PermitRootLogin no“ und „PasswordAuthentication no“.' }),
  ssh_root_yes: () => ({ what: 'root kann sich aus der Ferne anmelden.', next: 'In /etc/ssh/sshd_config „PermitRootLogin no“ eintragen und SSH neu starten.' }),
  ssh_root_no: () => ({ what: 'root kann sich aus der Ferne nicht anmelden.', next: '' }),
  ssh_root_default: () => ({ what: 'Für root ist nichts eingetragen; üblich ist dann: mit Schlüssel erlaubt.', next: '„PermitRootLogin no“ eintragen, damit es sicher so ist.' }),
  ssh_root_key: () => ({ what: 'root kann sich aus der Ferne mit einem Schlüssel anmelden.', next: 'Besser „PermitRootLogin no“: Arbeiten gehen über ein eigenes Konto.' }),
  ssh_password_yes: () => ({ what: 'Aus der Ferne genügt ein Passwort.', next: '„PasswordAuthentication no“ eintragen und mit Schlüsseln anmelden.' }),
  ssh_password_default: () => ({ what: 'Zu Passwörtern ist nichts eingetragen; dann sind sie aus der Ferne erlaubt.', next: '„PasswordAuthentication no“ eintragen und mit Schlüsseln anmelden.' }),
  ssh_password_match: () => ({ what: 'Für einzelne Personen oder Netze ist ein Passwort aus der Ferne erlaubt.', next: 'Die Abschnitte „Match“ in /etc/ssh/sshd_config ansehen.' }),
  ssh_password_no: () => ({ what: 'Aus der Ferne braucht es einen Schlüssel, ein Passwort genügt nicht.', next: '' }),
  ports_dangerous: ({ found }) => ({ what: `Aus dem Netz erreichbar, obwohl es das nie sein sollte: ${listNames(found)}.`, next: 'Den Dienst nur auf 127.0.0.1 hören lassen oder in der Firewall schließen.' }),
  ports_others: ({ found }) => ({ what: `Weitere offene Türen: ${listNames(found)}.`, next: 'Nachsehen, wozu sie da sind. Was nicht gebraucht wird, schließen.' }),
  ports_usual: ({ found }) => ({ what: found.length === 0 ? 'Aus dem Netz ist nur die Plattform erreichbar.' : `Offen ist nur das Übliche: ${listNames(found)}.`, next: '' }),
  remote_control: ({ found }) => ({ what: `Ein Programm für Fernwartung läuft: ${listNames(found)}.`, next: 'Beenden und entfernen. Fernwartung gibt es nur angekündigt, beaufsichtigt und für eine begrenzte Zeit.' }),
  remote_net: ({ found }) => ({ what: `Ein Netz von außen ist verbunden: ${listNames(found)}.`, next: 'Klären, wer darüber hereinkommt. Dauerhafte Fernwartung ist nicht vorgesehen.' }),
  remote_none: () => ({ what: 'Kein bekanntes Programm für Fernwartung läuft.', next: '' }),
  own_user_root: () => ({ what: 'Die Plattform läuft als root.', next: 'Unter einem eigenen Benutzer starten, siehe Anleitung zum Betrieb.' }),
  own_user_root_example: () => ({
    what: 'Die Beispielschule läuft gerade als root, weil sie so gestartet wurde. Eine echte Schule soll das nie: Ein Fehler in der Plattform träfe dann den ganzen Rechner.',
    next: 'So geht es richtig: Für die Beispielschule genügt „npm run demo“ als gewöhnliche Person ohne sudo. Für die echte Schule einen Benutzer nur für die Plattform anlegen, ihm den Datenordner geben und „npm start“ unter ihm starten; siehe docs/operate/install.md.',
  }),
  own_user_plain: () => ({ what: 'Die Plattform läuft unter einem eigenen Benutzer ohne besondere Rechte.', next: '' }),
  root_password_empty: () => ({ what: 'root hat kein Passwort.', next: 'Sofort ein langes, zufälliges setzen, versiegeln und eintragen.' }),
  root_password_locked: () => ({ what: 'Mit Passwort kann sich root nicht anmelden.', next: '' }),
  root_no_shell: () => ({ what: 'root kann sich nicht anmelden.', next: '' }),
  root_password_set: () => ({ what: 'root hat ein Passwort.', next: 'Lang und zufällig, versiegelt verwahrt, siehe „Verwahrung des root-Zugangs“.' }),
  root_password_readable: () => ({ what: 'Die Plattform kann die Datei mit den Passwörtern des Rechners lesen.', next: 'Die Rechte von /etc/shadow richtigstellen.' }),
  root_password_hidden: () => ({ what: 'Ob root ein Passwort hat, darf die Plattform nicht sehen. Das ist richtig so.', next: 'Wer den Rechner betreut, sieht nach; verwahrt wird es versiegelt.' }),
  time_set: () => ({ what: 'Die Uhr wird von selbst gestellt.', next: '' }),
  time_alone: () => ({ what: 'Kein Dienst stellt die Uhr.', next: 'Einen Zeitdienst einschalten, zum Beispiel systemd-timesyncd. Fristen hängen an der Uhr.' }),
}

const STATES = { good: 'in Ordnung', need: 'ansehen', danger: 'ändern', unknown: 'nicht zu sehen' } as const
type State = keyof typeof STATES

export const texts = defineTexts({
  title: 'Dieser Rechner',
  titleWords: 'Rechner Server Prüfung SSH Ports Fernwartung Sicherheit Selbsttest',
  lead: 'Die Plattform sieht nach, wie der Rechner eingestellt ist, auf dem sie läuft: jede Nacht und wenn Sie es wollen. Sie ändert nichts.',
  limits: 'Was diese Prüfung nicht kann',
  limitsText: 'Sie sieht nur, was ein gewöhnliches Programm auf dem Rechner sehen darf. Grün heißt: Hier fiel nichts auf. Es ersetzt weder eine Prüfung durch Fachleute noch die Sorgfalt derer, die den Rechner betreuen. Steht der Rechner bei einem Anbieter, kann dieser ihn ohnehin einsehen.',
  example: 'Das ist der Rechner, auf dem die Beispielschule läuft',
  exampleText: 'Die Prüfung ist echt und sieht sich diesen einen Rechner an, nicht den einer Schule. Was hier rot ist, würde eine echte Schule ändern; zum Ausprobieren muss es niemand.',
  now: 'Jetzt prüfen',
  checked: 'Geprüft.',
  never: 'Noch nicht geprüft',
  neverText: 'Die erste Prüfung läuft heute Nacht von selbst.',
  lastAt: ({ date, time, name }: { date: string; time: string; name: string | null }) => `Zuletzt geprüft am ${formatGermanDate(date)} um ${time} Uhr, ${name === null ? 'von selbst' : `durch ${name}`}.`,
  check: ({ check }: { check: keyof typeof CHECKS }) => CHECKS[check],
  what: ({ because, found }: { because: string } & Found) => BECAUSE[because]?.({ found }).what ?? because,
  next: ({ because, found }: { because: string } & Found) => BECAUSE[because]?.({ found }).next ?? '',
  state: ({ state }: { state: State }) => STATES[state],
  before: 'Frühere Prüfungen',
  beforeLine: ({ date }: { date: string }) => formatGermanDate(date),
  findings: 'Was gefunden wurde',
})
