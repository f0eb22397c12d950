/** The text of today: what the options and the software give, compared with what is in force; and the head's task when both differ. */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import type { Block } from '#platform/documents/blocks.ts'
import { STAFF_DOCUMENT } from '#platform/documents/contract.ts'
import { documentHash } from '#platform/documents/documents.ts'
import { readVersion } from '#platform/documents/store.ts'
import type { Whole } from '#platform/documents/store.ts'
import type { Write } from '#platform/module/write.ts'
import { committedOptions } from '#platform/school/memory.ts'
import { closeTask, dueIn, openTask } from '#platform/tasks/tasks.ts'
import { instructionClauses, words } from './documents.de.ts'
import { limits } from './limits.ts'
import { bodyOf } from './rules.ts'

export type Draft = { title: string; body: Block[]; hash: string; current: Whole | undefined; isNew: boolean }

/** Renders the text as the database stands now. */
export async function draftOf(database: Database | Trx): Promise<Draft> {
  const { name } = await database.selectFrom('school').select('name').executeTakeFirstOrThrow()
  const { option } = await committedOptions(database)
  const body = bodyOf(instructionClauses({ schoolName: name, option }), words.intro(name), words.kept)
  const hash = documentHash({ title: words.title, body })
  const current = await readVersion(database, STAFF_DOCUMENT, null)
  return { title: words.title, body, hash, current, isNew: current?.hash !== hash }
}

/** As draftOf, with nobody else deciding or publishing until this transaction ends: else one of both would not see the other. */
export async function heldDraft(w: Write): Promise<Draft> {
  await sql`SELECT pg_advisory_xact_lock(${INSTRUCTION_LOCK})`.execute(w.trx)
  return draftOf(w.trx)
}

/** RP.2: text and enforcement must not differ for long. While they do the head has a task; when they are the same again it goes. */
export async function remindOfDifference(w: Write): Promise<void> {
  const { isNew } = await heldDraft(w)
  if (isNew) await openTask(w, { ...TASK, for: { office: 'head' }, params: {}, dueOn: dueIn(w.today, { days: limits.publish_days }) })
  else await closeTask(w, TASK.kind, TASK.key, 'same_again')
}

/** Ends the head's task because the text was published. */
export async function endReminder(w: Write): Promise<void> {
  await closeTask(w, TASK.kind, TASK.key, 'published')
}

const INSTRUCTION_LOCK = 7_305_560
const TASK = { kind: 'instruction.publish', key: 'instruction' } as const
