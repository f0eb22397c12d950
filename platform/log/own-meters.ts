/** The meters of the house itself: requests, the process, the database, queues, the disk, the ledger, the log. */
import { statfs } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Meter } from './meters.ts'

export const meters: readonly Meter[] = [
  { name: 'schulhof_info', help: 'Always 1; the version is the label.', kind: 'gauge', read: ({ version }) => [{ value: 1, labels: { version } }] },
  { name: 'schulhof_up_seconds', help: 'How long this process has run.', kind: 'gauge', read: () => [{ value: Math.round(process.uptime()) }] },
  {
    name: 'schulhof_requests_total', help: 'Operations answered, by module and status.', kind: 'counter',
    read: ({ log }) => log.counts.sinceStart().map(({ module, status, n }) => ({ value: n, labels: { module, status } })),
  },
  {
    name: 'schulhof_event_loop_lag_seconds', help: 'How late the process came to its work in the last minute.', kind: 'gauge',
    read({ log }) {
      const { p50_ms, p99_ms, max_ms } = log.counts.loopLag()
      return [['0.5', p50_ms], ['0.99', p99_ms], ['1', max_ms]].map(([quantile, ms]) => ({ value: Number(ms) / 1_000, labels: { quantile: String(quantile) } }))
    },
  },
  { name: 'schulhof_memory_bytes', help: 'Memory of this process.', kind: 'gauge', read: () => [{ value: process.memoryUsage.rss() }] },
  { name: 'schulhof_live_connections', help: 'Browsers connected to this process right now, all together.', kind: 'gauge', read: ({ live }) => [{ value: live.count }] },
  {
    name: 'schulhof_database_connections', help: 'Connections of the pool of this process.', kind: 'gauge',
    read: ({ pool }) => [['used', pool.totalCount - pool.idleCount], ['idle', pool.idleCount], ['waiting', pool.waitingCount]].map(([state, value]) => ({ value: Number(value), labels: { state: String(state) } })),
  },
  {
    name: 'schulhof_queue_rows', help: 'What waits to be done.', kind: 'gauge',
    read: async ({ database, log }) => {
      const { rows } = await sql<{ jobs: number; failed: number; ledger: number }>`SELECT (SELECT count(*)::int FROM job) AS jobs, (SELECT count(*)::int FROM job_failure) AS failed, (SELECT count(*)::int FROM ledger_outbox) AS ledger`.execute(database)
      return [['jobs', rows[0]!.jobs], ['jobs_given_up', rows[0]!.failed], ['ledger', rows[0]!.ledger], ['log', log.figures().waiting]].map(([queue, value]) => ({ value: Number(value), labels: { queue: String(queue) } }))
    },
  },
  { name: 'schulhof_log_rows_total', help: 'Rows of the technical logs, by what became of them.', kind: 'counter', read: ({ log }) => [{ value: log.figures().written, labels: { state: 'written' } }, { value: log.figures().dropped, labels: { state: 'dropped' } }] },
  {
    name: 'schulhof_disk_bytes', help: 'The disk on which the data folder lies.', kind: 'gauge',
    async read({ folder }) {
      const { bsize, blocks, bavail } = await statfs(folder)
      return [{ value: bavail * bsize, labels: { state: 'free' } }, { value: blocks * bsize, labels: { state: 'total' } }]
    },
  },
]
