import { EVERYONE } from '#platform/access/vocabulary.ts'
import { defineModule, personal, rule, table, technical, until } from '#platform/module/manifest.ts'

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
  provides: [],
  uses: [],
  rights: {
    'people.import': [rule(['task:users'])],
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
    'people.read_profile': [rule(EVERYONE)],
  },
  // `account` and `doors` are no subjects of operations: what these rights show stands as fields in the answers about a person and a group.
  subjects: { person: { visibleBy: 'people.see_person' }, group: { visibleBy: 'people.see_group' }, account: { visibleBy: 'people.see_account' }, doors: { visibleBy: 'people.see_doors' } },
  categories: {
    import_run: { label: 'Wer wann eine Datei übernommen hat und wie viele Personen sie betraf; keine Namen, nicht die Datei', source: 'folgt aus dem Import', readers: ['Administration (Aufgabe Konten)'], recipients: [], thirdCountry: false, inBackup: true },
  },
  data: [
    table('import_run', {
      subjects: [{ via: 'applied_by', as: 'importer', onErasure: 'anonymise', export: ['access'] }],
      columns: { id: technical, source: technical, file_hash: technical, applied_by: personal('import_run'), applied_at: personal('import_run'), counts: technical },
      keep: until.option('log.admin_days', 'Übernahme der Datei'),
      onRestore: 'give-back',
    }),
  ],
  logs: [
    { event: 'people.import_applied', fields: ['run', 'source', 'added', 'changed', 'moved', 'returned', 'leaving', 'unclear', 'confirmed'], text: 'Eine Datei aus dem Schulverwaltungsprogramm wurde übernommen.' },
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
  ],
})
