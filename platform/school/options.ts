/** The options of requirements section 5 that exist so far: choices and defaults. Defaults are the strictest that keep the instruction's functions (X5). */
import { z } from 'zod'

export const options = {
  'consent.holders': { schema: z.enum(['all', 'one_with_assurance']), fallback: 'all' },
  'consent.pupil_voice_age': { schema: z.union([z.literal('off'), z.literal(14), z.literal(16)]), fallback: 14 },
  /** From the voice's age on the pupil has to agree beside the parents (preset of Bavaria). */
  'consent.pupil_co_declaration': { schema: z.boolean(), fallback: false },
  'consent.class_lead_entry': { schema: z.boolean(), fallback: true },
  'consent.reconsent_days': { schema: z.int().min(0).max(120), fallback: 60 },
  'consent.evidence_years': { schema: z.int().min(1).max(5), fallback: 3 },
  'majority.grace_days': { schema: z.int().min(0).max(90), fallback: 28 },
  'majority.after_grace': { schema: z.enum(['block', 'keep']), fallback: 'block' },
  'slip.days': { schema: z.int().min(1).max(60), fallback: 14 },
  'pw.pupil_min': { schema: z.int().min(8).max(20), fallback: 12 },
  'pw.staff_min': { schema: z.int().min(15).max(40), fallback: 15 },
  'pw.teacher_reset': { schema: z.enum(['own_groups', 'class_lead', 'off']), fallback: 'own_groups' },
  'session.own_days': { schema: z.int().min(1).max(90), fallback: 30 },
  'session.staff_hours': { schema: z.int().min(1).max(24), fallback: 12 },
  'session.shared_idle_minutes': { schema: z.int().min(5).max(30), fallback: 10 },
  'school.networks': { schema: z.array(z.string().max(50)).max(20), fallback: [] },
  'messenger.direct_pupil_pupil': { schema: z.boolean(), fallback: false },
  'messenger.retention_days': { schema: z.int().min(0).max(400), fallback: 30 },
  'import.safety_share': { schema: z.number().min(0.01).max(1), fallback: 0.1 },
  /** How long members can read a course or class that has ended (A15). */
  'groups.archive_days': { schema: z.int().min(0).max(400), fallback: 90 },
  'admin.term_months': { schema: z.union([z.literal('until_revoked'), z.int().min(6).max(36)]), fallback: 'until_revoked' },
  'delete.restore_days': { schema: z.int().min(0).max(90), fallback: 90 },
  'log.tech_days': { schema: z.int().min(1).max(180), fallback: 14 },
  'log.admin_days': { schema: z.int().min(30).max(365), fallback: 365 },
  /** What the school entered as legal basis, by module; nothing is prefilled (A14). */
  legal_basis: { schema: z.record(z.string().max(40), z.string().max(300)), fallback: {} },
  'backup.days': { schema: z.int().min(7).max(180), fallback: 35 },
} as const

export type OptionKey = keyof typeof options
export type OptionValue<K extends OptionKey> = z.output<(typeof options)[K]['schema']>

/** The value in force: the school's decision where it is valid, else the default. */
export function optionOf<K extends OptionKey>(decisions: ReadonlyMap<string, unknown>, key: K): OptionValue<K> {
  const { schema, fallback } = options[key]
  const parsed = schema.safeParse(decisions.get(key))
  return (parsed.success ? parsed.data : fallback) as OptionValue<K>
}
