/** How many children each choice of signatures keeps waiting (A3): the same judgement twice, over the records there are. */
import type { Actions } from '#platform/module/module.ts'
import type { SchoolMemory } from '#platform/school/memory.ts'
import type { contract } from './contract.ts'
import { judge } from './facts.ts'
import { limits } from './limits.ts'
import { pupilsHere } from './store.ts'

export const countWaiting: Actions<typeof contract>['countWaiting'] = async ({ database, platform, today }) => {
  const pupils = await pupilsHere(database, today)
  const waitingUnder = async (holders: 'all' | 'one_with_assurance'): Promise<number> => {
    const option = ((key) => (key === 'consent.holders' ? holders : platform.school.option(key))) as SchoolMemory['option']
    let waiting = 0
    for (let start = 0; start < pupils.length; start += limits.judged_at_once_max) {
      const judged = await judge(database, { option }, pupils.slice(start, start + limits.judged_at_once_max), today)
      waiting += [...judged.values()].filter(({ consents }) => !consents.platform.open).length
    }
    return waiting
  }
  return { pupils: pupils.length, all: await waitingUnder('all'), oneWithAssurance: await waitingUnder('one_with_assurance'), now: platform.school.option('consent.holders') }
}
