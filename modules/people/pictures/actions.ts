/** Pictures of persons and groups. Who sees a name sees the picture; nobody sets that of somebody else. */
import { scopeOf } from '#platform/blobs/scopes.ts'
import type { Owner } from '#platform/blobs/scopes.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { picture_bytes_max, picture_kept_seconds, picture_side_max, picture_side_min } from '../limits.ts'
import { sightOf } from '../rules.ts'
import type { pictureContract } from './contract.ts'
import { readPicture } from './format.ts'
import { deleteGroupPicture, deletePicture, findGroupPicture, findPicture, groupPicturesSeen, picturesSeen, saveGroupPicture, savePicture } from './store.ts'

const SIDES = { min: picture_side_min, max: picture_side_max }

export const pictures: Actions<typeof pictureContract> = {
  setPicture: async (context, { id }) => ({ version: await set(context, { personId: id }, (w, blobId) => savePicture(w, id, blobId)) }),

  async removePicture(context, { id }) {
    await context.write((w) => deletePicture(w, id))
    return {}
  },

  async takePictureDown(context, { id, reason }) {
    await context.write(async (w) => {
      // Twice is once: nothing is written about a picture that was not there.
      if (await deletePicture(w, id)) writeJournal(w, { event: 'people.picture_taken_down', actorId: w.actorId, subjectId: id, fields: { reason } })
    })
    return {}
  },

  async readPicture({ database, platform }, { id, version }) {
    return shownBlob(await findPicture(database, id, version, { withPupils: platform.school.option('profile.pupil_avatars') }))
  },

  setGroupPicture: async (context, { id }) => ({ version: await set(context, { groupId: id }, (w, blobId) => saveGroupPicture(w, id, blobId)) }),

  async removeGroupPicture(context, { id }) {
    await context.write((w) => deleteGroupPicture(w, id))
    return {}
  },

  readGroupPicture: async ({ database }, { id, version }) => shownBlob(await findGroupPicture(database, id, version)),

  async listPictures(context, { personIds, groupIds }) {
    const { database, platform, at, today } = context
    const sight = sightOf(actorOf(context), at)
    return {
      people: await picturesSeen(database, sight, { at, today }, personIds, { withPupils: platform.school.option('profile.pupil_avatars') }),
      groups: await groupPicturesSeen(database, sight, groupIds),
    }
  },
}

/** Stores what is left of the sent file as the owner's; refuses with 422 what is no picture. */
async function set({ body, platform, write }: Context, owner: Owner, save: (w: Write, blobId: string) => Promise<string>): Promise<string> {
  const picture = readPicture(body ?? Buffer.alloc(0), SIDES)
  if (typeof picture === 'string') refuse(422, PROBLEMS[picture], { params: { side_min: SIDES.min, side_max: SIDES.max } })
  const scopeId = await write((w) => scopeOf(w, owner))
  const { id } = await platform.blobs.store({ scopeId, mediaType: picture.mediaType, content: picture.bytes, bytes_max: picture_bytes_max })
  return write((w) => save(w, id))
}

const PROBLEMS = { kind: 'picture_kind', broken: 'picture_broken', side: 'picture_side' } as const

function shownBlob(blobId: string | null) {
  return blobId === null ? refuse(404, 'not_found') : { blobId, fileName: 'Bild', show: 'inline' as const, keep_seconds: picture_kept_seconds }
}
