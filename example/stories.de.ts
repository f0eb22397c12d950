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
