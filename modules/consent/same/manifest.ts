/** What the same human adds to the manifest of the consent register. Data only. */
import { personal, rule, table, technical, until } from '#platform/module/manifest.ts'
import type { Manifest } from '#platform/module/manifest.ts'

const CLERK = ['task:consent_register'] as const
const HEAD = ['head', 'deputy'] as const

export const sameRights: Manifest['rights'] = {
  // Nobody but the clerk, and each person in the own profile (B12).
  'consent.keep_same_humans': [rule(CLERK)],
  // Who is left out of the list because it is about themselves is left out in the action.
  'consent.see_bans_at_work': [rule([...CLERK, ...HEAD])],
  'consent.decide_ban_at_work': [rule(HEAD)],
}

export const sameSubjectKinds: NonNullable<Manifest['subjects']> = {
  sameHuman: { visibleBy: 'consent.keep_same_humans' }, banAtWork: { visibleBy: 'consent.see_bans_at_work' },
}

export const sameCategories: Manifest['categories'] = {
  ban_at_work: {
    label: 'Kontaktverbot gegen ein Elternteil, das auch an der Schule arbeitet: was die Schulleitung entschieden hat, mit Aktenzeichen, nie der Inhalt einer Anordnung',
    source: 'Schulleitung', readers: ['Schulleitung', 'Einwilligungsverwaltung'], recipients: [], thirdCountry: false, inBackup: true,
  },
}

export const sameData: Manifest['data'] = [
  table('ban_at_work_decision', {
    subjects: [
      { via: 'ward_id', as: 'child', onErasure: 'delete', export: ['access'] },
      { via: 'work_id', as: 'banned', onErasure: 'delete', export: [] },
      { via: 'decided_by', as: 'head', onErasure: 'anonymise', export: [] },
    ],
    columns: {
      id: technical, guardianship_id: technical, ward_id: personal('ban_at_work'), work_id: personal('ban_at_work'), outcome: personal('ban_at_work'), reference: personal('ban_at_work'),
      in_representation: technical, decided_by: personal('ban_at_work'), decided_at: personal('ban_at_work'),
    },
    keep: until.account,
    onRestore: 'give-back',
    appendOnly: true,
  }),
]

export const sameLogs: Manifest['logs'] = [
  { event: 'consent.ban_at_work_decided', fields: ['outcome', 'inRepresentation'], text: 'Die Schulleitung hat entschieden, wie ein Kontaktverbot im Kollegium eingehalten wird.' },
]
