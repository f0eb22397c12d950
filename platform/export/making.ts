/**
 * The job that makes the file: read, packed and sealed in one stream, so that it holds little, however much there is. A file that is not whole is never offered: its
 * record is written when all of it is stored. After a crash the job begins anew, and what was left lying goes with the sweep of blobs.
 */
import { isGuardian } from '#platform/access/subject.ts'
import { BlobDamaged } from '#platform/blobs/sealing.ts'
import { scopeOf } from '#platform/blobs/scopes.ts'
import { namesOf } from '#platform/identity/people.ts'
import { RefusalError } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import { write } from '#platform/module/write.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import { problemOf } from '#platform/jobs/rules.ts'
import type { Problem } from './asking.ts'
import { exportEntries } from './file/entries.ts'
import { export_bytes_max, progress_ms } from './limits.ts'
import { isBelowContentAge } from './rules.ts'
import type { ExportKind, ExportOf } from './sections.ts'
import { ZipTooLarge, zipped } from './zip.ts'

type Request = ExportOf & { id: string }

/** Makes the file of a request. Does nothing when that has ended, or is gone with its person. Throws what another try may help against. */
export async function makeExport(platform: Platform, { id }: { id: string }, at: Date): Promise<void> {
  const { database } = platform
  const row = await database.selectFrom('export_request').select(['id', 'person_id', 'reader_id', 'kind']).where('id', '=', id).where('ended_at', 'is', null).executeTakeFirst()
  if (row === undefined) return
  const request: Request = { id, personId: row.person_id, readerId: row.reader_id, kind: row.kind as ExportKind }
  const outcome = (await isAllowed(platform, request, at)) ? await made(platform, request, at) : { problem: 'not_allowed' as const }
  // In the same statement that nobody has ended it: a second worker that was faster has its file, and this one goes with the sweep.
  await database.updateTable('export_request').set({ ended_at: platform.clock.now(), progress: 1000, blob_id: 'blobId' in outcome ? outcome.blobId : null, problem: 'problem' in outcome ? outcome.problem : null })
    .where('id', '=', id).where('ended_at', 'is', null).execute()
}

/** What the door decided may hold no longer: custody ended, the account was deleted, the option was changed. */
async function isAllowed({ actors, school, database }: Platform, { kind, personId, readerId }: Request, at: Date): Promise<boolean> {
  if (school.deleted.has(personId) || school.deleted.has(readerId)) return false
  if (kind === 'own') return personId === readerId
  const today = dateInBerlin(at)
  const guardian = await actors.find(readerId)
  if (guardian === null || !isGuardian(guardian, personId, today)) return false
  return kind === 'guardian' || (await contentFor({ school, database }, personId, today))
}

/** Whether guardians of this person get content too: by option and age (A18). */
export async function contentFor({ school, database }: Pick<Platform, 'school' | 'database'>, personId: string, today: string): Promise<boolean> {
  if (school.option('export.guardian_content') !== 'below_age_14') return false
  const child = await database.selectFrom('person').select('majority_on').where('id', '=', personId).executeTakeFirst()
  return isBelowContentAge(child?.majority_on ?? null, today)
}

async function made(platform: Platform, request: Request, at: Date): Promise<{ blobId: string } | { problem: Problem }> {
  const { database, blobs } = platform
  const name = (await namesOf(database, [request.personId])).get(request.personId)?.displayName ?? ''
  // The file belongs to whoever may fetch it: it is unreadable from the moment their account is erased.
  const scopeId = await write(platform, null, at, (w) => scopeOf(w, { personId: request.readerId }))
  const went = progressOf(platform, request.id)
  try {
    const blobId = await database.transaction().setIsolationLevel('repeatable read').execute(async (trx) => {
      const content = zipped(exportEntries(platform, trx, { of: request, name, at, went }), { bytes_max: export_bytes_max, modified: dateInBerlin(at) })
      return (await blobs.store({ scopeId, mediaType: 'application/zip', content, bytes_max: export_bytes_max })).id
    })
    return { blobId }
  } catch (error) {
    const problem = problemIn(error)
    platform.say(`an export was not made: ${problemOf(error)}`)
    if (problem === null) throw error
    return { problem }
  }
}

/** Null: nothing of the data or the disk, so another try may help. */
function problemIn(error: unknown): Problem | null {
  if (error instanceof ZipTooLarge) return 'too_large'
  if (error instanceof BlobDamaged) return 'failed'
  if (error instanceof RefusalError) return error.refusal.status === 413 ? 'too_large' : error.refusal.status === 503 ? 'no_room' : 'failed'
  return null
}

/** Writes down how far it is, now and then. */
function progressOf({ database, clock }: Platform, id: string): (share: number) => Promise<void> {
  let toldAt = clock.now().getTime()
  return async (share) => {
    const now = clock.now().getTime()
    if (now - toldAt < progress_ms) return
    toldAt = now
    await database.updateTable('export_request').set({ progress: Math.min(999, Math.floor(share * 1000)) }).where('id', '=', id).where('ended_at', 'is', null).execute()
  }
}
