/** Fields that several contracts of this room share. */
import { z } from 'zod'
import { TASKS } from '#platform/access/vocabulary.ts'
import { day, id, name as nameOf } from '#platform/module/fields.ts'
import { limits } from '../limits.ts'

export const name = nameOf(limits.name_length_max)
export const person = z.object({ id, displayName: z.string() })
export const task = z.enum(TASKS)
export const reference = nameOf(limits.reference_length_max).nullable().default(null)
export const term = { from: day, until: day.nullable() }

/** Somebody who has an account, or somebody new. */
export const staffChoice = z.union([z.object({ id }), z.object({ type: z.enum(['teacher', 'staff']), givenName: name, familyName: name })])
export const officerChoice = z.union([z.object({ id }), z.object({ type: z.enum(['teacher', 'staff', 'other']), givenName: name, familyName: name })])

export const conflict = z.object({
  kind: z.enum(['head_admin', 'head_logs', 'council_logs', 'inspector_custodian', 'head_admin_inspector', 'inspection_impossible']),
  person: person.nullable(),
})
