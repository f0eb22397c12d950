/** What the instruction says on the page Kontrolle. */
import type { Control } from '#platform/module/control.ts'
import { draftOf } from './draft.ts'
import { countStaff, publications } from './store.ts'

export const control: Control = {
  figures: [
    {
      id: 'instruction.acknowledged', clause: '0',
      count: async ({ database }, { today }) => ({ n: (await publications(database, today))[0]?.acknowledged ?? 0, of: await countStaff(database, today) }),
    },
    // RP.2: what is in force must say what the platform does.
    { id: 'instruction.to_publish', clause: '0', needs: { who: 'head', when: 'any', path: '/dienstanweisung' }, count: async ({ database }) => ({ n: (await draftOf(database)).isNew ? 1 : 0 }) },
  ],
}
