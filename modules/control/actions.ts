/** Reading the page Kontrolle, and asking the probes now. */
import type { Actions } from '#platform/module/module.ts'
import type { contract } from './contract.ts'
import { askAll, note } from './probing.ts'
import { measureActions } from './registers/measures.ts'
import { processorActions } from './registers/processors.ts'
import { printProof } from './registers/proof.ts'
import { registerActions } from './registers/register.ts'
import { readRows, readsPart } from './rows.ts'

export const actions: Actions<typeof contract> = {
  ...registerActions,
  ...measureActions,
  ...processorActions,
  printProof,

  async readControl(context) {
    const { platform, today } = context
    const isPart = readsPart(context)
    return { today, schoolName: platform.school.school?.name ?? '', isPart, rows: await readRows(context, isPart) }
  },

  async runProbes(context) {
    const { platform, at, today } = context
    const asked = await askAll(platform, { at, today })
    await context.write((w) => note(w, asked))
    return { failed: asked.filter(({ passed }) => !passed).map(({ probe }) => probe) }
  },
}
