import type { JobDeclaration, RecurringJob, RunResult } from '#platform/jobs/jobs.ts'
import type { Module } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import { OwnerProblem } from '#platform/database/owner.ts'
import { actions } from './actions.ts'
import { contract } from './contract.ts'
import { control } from './control.ts'
import { deleteLeavers } from './deletion.ts'
import { listeners } from './listeners.ts'
import manifest from './manifest.ts'
import { countOverdue, emptyClosed, purgeDue } from './purge.ts'
import { replays } from './replays.ts'
import { subjects } from './subjects.ts'

/** R12.1: at 00:00 after the last day; what is due is asked of the records, so a night that was missed is caught up by the next one. */
const recurring: readonly RecurringJob[] = [
  { name: 'delete_leavers', every: 'day', at: '00:00', onlyNewest: true, run: async (platform, _dueOn, at) => ({ deleted: await deleteLeavers(platform, at) }) },
  { name: 'purge', every: 'day', at: '00:05', onlyNewest: true, run: (platform, _dueOn, at) => purge(platform, at) },
]

const jobs: readonly JobDeclaration[] = [{ name: 'purge', run: async (platform, _body, at) => void (await purge(platform, at)) }]

async function purge(platform: Platform, at: Date): Promise<RunResult> {
  // What an earlier night has purged and could not bring into the ledger's file: with a full disk there is nothing left that is due.
  await platform.ledger.flush()
  const purged = await purgeDue(platform, at)
  const emptied = await emptyClosed(platform, at)
  // What stood in the way of its own purge is left over, and tried again next night.
  return { purged, emptied, failed: await countOverdue(platform.database, at) }
}

export const module: Module = {
  manifest, contract, actions, subjects, listeners, jobs, recurring, control, replays,
  /** A server that was switched off over day 90 purges before anybody can come in (R12.4). */
  async start(platform) {
    if (platform.school.school === null) return
    const at = platform.clock.now()
    await deleteLeavers(platform, at)
    await purge(platform, at).catch((error: Error) => {
      if (!(error instanceof OwnerProblem)) throw error
      platform.say(error.message)
    })
  },
}
