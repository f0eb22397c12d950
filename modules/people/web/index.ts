import type { ModuleWeb } from '#web/shell/module-web.ts'

export const web: ModuleWeb = {
  module: 'people',
  // The profile speaks with the room identity too: sessions, password, lost device.
  refusals: async () => ({ ...(await import('../texts/refusals.de.ts')).refusals, ...(await import('#platform/identity/texts.de.ts')).refusals }),
  routes: [
    { path: '/personen', load: () => import('./PeoplePage.tsx').then((m) => m.PeoplePage), needs: 'people.list' },
    { path: '/personen/import', load: () => import('./ImportPage.tsx').then((m) => m.ImportPage), needs: 'people.import' },
    { path: '/personen/schuljahr', load: () => import('./YearPage.tsx').then((m) => m.YearPage), needs: 'people.change_year' },
    { path: '/personen/abgang', load: () => import('./DeparturesPage.tsx').then((m) => m.DeparturesPage), needs: 'people.import' },
    { path: '/personen/gruppe/$groupId', load: () => import('./GroupPage.tsx').then((m) => m.GroupPage), needs: 'people.list' },
    { path: '/personen/gruppe/$groupId/zettel', load: () => import('./SlipsPage.tsx').then((m) => m.GroupSlipsPage), needs: 'people.list', frame: 'print' },
    { path: '/personen/gruppe/$groupId/elternzettel', load: () => import('./GuardianSlipsPage.tsx').then((m) => m.GuardianSlipsPage), needs: 'people.list', frame: 'print' },
    { path: '/personen/gruppe/$groupId/codes', load: () => import('./ClassCodesPage.tsx').then((m) => m.ClassCodesPage), needs: 'people.list', frame: 'print' },
    { path: '/personen/zettel', load: () => import('./ChosenSlipsPage.tsx').then((m) => m.ChosenSlipsPage), needs: 'people.print_slips', frame: 'print' },
    { path: '/personen/person/$personId', load: () => import('./PersonPage.tsx').then((m) => m.PersonPage), needs: 'people.list' },
    { path: '/personen/person/$personId/zettel', load: () => import('./SlipsPage.tsx').then((m) => m.PersonSlipPage), needs: 'people.list', frame: 'print' },
    { path: '/personen/person/$personId/elternzettel', load: () => import('./GuardianSlipsPage.tsx').then((m) => m.FamilySlipsPage), needs: 'people.list', frame: 'print' },
    { path: '/personen/person/$personId/gespeichert', load: () => import('./StoredAboutChild.tsx').then((m) => m.StoredAboutChild), needs: 'people.list' },
    { path: '/profil', load: () => import('./ProfilePage.tsx').then((m) => m.ProfilePage) },
  ],
  // Parents come to the pages of their children from Familie; they are in no group.
  navigation: [{ path: '/personen', label: 'Klassen & Gruppen', short: 'Gruppen', icon: 'groups', order: 70, needs: 'people.list', notFor: ['parent'] }],
  places: [
    {
      path: '/personen/import',
      label: 'Datei übernehmen',
      words: ['Import', 'Schulverwaltungsprogramm', 'SchILD', 'CSV'],
      needs: 'people.import',
      icon: 'upload',
    },
    { path: '/personen/zettel', label: 'Zettel drucken', words: ['Zugangszettel', 'Codes', 'Unbenutzte Zettel', 'Passwörter'], needs: 'people.print_slips', icon: 'print' },
    { path: '/personen/schuljahr', label: 'Schuljahreswechsel', words: ['Schuljahr', 'Versetzung', 'neue Klassen', 'Kurse beenden'], needs: 'people.change_year', icon: 'calendar' },
    { path: '/personen/abgang', label: 'Geht ab?', words: ['Abgang', 'Abgänge', 'Gegangen'], needs: 'people.import', icon: 'history' },
    { path: '/profil', label: 'Profil', words: ['Passwort ändern', 'Gerät verloren', 'Abmelden', 'Was über mich gespeichert ist'], icon: 'person' },
  ],
  search: { label: 'Personen', order: 20, needs: 'people.list', load: () => import('./search.ts').then((m) => m.searchPeople) },
  home: [
    { id: 'people-departures', area: 'needs', order: 40, needs: 'people.import', load: () => import('./DeparturesCard.tsx').then((m) => m.DeparturesCard) },
  ],
}
