/** „Hilf mir“ (A9): the own sign-in attempts of three days, released by the person for two days. */
import { z } from 'zod'
import { id } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'

const result = z.enum(['signed_in', 'closed', 'factor_asked', 'password_wrong', 'factor_wrong'])
const help = z.object({ id: z.uuid(), openedBy: z.string().nullable(), isByOther: z.boolean(), openedAt: z.iso.datetime(), closesAt: z.iso.datetime(), isOpen: z.boolean(), /** How often the administration looked. */ readings: z.int() })

export const helpContract = {
  listOwnHelp: operation({
    summary: 'The own releases of sign-in attempts: by whom, until when, how often they were looked at',
    method: 'GET', path: '/help-releases', right: 'logs.give_help', effects: 'read', doors: ['http'],
    input: z.strictObject({}),
    output: z.object({ helps: z.array(help), isAnybodyThere: z.boolean() }),
  }),
  giveHelp: operation({
    summary: 'Releases the own sign-in attempts of the last 3 days to who keeps the accounts, for 48 hours',
    method: 'POST', path: '/help-releases', right: 'logs.give_help', effects: 'write', doors: ['http'],
    input: z.strictObject({}),
    output: z.object({ id: z.uuid(), closesAt: z.iso.datetime() }),
  }),
  giveHelpFor: operation({
    summary: 'As a teacher of the pupil and at the pupil\'s request: releases the pupil\'s sign-in attempts; the pupil sees it and can end it',
    method: 'POST', path: '/pupils/:pupilId/help-releases', right: 'logs.give_help_for', subject: 'pupil', effects: 'write', doors: ['http'], notForOwnFamily: true,
    input: z.strictObject({ pupilId: id }),
    output: z.object({ id: z.uuid(), closesAt: z.iso.datetime() }),
  }),
  endHelp: operation({
    summary: 'Ends a release, as the person or as who opened it',
    method: 'POST', path: '/help-releases/:helpId/end', right: 'logs.end_help', subject: 'help', effects: 'write', doors: ['http'],
    input: z.strictObject({ helpId: id }),
    output: z.object({}),
  }),
  listHelps: operation({
    summary: 'People who released their sign-in attempts and wait for help',
    method: 'GET', path: '/help-desk', right: 'logs.list_helps', effects: 'read', doors: ['http'],
    input: z.strictObject({}),
    output: z.object({ helps: z.array(z.object({ id: z.uuid(), person: z.object({ id: z.string(), displayName: z.string() }), closesAt: z.iso.datetime() })), isMore: z.boolean() }),
  }),
  readHelp: operation({
    summary: 'The released sign-in attempts of one person in plain words; journalled each time',
    method: 'POST', path: '/help-releases/:helpId/readings', right: 'logs.read_help', subject: 'help', effects: 'write', doors: ['http'], notForOwnFamily: true,
    input: z.strictObject({ helpId: id }),
    output: z.object({
      displayName: z.string(), closesAt: z.iso.datetime(),
      tries: z.array(z.object({ from: z.iso.datetime(), until: z.iso.datetime(), result, device: z.string(), times: z.int() })),
    }),
  }),
}
