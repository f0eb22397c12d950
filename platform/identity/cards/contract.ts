/** Cards for the first grades, and "Klasse anmelden" (A6). */
import { z } from 'zod'
import { id } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { limits } from '../limits.ts'

/** Places in the grid of pictures, in the order in which they are touched. */
const pictures = z.array(z.int().min(0).max(limits.card_pictures - 1)).length(limits.card_pictures_chosen)

const card = z.object({ personId: z.string(), givenName: z.string(), familyName: z.string(), code: z.string(), pictures })
const cards = z.object({ schoolName: z.string(), cardUrl: z.string(), label: z.string(), cards: z.array(card), /** Who has one already and keeps it. */ kept: z.int() })
export type Cards = z.output<typeof cards>

export const cardContract = {
  signInWithCard: operation({
    summary: 'Signs in with a card and its three pictures, while a teacher has opened the class or on a device that a parent has paired',
    method: 'POST',
    path: '/card-sessions',
    right: 'identity.sign_in',
    effects: 'write',
    doors: ['http'],
    input: z.object({ code: z.string().min(1).max(limits.code_sent_chars_max), pictures }),
    output: z.object({ outcome: z.enum(['signed_in', 'closed']) }),
  }),
  readClassSignIn: operation({
    summary: 'Shows whether the class is open for cards, until when, and who is in already',
    method: 'GET',
    path: '/groups/:groupId/class-sign-in',
    right: 'identity.open_class_sign_in',
    subject: 'group',
    effects: 'read',
    doors: ['http'],
    input: z.object({ groupId: id }),
    output: z.object({
      label: z.string(),
      open: z.object({ closesAt: z.iso.datetime(), openedBy: z.string() }).nullable(),
      /** Pupils who can come in; whoever can not is not counted and not named. */
      pupils: z.array(z.object({ personId: z.string(), displayName: z.string(), hasCard: z.boolean(), isIn: z.boolean() })),
      mayPrint: z.boolean(),
    }),
  }),
  openClassSignIn: operation({
    summary: 'Opens the class for cards for a quarter of an hour',
    method: 'POST',
    path: '/groups/:groupId/class-sign-in',
    right: 'identity.open_class_sign_in',
    subject: 'group',
    effects: 'write',
    doors: ['http'],
    input: z.object({ groupId: id }),
    output: z.object({ closesAt: z.iso.datetime() }),
  }),
  endClassSignIn: operation({
    summary: 'Closes the class for cards before its time; who is in stays in',
    method: 'DELETE',
    path: '/groups/:groupId/class-sign-in',
    right: 'identity.open_class_sign_in',
    subject: 'group',
    effects: 'write',
    doors: ['http'],
    input: z.object({ groupId: id }),
    output: z.object({}),
  }),
  printCards: operation({
    summary: 'Makes cards for the pupils of a class; codes and pictures stand in this answer and nowhere else',
    method: 'POST',
    path: '/groups/:groupId/cards',
    right: 'identity.print_cards',
    subject: 'group',
    effects: 'write',
    doors: ['http'],
    input: z.object({ groupId: id, /** Also who has one: the old ones end. */ all: z.boolean().default(false), /** Only these of the class. */ personIds: z.array(id).min(1).max(limits.cards_at_once_max).optional() }),
    output: cards,
  }),
  revokeCard: operation({
    summary: 'Ends the card of a pupil',
    method: 'DELETE',
    path: '/people/:personId/card',
    right: 'identity.revoke_card',
    subject: 'person',
    effects: 'write',
    doors: ['http'],
    input: z.object({ personId: id }),
    output: z.object({ ended: z.boolean() }),
  }),
}
