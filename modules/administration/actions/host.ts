/** The self-test of the machine: now, and every night (R4.3). It looks and says; it changes nothing and certifies nothing. */
import { newId } from '#platform/id/id.ts'
import { namesOf } from '#platform/identity/people.ts'
import type { RecurringJob } from '#platform/jobs/jobs.ts'
import type { Actions } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import { write } from '#platform/module/write.ts'
import type { Write } from '#platform/module/write.ts'
import { closeTask, openTask } from '#platform/tasks/tasks.ts'
import { addDays, dateInBerlin } from '#platform/time/calendar.ts'
import type { contract } from '../contract.ts'
import { judgeMachine, worstOf } from '../host/judge.ts'
import type { Finding } from '../host/judge.ts'
import { lookAtMachine } from '../host/look.ts'
import { limits } from '../limits.ts'

const ATTENTION = 'administration.host_attention'

export const host: Pick<Actions<typeof contract>, 'readHostCheck' | 'runHostCheck'> = {
  async readHostCheck({ database }) {
    const rows = await database.selectFrom('host_check').selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(limits.host_checks_listed_max).execute()
    const [newest, ...before] = rows
    const names = newest?.asked_by ? await namesOf(database, [newest.asked_by]) : new Map()
    return {
      newest: newest === undefined ? null : shown(newest.id, newest.at, newest.asked_by === null ? null : (names.get(newest.asked_by)?.displayName ?? null), newest.findings as Finding[]),
      before: before.map((row) => ({ id: row.id, on: dateInBerlin(row.at), worst: worstOf(row.findings as Finding[]) })),
    }
  },

  async runHostCheck(context) {
    const findings = await judged(context.platform)
    const id = await context.write((w) => record(w, findings))
    const names = await namesOf(context.database, [context.actor!.personId])
    return shown(id, context.at, names.get(context.actor!.personId)?.displayName ?? null, findings)
  },
}

export const hostRecurring: readonly RecurringJob[] = [{
  name: 'host_check', every: 'day', at: '03:10', onlyNewest: true,
  async run(platform, _dueOn, at) {
    // Before the first run there is nobody who could do anything about it.
    if (platform.school.school === null) return {}
    const findings = await judged(platform)
    await write(platform, null, at, async (w) => {
      await record(w, findings)
      // Old ones say nothing any more: what is kept shows a month.
      await w.trx.deleteFrom('host_check').where('at', '<', new Date(w.at.getTime() - KEPT_MS)).execute()
    })
    return { looked: findings.length, failed: findings.filter((finding) => finding.state === 'danger').length }
  },
}]

const KEPT_MS = 90 * 86_400_000

/** Keeps what was found; what is red waits for the head and for whoever keeps the machine up to date, until it is not red any more. */
async function record(w: Write, findings: readonly Finding[]): Promise<string> {
  const id = newId(w.at)
  await w.trx.insertInto('host_check').values({ id, findings: JSON.stringify(findings), asked_by: w.actorId, at: w.at }).execute()
  const red = findings.filter((finding) => finding.state === 'danger')
  for (const office of ['head', 'task:updates'] as const) {
    if (red.length > 0) await openTask(w, { kind: ATTENTION, key: office, for: { office }, params: { checks: red.map((finding) => finding.check).join('/').slice(0, 60) }, dueOn: addDays(w.today, 7) })
    else await closeTask(w, ATTENTION, office, 'mended')
  }
  return id
}

async function judged(platform: Platform): Promise<Finding[]> {
  return judgeMachine(await lookAtMachine(), portOf(platform), { isExample: platform.demo })
}

function portOf({ publicUrl }: Platform): number {
  return Number(publicUrl.port) || (publicUrl.protocol === 'https:' ? 443 : 80)
}

function shown(id: string, at: Date, askedBy: string | null, findings: readonly Finding[]) {
  return { id, at: at.toISOString(), on: dateInBerlin(at), askedBy, findings: findings.map((one) => ({ ...one, found: [...one.found] })) }
}
