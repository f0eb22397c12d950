/** Access slips: to print for a class, a year, any persons (A4), and codes of a teacher for a forgotten password (A5). */
import { z } from 'zod'
import { EVERYONE } from '#platform/access/vocabulary.ts'
import { id, paperAnswer } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { slip_groups_max, slips_at_once_max } from '../limits.ts'

const slip = z.object({
  personId: id, type: z.enum(EVERYONE), givenName: z.string(), familyName: z.string(), place: z.string().nullable(), accountName: z.string(), code: z.string(),
  /** The first instant at which it holds no more: parents have longer (A4). */
  validUntil: z.string(),
})
const slips = z.object({
  schoolName: z.string(), signInUrl: z.string(),
  /** The earliest end of all. */
  validUntil: z.string(),
  slips: z.array(slip),
  /** Who was asked for and gets none because there is a password already. */
  withPassword: z.number(),
})
export type Slips = z.output<typeof slips>

/** Who gets slips: classes and years, persons one by one, all of a kind, or everybody whose slip was never used. */
const whom = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('groups'), groupIds: z.array(id).min(1).max(slip_groups_max), all: z.boolean().default(false) }),
  z.object({ kind: z.literal('people'), personIds: z.array(id).min(1).max(slips_at_once_max) }),
  z.object({ kind: z.literal('type'), type: z.enum(['pupil', 'staff', 'parent']), all: z.boolean().default(false) }),
  z.object({ kind: z.literal('unused') }),
])

export const slipContract = {
  printSlips: operation({
    summary: 'Makes one-time codes for the pupils of a group; they stand in this answer and nowhere else',
    method: 'POST', path: '/groups/:id/slips', right: 'people.print_group_slips', subject: 'group', effects: 'write', doors: ['http'],
    input: z.object({ id, all: z.boolean().default(false) }),
    output: slips,
  }),
  printGuardianSlips: operation({
    summary: 'Makes a one-time code for each parent with custody of the pupils of a group; one letter for each parent, never two on one',
    method: 'POST', path: '/groups/:id/guardian-slips', right: 'people.print_guardian_slips', subject: 'group', effects: 'write', doors: ['http'],
    input: z.object({ id, all: z.boolean().default(false) }),
    output: slips,
  }),
  printGuardianSlipPapers: operation({
    summary: 'The same as a paper to cut: one slip for each parent with custody of the pupils of a group',
    method: 'POST', path: '/groups/:id/guardian-slip-papers', right: 'people.print_guardian_slips', subject: 'group', effects: 'write', doors: ['http'], answer: 'pdf',
    input: z.object({ id, all: z.boolean().default(false) }),
    output: paperAnswer,
  }),
  printFamilySlips: operation({
    summary: 'Makes a one-time code for each parent with custody of one pupil',
    method: 'POST', path: '/people/:id/guardian-slips', right: 'people.print_family_slips', subject: 'person', notForOwnFamily: true, effects: 'write', doors: ['http'],
    input: z.object({ id, all: z.boolean().default(false) }),
    output: slips,
  }),
  printFamilySlipPapers: operation({
    summary: 'The same as a paper to cut: one slip for each parent with custody of one pupil',
    method: 'POST', path: '/people/:id/guardian-slip-papers', right: 'people.print_family_slips', subject: 'person', notForOwnFamily: true, effects: 'write', doors: ['http'], answer: 'pdf',
    input: z.object({ id, all: z.boolean().default(false) }),
    output: paperAnswer,
  }),
  printPersonSlip: operation({
    summary: 'Makes a one-time code for one person',
    method: 'POST', path: '/people/:id/slips', right: 'people.print_slip', subject: 'person', notForOwnFamily: true, effects: 'write', doors: ['http'],
    input: z.object({ id }),
    output: slips,
  }),
  printChosenSlips: operation({
    summary: 'Makes one-time codes for several classes, a year, chosen persons, a kind of person, or everybody whose slip was never used',
    method: 'POST', path: '/slips', right: 'people.print_slips', effects: 'write', doors: ['http'],
    input: z.object({ whom }),
    output: slips.extend({ /** Persons with an office or task: theirs are printed by the head one by one. */ withOffice: z.number() }),
  }),
  printSlipPapers: operation({
    summary: 'Makes one-time codes for the pupils of a group and writes them as a paper to cut; they stand on it and nowhere else',
    method: 'POST', path: '/groups/:id/slip-papers', right: 'people.print_group_slips', subject: 'group', effects: 'write', doors: ['http'], answer: 'pdf',
    input: z.object({ id, all: z.boolean().default(false) }),
    output: paperAnswer,
  }),
  printChosenSlipPapers: operation({
    summary: 'The same for a choice of people, as a paper to cut',
    method: 'POST', path: '/slip-papers', right: 'people.print_slips', effects: 'write', doors: ['http'], answer: 'pdf',
    input: z.object({ whom }),
    output: paperAnswer,
  }),
  countUnusedSlips: operation({
    summary: 'Counts whose slip was never used and who has no password',
    method: 'GET', path: '/slips/unused', right: 'people.print_slips', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({ unused: z.number() }),
  }),
  makeTeacherSlip: operation({
    summary: 'As a teacher: makes a code for a pupil who forgot the password, valid for minutes and shown once',
    method: 'POST', path: '/people/:id/teacher-slips', right: 'people.make_teacher_slip', subject: 'person', notForOwnFamily: true, effects: 'write', doors: ['http'],
    input: z.object({ id }),
    output: z.object({ givenName: z.string(), accountName: z.string(), code: z.string(), signInUrl: z.string(), validUntil: z.string() }),
  }),
  printTeacherSlips: operation({
    summary: 'As a teacher: makes such codes for the pupils of a group who can come in, valid for a lesson',
    method: 'POST', path: '/groups/:id/teacher-slips', right: 'people.make_teacher_slips', subject: 'group', effects: 'write', doors: ['http'],
    input: z.object({ id, personIds: z.array(id).min(1).max(slips_at_once_max).optional() }),
    output: slips,
  }),
}
