/** What people of the example school have written to each other. */
import type { World } from './world.ts'
import type { PersonKey } from './people.ts'

export const conversations: readonly { room: keyof World['groups']; lines: readonly { by: PersonKey; text: string }[] }[] = [
  {
    room: 'maths7b',
    lines: [
      { by: 'teacher', text: 'Guten Morgen! Die Aufgaben zu Bruchtermen habe ich heute in der Stunde ausgeteilt.' },
      { by: 'teacher', text: 'Abgabe bis Mittwoch, bitte jede und jeder einzeln.' },
      { by: 'pupil', text: 'Ist Aufgabe 4c freiwillig?' },
      { by: 'friend', text: 'Und dürfen wir den Taschenrechner nehmen?' },
      { by: 'teacher', text: '4c ist freiwillig. Den Taschenrechner lasst ihr diesmal bitte in der Tasche.' },
    ],
  },
  {
    room: 'class7b',
    lines: [
      { by: 'teacher', text: 'Am 4. Dezember ist unser Wandertag. Denkt an feste Schuhe und etwas zu trinken.' },
      { by: 'third', text: 'Gehen wir wieder zum See?' },
      { by: 'teacher', text: 'Ja, wenn es nicht regnet. Sonst ins Museum.' },
    ],
  },
  {
    room: 'staff',
    lines: [
      { by: 'caretaker', text: 'Der Beamer in C 204 geht wieder.' },
      { by: 'head', text: 'Danke! Die Dienstbesprechung am Donnerstag beginnt um 14 Uhr in der Aula.' },
    ],
  },
]

/** What hangs in the example school. */
export const notices: readonly { by: 'head' | 'teacher' | 'clerk'; to: 'school' | keyof World['groups']; title: string; body: string; days: number }[] = [
  { by: 'clerk', to: 'school', title: 'Sekretariat am Freitag nur bis 11 Uhr', body: 'Am Freitag ist das Sekretariat wegen einer Fortbildung nur von 7:30 bis 11 Uhr besetzt.', days: 5 },
  { by: 'teacher', to: 'class7b', title: 'Wandertag am 4. Dezember', body: 'Treffpunkt 8:10 Uhr am Haupteingang.\nBitte feste Schuhe, etwas zu trinken und 3 Euro mitbringen. Zurück sind wir gegen 13 Uhr.', days: 14 },
  { by: 'head', to: 'staff', title: 'Dienstbesprechung am Donnerstag', body: '14 Uhr in der Aula. Themen: Förderpläne, Aufsichten, Adventsbasar.', days: 3 },
]
