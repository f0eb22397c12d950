/** Words of the pages about the instruction. */
import { count, defineRefusals, defineTexts } from '#platform/module/texts.ts'
import { formatGermanDate } from '#platform/time/calendar.ts'
import { navigation } from './texts/navigation.de.ts'

type Dated = { date: string }

export const texts = defineTexts({
  title: 'Dienstanweisung',
  lead: 'Was für alle gilt, die hier arbeiten. Der Text folgt aus den Einstellungen der Schule; in Kraft setzt ihn die Schulleitung.',
  read: 'Text lesen',
  none: 'Noch ist keine Fassung in Kraft',
  noneText: 'Lesen Sie den Vorschlag und setzen Sie ihn in Kraft. Erst dann wird das Kollegium gebeten, ihn zur Kenntnis zu nehmen.',
  noneForReaders: 'Die Schulleitung hat noch keine Fassung in Kraft gesetzt.',
  inForce: ({ major, minor, date }: Dated & { major: number; minor: number }) => `Fassung ${major}.${minor}, in Kraft seit ${formatGermanDate(date)}`,
  acknowledged: ({ n, of }: { n: number; of: number }) => `${n} von ${of} haben sie zur Kenntnis genommen`,
  isSame: 'Text und Plattform stimmen überein.',
  differs: 'Der Text ist nicht mehr aktuell',
  differsText: ({ n }: { n: number }) => `Seit dieser Fassung hat sich etwas geändert, das in ${count(n, { one: 'einem Abschnitt', other: '# Abschnitten' })} steht. Die Plattform hält sich schon an das Neue; im Text steht noch das Alte.`,
  preview: 'Neue Fassung ansehen',
  firstPreview: 'Vorschlag ansehen',
  previewTitle: 'Neue Fassung in Kraft setzen',
  previewLead: 'Lesen Sie, was sich ändert. Danach kann eine Fassung nicht mehr verändert werden, nur durch eine neue ersetzt.',
  whatChanges: 'Was sich ändert',
  firstVersion: 'Das ist die erste Fassung. Es gibt nichts, womit sie verglichen werden könnte.',
  nothingChanges: 'Der Text ist derselbe wie in der Fassung, die gilt. Es gibt nichts zu veröffentlichen.',
  falls: 'fällt weg',
  comes: 'kommt dazu',
  wholeText: 'Der ganze Text',
  whatFollows: 'Was dann geschieht',
  follows: ({ staff, date }: Dated & { staff: number }) => `${count(staff, { one: 'Eine Person', other: 'Alle # Personen' })} im Kollegium ${staff === 1 ? 'wird' : 'werden'} gebeten, die Fassung zur Kenntnis zu nehmen. Bis ${formatGermanDate(date)} bleibt alles offen; danach führt die Anmeldung zuerst zu diesem Text. Wer neu dazukommt, liest ihn bei der ersten Anmeldung. Schülerinnen, Schüler und Eltern merken davon nichts.`,
  publish: 'In Kraft setzen',
  published: 'Die neue Fassung ist in Kraft.',
  back: 'Zur Dienstanweisung',
  versions: 'Fassungen',
  version: 'Fassung',
  since: 'In Kraft seit',
  by: 'Durch',
  inRepresentation: 'in Vertretung',
  byNobody: 'ohne Namen',
  count: 'Zur Kenntnis genommen',
  ofStaff: ({ n, of }: { n: number; of: number }) => `${n} von ${of}`,
  current: 'gilt',
  people: 'Wer hat sie zur Kenntnis genommen?',
  peopleLead: 'Nur ja, nein und das Datum. Das sieht nur die Schulleitung.',
  person: 'Name',
  answer: 'Zur Kenntnis genommen',
  yes: ({ date }: Dated) => `ja, am ${formatGermanDate(date)}`,
  no: 'noch nicht',
  print: 'Liste drucken',
  card: 'Die Dienstanweisung hat eine neue Fassung',
  cardText: ({ date }: Dated) => `Bitte lesen Sie sie und nehmen Sie sie bis ${formatGermanDate(date)} zur Kenntnis. Danach führt die Anmeldung zuerst dorthin.`,
  cardDo: 'Jetzt lesen',
  ...navigation,
})

export const refusals = defineRefusals({
  instruction_changed: {
    what: 'Der Text hat sich inzwischen geändert.',
    why: 'Eine Einstellung wurde neu entschieden, nachdem Ihnen die Fassung gezeigt wurde. In Kraft kommt nur, was Sie gelesen haben.',
    next: 'Sehen Sie sich die neue Fassung an und entscheiden Sie dann.',
    path: '/dienstanweisung/neu',
    pathLabel: 'Neu ansehen',
  },
})
