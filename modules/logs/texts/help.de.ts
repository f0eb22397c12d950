/** Words of „Hilf mir“ (A9). */
import { count, defineTexts } from '#platform/module/texts.ts'

type Named = { name: string }
type Until = { until: string }

export const texts = defineTexts({
  title: 'Hilf mir',
  lead: { sie: 'Klappt das Anmelden manchmal nicht? Geben Sie Ihre Anmeldeversuche der letzten drei Tage frei. Dann sieht die Administration zwei Tage lang, woran es liegt, und sonst nichts.', du: 'Klappt das Anmelden manchmal nicht? Gib deine Anmeldeversuche der letzten drei Tage frei. Dann sieht die Administration zwei Tage lang, woran es liegt, und sonst nichts.' },
  give: 'Versuche freigeben',
  given: ({ until }: Until) => `Freigegeben bis ${until}.`,
  open: ({ until }: Until) => `Freigegeben bis ${until}`,
  byOther: ({ name }: Named) => `Freigegeben hat es ${name}, neben dir.`,
  byOtherUnknown: 'Freigegeben hat es eine Lehrkraft neben dir.',
  readings: ({ n }: { n: number }) => count(n, { one: 'einmal angesehen', other: '#-mal angesehen', none: 'noch nicht angesehen' }),
  end: 'Freigabe beenden',
  ended: 'Die Freigabe ist beendet.',
  nobodyThere: { sie: 'Zurzeit ist niemand für Konten zuständig. Bitte im Sekretariat fragen.', du: 'Zurzeit ist niemand für Konten zuständig. Frag im Sekretariat.' },

  desk: 'Hilfe beim Anmelden',
  deskLead: 'Diese Personen haben ihre Anmeldeversuche der letzten drei Tage freigegeben. Jedes Ansehen wird festgehalten, und die Person sieht es.',
  deskNone: 'Niemand wartet',
  deskNoneText: 'Wer Hilfe braucht, gibt im Profil seine Versuche frei. Bei Schülerinnen und Schülern kann das auch die Lehrkraft daneben.',
  deskMore: 'Es warten noch mehr. Gezeigt werden die, deren Freigabe zuerst endet.',
  deskUntil: ({ until }: Until) => `freigegeben bis ${until}`,
  look: 'Ansehen',
  lookAt: ({ name }: Named) => `Versuche von ${name} ansehen`,
  triesOf: ({ name }: Named) => `Anmeldeversuche von ${name}`,
  triesNone: 'In den letzten drei Tagen gab es keinen Versuch. Vielleicht war der Anmeldename falsch geschrieben.',
  times: ({ n }: { n: number }) => (n === 1 ? '' : `${n}×`),
  tryWhen: ({ day, from, until }: { day: string; from: string; until: string }) => (from === until ? `${day}, ${from}` : `${day}, ${from} bis ${until}`),
  when: 'Wann',
  what: 'Was geschah',
  where: 'Gerät',
  close: 'Schließen',
  cardTitle: 'Hilfe beim Anmelden ist offen',
  deskCard: ({ n, isMore }: { n: number; isMore: boolean }) => (isMore ? 'Mehr als ' : '') + count(n, { one: 'Jemand bittet um Hilfe beim Anmelden', other: '# Personen bitten um Hilfe beim Anmelden' }),
  deskCardText: 'Sie haben ihre Anmeldeversuche dafür freigegeben.',
})
