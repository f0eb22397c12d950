/** The options of requirements section 5 that exist so far: choices and defaults. Defaults are the strictest that keep the instruction's functions (X5). */
import { z } from 'zod'
import { day } from '#platform/module/fields.ts'
import { addDays } from '#platform/time/calendar.ts'
import { federalStates } from '#platform/time/holidays.ts'

/** Days without school as the school entered them, and the school years it dated itself; both stand for the preset of the Land. A wrong year typed is no holiday of a thousand days. */
const closedPeriods = z.array(z.object({ from: day, until: day, kind: z.enum(['autumn', 'christmas', 'winter', 'easter', 'whitsun', 'summer', 'day_off', 'own']) }).refine(({ from, until }) => from <= until && until <= addDays(from, CLOSED_DAYS_MAX))).max(60)
const ownYears = z.record(z.string().regex(/^20\d\d\/\d\d$/), z.object({ start: day, end: day })).refine((years) => Object.entries(years).every(([label, { start, end }]) => isYear(label, start, end)))
const CLOSED_DAYS_MAX = 120

/** Also a year that begins in February lies around its name: '2026/27' begins in 2026 or early in 2027, and is over within a year and a half. */
function isYear(label: string, start: string, end: string): boolean {
  const first = Number(label.slice(0, 4))
  return start < end && start >= `${first}-01-01` && start <= `${first + 1}-03-31` && end <= addDays(start, 550)
}

/** Kinds of schools; each brings other defaults (A6), see modules/administration/rules. */
export const SCHOOL_TYPES = ['primary', 'secondary', 'comprehensive', 'vocational', 'special', 'other'] as const
export type SchoolType = (typeof SCHOOL_TYPES)[number]

export const options = {
  'consent.holders': { schema: z.enum(['all', 'one_with_assurance']), fallback: 'all' },
  'consent.pupil_voice_age': { schema: z.union([z.literal('off'), z.literal(14), z.literal(16)]), fallback: 14 },
  /** From the voice's age on the pupil has to agree beside the parents (preset of Bavaria). */
  'consent.pupil_co_declaration': { schema: z.boolean(), fallback: false },
  'consent.class_lead_entry': { schema: z.boolean(), fallback: true },
  /** Reading aids beside the German form, which alone binds (A20). */
  'consent.languages': { schema: z.array(z.enum(['tr', 'ar', 'uk', 'ru', 'en'])).max(5), fallback: [] },
  'consent.reconsent_days': { schema: z.int().min(0).max(120), fallback: 60 },
  'consent.evidence_years': { schema: z.int().min(1).max(5), fallback: 3 },
  'majority.grace_days': { schema: z.int().min(0).max(90), fallback: 28 },
  'majority.after_grace': { schema: z.enum(['block', 'keep']), fallback: 'block' },
  'slip.days': { schema: z.int().min(1).max(60), fallback: 14 },
  'pw.pupil_min': { schema: z.int().min(8).max(20), fallback: 12 },
  /** Up to grade 7 (A6). */
  'pw.pupil_min_young': { schema: z.int().min(8).max(20), fallback: 8 },
  'pw.staff_min': { schema: z.int().min(15).max(40), fallback: 15 },
  /** Least length for staff with a second factor and without an office. */
  'pw.staff_min_mfa': { schema: z.int().min(12).max(40), fallback: 12 },
  /** Second factor of staff without an office; who holds an office always needs one (R4.1). */
  'mfa.staff': { schema: z.enum(['off', 'encouraged', 'required']), fallback: 'encouraged' },
  'pw.teacher_reset': { schema: z.enum(['own_groups', 'class_lead', 'off']), fallback: 'own_groups' },
  /** Pupils up to this grade sign in with a card and pictures (A6); 0: nobody. The first run sets 4 for a Grundschule. */
  'signin.cards_to_grade': { schema: z.int().min(0).max(6), fallback: 0 },
  /** Pupils set pictures of themselves. Off hides those that there are. The first run turns it off for a Grundschule. */
  'profile.pupil_avatars': { schema: z.boolean(), fallback: true },
  'session.own_days': { schema: z.int().min(1).max(90), fallback: 30 },
  'session.staff_hours': { schema: z.int().min(1).max(24), fallback: 12 },
  /** "Angemeldet bleiben" of staff on an own device (A7). */
  'session.staff_days': { schema: z.int().min(1).max(30), fallback: 7 },
  'session.shared_idle_minutes': { schema: z.int().min(5).max(30), fallback: 10 },
  'school.networks': { schema: z.array(z.string().max(50)).max(20), fallback: [] },
  'messenger.direct_pupil_pupil': { schema: z.boolean(), fallback: false },
  'messenger.retention_days': { schema: z.int().min(0).max(400), fallback: 30 },
  'import.safety_share': { schema: z.number().min(0.01).max(1), fallback: 0.1 },
  /** How long members can read a course or class that has ended (A15). */
  'groups.archive_days': { schema: z.int().min(0).max(400), fallback: 90 },
  'admin.term_months': { schema: z.union([z.literal('until_revoked'), z.int().min(6).max(36)]), fallback: 'until_revoked' },
  'instruction.grace_days': { schema: z.int().min(0).max(60), fallback: 14 },
  /** R12.1: whoever has left is deleted by itself; off: the administration deletes by hand. */
  'delete.auto_on_exit': { schema: z.boolean(), fallback: true },
  /** A16: so many days after the last one, staff hand over what is the school's. */
  'delete.staff_days': { schema: z.int().min(0).max(60), fallback: 30 },
  /** What a purged person wrote in shared rooms. */
  'delete.shared_authored': { schema: z.enum(['anonymise', 'delete']), fallback: 'anonymise' },
  /** Art. 17: the family can have an account purged at once. */
  'delete.early_purge_on_request': { schema: z.boolean(), fallback: true },
  /** A18: guardians of a child below 14 take along what the child wrote and filed; the child is told. */
  'export.guardian_content': { schema: z.enum(['off', 'below_age_14']), fallback: 'off' },
  'delete.restore_days': { schema: z.int().min(0).max(90), fallback: 90 },
  'log.tech_days': { schema: z.int().min(1).max(180), fallback: 14 },
  /** Own sign-in attempts (A9). */
  'log.signin_days': { schema: z.int().min(1).max(30), fallback: 30 },
  'log.admin_days': { schema: z.int().min(30).max(365), fallback: 365 },
  /** X8: so long after it was closed a case of a data breach is kept. */
  'incident.keep_days': { schema: z.union([z.literal(365), z.literal(1_095), z.literal(1_825), z.literal(3_650)]), fallback: 1_095 },
  /** What the school entered as legal basis, by module; nothing is prefilled (A14). */
  legal_basis: { schema: z.record(z.string().max(40), z.string().max(300)), fallback: {} },
  /** What the first run asks. Null: as it was founded. */
  'school.name': { schema: z.string().trim().min(3).max(120).nullable(), fallback: null },
  'school.state': { schema: z.enum(federalStates).nullable(), fallback: null },
  'school.type': { schema: z.enum(SCHOOL_TYPES).nullable(), fallback: null },
  /** Below 15 staff (A13). */
  'school.is_small': { schema: z.boolean(), fallback: false },
  'schoolyear.own': { schema: ownYears, fallback: {} },
  'schoolyear.closed': { schema: z.record(z.string().regex(/^20\d\d\/\d\d$/), closedPeriods), fallback: {} },
  /** R1.5: where papers of the administration belong, and whom to ask. */
  'admin_system.hint': { schema: z.string().trim().max(300), fallback: '' },
  authority_contact: { schema: z.string().trim().max(300), fallback: '' },
  /** R10.2: accounts of others end so many months after the school year unless the head says otherwise. */
  'third_group.months_after_year': { schema: z.int().min(0).max(1), fallback: 1 },
  'backup.days': { schema: z.int().min(7).max(180), fallback: 35 },
} as const

export type OptionKey = keyof typeof options
export type OptionValue<K extends OptionKey> = z.output<(typeof options)[K]['schema']>

/** The value in force: the school's decision where it is valid, else the default. */
export function optionOf<K extends OptionKey>(decisions: ReadonlyMap<string, unknown>, key: K): OptionValue<K> {
  const { schema, fallback } = options[key]
  // Most options were never decided, and a parse that fails makes a long list of reasons: too much for every child of an import.
  if (!decisions.has(key)) return fallback as OptionValue<K>
  const parsed = schema.safeParse(decisions.get(key))
  return (parsed.success ? parsed.data : fallback) as OptionValue<K>
}
