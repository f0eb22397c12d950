/** Coming back in: after a loss with a second proof, and what a pupil says about a teacher's slip (A5, R8.2). */
import { z } from 'zod'
import { id } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { limits } from '../limits.ts'

const password = z.string().min(1).max(limits.password_sent_chars_max).refine((text) => text.isWellFormed(), 'not Unicode')

export const recoveryContract = {
  renewPassword: operation({
    summary: 'Chooses a new password after a loss, with the old one and a second proof; the sign-in comes after it',
    method: 'PUT',
    path: '/renewed-password',
    right: 'identity.sign_in',
    effects: 'write',
    doors: ['http'],
    input: z.object({ ticket: z.string().max(limits.ticket_chars_max), password }),
    output: z.object({ accountName: z.string() }),
  }),
  confirmRenewal: operation({
    summary: 'As a parent beside the child: confirms that it is the child who chooses a new password now',
    method: 'POST',
    path: '/people/:personId/renewal-confirmations',
    right: 'identity.confirm_renewal',
    subject: 'person',
    effects: 'write',
    doors: ['http'],
    input: z.object({ personId: id }),
    output: z.object({ until: z.iso.datetime() }),
  }),
  readRenewal: operation({
    summary: 'Shows to who may confirm it whether a new password is still to be chosen after a loss',
    method: 'GET',
    path: '/people/:personId/renewal',
    right: 'identity.confirm_renewal',
    subject: 'person',
    effects: 'read',
    doors: ['http'],
    input: z.object({ personId: id }),
    output: z.object({ voidSince: z.iso.datetime().nullable(), confirmedUntil: z.iso.datetime().nullable() }),
  }),
  listSlipNotices: operation({
    summary: 'Lists slips that teachers made for oneself and that wait for a word about them',
    method: 'GET',
    path: '/slip-notices',
    right: 'identity.list_slip_notices',
    effects: 'read',
    doors: ['http'],
    input: z.object({}),
    output: z.object({ notices: z.array(z.object({ slipId: z.string(), madeAt: z.iso.datetime(), madeBy: z.string().nullable(), isUsed: z.boolean() })) }),
  }),
  answerSlipNotice: operation({
    summary: 'Says of a slip for oneself "that was me" or "that was not me"; the latter ends all sessions and slips and asks the office',
    method: 'POST',
    path: '/slip-notices/:slipId/answers',
    right: 'identity.answer_slip_notice',
    subject: 'teacherSlip',
    effects: 'write',
    doors: ['http'],
    input: z.object({ slipId: id, answer: z.enum(['mine', 'not_mine']) }),
    output: z.object({}),
  }),
}
