/** Pictures of persons and groups: set, removed, taken down, shown. */
import { z } from 'zod'
import { blobAnswer, id } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { picture_bytes_max, pictures_asked_max } from '../limits.ts'

/** Changes with every picture. The address needs it, so that no browser shows an old one. */
const version = z.string().regex(/^[\w-]{22}$/)
/** Why somebody else's picture is taken down. From a list: no words about a child stand anywhere. */
export const REMOVAL_REASONS = ['not_the_person', 'hurts', 'unsuitable', 'asked_for'] as const
export type RemovalReason = (typeof REMOVAL_REASONS)[number]
const shown = z.object({ id, version })
const asked = z.array(id).max(pictures_asked_max).default([])

export const pictureContract = {
  setPicture: operation({
    summary: 'Sets the own picture: PNG, JPEG or WebP; what does not belong to the picture is not kept',
    method: 'POST', path: '/people/:id/picture', right: 'people.set_picture', subject: 'person', effects: 'write', doors: ['http'], body: 'raw', body_bytes_max: picture_bytes_max,
    input: z.object({ id }),
    output: z.object({ version }),
  }),
  removePicture: operation({
    summary: 'Removes the own picture',
    method: 'DELETE', path: '/people/:id/picture', right: 'people.remove_picture', subject: 'person', effects: 'write', doors: ['http'],
    input: z.object({ id }),
    output: z.object({}),
  }),
  takePictureDown: operation({
    summary: 'Takes the picture of another person down, with a reason for the journal',
    method: 'POST', path: '/people/:id/picture-removals', right: 'people.take_picture_down', subject: 'person', notForOwnFamily: true, effects: 'write', doors: ['http'],
    input: z.object({ id, reason: z.enum(REMOVAL_REASONS) }),
    output: z.object({}),
  }),
  readPicture: operation({
    summary: 'Shows the picture of a person to whoever sees the person',
    method: 'GET', path: '/people/:id/picture', right: 'people.see_person', subject: 'person', effects: 'read', doors: ['http'], answer: 'blob',
    input: z.object({ id, version }),
    output: blobAnswer,
  }),
  setGroupPicture: operation({
    summary: 'Sets the picture of a group',
    method: 'POST', path: '/groups/:id/picture', right: 'people.set_group_picture', subject: 'group', effects: 'write', doors: ['http'], body: 'raw', body_bytes_max: picture_bytes_max,
    input: z.object({ id }),
    output: z.object({ version }),
  }),
  removeGroupPicture: operation({
    summary: 'Removes the picture of a group',
    method: 'DELETE', path: '/groups/:id/picture', right: 'people.set_group_picture', subject: 'group', effects: 'write', doors: ['http'],
    input: z.object({ id }),
    output: z.object({}),
  }),
  readGroupPicture: operation({
    summary: 'Shows the picture of a group to its members and who keeps it',
    method: 'GET', path: '/groups/:id/picture', right: 'people.see_group', subject: 'group', effects: 'read', doors: ['http'], answer: 'blob',
    input: z.object({ id, version }),
    output: blobAnswer,
  }),
  // By POST because of the many ids; it changes nothing.
  listPictures: operation({
    summary: 'Which of these people and groups have a picture, of those the asker may see',
    method: 'POST', path: '/pictures', right: 'people.list', effects: 'read', doors: ['http', 'ws'],
    input: z.object({ personIds: asked, groupIds: asked }),
    output: z.object({ people: z.array(shown), groups: z.array(shown) }),
  }),
}
