/** Words of what is stored: about oneself, and for guardians about the own child. */
import { defineTexts } from '#platform/module/texts.ts'

type Named = { name: string }
type Counted = { count: string; since: string | null }
const LOSSES = { device_lost: 'Gerät als verloren gemeldet', device_handed_over: 'Gerät abgegeben', slip_denied: 'Code einer Lehrkraft abgelehnt', factor_voided: 'Zweiter Faktor aufgehoben' } as const

export const texts = defineTexts({
  stored_title: { sie: 'Was über Sie gespeichert ist', du: 'Was über dich gespeichert ist' },
  stored_same_human: ({ name, type, date }: { name: string; type: string; date: string }) => `Ein zweites Konto derselben Person: ${name} (${type}), verknüpft am ${date}. Das Sekretariat hat es eingetragen; Rechte entstehen daraus nicht.`,
  stored_ward: ({ name, date }: { name: string; date: string }) => `Sorgerecht für ${name}, eingetragen ab ${date}. Was dafür erklärt wurde, steht unter Familie.`,
  stored_name: ({ name, account }: { name: string; account: string }) => `Name ${name}, Anmeldename ${account}`,
  stored_type: ({ type }: { type: string }) => `Art der Person: ${type}`,
  stored_majority: ({ date }: { date: string }) => `Volljährig ab ${date}. Das Geburtsdatum selbst ist nicht gespeichert.`,
  stored_entered: ({ date }: { date: string }) => `An der Schule auf dieser Plattform seit ${date}`,
  stored_exit: ({ date }: { date: string }) => `Letzter Tag an der Schule: ${date}`,
  stored_password: 'Ein Passwort, so verrechnet, dass es niemand lesen kann',
  stored_loss: ({ reason, date, isRenewed }: { reason: keyof typeof LOSSES; date: string; isRenewed: boolean }) => `${date}: ${LOSSES[reason]}. Das alte Passwort gilt seitdem nicht mehr${isRenewed ? '; ein neues wurde gewählt' : ''}.`,
  stored_group: ({ label, role, from, until }: { label: string; role: string; from: string; until: string | null }) => `${label} (${role}), ${until === null ? `seit ${from}` : `${from} bis ${until}`}`,
  stored_more: 'Nach Teilen der Plattform',
  stored_more_lead: {
    sie: 'Diese Übersicht lesen nur Sie. Passwörter und Codes stehen nur verrechnet in der Datenbank und werden nie gezeigt. Andere Personen werden hier nicht genannt.',
    du: 'Diese Übersicht liest nur du. Bist du noch nicht volljährig, lesen deine Sorgeberechtigten einen Teil davon: Bei „Wer es sieht“ stehen sie dabei. Deine Nachrichten, Dateien und Anmeldungen gehören nie dazu. Passwörter und Codes stehen nur verrechnet in der Datenbank und werden nie gezeigt. Andere Personen werden hier nicht genannt.',
  },
  stored_counting: 'Gezählt werden Einträge, in denen zu einem Punkt etwas steht. Gehört ein Eintrag zu mehreren Punkten, zählt er bei jedem, in der Summe eines Teils aber nur einmal.',
  stored_room: ({ name, count }: { name: string; count: string | null }) => (count === null ? name : `${name}: ${count}`),
  stored_count: ({ n, count }: { n: number; count: string }) => (n === 1 ? '1 Eintrag' : `${count} Einträge`),
  stored_many: ({ count }: { count: string }) => `mindestens ${count} Einträge`,
  stored_about: {
    sie: ({ count, since }: Counted) => `Über Sie: ${count}${since === null ? '' : `, der älteste vom ${since}`}.`,
    du: ({ count, since }: Counted) => `Über dich: ${count}${since === null ? '' : `, der älteste vom ${since}`}.`,
  },
  stored_acted: {
    sie: ({ count, since }: Counted) => `Von Ihnen geschrieben, ausgelöst oder entschieden: ${count}${since === null ? '' : `, der älteste vom ${since}`}.`,
    du: ({ count, since }: Counted) => `Von dir geschrieben, ausgelöst oder entschieden: ${count}${since === null ? '' : `, der älteste vom ${since}`}.`,
  },
  stored_purpose: ({ purpose }: { purpose: string }) => `Wofür: ${purpose}`,
  stored_keeps: ({ keeps }: { keeps: string }) => `Wie lange: ${keeps}.`,
  stored_partly: 'Was davon auch eine andere Person betrifft, ist nicht immer mitgezählt.',
  stored_uncounted: {
    sie: 'Auch das gehört zu diesem Teil. Ob es bei Ihnen etwas davon gibt, steht hier nicht, weil es auch andere betrifft oder nie gezeigt wird:',
    du: 'Auch das gehört zu diesem Teil. Ob es bei dir etwas davon gibt, steht hier nicht, weil es auch andere betrifft oder nie gezeigt wird:',
  },
  stored_values: ({ n }: { n: number }) => (n === 1 ? 'Den Eintrag lesen' : `Die neuesten ${n} Einträge lesen`),
  stored_when: ({ date, time }: { date: string; time: string }) => `${date}, ${time} Uhr`,
  stored_from: ({ source }: { source: string }) => `Woher: ${source}`,
  stored_readers: ({ readers }: { readers: string }) => `Wer es sieht: ${readers}`,
  stored_document: 'Alles dazu: „Was hier gespeichert wird“',

  // For guardians (A18). Only they read these.
  child_page: 'Was über das Kind gespeichert ist',
  child_title: ({ name }: Named) => `Was über ${name} gespeichert ist`,
  child_back: 'Zu Familie',
  child_lead: ({ name }: Named) => `Name und Daten an der Schule, Einwilligungen, Klassen und Gruppen. Nachrichten, Dateien, Anmeldungen und was ${name} sonst schreibt oder tut, stehen hier nicht.`,
  child_counting: ({ name }: Named) => `Gezählt ist nur, was außer ${name} und Ihnen niemanden betrifft. Andere Personen werden nicht genannt. ${name} sieht im eigenen Profil, was davon Sorgeberechtigte lesen.`,
  child_about: ({ name, count, since }: Named & Counted) => `Über ${name}: ${count}${since === null ? '' : `, der älteste vom ${since}`}.`,
  child_partly: ({ name }: Named) => `Was davon nicht nur ${name} und Sie betrifft, ist nicht mitgezählt.`,
  child_uncounted: ({ name }: Named) => `Auch das gehört zu diesem Teil. Ob es bei ${name} etwas davon gibt, steht hier nicht, weil es auch andere betrifft:`,
})
