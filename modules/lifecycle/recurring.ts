/** What runs by itself, with its last run and the next one (B9): of all rooms, from what they declare. */
import { sql } from 'kysely'
import type { Database } from '#platform/database/connect.ts'
import type { RunResult } from '#platform/jobs/jobs.ts'
import { dueDates, nextDueAt } from '#platform/jobs/rules.ts'
import type { Module } from '#platform/module/module.ts'
import type { Output } from '#platform/module/operation.ts'
import type { contract } from './contract.ts'

export async function recurringRuns(database: Database, modules: readonly Module[], at: Date): Promise<Output<(typeof contract)['listRecurring']>> {
  const { rows } = await sql<{ name: string; dueOn: string; startedAt: Date; finishedAt: Date | null; result: RunResult | null; problem: string | null }>`
    SELECT DISTINCT ON (name) name, due_on AS "dueOn", started_at AS "startedAt", finished_at AS "finishedAt", result, problem FROM recurring_run ORDER BY name, due_on DESC`.execute(database)
  const last = new Map(rows.map((row) => [row.name, row]))
  return {
    jobs: modules.flatMap(({ manifest, recurring = [] }) => recurring.map((job) => {
      const name = `${manifest.id}.${job.name}`
      const run = last.get(name)
      return {
        job: name, room: manifest.name, every: job.every, at: job.at, nextAt: nextDueAt(job, at).toISOString(), isMissed: run === undefined || run.finishedAt === null || dueDates(job, run.dueOn, at).length > 0,
        lastRun: run === undefined ? null : {
          dueOn: run.dueOn, startedAt: run.startedAt.toISOString(), seconds: run.finishedAt === null ? null : Math.round((run.finishedAt.getTime() - run.startedAt.getTime()) / 1000),
          result: run.result, problem: run.problem,
        },
      }
    })),
  }
}
