import type { RecurringJob, RunResult } from '#platform/jobs/jobs.ts'
import type { Control } from '#platform/module/control.ts'
import type { Module } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import { alarm, newestRun } from './alarm.ts'
import { drill_every_days, ledger_copy_ms } from './limits.ts'
import manifest from './manifest.ts'

const DAY_MS = 86_400_000

/** Every night; a missed one is caught up once. A drill when the last good one is a week old. What went wrong becomes a task, and is tried again by the next run. */
const recurring: readonly RecurringJob[] = [
  {
    name: 'nightly', every: 'day', at: '03:00', onlyNewest: true,
    async run(platform, _dueOn, at) {
      if (!isDue(platform)) return {}
      return platform.backup.create(at).then(({ label, cleared }) => ({ made: 1, rows: label.rows, blobs: label.blobs, cleared: cleared.length, missing: label.missingBlobs }), (error: Error) => tell(platform, error))
    },
  },
  {
    name: 'drill', every: 'day', at: '04:00', onlyNewest: true,
    async run(platform, _dueOn, at) {
      if (!isDue(platform)) return {}
      const last = await newestRun(platform.database, 'drill', 'good')
      if (last !== null && at.getTime() - last.endedAt.getTime() <= (drill_every_days - 0.5) * DAY_MS) return {}
      return platform.backup.drill(at).then((drilled): RunResult => (drilled === null ? {} : { drilled: 1, rows: drilled.rows, blobs: drilled.blobs }), (error: Error) => tell(platform, error))
    },
  },
  { name: 'alarm', every: 'day', at: '05:00', onlyNewest: true, run: async (platform, _dueOn, at) => ({ failed: Number(isDue(platform) && (await alarm(platform, at)) !== null) }) },
]

/** Before the first run there is nothing worth keeping. */
function isDue({ backup, school }: Platform): boolean {
  return backup.isOn && school.school !== null
}

function tell({ say }: Platform, error: Error): RunResult {
  say(error.constructor.name === 'BackupProblem' ? error.message : `the backup failed: ${error.constructor.name}`)
  return { failed: 1 }
}

/** B5: what was taken away is at the target within a minute, also between two backups. */
async function bringLedger(platform: Platform): Promise<() => Promise<void>> {
  if (!platform.backup.isOn) return async () => {}
  const { clock, ledger, backup } = platform
  let isOpen = true
  let isSet = false
  let running: Promise<void> = Promise.resolve()
  let forget = (): void => {}
  let hasFailed = false
  const ring = (): void => {
    if (!isOpen || isSet) return
    isSet = true
    forget = clock.after(new Date(clock.now().getTime() + ledger_copy_ms), () => (running = round()))
  }
  const round = async (): Promise<void> => {
    isSet = false
    const problem = await backup.bringLedger().then(() => null, (error: Error) => error)
    // Said once, not every half minute.
    if (problem !== null && !hasFailed) tell(platform, problem)
    hasFailed = problem !== null
    if (hasFailed) ring()
  }
  const endHearing = ledger.onWritten(ring)
  // What an earlier process left.
  ring()
  return async () => {
    isOpen = false
    endHearing()
    forget()
    await running
  }
}

const control: Control = {
  services: ({ backup }) => (backup.host === null ? [] : [{ kind: 'backup', host: backup.host }]),
  measures: [
    {
      id: 'backup.newest', topic: 'recovery',
      async read({ database, backup }) {
        const [made, drilled] = [await newestRun(database, 'create', 'good'), await newestRun(database, 'drill', 'good')]
        return {
          isOn: backup.isOn, isSameMachine: backup.isSameMachine, host: backup.host,
          madeOn: made === null ? null : dateInBerlin(made.endedAt), drilledOn: drilled === null ? null : dateInBerlin(drilled.endedAt), isReadOnly: drilled?.detail === 'read_only',
        }
      },
    },
  ],
  figures: [
    {
      id: 'backup.sets', clause: '12', needs: { who: 'admin', when: 'incomplete' },
      // Of the last two nights at least one. Without backups nothing of them is told.
      count: async ({ database, backup }, { at }) => (backup.isOn ? { n: (await isFresh(database, at)) ? 1 : 0, of: 1 } : { n: 0 }),
    },
    // A drill that only read proves that a set opens, and not that a school comes back from it.
    { id: 'backup.drill', clause: '12', needs: { who: 'admin', when: 'incomplete' }, count: async ({ database, backup }, { at }) => (backup.isOn ? { n: (await restoredSince(database, at)) ? 1 : 0, of: 1 } : { n: 0 }) },
    {
      id: 'backup.drill_reading', clause: '12', needs: { who: 'admin', when: 'any' },
      count: async ({ database }) => ({ n: (await newestRun(database, 'drill', 'good'))?.detail === 'read_only' ? 1 : 0 }),
    },
    { id: 'backup.same_machine', clause: '12', needs: { who: 'admin', when: 'any' }, count: async ({ backup }) => ({ n: backup.isOn && backup.isSameMachine ? 1 : 0 }) },
    {
      id: 'backup.ledger_lost', clause: '12', needs: { who: 'head', when: 'any' },
      count: async ({ database }) => ({ n: (await database.selectFrom('backup_restore').select('id').where('is_ledger_lost', '=', true).execute()).length }),
    },
  ],
}

async function isFresh(database: Platform['database'], at: Date): Promise<boolean> {
  const last = await newestRun(database, 'create', 'good')
  return last !== null && at.getTime() - last.endedAt.getTime() < 2 * DAY_MS
}

async function restoredSince(database: Platform['database'], at: Date): Promise<boolean> {
  const last = await newestRun(database, 'drill', 'good')
  return last !== null && last.detail !== 'read_only' && at.getTime() - last.endedAt.getTime() <= 8 * DAY_MS
}

export const module: Module = { manifest, contract: {}, actions: {}, recurring, control, start: bringLedger }
