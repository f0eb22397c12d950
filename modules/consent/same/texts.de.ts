/** Words about the same human in two accounts, and contact bans that reach into the staff room. */
import { count, defineTexts, listNames } from '#platform/module/texts.ts'
import { formatGermanDate } from '#platform/time/calendar.ts'

type Pair = { work: string; parent: string }

const OUTCOMES = { separated: 'Getrennt: keine gemeinsame Klasse, kein gemeinsamer Kurs.', order_allows: 'Die Anordnung lässt den Umgang in der Schule zu.' } as const

export const sameTexts = defineTexts({
  title: 'Gleiche Person',
  lead: 'Wer hier arbeitet und ein Kind an der Schule hat, hat zwei Konten. Verknüpft gilt: Niemand entscheidet über das eigene Kind, und ein Kontaktverbot wirkt auch im Dienst. Rechte entstehen daraus nie.',
  links: 'Verknüpft',
  linksEmpty: 'Noch niemand verknüpft',
  linksEmptyText: 'Wenn Sie wissen, dass jemand aus dem Kollegium auch ein Elternkonto hat, verknüpfen Sie beide hier.',
  suggestions: ({ n }: { n: number }) => count(n, { one: 'Gleicher Name, zu klären', other: 'Gleiche Namen, zu klären' }),
  suggestionsText: 'Ein gleicher Name beweist nichts. Bitte fragen Sie nach. Von selbst wird nichts verknüpft.',
  pair: ({ work, parent }: Pair) => (work === parent ? work : `${work} und ${parent}`),
  childrenOf: ({ children }: { children: readonly string[] }) => (children.length === 0 ? 'als Eltern ohne eingetragenes Kind' : `als Eltern von ${listNames(children)}`),
  sinceBy: ({ date, name }: { date: string; name: string | null }) => `verknüpft am ${formatGermanDate(date)}${name === null ? '' : ` von ${name}`}`,
  same: 'Derselbe Mensch',
  notSame: 'Zwei Menschen',
  link: 'Verknüpfen',
  linkTitle: 'Zwei Konten verknüpfen',
  linkText: 'Ein Konto aus dem Kollegium und ein Elternkonto. Die Person sieht die Verknüpfung im eigenen Profil, sonst niemand außer der Einwilligungsverwaltung.',
  workAccount: 'Konto im Kollegium',
  parentAccount: 'Konto als Eltern',
  linked: 'Verknüpft.',
  linkedBans: ({ n }: { n: number }) => count(n, { one: 'Verknüpft. Für diese Person gilt ein Kontaktverbot: Die Schulleitung hat jetzt eine Aufgabe.', other: 'Verknüpft. Für diese Person gelten # Kontaktverbote: Die Schulleitung hat jetzt eine Aufgabe.', none: 'Verknüpft.' }),
  denied: 'Notiert. Der Vorschlag kommt nicht wieder.',
  unlink: 'Lösen',
  unlinkTitle: ({ work, parent }: Pair) => `Verknüpfung von ${work === parent ? work : `${work} und ${parent}`} lösen?`,
  unlinkText: 'Nur, wenn es doch zwei Menschen sind. Danach wirkt ein Kontaktverbot nicht mehr im Dienst, und die Person kann wieder über dieses Kind entscheiden.',
  unlinked: 'Gelöst.',
  keep: 'Abbrechen',

  bansTitle: 'Kontaktverbot im Kollegium',
  bansLead: 'Auf der Plattform sieht die Person das Kind schon nicht mehr. Zu entscheiden ist, wie das Verbot in der Schule eingehalten wird.',
  bansEmpty: 'Gerade betrifft das niemanden',
  bansEmptyText: 'Wenn für ein Elternteil, das auch hier arbeitet, ein Kontaktverbot eingetragen wird, steht es hier.',
  banOf: ({ work, child }: { work: string; child: string }) => `${work} und ${child}`,
  banSpan: ({ from, until }: { from: string; until: string | null }) => (until === null ? `Kontaktverbot seit ${formatGermanDate(from)}` : `Kontaktverbot vom ${formatGermanDate(from)} bis ${formatGermanDate(until)}`),
  shared: ({ groups }: { groups: readonly string[] }) => (groups.length === 0 ? 'Keine gemeinsame Klasse, kein gemeinsamer Kurs.' : `Gemeinsam: ${listNames(groups)}. Bitte dafür sorgen, dass die Person dort nicht mehr eingesetzt ist.`),
  undecided: 'Noch nicht entschieden. Das entscheidet die Schulleitung.',
  decidedWord: ({ outcome }: { outcome: keyof typeof OUTCOMES }) => OUTCOMES[outcome],
  decidedBy: ({ date, name, reference }: { date: string; name: string | null; reference: string | null }) => [formatGermanDate(date), name, reference].filter((part) => part !== null).join(', '),
  decide: 'Entscheiden',
  decideAgain: 'Neu entscheiden',
  decideTitle: 'Wie wird das Verbot in der Schule eingehalten?',
  decision: 'Entscheidung',
  separated: 'Sie sind getrennt',
  separatedHint: 'Geht nur, wenn es keine gemeinsame Gruppe mehr gibt.',
  orderAllows: 'Die Anordnung lässt den Umgang in der Schule zu',
  orderAllowsHint: 'Auf der Plattform bleibt das Kind trotzdem verborgen.',
  reference: 'Aktenzeichen oder Unterlage',
  referenceHint: 'Nur das Zeichen, kein Inhalt.',
  save: 'Festhalten',
  saved: 'Festgehalten.',
})
