import { EVERYONE } from '#platform/access/vocabulary.ts'
import { defineModule, personal, rule, table, technical, until } from '#platform/module/manifest.ts'
import { pictureCategories, pictureData, pictureLogs, pictureRights } from './pictures/manifest.ts'

const keepers = rule(['head', 'deputy', 'task:users', 'task:groups'])

export default defineModule({
  id: 'people',
  version: 1,
  clauses: ['R1.1', 'R1.5', 'R4.2', 'R12.1', 'X12'],
  clauseShown: '4',
  name: 'Personen und Gruppen',
  purpose: {
    class: 'organisation',
    text: 'Übernahme der Schülerinnen und Schüler aus dem Schulverwaltungsprogramm, Klassen und Gruppen, Zugangszettel und das eigene Profil. Keine Noten, keine Fehlzeiten, keine Schülerakte.',
    plain: 'Hier steht, wer in welcher Klasse und Gruppe ist. Dein Profil zeigt, was über dich gespeichert ist.',
  },
  needs: { release: false, consent: [], seen: [] },
  // R12.1: nobody has answered for a week whether a pupil goes.
  provides: ['block'],
  // The head hears of it; it is settled by who keeps the accounts.
  tasksOfHead: { 'people.departure_overdue': null },
  uses: ['logs'],
  rights: {
    'people.import': [rule(['task:users'])],
    'people.export_accounts': [rule(['task:users'])],
    'people.change_year': [rule(['task:users', 'task:groups'])],
    'people.list': [rule(['pupil', 'teacher', 'staff', 'parent', 'other', 'head', 'deputy', 'task:users', 'task:groups'])],
    'people.see_person': [
      keepers,
      rule(EVERYONE, 'self'),
      rule(['parent'], 'guardian'),
      rule(['teacher', 'staff'], undefined, 'colleague'),
      rule(['teacher', 'staff'], 'class_lead', 'here'),
      rule(['teacher', 'staff'], 'responsible', 'here'),
      rule(['pupil', 'teacher', 'staff', 'other'], 'member', 'admitted'),
    ],
    'people.add': [rule(['task:users'])],
    'people.record_departure': [rule(['task:users'], undefined, 'may_depart')],
    // Whoever imports can take back that a line of a file is somebody's.
    'people.release_identity': [rule(['task:users'], undefined, 'from_program')],
    'people.see_account': [rule(['task:users']), rule(['teacher', 'staff'], 'class_lead', 'pupil_here')],
    'people.print_slip': [rule(['task:users'], undefined, 'without_office'), rule(['head', 'deputy']), rule(['teacher', 'staff'], 'class_lead', 'pupil_here')],
    'people.see_group': [keepers, rule(['pupil', 'teacher', 'staff', 'other'], 'member')],
    'people.found_group': [rule(['task:groups', 'task:users', 'teacher'])],
    'people.manage_group': [rule(['task:groups', 'task:users'], undefined, 'open'), rule(['teacher'], 'responsible', 'teachers_own')],
    'people.see_doors': [rule(['task:users']), rule(['teacher', 'staff'], 'class_lead')],
    'people.print_group_slips': [rule(['task:users'], undefined, 'open'), rule(['teacher', 'staff'], 'class_lead', 'open')],
    // A4: everybody at once; persons with an office are left out in the action.
    'people.print_slips': [rule(['task:users'])],
    // A5, opt:pw.teacher_reset. The states say what the option allows; that the pupil may come in is asked in the action, so that no button tells.
    'people.make_teacher_slip': [rule(['teacher', 'staff'], 'class_lead', 'reset_by_lead'), rule(['teacher'], 'responsible', 'reset_by_group')],
    'people.make_teacher_slips': [rule(['teacher', 'staff'], 'class_lead', 'reset_by_lead'), rule(['teacher'], 'responsible', 'reset_by_group')],
    // Letters to parents are for who keeps accounts or consents: a class lead would learn who has custody of whom.
    'people.print_guardian_slips': [rule(['task:users', 'task:consent_register'], undefined, 'open')],
    'people.print_family_slips': [rule(['task:users', 'task:consent_register'], undefined, 'pupil_here')],
    'people.read_profile': [rule(EVERYONE)],
    // A18, X2. The relation means custody today, of a minor, and no contact ban (platform/access/subject.ts).
    'people.read_child_stored': [rule(['parent'], 'guardian', 'pupil')],
    ...pictureRights,
  },
  // `account` and `doors` are no subjects of operations: what these rights show stands as fields in the answers about a person and a group.
  subjects: { person: { visibleBy: 'people.see_person' }, group: { visibleBy: 'people.see_group' }, account: { visibleBy: 'people.see_account' }, doors: { visibleBy: 'people.see_doors' } },
  categories: {
    ...pictureCategories,
    staff_detail: { label: 'Kürzel und Unterrichtsfächer von Lehrkräften', source: 'Schulverwaltungsprogramm (Import)', readers: ['wer die Lehrkraft sehen darf'], recipients: [], thirdCountry: false, inBackup: true },
    import_mapping: { label: 'Welche Spalte wofür steht: nur die Namen der Spalten; wer sie wann zugeordnet hat', source: 'Eingabe beim Import', readers: ['Administration (Aufgabe Konten)'], recipients: [], thirdCountry: false, inBackup: true },
    roll_over: { label: 'Was ein Schuljahreswechsel an Klassen, Kursen, Mitgliedschaften und Abgängen geändert hat, damit er 14 Tage lang zurückgenommen werden kann', source: 'folgt aus dem Schuljahreswechsel', readers: ['Administration (Aufgaben Konten und Gruppen)'], recipients: [], thirdCountry: false, inBackup: true, guardian: 'register' },
    import_run: { label: 'Wer wann eine Datei übernommen hat und wie viele Personen sie betraf; keine Namen, nicht die Datei', source: 'folgt aus dem Import', readers: ['Administration (Aufgabe Konten)'], recipients: [], thirdCountry: false, inBackup: true },
  },
  data: [
    table('import_run', {
      subjects: [{ via: 'applied_by', as: 'importer', onErasure: 'anonymise', export: ['access'] }],
      columns: { id: technical, source: technical, kind: technical, file_hash: technical, applied_by: personal('import_run'), applied_at: personal('import_run'), counts: technical },
      keep: until.option('log.admin_days', 'Übernahme der Datei', 'applied_at'),
      onRestore: 'give-back',
    }),
    table('staff_detail', {
      subjects: [{ via: 'person_id', as: 'self', onErasure: 'delete', export: ['access', 'portability'] }],
      columns: { person_id: personal('staff_detail'), short_code: personal('staff_detail'), subjects: personal('staff_detail') },
      keep: until.account,
      onRestore: 'give-back',
    }),
    table('course_source', {
      subjects: [],
      columns: { group_id: technical, source: technical, source_id: technical },
      keep: until.forever('Kennung des Kurses im Schulverwaltungsprogramm; keine Namen.'),
      onRestore: 'give-back',
    }),
    table('import_mapping', {
      subjects: [{ via: 'chosen_by', as: 'importer', onErasure: 'anonymise', export: ['access'] }],
      columns: { id: technical, source: technical, kind: technical, columns: technical, chosen_by: personal('import_mapping'), chosen_at: personal('import_mapping') },
      keep: until.option('log.admin_days', 'letzte Verwendung', 'chosen_at'),
      onRestore: 'give-back',
    }),
    table('roll_over', {
      subjects: [{ via: 'done_by', as: 'administrator', onErasure: 'anonymise', export: ['access'] }],
      columns: { id: technical, school_year: technical, done_by: personal('roll_over'), done_at: personal('roll_over'), undo_until: technical, counts: technical },
      keep: until.option('log.admin_days', 'Schuljahreswechsel', 'done_at'),
      onRestore: 'give-back',
      appendOnly: true,
    }),
    table('roll_over_step', {
      subjects: [{ via: 'person_id', as: 'member', onErasure: 'delete', export: ['access'], guardian: true }],
      columns: { roll_over_id: technical, kind: technical, record_id: technical, person_id: personal('roll_over'), before: personal('roll_over'), after: personal('roll_over') },
      keep: until.days(14, 'Schuljahreswechsel', 'roll_over_id>roll_over.done_at'),
      onRestore: 'drop',
    }),
    table('roll_over_undo', {
      subjects: [{ via: 'undone_by', as: 'administrator', onErasure: 'anonymise', export: ['access'] }],
      columns: { roll_over_id: technical, undone_by: personal('roll_over'), undone_at: personal('roll_over'), kept: technical },
      keep: until.option('log.admin_days', 'Schuljahreswechsel', 'roll_over_id>roll_over.done_at'),
      onRestore: 'give-back',
      appendOnly: true,
    }),
    ...pictureData,
  ],
  logs: [
    { event: 'people.import_applied', fields: ['run', 'kind', 'source', 'added', 'changed', 'moved', 'returned', 'leaving', 'unclear', 'confirmed'], text: 'Eine Datei aus dem Schulverwaltungsprogramm wurde übernommen.' },
    { event: 'people.identity_taken', fields: ['kind', 'source', 'cameBy'], text: 'Bei einer Übernahme wurde entschieden: Ein Konto, das es schon gab, ist dieselbe Person wie in der Datei.' },
    { event: 'people.identity_released', fields: ['source', 'custodyEnded'], text: 'Ein Konto wurde von der Kennung aus einem Programm gelöst; was die Datei an Sorgerecht eingetragen hatte, ist beendet.' },
    { event: 'people.accounts_exported', fields: ['count'], text: 'Die Liste der Konten wurde als Tabelle ausgegeben.' },
    { event: 'people.school_year_changed', fields: ['rollOver', 'schoolYear', 'groups', 'leaving', 'courses', 'withFile'], text: 'Der Schuljahreswechsel wurde durchgeführt.' },
    { event: 'people.school_year_restored', fields: ['rollOver', 'kept'], text: 'Ein Schuljahreswechsel wurde zurückgenommen.' },
    { event: 'people.person_added', fields: ['type'], text: 'Eine Person wurde von Hand hinzugefügt.' },
    { event: 'people.departure_recorded', fields: ['exitOn'], text: 'Der letzte Tag einer Person an der Schule wurde eingetragen.' },
    { event: 'people.departure_cancelled', fields: [], text: 'Ein künftiger Abgang wurde zurückgenommen.' },
    { event: 'people.stay_recorded', fields: [], text: 'Die Frage "Geht ab?" wurde mit Nein beantwortet.' },
    { event: 'people.group_founded', fields: ['group', 'kind'], text: 'Eine Gruppe wurde gegründet.' },
    { event: 'people.members_added', fields: ['group', 'role', 'count'], text: 'Personen wurden in eine Gruppe aufgenommen.' },
    { event: 'people.membership_ended', fields: ['group'], text: 'Eine Mitgliedschaft wurde beendet.' },
    { event: 'people.slips_printed', fields: ['group', 'count'], text: 'Zugangszettel wurden gedruckt; die Codes stehen nur auf dem Papier.' },
    { event: 'people.teacher_slip_made', fields: [], text: 'Eine Lehrkraft hat für ein vergessenes Passwort einen Code gemacht, der wenige Minuten gilt.' },
    { event: 'people.teacher_slips_printed', fields: ['group', 'count'], text: 'Eine Lehrkraft hat solche Codes für eine Klasse gemacht.' },
    ...pictureLogs,
  ],
})
