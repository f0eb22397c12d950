/** Offices and appointments: who is named for what, by whom, from when until when. */
import { z } from 'zod'
import { TASKS } from '#platform/access/vocabulary.ts'
import { day, id } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { conflict, officerChoice, person, reference, staffChoice, task, term } from './fields.ts'

/** `endedOn`: the day on which it was ended before its time; null while it goes on, is still to come, or ran out by itself. */
const listedTerm = { id, person, from: day, until: day.nullable(), endedOn: day.nullable(), isCurrent: z.boolean(), inRepresentation: z.boolean(), reference: z.string().nullable(), isOutside: z.boolean() }

export const offices = {
  listAppointments: operation({
    summary: 'Lists offices and appointments, current and past, and what does not go together',
    method: 'GET', path: '/appointments', right: 'administration.read', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      tasks: z.array(z.enum(TASKS)),
      offices: z.array(z.object({ ...listedTerm, office: z.string(), namedBy: person.nullable() })),
      appointments: z.array(z.object({ ...listedTerm, task, isDeputy: z.boolean(), appointedBy: person })),
      conflicts: z.array(conflict),
      isSmallSchool: z.boolean(),
    }),
  }),

  appoint: operation({
    summary: 'Appoints somebody for a task of administration; the right follows from it',
    method: 'POST', path: '/appointments', right: 'administration.appoint', effects: 'write', doors: ['http'],
    input: z.object({ task, person: staffChoice, ...term, isDeputy: z.boolean(), reference }),
    output: z.object({ id, personId: id, conflicts: z.array(conflict) }),
  }),

  reviewAppointment: operation({
    summary: 'Looks at an appointment until revocation: it goes on for another year',
    method: 'POST', path: '/appointments/:appointmentId/reviews', right: 'administration.appoint', effects: 'write', doors: ['http'],
    input: z.object({ appointmentId: id }),
    output: z.object({}),
  }),

  endAppointment: operation({
    summary: 'Ends an appointment; the right is gone at once',
    method: 'POST', path: '/appointments/:appointmentId/end', right: 'administration.appoint', effects: 'write', doors: ['http'],
    input: z.object({ appointmentId: id }),
    output: z.object({}),
  }),

  readLetter: operation({
    summary: 'The letter of appointment, to print and sign',
    method: 'GET', path: '/appointments/:appointmentId/letter', right: 'administration.read_letter', subject: 'appointment', effects: 'read', doors: ['http'],
    input: z.object({ appointmentId: id }),
    output: z.object({
      schoolName: z.string(), person, isOutside: z.boolean(), task, from: day, until: day.nullable(), isDeputy: z.boolean(), reference: z.string().nullable(),
      appointedBy: person, appointedOn: day, inRepresentation: z.boolean(), endedOn: day.nullable(),
      /** Who else holds the same task now: the others and their deputies. */
      colleagues: z.array(z.object({ person, isDeputy: z.boolean() })),
      /** The person has no password yet and comes in by a slip; told to whoever may appoint only. */
      needsSlip: z.boolean(),
      /** Number of the record, printed at the foot so that paper and register can be told to belong together. */
      number: z.string(),
    }),
  }),

  nameOffice: operation({
    summary: 'Names somebody for an office: head, deputy, data protection, staff council, inspector',
    method: 'POST', path: '/offices', right: 'administration.name', effects: 'write', doors: ['http'],
    input: z.object({ office: z.enum(['head', 'deputy', 'officer', 'council', 'inspector']), person: officerChoice, ...term, reference }),
    output: z.object({ id, personId: id, conflicts: z.array(conflict) }),
  }),

  endOffice: operation({
    summary: 'Ends an office at once',
    method: 'POST', path: '/offices/:officeTermId/end', right: 'administration.name', effects: 'write', doors: ['http'],
    input: z.object({ officeTermId: id }),
    output: z.object({}),
  }),
}
