/** Asking all probes of the house, and what follows when one fails: a task for the head, an entry in the journal. */
import { writeJournal } from '#platform/journal/journal.ts'
import type { Figure, Moment, Probe } from '#platform/module/control.ts'
import type { Platform } from '#platform/module/platform.ts'
import type { Write } from '#platform/module/write.ts'
import { closeTask, openTask } from '#platform/tasks/tasks.ts'
import { probe_ms_max } from './limits.ts'
import { noteRuns } from './store.ts'

export type Asked = { probe: string; passed: boolean; checked: number; fault: string | null }

export function probesOf({ modules }: Pick<Platform, 'modules'>): Probe[] {
  return modules.flatMap(({ control }) => control?.probes ?? [])
}

export function figuresOf({ modules }: Pick<Platform, 'modules'>): Figure[] {
  return modules.flatMap(({ control }) => control?.figures ?? [])
}

/** Asks one after the other, so that the machine stays free for people. A probe that fails to answer has found something. */
export async function askAll(platform: Platform, moment: Moment): Promise<Asked[]> {
  const asked: Asked[] = []
  for (const probe of probesOf(platform)) {
    const { checked, fault } = await inTime(probe.run(platform, moment)).catch((error: Error & { code?: string }) => ({ checked: 0, fault: `not_asked_${error.code ?? error.name}`.toLowerCase() }))
    asked.push({ probe: probe.id, passed: fault === null, checked, fault })
  }
  return asked
}

/** Writes the runs down; the head has a task for each probe that failed until it passes again. */
export async function note(w: Write, asked: readonly Asked[]): Promise<void> {
  await noteRuns(w, asked)
  for (const { probe, passed, fault } of asked) {
    if (passed) await closeTask(w, BROKEN, probe, 'passed')
    else {
      await openTask(w, { kind: BROKEN, key: probe, for: { office: 'head' }, params: { probe: probe.toLowerCase() }, dueOn: w.today })
      writeJournal(w, { event: 'control.probe_failed', actorId: w.actorId, fields: { probe, fault } })
    }
  }
}

const BROKEN = 'control.broken'

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(Object.assign(new Error('late'), { code: 'late' })), probe_ms_max)))
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
