/** First run, appointments, releases. The next issue adds letters, deputies by task, inspectors and officers. */
import { z } from 'zod'
import { TASKS } from '#platform/access/vocabulary.ts'
import { day, id, name as nameOf } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { limits } from './limits.ts'

const date = day
const name = nameOf(limits.name_length_max)
const person = z.object({ id, displayName: z.string() })

export const STATES = ['BW', 'BY', 'BE', 'BB', 'HB', 'HH', 'HE', 'MV', 'NI', 'NW', 'RP', 'SL', 'SN', 'ST', 'SH', 'TH'] as const

export const contract = {
  foundSchool: operation({
    summary: 'First run: founds the school with its head, by the one-time code of the terminal',
    method: 'POST', path: '/school', right: 'administration.found', effects: 'write', doors: ['http'],
    input: z.object({
      code: z.string().max(40),
      name: nameOf(limits.school_name_length_max).min(3),
      state: z.enum(STATES),
      head: z.object({ givenName: name, familyName: name }),
    }),
    output: z.object({ accountName: z.string(), slipCode: z.string() }),
  }),

  listAppointments: operation({
    summary: 'Lists offices and appointments, current and past',
    method: 'GET', path: '/appointments', right: 'administration.read', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      tasks: z.array(z.enum(TASKS)),
      offices: z.array(z.object({ id, person, office: z.string(), from: date, until: date.nullable(), isCurrent: z.boolean() })),
      appointments: z.array(z.object({ id, person, task: z.enum(TASKS), from: date, until: date.nullable(), isDeputy: z.boolean(), appointedBy: person, inRepresentation: z.boolean(), isCurrent: z.boolean() })),
    }),
  }),

  appoint: operation({
    summary: 'Appoints a member of staff for a task of administration; the right follows from it',
    method: 'POST', path: '/appointments', right: 'administration.appoint', effects: 'write', doors: ['http'],
    input: z.object({
      task: z.enum(TASKS),
      person: z.union([z.object({ id }), z.object({ type: z.enum(['teacher', 'staff']), givenName: name, familyName: name })]),
      from: date,
      until: date.nullable(),
      isDeputy: z.boolean(),
    }),
    output: z.object({ id, personId: id }),
  }),

  endAppointment: operation({
    summary: 'Ends an appointment; the right is gone at once',
    method: 'POST', path: '/appointments/:appointmentId/end', right: 'administration.appoint', effects: 'write', doors: ['http'],
    input: z.object({ appointmentId: id }),
    output: z.object({}),
  }),

  listReleases: operation({
    summary: 'Lists the modules with their release',
    method: 'GET', path: '/releases', right: 'administration.read', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      modules: z.array(z.object({
        module: z.string(), name: z.string(), purpose: z.string(), version: z.number(),
        release: z.object({ releasedBy: person, releasedOn: date, version: z.number(), isCurrentVersion: z.boolean(), inRepresentation: z.boolean() }).nullable(),
      })),
    }),
  }),

  releaseModule: operation({
    summary: 'Releases a module for use in its present version (RP.1)',
    method: 'POST', path: '/releases', right: 'administration.release', effects: 'write', doors: ['http'],
    input: z.object({ module: z.string().max(40) }),
    output: z.object({}),
  }),

  endRelease: operation({
    summary: 'Closes a module: nobody can use it any more',
    method: 'POST', path: '/releases/:module/end', right: 'administration.release', effects: 'write', doors: ['http'],
    input: z.object({ module: z.string().max(40) }),
    output: z.object({}),
  }),
}
