/** Words of codes for forgotten passwords (A5), of slips for anybody (A4), and of lost or handed-over devices (R8.2). */
import { count, defineTexts } from '#platform/module/texts.ts'

type N = { n: number }
type Named = { name: string }

export const texts = defineTexts({
  code_make: 'Passwort vergessen? Code geben',
  code_title: ({ name }: Named) => `Code für ${name}`,
  code_lead: ({ address }: { address: string }) => `Am Schulrechner: ${address} öffnen, „Ich habe einen Zettel“ wählen, Code eintippen. Oder den QR-Code scannen.`,
  code_until: ({ time }: { time: string }) => `Gilt einmal und bis ${time} Uhr. Nach dem Schließen ist er nicht mehr zu sehen.`,
  code_account: 'Anmeldename',
  code_seen: ({ name }: Named) => `${name} sieht bei der nächsten Anmeldung, wer den Code gemacht hat und wann.`,
  code_qr: 'QR-Code zum Wählen eines Passworts',
  code_close: 'Schließen',

  class_codes: 'Codes für die Klasse',
  class_codes_title: ({ label }: { label: string }) => `Codes für ${label}`,
  class_codes_lead: 'Für alle, die ihr Passwort vergessen haben. Jeder Code gilt einmal und eine Schulstunde lang. Wer ihn nicht benutzt, behält sein bisheriges Passwort.',
  class_codes_who: 'Für wen?',
  class_codes_all: 'für alle, die hineinkommen',
  class_codes_some: 'für einzelne',
  class_codes_make: 'Codes erstellen',
  class_codes_made: ({ n, time }: { n: number; time: string }) => `${count(n, { one: 'Ein Code', other: '# Codes' })}, gültig bis ${time} Uhr. Beim Verlassen der Seite sind sie weg.`,
  class_codes_none: 'Niemand dabei',
  class_codes_none_text: 'Einen Code bekommt nur, wer gerade hineinkommen kann.',
  class_codes_valid: ({ time }: { time: string }) => `gültig bis ${time} Uhr`,
  class_sign_in: 'Klasse anmelden',

  chosen_title: 'Zettel drucken',
  chosen_lead: 'Jeder Zettel trägt einen Code, mit dem eine Person einmal ihr Passwort wählt. Frühere, noch unbenutzte Zettel derselben Personen werden ungültig.',
  chosen_whom: 'Für wen?',
  chosen_unused: ({ n }: N) => count(n, { one: 'Einen unbenutzten Zettel neu drucken', other: 'Alle # unbenutzten Zettel neu drucken', none: 'Unbenutzte Zettel neu drucken' }),
  chosen_unused_text: 'Für alle, die schon einen Zettel hatten und noch kein Passwort gewählt haben, auch wenn er abgelaufen ist.',
  chosen_unused_none: 'Gerade ist keiner offen.',
  chosen_unused_make: 'Neu drucken',
  chosen_groups: 'Klassen und Jahrgänge',
  chosen_staff: 'Kollegium',
  chosen_parents: 'Eltern',
  chosen_people: 'Einzelne Personen',
  chosen_groups_all: 'alle auswählen',
  chosen_only_new: 'nur wer noch kein Passwort hat',
  chosen_only_new_hint: 'Ohne Haken bekommen alle einen Zettel; das bisherige Passwort gilt, bis ein neues gewählt ist.',
  chosen_person: 'Person suchen',
  chosen_remove: ({ name }: Named) => `${name} streichen`,
  chosen_make: 'Zettel erstellen',
  chosen_parent_days: ({ days }: { days: number }) => `Zettel für Eltern gelten ${days} Tage. In den Ferien zählt die Frist vom ersten Schultag an.`,
  chosen_office: ({ n }: N) => count(n, { one: 'Eine Person mit Amt oder Aufgabe ist ausgelassen: ihren Zettel druckt die Schulleitung.', other: '# Personen mit Amt oder Aufgabe sind ausgelassen: ihre Zettel druckt die Schulleitung.' }),
  chosen_made: ({ n }: N) => `${count(n, { one: 'Ein Zettel', other: '# Zettel' })}. Auf jedem steht, bis wann er gilt. Beim Verlassen der Seite sind die Codes weg.`,
  chosen_none: 'Niemand braucht einen Zettel',
  chosen_none_text: 'Alle Ausgewählten haben schon ein Passwort oder ein Amt.',

  parent_slips: 'Zettel für Eltern',
  parent_slips_title: ({ label }: { label: string }) => `Zettel für Eltern: ${label}`,
  parent_slips_lead: 'Für jede eingetragene Person mit Sorgerecht ein eigener Zettel mit eigenem Code, nie zwei auf einem. Wer Kontaktverbot hat, bekommt keinen. Wessen Eltern in keiner Datei stehen, bekommt Codes für den Brief, auf der Seite der Einwilligungen.',
  parent_slips_none: 'Niemand bekommt einen Zettel',
  parent_slips_none_text: 'Entweder ist für diese Klasse niemand als sorgeberechtigt eingetragen, oder alle haben schon ein Passwort.',

  loss_what: 'Was ist mit dem Gerät?',
  loss_lost: 'verloren oder gestohlen',
  loss_handed_over: 'abgegeben, verkauft oder verschenkt',

  ward_title: ({ name }: Named) => `Geräte von ${name}`,
  ward_text: 'Ist ein Handy oder Tablet weg, enden damit sofort alle Anmeldungen, und das bisherige Passwort gilt nicht mehr.',
  ward_reported: ({ name }: Named) => `${name} ist überall abgemeldet.`,
  ward_renewal: 'Neues Passwort bestätigen',
  ward_renewal_text: ({ name }: Named) => `${name} braucht ein neues Passwort. Sitzt Ihr Kind jetzt neben Ihnen? Dann bestätigen Sie es hier: Eine halbe Stunde lang kann ${name} mit dem alten Passwort ein neues wählen. Das neue sehen Sie nicht.`,
  ward_confirmed: ({ time }: { time: string }) => `Bestätigt bis ${time} Uhr. Jetzt auf dem Gerät des Kindes mit Name und altem Passwort anmelden.`,
})
