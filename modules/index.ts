/** The table of contents of the product: every room that has a manifest, platform rooms first. */
import type { Module } from '#platform/module/module.ts'
import { module as access } from '#platform/access/module.ts'
import { module as backup } from '#platform/backup/module.ts'
import { module as blobs } from '#platform/blobs/module.ts'
import { module as documents } from '#platform/documents/module.ts'
import { module as erasure } from '#platform/erasure/module.ts'
import { module as exports } from '#platform/export/module.ts'
import { module as identity } from '#platform/identity/module.ts'
import { module as jobs } from '#platform/jobs/module.ts'
import { module as journal } from '#platform/journal/module.ts'
import { module as ledger } from '#platform/ledger/module.ts'
import { module as log } from '#platform/log/module.ts'
import { module as safe } from '#platform/safe/module.ts'
import { module as school } from '#platform/school/module.ts'
import { module as tasks } from '#platform/tasks/module.ts'
import { module as administration } from './administration/module.ts'
import { module as consent } from './consent/module.ts'
import { module as control } from './control/module.ts'
import { module as home } from './home/module.ts'
import { module as instruction } from './instruction/module.ts'
import { module as lifecycle } from './lifecycle/module.ts'
import { module as logs } from './logs/module.ts'
import { module as messenger } from './messenger/module.ts'
import { module as people } from './people/module.ts'

export const platformRooms: readonly Module[] = [access, identity, school, journal, ledger, documents, tasks, jobs, blobs, erasure, exports, log, safe, backup]

export const modules: readonly Module[] = [...platformRooms, administration, instruction, people, consent, messenger, lifecycle, home, logs, control]
