import { defineModule, personal, table, technical, until } from '#platform/module/manifest.ts'
import { cardCategories, cardData, cardLogs, cardRights } from './cards/declaration.ts'
import { recoveryCategories, recoveryData, recoveryLogs, recoveryRights } from './recovery/declaration.ts'
import { factorCategories, factorData, factorLogs, factorRights } from './factor/declaration.ts'
import { signInCategories, signInData, signInLogs, signInRights, signInTechnicalLogs } from './sign-in/declaration.ts'

export default defineModule({
  id: 'identity',
  version: 1,
  clauses: ['R2.1', 'R4.1', 'R4.2', 'R6.2', 'R8.2'],
  clauseShown: '4',
  name: 'Konten, Klassen und Gruppen',
  purpose: {
    class: 'operation',
    text: 'Wer an der Schule ist, in welchen Klassen und Gruppen, wer für ein Kind sorgeberechtigt ist, und wie man sich anmeldet.',
    plain: 'Hier steht, wie du heißt, in welcher Klasse du bist und wie du dich anmeldest.',
  },
  needs: { release: false, consent: [], seen: [] },
  // A lost phone must not wait for reading.
  beforeInstruction: ['identity.report_loss'],
  provides: ['account', 'factor', 'password'],
  uses: [],
  tasksOfHead: { 'identity.recovery_used_by': null },
  rights: { ...signInRights, ...recoveryRights, ...cardRights, ...factorRights },
  subjects: {
    person: { visibleBy: 'identity.see_person' },
    session: { visibleBy: 'identity.end_session' },
    pairedDevice: { visibleBy: 'identity.end_paired_device' },
    teacherSlip: { visibleBy: 'identity.answer_slip_notice' },
    factor: { visibleBy: 'identity.manage_factor' },
    group: { visibleBy: 'identity.see_group' },
  },
  categories: {
    name: { label: 'Vorname, Nachname, Anmeldename, Art der Person', source: 'Schulverwaltungsprogramm (Import) oder Eingabe', readers: ['die Person selbst', 'Mitglieder der eigenen Gruppen', 'Lehrkräfte', 'Administration (Aufgabe Konten)'], recipients: [], thirdCountry: false, inBackup: true, guardian: 'master' },
    dates: { label: 'Tag der Volljährigkeit (nicht das Geburtsdatum), Eintritt, Austritt', source: 'Schulverwaltungsprogramm (Import)', readers: ['Administration (Aufgabe Konten)', 'Einwilligungsverwaltung'], recipients: [], thirdCountry: false, inBackup: true, guardian: 'master' },
    source: { label: 'Kennung im Schulverwaltungsprogramm', source: 'Schulverwaltungsprogramm (Import)', readers: ['Administration (Aufgabe Konten)'], recipients: [], thirdCountry: false, inBackup: true, guardian: 'master' },
    membership: { label: 'Klassen, Kurse und Gruppen mit Beginn und Ende', source: 'Import oder Eingabe', readers: ['Mitglieder der Gruppe', 'Administration (Aufgaben Konten und Gruppen)'], recipients: [], thirdCountry: false, inBackup: true, guardian: 'register' },
    // Named to guardians, never counted: a number would tell the one what a court or the other did (T3).
    custody: { label: 'Sorgeberechtigte, Beginn und Ende, Kontaktverbot; wer es eingetragen hat und das Aktenzeichen, nie der Inhalt einer Entscheidung', source: 'Schulverwaltungsprogramm (Import), Sekretariat oder die Sorgeberechtigten selbst', readers: ['Einwilligungsverwaltung', 'Schulleitung', 'Administration (Aufgabe Konten)', 'Datenschutzbeauftragte: wer das Sorgerecht hat'], recipients: [], thirdCountry: false, inBackup: true, guardian: 'register' },
    same_human: { label: 'Ob ein Konto im Kollegium und ein Konto als Eltern demselben Menschen gehören, seit wann, wer es eingetragen hat; oder dass zwei Gleichnamige zwei Menschen sind', source: 'Einwilligungsverwaltung', readers: ['Einwilligungsverwaltung', 'die Person selbst'], recipients: [], thirdCountry: false, inBackup: true },
    ...signInCategories,
    ...recoveryCategories,
    ...cardCategories,
    ...factorCategories,
  },
  data: [
    table('person', {
      subjects: [{ via: 'id', as: 'self', onErasure: 'delete', export: ['access', 'portability'], guardian: true }],
      columns: {
        id: technical, type: personal('name'), given_name: personal('name'), family_name: personal('name'), account_name: personal('name'), name_key: personal('name'),
        majority_on: personal('dates'), entered_on: personal('dates'), exit_on: personal('dates'), source: personal('source'), source_id: personal('source'),
        access_version: technical, created_at: technical, deleted_on: personal('dates'),
      },
      keep: until.account,
      onRestore: 'give-back',
    }),
    table('deleted_account', {
      subjects: [{ via: 'person_id', as: 'self', onErasure: 'delete', export: [] }],
      columns: { person_id: technical, sealed: personal('name'), exit_before: personal('dates') },
      keep: until.account,
      onRestore: 'give-back',
    }),
    table('past_stay', {
      subjects: [{ via: 'person_id', as: 'self', onErasure: 'delete', export: ['access'], guardian: true }],
      columns: { id: technical, person_id: personal('dates'), from_on: personal('dates'), until_on: personal('dates') },
      keep: until.account,
      onRestore: 'give-back',
      appendOnly: true,
    }),
    table('school_group', {
      subjects: [],
      columns: { id: technical, kind: technical, purpose: technical, created_at: technical, ended_on: technical },
      keep: until.forever('Gruppen bestehen über die Jahre; sie enthalten keine Namen.'),
      onRestore: 'give-back',
    }),
    table('group_label', {
      subjects: [],
      columns: { id: technical, group_id: technical, school_year: technical, label: technical },
      keep: until.forever('Bezeichnung der Gruppe je Schuljahr.'),
      onRestore: 'give-back',
    }),
    table('membership', {
      subjects: [{ via: 'person_id', as: 'member', onErasure: 'delete', export: ['access', 'portability'], guardian: true }],
      columns: { id: technical, group_id: personal('membership'), person_id: personal('membership'), role: personal('membership'), from_on: personal('membership'), until_on: personal('membership') },
      keep: until.account,
      onRestore: 'give-back',
    }),
    table('guardianship', {
      subjects: [
        { via: 'ward_id', as: 'child', onErasure: 'delete', export: ['access'], isOwner: true },
        { via: 'guardian_id', as: 'guardian', onErasure: 'delete', export: ['access'] },
      ],
      columns: {
        id: technical, guardian_id: personal('custody'), ward_id: personal('custody'), kind: personal('custody'), has_custody: personal('custody'),
        contact_ban: personal('custody'), from_on: personal('custody'), until_on: personal('custody'), source: technical,
      },
      keep: until.account,
      onRestore: 'give-back',
    }),
    table('guardianship_act', {
      subjects: [
        { via: 'ward_id', as: 'child', onErasure: 'delete', export: ['access'], isOwner: true },
        { via: 'guardian_id', as: 'guardian', onErasure: 'delete', export: [] },
        { via: 'entered_by', as: 'clerk', onErasure: 'anonymise', export: [] },
      ],
      columns: {
        id: technical, act: personal('custody'), ward_id: personal('custody'), guardian_id: personal('custody'), guardianship_id: technical, reference: personal('custody'),
        on_date: personal('custody'), entered_by: personal('custody'), entered_at: personal('custody'),
      },
      keep: until.account,
      onRestore: 'give-back',
      appendOnly: true,
    }),
    table('same_human', {
      subjects: [
        { via: 'work_id', as: 'at_work', onErasure: 'delete', export: ['access'] },
        { via: 'parent_id', as: 'parent', onErasure: 'delete', export: ['access'] },
        { via: 'linked_by', as: 'clerk', onErasure: 'anonymise', export: [] },
      ],
      columns: { id: technical, work_id: personal('same_human'), parent_id: personal('same_human'), linked_by: personal('same_human'), linked_at: personal('same_human') },
      keep: until.account,
      onRestore: 'give-back',
      appendOnly: true,
    }),
    table('same_human_end', {
      subjects: [
        { via: 'link_id>same_human.work_id', as: 'at_work', onErasure: 'delete', export: ['access'] },
        { via: 'link_id>same_human.parent_id', as: 'parent', onErasure: 'delete', export: ['access'] },
        { via: 'ended_by', as: 'clerk', onErasure: 'anonymise', export: [] },
      ],
      columns: { link_id: technical, ended_by: personal('same_human'), at: personal('same_human') },
      keep: until.account,
      onRestore: 'give-back',
      appendOnly: true,
    }),
    table('same_human_denial', {
      subjects: [
        { via: 'work_id', as: 'at_work', onErasure: 'delete', export: ['access'] },
        { via: 'parent_id', as: 'parent', onErasure: 'delete', export: ['access'] },
        { via: 'denied_by', as: 'clerk', onErasure: 'anonymise', export: [] },
      ],
      columns: { work_id: personal('same_human'), parent_id: personal('same_human'), denied_by: personal('same_human'), at: personal('same_human') },
      keep: until.account,
      onRestore: 'give-back',
      appendOnly: true,
    }),
    ...signInData,
    ...recoveryData,
    ...cardData,
    ...factorData,
  ],
  technicalLogs: signInTechnicalLogs,
  logs: [
    { event: 'identity.same_human_linked', fields: [], text: 'Ein Konto im Kollegium und ein Elternkonto wurden als derselbe Mensch verknüpft. Daraus folgt kein Recht.' },
    { event: 'identity.same_human_unlinked', fields: [], text: 'Eine solche Verknüpfung wurde gelöst.' },
    ...signInLogs, ...recoveryLogs, ...cardLogs, ...factorLogs,
  ],
})
