/** Words for taking back that a line of a file is somebody (B12). */
import { defineTexts } from '#platform/module/texts.ts'

export const identityTexts = defineTexts({
  release: 'Von der Datei lösen',
  title: ({ name }: { name: string }) => `${name} von der Datei lösen?`,
  text: 'Für den Fall, dass eine Zeile der Datei jemand anderes war. Das Konto bleibt mit Anmeldename, Passwort, Gruppen und Einwilligungen, gehört aber zu keinem Programm mehr. Steht die Kennung wieder in einer Datei, entsteht dafür ein neues Konto.',
  text_pupil: 'Name und Klasse aus der Datei bleiben stehen; bitte ansehen. Der Tag der Volljährigkeit aus der Datei fällt weg.',
  text_parent: 'Das Sorgerecht, das aus der Datei kam, endet sofort. Was von Hand oder mit einem Code eingetragen ist, und Kontaktverbote bleiben.',
  text_teacher: 'Kürzel und Fächer aus der Datei fallen weg.',
  birth_hint: 'Das richtige Datum dieser Person. Ohne Datum gilt sie als minderjährig. Gespeichert wird nur der Tag der Volljährigkeit.',
  released: ({ name, n }: { name: string; n: number }) => (n === 0 ? `${name} gehört zu keinem Programm mehr.` : `${name} gehört zu keinem Programm mehr. Sorgerecht aus der Datei beendet: ${n}.`),
})
