/** What the probes found, in SQL. */
import { sql } from 'kysely'
import type { Database } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import type { Write } from '#platform/module/write.ts'
import { finding_chars_max } from './limits.ts'

export type ProbeRun = { probe: string; passed: boolean; checked: number; fault: string | null; ranAt: Date }

/** The newest run of each probe. */
export async function newestRuns(database: Database): Promise<Map<string, ProbeRun>> {
  const { rows } = await sql<ProbeRun>`
    SELECT DISTINCT ON (probe) probe, passed, checked, finding AS fault, ran_at AS "ranAt" FROM control_probe_run ORDER BY probe, ran_at DESC, id DESC`.execute(database)
  return new Map(rows.map((row) => [row.probe, row]))
}

/** Notes what was found, one row a probe. */
export async function noteRuns(w: Write, runs: readonly Omit<ProbeRun, 'ranAt'>[]): Promise<void> {
  if (runs.length === 0) return
  await w.trx.insertInto('control_probe_run').values(runs.map((run) => ({
    id: newId(w.at), probe: run.probe, passed: run.passed, checked: run.checked, finding: run.fault?.slice(0, finding_chars_max) ?? null, ran_at: w.at,
  }))).execute()
}
