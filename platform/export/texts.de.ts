/** Words of the room export: pages, and what refusals say. */
import { count, defineRefusals, defineTexts } from '#platform/module/texts.ts'

export const texts = defineTexts({
  title: 'Meine Daten mitnehmen',
  lead: {
    sie: 'Alles, was über Sie gespeichert ist und was Sie hier geschrieben haben, in einer Datei: zum Lesen, Drucken und für andere Programme.',
    du: 'Alles, was über dich gespeichert ist und was du hier geschrieben hast, in einer Datei: zum Lesen, Drucken und für andere Programme.',
  },
  careful: {
    sie: 'In der Datei stehen auch Nachrichten, die andere Ihnen geschrieben haben. Speichern Sie sie nur auf einem eigenen Gerät.',
    du: 'In der Datei stehen auch Nachrichten, die andere dir geschrieben haben. Speichere sie nur auf einem eigenen Gerät.',
  },
  ask: 'Datei erstellen',
  ask_again: 'Neue Datei erstellen',
  running: 'Die Datei wird erstellt. Die Seite kann solange geschlossen werden.',
  progress: 'Fortschritt',
  ready: ({ size, date }: { size: string; date: string }) => `Die Datei ist fertig (${size}). Bis ${date} lässt sie sich herunterladen.`,
  ready_card: ({ size, date }: { size: string; date: string }) => `Bis ${date} lässt sie sich herunterladen (${size}).`,
  download: 'Herunterladen',
  failed: ({ problem }: { problem: string }) =>
    problem === 'too_large'
      ? 'Die Datei wäre zu groß. Bitte im Sekretariat nachfragen: Die Administration kann helfen.'
      : problem === 'no_room'
        ? 'Auf dem Server ist gerade kein Platz für die Datei. Es ist nichts Halbes gespeichert. Bitte später noch einmal versuchen.'
        : problem === 'not_allowed'
          ? 'Die Datei wurde nicht erstellt.'
          : 'Die Datei konnte nicht erstellt werden. Bitte noch einmal versuchen.',
  offer_title: { sie: 'Nehmen Sie Ihre Daten mit', du: 'Nimm deine Daten mit' },
  offer: ({ days, date }: { days: number; date: string }) => `${days === 0 ? 'Heute ist' : days === 1 ? 'Morgen ist' : `In ${days} Tagen ist`} der letzte Tag an der Schule (${date}). Danach geht es nicht mehr.`,
  ready_title: { sie: 'Ihre Datei ist fertig', du: 'Deine Datei ist fertig' },
  to_page: 'Zur Datei',
  parents_title: 'Deine Eltern und deine Daten',
  parents_content: 'An dieser Schule können deine Eltern bis zu deinem 14. Geburtstag auch mitnehmen, was du geschrieben und abgelegt hast. Was andere dir geschrieben haben, gehört nicht dazu.',
  parents_taken: ({ dates }: { dates: readonly string[] }) => `Mitgenommen am ${dates.join(', ')}.`,
  child_title: 'Daten des Kindes mitnehmen',
  child_lead: 'Stammdaten, Einwilligungen und Verzeichnisse in einer Datei: zum Lesen, Drucken und für andere Programme. Nachrichten und Dateien nimmt nur Ihr Kind selbst mit.',
  child_content: 'An dieser Schule gehört bis zum 14. Geburtstag dazu, was Ihr Kind selbst geschrieben und abgelegt hat. Ihr Kind sieht in seinem Profil, dass das so ist und wann Sie es mitgenommen haben.',
  code_title: 'Daten mitnehmen mit Code',
  code_lead: 'Den Code gibt die Schule auf Papier. Er öffnet nur diese Seite, und nur einmal.',
  code: 'Code',
  code_hint: 'Zum Beispiel K7QM-2XNP-9RTD. Groß oder klein ist egal.',
  code_short: 'Der Code hat zwölf Zeichen.',
  code_open: 'Weiter',
  code_until: ({ date }: { date: string }) => `Der Code gilt bis ${date}. Danach werden die Inhalte gelöscht.`,
  code_close: 'Fertig, Seite schließen',
  code_closed: 'Die Seite ist geschlossen.',
  code_close_hint: 'Danach öffnet der Code nichts mehr. An einem gemeinsamen Gerät bitte immer schließen.',
})

export const refusals = defineRefusals({
  export_too_many: {
    what: 'Heute wurden schon genug Dateien erstellt.',
    why: (params) => `Am Tag sind es höchstens ${count(Number(params.per_day_max), { one: 'eine Datei', other: '# Dateien' })}.`,
    next: { sie: 'Nehmen Sie die fertige Datei oder versuchen Sie es morgen wieder.', du: 'Nimm die fertige Datei oder versuch es morgen wieder.' },
  },
  export_not_ready: {
    what: 'Es gibt gerade keine fertige Datei.',
    why: 'Sie wird noch erstellt, oder die sieben Tage sind vorbei.',
    next: { sie: 'Laden Sie die Seite neu und erstellen Sie, wenn nötig, eine neue.', du: 'Lade die Seite neu und erstelle, wenn nötig, eine neue.' },
  },
  export_code_unknown: {
    what: 'Der Code öffnet nichts.',
    why: 'Er ist falsch geschrieben, schon verwendet oder nicht mehr gültig.',
    next: { sie: 'Prüfen Sie die Zeichen. Einen neuen Code druckt die Schule.', du: 'Prüf die Zeichen. Einen neuen Code druckt die Schule.' },
  },
  export_code_closed: {
    what: 'Diese Seite ist geschlossen.',
    why: 'In diesem Browser ist kein Code mehr offen.',
    next: 'Einen neuen Code druckt die Schule.',
  },
})
