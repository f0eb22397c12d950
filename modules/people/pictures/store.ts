/** Which picture somebody has. Lists take the sight of who asks first. */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '#platform/database/connect.ts'
import type { Write } from '#platform/module/write.ts'
import type { Sight } from '../rules.ts'
import { isSeen } from '../store/sight.ts'
import type { Moment } from '../store/sight.ts'

export type Shown = { id: string; version: string }

/** Sets the picture of a person, in place of the one there was; its content is swept when nobody refers to it any more. */
export async function savePicture(w: Write, personId: string, blobId: string): Promise<string> {
  const picture = { blob_id: blobId, version: newVersion(), set_at: w.at }
  await w.trx.insertInto('person_picture').values({ person_id: personId, ...picture }).onConflict((oc) => oc.column('person_id').doUpdateSet(picture)).execute()
  return picture.version
}

export async function saveGroupPicture(w: Write, groupId: string, blobId: string): Promise<string> {
  const picture = { blob_id: blobId, version: newVersion(), set_by: w.actorId, set_at: w.at }
  await w.trx.insertInto('group_picture').values({ group_id: groupId, ...picture }).onConflict((oc) => oc.column('group_id').doUpdateSet(picture)).execute()
  return picture.version
}

/** False when there was none. */
export async function deletePicture(w: Write, personId: string): Promise<boolean> {
  return (await w.trx.deleteFrom('person_picture').where('person_id', '=', personId).executeTakeFirst()).numDeletedRows > 0n
}

export async function deleteGroupPicture(w: Write, groupId: string): Promise<void> {
  await w.trx.deleteFrom('group_picture').where('group_id', '=', groupId).execute()
}

/** The content behind an address; null when it is of another picture than there is now. Without `withPupils` pupils have none. */
export async function findPicture(database: Database, personId: string, version: string, { withPupils }: { withPupils: boolean }): Promise<string | null> {
  const { rows } = await sql<{ blob_id: string }>`
    SELECT i.blob_id FROM person_picture i JOIN person p ON p.id = i.person_id
     WHERE i.person_id = ${personId} AND i.version = ${version} AND (${withPupils} OR p.type <> 'pupil')`.execute(database)
  return rows[0]?.blob_id ?? null
}

export async function findGroupPicture(database: Database, groupId: string, version: string): Promise<string | null> {
  const row = await database.selectFrom('group_picture').select('blob_id').where('group_id', '=', groupId).where('version', '=', version).executeTakeFirst()
  return row?.blob_id ?? null
}

/** The pictures among these people whom the sight shows. */
export async function picturesSeen(database: Database, sight: Sight, moment: Moment, personIds: readonly string[], { withPupils }: { withPupils: boolean }): Promise<Shown[]> {
  if (personIds.length === 0) return []
  const { rows } = await sql<Shown>`
    SELECT p.id, i.version FROM person_picture i JOIN person p ON p.id = i.person_id
     WHERE i.person_id = ANY(${[...personIds]}::uuid[]) AND (${withPupils} OR p.type <> 'pupil') AND ${isSeen(sight, moment)}`.execute(database)
  return rows
}

export async function groupPicturesSeen(database: Database, sight: Sight, groupIds: readonly string[]): Promise<Shown[]> {
  const ids = sight.everybody ? [...groupIds] : groupIds.filter((id) => sight.groupIds.includes(id))
  if (ids.length === 0) return []
  return database.selectFrom('group_picture').select(['group_id as id', 'version']).where('group_id', 'in', ids).execute()
}

/** 132 random bits: nobody guesses the address of a picture. */
function newVersion(): string {
  return randomBytes(17).toString('base64url').slice(0, 22)
}
