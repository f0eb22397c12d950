/** What the running house offers to rooms: handed to every action in its context. Put together in server/house.ts. */
import type pg from 'pg'
import type { Actors } from '#platform/access/actors.ts'
import type { SchoolAccess } from '#platform/access/decide.ts'
import type { Backup } from '#platform/backup/backup.ts'
import type { Blobs } from '#platform/blobs/blobs.ts'
import type { Database } from '#platform/database/connect.ts'
import type { AsOwner } from '#platform/database/owner.ts'
import type { Listening } from '#platform/events/listen.ts'
import type { Live } from '#platform/events/live.ts'
import type { Jobs } from '#platform/jobs/jobs.ts'
import type { Ledger } from '#platform/ledger/ledger.ts'
import type { Log } from '#platform/log/log.ts'
import type { Keys } from '#platform/school/keys.ts'
import type { SchoolMemory } from '#platform/school/memory.ts'
import type { Clock } from '#platform/time/clock.ts'
import type { Manifest } from './manifest.ts'
import type { Module } from './module.ts'

export type Platform = {
  /** Tells this process apart from others of the same school. */
  processId: string
  database: Database
  pool: pg.Pool
  /** For erasure and retention only: work with the role that owns the tables. Throws OwnerProblem where the school was opened without it. */
  asOwner: AsOwner
  clock: Clock
  /** Secrets of this school, from the data folder. */
  keys: Keys
  modules: readonly Module[]
  manifests: ReadonlyMap<string, Manifest>
  actors: Actors
  /** School, options, releases and current documents, kept in memory and fresh. */
  school: SchoolMemory
  access: () => SchoolAccess
  listening: Listening
  live: Live
  jobs: Jobs
  ledger: Ledger
  /** Content of files and pictures, sealed by owner scope. */
  blobs: Blobs
  /** Technical logs, and figures of operation. */
  log: Log
  /** The school's data folder. */
  folder: string
  /** Version of this program. */
  version: string
  /** Sets of everything at another place; off in houses without one. */
  backup: Backup
  /** Where people reach the platform; printed on slips. */
  publicUrl: URL
  /** True in the demo: the shell shows its banner. */
  demo: boolean
  /** One line for the process log; never with personal data (R6). */
  say: (line: string) => void
}
