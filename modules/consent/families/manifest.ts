/** What families online add to the manifest of the consent register. Data only. */
import { personal, rule, table, technical, until } from '#platform/module/manifest.ts'
import type { Manifest } from '#platform/module/manifest.ts'

const CLERK = ['task:consent_register'] as const

export const familyRights: Manifest['rights'] = {
  'consent.read_family': [rule(['parent'])],
  'consent.claim_child': [rule(['parent'])],
  // The relation guardian means custody today, without a contact ban, and ends with majority (platform/access/subject.ts).
  'consent.read_child': [rule(['parent'], 'guardian')],
  'consent.declare_for_child': [rule(['parent'], 'guardian')],
  'consent.withdraw_for_child': [rule(['parent'], 'guardian')],
  'consent.use_family_code': [rule(['nobody'])],
  'consent.keep_guardians': [rule(CLERK)],
  'consent.keep_class_guardians': [rule(CLERK)],
  'consent.see_guardians': [rule([...CLERK, 'head', 'deputy', 'task:users'])],
  'consent.list_claims': [rule(CLERK)],
  'consent.find_guardians': [rule(CLERK)],
}

export const familySubjectKinds: NonNullable<Manifest['subjects']> = {
  child: { visibleBy: 'consent.read_child' }, guardianship: { visibleBy: 'consent.see_guardians' }, claim: { visibleBy: 'consent.list_claims' },
}

export const familyCategories: Manifest['categories'] = {
  claim: {
    label: 'Angaben von Eltern, die mit dem Code aus dem Brief kommen: für welches Kind, welche Beziehung, Sorgerecht ja; wer es geprüft hat. Der Code nur als Prüfwert',
    source: 'die Eltern selbst', readers: ['Einwilligungsverwaltung', 'die Person selbst'], recipients: [], thirdCountry: false, inBackup: true,
  },
  clarification: {
    label: 'Nach einem Widerruf: was die Familie für das Konto wünscht, und was geklärt wurde',
    source: 'Sorgeberechtigte, Einwilligungsverwaltung', readers: ['Einwilligungsverwaltung', 'Schulleitung', 'die Person selbst: den eigenen Wunsch'], recipients: [], thirdCountry: false, inBackup: true, guardian: 'consent',
  },
}

export const familyData: Manifest['data'] = [
  table('family_code', {
    subjects: [
      { via: 'pupil_id', as: 'child', onErasure: 'delete', export: ['access'] },
      { via: 'made_by', as: 'maker', onErasure: 'anonymise', export: [] },
    ],
    columns: { id: technical, pupil_id: personal('claim'), code_hash: personal('claim'), made_by: personal('claim'), made_at: personal('claim'), valid_until: personal('claim') },
    keep: until.days(30, 'valid_until'),
    onRestore: 'give-back',
    appendOnly: true,
  }),
  // Ends go with their code (ON DELETE CASCADE); their own days only have to be more than it can live.
  table('family_code_end', {
    subjects: [{ via: 'code_id>family_code.pupil_id', as: 'child', onErasure: 'delete', export: ['access'] }],
    columns: { code_id: technical, reason: personal('claim'), at: personal('claim') },
    keep: until.days(180, 'at'),
    onRestore: 'give-back',
    appendOnly: true,
  }),
  table('family_claim', {
    subjects: [
      { via: 'pupil_id', as: 'child', onErasure: 'delete', export: [] },
      { via: 'guardian_id', as: 'parent', onErasure: 'delete', export: ['access'] },
    ],
    columns: { id: technical, pupil_id: personal('claim'), guardian_id: personal('claim'), kind: personal('claim'), says_custody: personal('claim'), claimed_at: personal('claim') },
    keep: until.account,
    onRestore: 'give-back',
    appendOnly: true,
  }),
  table('family_claim_end', {
    subjects: [
      { via: 'claim_id>family_claim.guardian_id', as: 'parent', onErasure: 'delete', export: ['access'] },
      { via: 'decided_by', as: 'clerk', onErasure: 'anonymise', export: [] },
    ],
    columns: { claim_id: technical, outcome: personal('claim'), decided_by: personal('claim'), at: personal('claim') },
    keep: until.account,
    onRestore: 'give-back',
    appendOnly: true,
  }),
  table('clarification_wish', {
    subjects: [
      { via: 'pupil_id', as: 'child', onErasure: 'delete', export: [] },
      { via: 'wished_by', as: 'parent', onErasure: 'delete', export: ['access'] },
    ],
    columns: { id: technical, pupil_id: personal('clarification'), wished_by: personal('clarification'), wish: personal('clarification'), at: personal('clarification') },
    keep: until.account,
    onRestore: 'give-back',
    appendOnly: true,
  }),
  table('clarification_outcome', {
    subjects: [
      { via: 'pupil_id', as: 'child', onErasure: 'delete', export: ['access'], guardian: true },
      { via: 'decided_by', as: 'clerk', onErasure: 'anonymise', export: [] },
    ],
    columns: { id: technical, pupil_id: personal('clarification'), outcome: personal('clarification'), decided_by: personal('clarification'), at: personal('clarification') },
    keep: until.account,
    onRestore: 'give-back',
    appendOnly: true,
  }),
]

export const familyLogs: Manifest['logs'] = [
  { event: 'consent.family_codes_made', fields: ['count', 'group'], text: 'Codes für Eltern wurden erzeugt; sie stehen nur auf dem Papier.' },
  { event: 'consent.family_claimed', fields: [], text: 'Jemand hat mit dem Code aus dem Brief ein Elternkonto beantragt.' },
  { event: 'consent.claim_decided', fields: ['outcome'], text: 'Ein Elternkonto wurde nach Prüfung bestätigt oder abgelehnt.' },
  { event: 'consent.guardianship_recorded', fields: ['kind', 'custody', 'from'], text: 'Eine sorgeberechtigte Person wurde eingetragen.' },
  { event: 'consent.guardianship_ended', fields: ['lastDay'], text: 'Eine Eintragung zum Sorgerecht wurde beendet.' },
  { event: 'consent.contact_ban_recorded', fields: [], text: 'Ein Kontaktverbot wurde eingetragen.' },
  { event: 'consent.contact_ban_lifted', fields: [], text: 'Ein Kontaktverbot wurde aufgehoben.' },
  { event: 'consent.court_decision_noted', fields: ['decidedOn'], text: 'Eine Entscheidung des Familiengerichts wurde mit ihrem Aktenzeichen vermerkt.' },
  { event: 'consent.clarified', fields: ['outcome'], text: 'Nach einem Widerruf wurde geklärt, was aus dem Konto wird.' },
]
