/** What the room says of itself on the page Kontrolle: cases that are open, and those of them that are past their 72 hours. */
import type { Control } from '#platform/module/control.ts'
import { isLate } from './rules.ts'
import { countOpen } from './store/cases.ts'

export const control: Control = {
  figures: [
    // The clauses have none for breaches of their own; they say who answers for the data with the first one of all.
    { id: 'incident.open', clause: '0', isInternal: true, count: async ({ database }) => ({ n: (await countOpen(database)).open }) },
    {
      id: 'incident.overdue', clause: '0', isInternal: true, needs: { who: 'head', when: 'any', path: '/vorfaelle' },
      count: async ({ database }, { at }) => ({ n: (await countOpen(database)).overdueFrom.filter((detectedAt) => isLate(detectedAt, at)).length }),
    },
  ],
}
