/** What pictures add to the manifest of the room people. Data only. */
import { personal, rule, table, technical, until } from '#platform/module/manifest.ts'
import type { Manifest } from '#platform/module/manifest.ts'

export const pictureRights: Manifest['rights'] = {
  // opt:profile.pupil_avatars stands in the state. Nobody sets the picture of somebody else.
  'people.set_picture': [rule(['teacher', 'staff', 'other'], 'self'), rule(['pupil'], 'self', 'pupil_pictures')],
  // Taking away the own hangs on no option.
  'people.remove_picture': [rule(['pupil', 'teacher', 'staff', 'other'], 'self')],
  'people.take_picture_down': [rule(['task:users'], undefined, 'here'), rule(['teacher', 'staff'], 'class_lead', 'pupil_here')],
  'people.set_group_picture': [rule(['task:groups', 'task:users'], undefined, 'open'), rule(['teacher', 'staff'], 'responsible', 'open')],
}

export const pictureCategories: Manifest['categories'] = {
  picture: {
    label: 'Bild der Person im Profil, ohne Angaben zu Ort, Zeit und Gerät; seit wann. Bild einer Gruppe: wer es wann gesetzt hat', source: 'die Person selbst; bei Gruppen die verantwortliche Lehrkraft',
    readers: ['wer den Namen der Person sehen darf', 'Bild einer Gruppe: ihre Mitglieder'], recipients: [], thirdCountry: false, inBackup: true,
  },
}

export const pictureData: Manifest['data'] = [
  table('person_picture', {
    subjects: [{ via: 'person_id', as: 'self', onErasure: 'delete', export: ['access', 'portability'] }],
    columns: { person_id: personal('picture'), blob_id: personal('picture'), version: technical, set_at: personal('picture') },
    keep: until.account,
    onRestore: 'give-back',
  }),
  table('group_picture', {
    subjects: [{ via: 'set_by', as: 'author', onErasure: 'anonymise', export: ['access'] }],
    columns: { group_id: technical, blob_id: technical, version: technical, set_by: personal('picture'), set_at: personal('picture') },
    // It is the group's and may show people: with the group it goes, when nobody reads there any more.
    keep: until.option('groups.archive_days', 'Ende der Gruppe', 'group_id>school_group.ended_on'),
    onRestore: 'give-back',
  }),
]

export const pictureLogs: Manifest['logs'] = [
  { event: 'people.picture_taken_down', fields: ['reason'], text: 'Das Profilbild einer Person wurde von der Klassenleitung oder der Administration entfernt.' },
]
