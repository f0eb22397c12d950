/** Words of Heute: greeting, what waits, the first steps of a new school. */
import { count, defineTexts, listNames } from '#platform/module/texts.ts'
import { formatGermanDate } from '#platform/time/calendar.ts'

type Named = { name: string }
type Many = { n: number }

export const texts = defineTexts({
  today: 'Heute',
  greeting: {
    sie: ({ hour, displayName }: { hour: number; givenName: string; displayName: string }) => `${byHour(hour)}, ${displayName}`,
    du: ({ hour, givenName }: { hour: number; givenName: string; displayName: string }) => `${byHour(hour)}, ${givenName}`,
  },
  waiting: { sie: 'Wartet auf Sie', du: 'Wartet auf dich' },
  nothing: { sie: 'Gerade wartet nichts auf Sie', du: 'Gerade wartet nichts auf dich' },
  nothingText: { sie: 'Neues aus Ihren Räumen und offene Aufgaben erscheinen hier von selbst.', du: 'Neues aus deinen Räumen erscheint hier von selbst.' },
  dueOn: ({ date }: { date: string }) => `bis ${formatGermanDate(date)}`,
  overdueSince: ({ date }: { date: string }) => `war bis ${formatGermanDate(date)} gedacht`,
  look: 'Ansehen',

  clarifyOne: ({ name }: Named) => `Widerruf: Was wird aus dem Konto von ${name}?`,
  clarifyMany: ({ n }: Many) => `Widerrufe: ${n} Konten klären`,
  clarifyText: 'Der Zugang ist geschlossen. Zu klären ist mit der Familie, ob das Konto gelöscht wird oder eine neue Einwilligung kommt.',
  custodyUnclearOne: ({ name }: { name: string }) => `${name}: Eine sorgeberechtigte Person steht nicht mehr in der Datei`,
  custodyUnclearMany: ({ n }: { n: number }) => `Bei ${n} Kindern fehlt eine sorgeberechtigte Person in der Datei`,
  custodyUnclearText: 'Bisher gilt weiter, was eingetragen ist. Bitte im Schulverwaltungsprogramm nachsehen.',
  noHolderOne: ({ name }: { name: string }) => `${name}: Niemand ist als sorgeberechtigt eingetragen`,
  noHolderMany: ({ n }: { n: number }) => `Bei ${n} Kindern ist niemand als sorgeberechtigt eingetragen`,
  noHolderText: 'Im Schulverwaltungsprogramm nachsehen und die Eltern neu übernehmen, oder Codes für den Brief drucken. Bis dahin zählen zwei Unterschriften auf dem Formular.',
  departureOne: ({ name }: Named) => `Geht ${name} ab?`,
  departureMany: ({ n }: Many) => `Bei ${n} Personen ist offen, ob sie abgehen`,
  departureText: 'In der letzten Datei aus dem Schulverwaltungsprogramm fehlten sie. Ohne Antwort schließt bei Schülerinnen und Schülern nach einer Woche der Zugang.',
  deniedOne: ({ name }: Named) => `${name} hat einen Code nicht selbst gewollt`,
  deniedMany: ({ n }: Many) => `${n} Personen haben einen Code nicht selbst gewollt`,
  deniedText: 'Eine Lehrkraft hatte ihn für ein vergessenes Passwort gemacht. Alle Anmeldungen und Zettel sind beendet. Mit beiden sprechen und einen neuen Zettel drucken.',
  renewalOne: ({ name }: Named) => `${name} hat nach einem Geräteverlust noch kein neues Passwort`,
  renewalMany: ({ n }: Many) => `${n} Personen haben nach einem Geräteverlust noch kein neues Passwort`,
  renewalText: 'Seit der Meldung ist mehr als ein Tag vergangen. Ein neuer Zettel hilft.',
  wardDeviceOne: ({ name }: Named) => `Ein Gerät von ${name} wurde als verloren gemeldet`,
  wardDeviceMany: ({ n }: Many) => `Bei ${n} Kindern wurde ein Gerät als verloren gemeldet`,
  wardDeviceText: 'Alle Anmeldungen sind beendet, das alte Passwort gilt nicht mehr. Sitzt Ihr Kind neben Ihnen? Dann bestätigen Sie, dass es ein neues wählt.',
  spraying: 'Jemand probiert von außen viele Anmeldenamen durch',
  sprayingText: ({ accounts }: { accounts: number }) => `In zehn Minuten gab es bei ${accounts} Namen falsche Versuche. Niemand ist dadurch gesperrt, und Versuche von außen sind begrenzt. Zu tun: prüfen, ob Adressen in der Firewall zu sperren sind.`,
  samplesWaiting: ({ n }: Many) => count(n, { one: 'Stichprobe: Formulare einer Klasse vergleichen', other: 'Stichprobe: Formulare von # Klassen vergleichen' }),
  samplesText: 'Einige Einträge der Klassenleitungen mit dem Papier vergleichen: stimmt oder stimmt nicht.',
  recoveryUsed: 'Ein Wiederherstellungscode wurde benutzt',
  recoveryUsedText: ({ left }: { left: number }) => `Waren Sie das? Dann drucken Sie neue, es sind noch ${left} übrig. Waren Sie es nicht, ändern Sie gleich Ihr Passwort und sagen Sie der Schulleitung Bescheid.`,
  recoveryUsedBy: ({ name }: { name: string }) => `${name} hat sich mit einem Wiederherstellungscode angemeldet`,
  recoveryUsedByText: 'Fragen Sie kurz nach, ob das stimmt. Der Hinweis geht weg, sobald neue Codes gedruckt sind.',
  unmasked: { sie: 'In einem Protokollfall wurde Ihr Name geöffnet', du: 'In einem Protokollfall wurde dein Name geöffnet' },
  unmaskedText: { sie: 'Sehen Sie nach, wozu und wer es erlaubt hat.', du: 'Sieh nach, wozu und wer es erlaubt hat.' },
  claimOne: ({ name }: Named) => `Eltern prüfen: jemand kommt für ${name}`,
  claimMany: ({ n }: Many) => `Eltern prüfen: ${n} Angaben warten`,
  claimText: 'Sie kamen mit dem Code aus dem Brief. Bitte mit dem Papier vergleichen; vorher sehen sie nichts.',
  closedFor: ({ name }: Named) => `Für ${name} ist der Zugang jetzt geschlossen`,
  closedVideo: ({ name }: Named) => `Für ${name} gilt die Einwilligung zur Videokonferenz nicht mehr`,
  closedText: { sie: 'Sie müssen nichts tun. Bei Fragen hilft das Sekretariat.', du: 'Du musst nichts tun.' },
  confirmedFor: ({ name }: Named) => `Der Widerruf für ${name} gilt`,
  confirmedText: 'Er ist eingetragen und wirkt schon.',
  otherTask: ({ n }: Many) => count(n, { one: 'Eine Aufgabe wartet', other: '# Aufgaben warten' }),
  about: ({ names }: { names: readonly string[] }) => `Betrifft ${listNames(names)}.`,
  andMore: ({ n }: Many) => count(n, { one: 'eine weitere Person', other: '# weitere' }),

  firstSteps: 'Erste Schritte',
  firstStepsLead: 'Die Reihenfolge ist ein Vorschlag. Was erledigt ist, hakt sich von selbst ab.',
  stepRelease: 'Module freigeben',
  stepReleaseNote: 'Nichts wird benutzt, bevor die Schulleitung es gelesen und freigegeben hat.',
  stepAppoint: 'Aufgaben übertragen',
  stepAppointNote: 'Am Anfang braucht es jemanden für die Konten und jemanden für die Einwilligungen.',
  stepImport: 'Schülerinnen und Schüler übernehmen',
  stepImportNote: 'Mit der Datei aus dem Schulverwaltungsprogramm. Klassen entstehen dabei von selbst.',
  stepConsents: 'Einwilligungen eintragen',
  stepConsentsNote: 'Vom Papier, klassenweise. Erst damit öffnet sich ein Zugang.',
  stepSlips: 'Zettel drucken und austeilen',
  stepSlipsNote: 'Je Klasse, mit Code und QR. Damit wählt jede Person ihr eigenes Passwort.',
  doneBy: ({ names }: { names: readonly string[] }) => `Zuständig: ${listNames(names)}.`,
  goRelease: 'Zur Freigabe',
  goAppoint: 'Aufgabe übertragen',
  goImport: 'Datei übernehmen',
  goConsents: 'Einwilligungen öffnen',
})

function byHour(hour: number): string {
  if (hour >= 4 && hour < 11) return 'Guten Morgen'
  return hour >= 11 && hour < 18 ? 'Guten Tag' : 'Guten Abend'
}
