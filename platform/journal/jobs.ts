import type { RecurringJob } from '#platform/jobs/jobs.ts'
import { signHeads } from './heads.ts'

/** The heads also go to the process log: a copy outside of the database, with which verification can be anchored. */
const signHeadsDaily: RecurringJob = {
  name: 'sign_heads',
  every: 'day',
  at: '00:05',
  async run(platform, _dueOn, at) {
    const heads = await signHeads(platform.database, platform.keys.journal.privateKey, at)
    for (const head of heads) platform.say(`journal head ${head.seq}:${head.hash.toString('hex')} ${head.segment}${head.closesSegment ? ' closed' : ''}`)
    return { signed: heads.length }
  },
}

export const recurring: readonly RecurringJob[] = [signHeadsDaily]
