/** The first run. */
import { z } from 'zod'
import { SCHOOL_TYPES } from '#platform/school/options.ts'
import { day, name as nameOf } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { limits } from '../limits.ts'
import { name } from './fields.ts'

export const STATES = ['BW', 'BY', 'BE', 'BB', 'HB', 'HH', 'HE', 'MV', 'NI', 'NW', 'RP', 'SL', 'SN', 'ST', 'SH', 'TH'] as const

const named = z.object({ givenName: name, familyName: name })
export const closedPeriod = z.object({ from: day, until: day, kind: z.enum(['autumn', 'christmas', 'winter', 'easter', 'whitsun', 'summer', 'day_off', 'own']) })
const hint = z.string().trim().max(limits.hint_length_max)

export const founding = {
  foundSchool: operation({
    summary: 'First run: founds the school with its head and first decisions, by the one-time code of the terminal',
    method: 'POST', path: '/school', right: 'administration.found', effects: 'write', doors: ['http'],
    input: z.object({
      code: z.string().max(40),
      name: nameOf(limits.school_name_length_max).min(3),
      state: z.enum(STATES),
      head: named,
      /** All of these can be decided later on the page of the school. */
      type: z.enum(SCHOOL_TYPES).optional(),
      isSmall: z.boolean().optional(),
      schoolYear: z.object({ label: z.string().regex(/^20\d\d\/\d\d$/), start: day, end: day, closed: z.array(closedPeriod).max(limits.closed_periods_max) }).optional(),
      deputy: named.optional(),
      officer: z.object({ ...named.shape, type: z.enum(['teacher', 'staff', 'other']), reference: nameOf(limits.reference_length_max).nullable() }).optional(),
      adminSystemHint: hint.optional(),
      authorityContact: hint.optional(),
      holders: z.enum(['all', 'one_with_assurance']).optional(),
    }),
    output: z.object({ accountName: z.string(), slipCode: z.string() }),
  }),
}
