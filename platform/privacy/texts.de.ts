/** Words of the generated document on data. No legal claims: the school enters its legal basis itself (amendment A14). */
const days = (n: number): string => (n === 1 ? '1 Tag' : `${n} Tage`)

export const words = {
  title: 'Welche Daten werden in welchem Modul verarbeitet',
  intro: (school: string) => `Dieses Dokument beschreibt, welche Daten die Plattform an der Schule „${school}“ verarbeitet: wofür, woher sie kommen, wer sie sehen kann und wann sie gelöscht werden. Es wird aus der Plattform selbst erzeugt: Was hier nicht steht, wird nicht verarbeitet.`,
  promises: [
    'Die Daten liegen auf dem Rechner, den die Schule dafür bestimmt hat. Die Plattform sendet nichts an Hersteller oder andere Dritte.',
    'Niemand sieht, wann jemand zuletzt angemeldet war oder eine Nachricht gelesen hat.',
    'Nach dem Austritt wird das Konto gesperrt, nach der Frist zur Wiederherstellung gelöscht; verschlüsselte Sicherungen laufen danach aus.',
  ],
  purpose: 'Zweck',
  purposeClass: { teaching: 'Unterricht', organisation: 'Organisation des Schullebens', operation: 'Betrieb der Plattform' },
  basis: 'Rechtsgrundlage',
  basisMissing: 'von der Schule einzutragen',
  needs: 'Was vorher nötig ist',
  needRelease: 'Freigabe durch die Schulleitung',
  needConsent: (purpose: string) => (purpose === 'platform' ? 'bei Schülerinnen und Schülern: Einwilligung zur Plattform' : purpose === 'video' ? 'Einwilligung zur Videokonferenz' : `Einwilligung: ${purpose}`),
  needSeen: 'dieses Dokument gelesen',
  needNothing: 'nichts',
  secrecy: 'Wer es technisch lesen kann',
  tableHead: ['Daten', 'Woher', 'Wer sie sieht', 'Weitergabe', 'Wie lange'],
  guardians: 'bei Minderjährigen die Sorgeberechtigten, soweit es sonst niemanden betrifft',
  nobodyElse: 'keine',
  thirdCountry: (where: string) => `Drittland: ${where}`,
  keepAccount: (restore: number) => `solange das Konto besteht, danach gesperrt und nach ${restore === 1 ? '1 Tag' : `${restore} Tagen`} gelöscht`,
  /** Manifests name a column where a period begins at one: nobody outside reads those. */
  keepFrom: { at: 'Eintrag', expires_at: 'Ablauf der Anmeldung', last_at: 'letzter Versuch', opened_at: 'Öffnen', valid_until: 'Ende der Gültigkeit' } as Readonly<Record<string, string>>,
  keepDays: (n: number, from: string) => `${days(n)} ab: ${from}`,
  keepYears: (n: number) => (n === 1 ? 'als Nachweis 1 Jahr nach dem Ende' : `als Nachweis ${n} Jahre nach dem Ende`),
  erasure: {
    delete: '',
    anonymise: 'Der Name wird dann entfernt.',
    shred: 'Der Schlüssel wird dann vernichtet.',
    evidence: 'Der Nachweis wird dann versiegelt aufbewahrt.',
    keep: '',
  },
  backup: (n: number) => `In verschlüsselten Sicherungen bis zu ${days(n)} länger.`,
  logged: (events: string) => `Festgehalten wird im Verzeichnis der Vorgänge, mit Pseudonym statt Namen: ${events}.`,
  rightsTitle: 'Ihre Rechte',
  rights: [
    'Sie können Auskunft verlangen, falsche Daten berichtigen lassen und eine Einwilligung jederzeit widerrufen, ohne Gründe zu nennen. Das Sekretariat hilft dabei, auch auf Papier.',
    'Sie können sich bei der oder dem Datenschutzbeauftragten der Schule und bei der Aufsichtsbehörde beschweren.',
  ],
} as const
