import type { ModuleWeb } from '#web/shell/module-web.ts'
import { navigation } from '../texts/navigation.de.ts'

export const web: ModuleWeb = {
  module: 'consent',
  refusals: async () => ({ ...(await import('../texts.de.ts')).refusals, ...(await import('../families/refusals.de.ts')).familyRefusals }),
  routes: [
    { path: '/einwilligungen', load: () => import('./ClassesPage.tsx').then((m) => m.ClassesPage), needs: 'consent.read_classes' },
    { path: '/einwilligungen/unterschriften', load: () => import('./HoldersPage.tsx').then((m) => m.HoldersPage), needs: 'consent.count_waiting' },
    { path: '/einwilligungen/klasse/$groupId', load: () => import('./ClassPage.tsx').then((m) => m.ClassPage), needs: 'consent.read_classes' },
    { path: '/einwilligungen/eintragen/$groupId', load: () => import('./EntryPage.tsx').then((m) => m.EntryPage), needs: 'consent.read_classes' },
    { path: '/einwilligungen/drucken/$groupId', load: () => import('./FormsPage.tsx').then((m) => m.FormsPage), needs: 'consent.read_classes' },
    { path: '/einwilligungen/codes/$groupId', load: () => import('./families/CodesPage.tsx').then((m) => m.ClassCodesPage), needs: 'consent.keep_class_guardians', frame: 'print' },
    { path: '/einwilligungen/familie/$pupilId/codes', load: () => import('./families/CodesPage.tsx').then((m) => m.FamilyCodesPage), needs: 'consent.keep_guardians', frame: 'print' },
    { path: '/einwilligungen/blanko', load: () => import('./BlankPage.tsx').then((m) => m.BlankPage), needs: 'consent.print_blank_forms' },
    { path: '/einwilligungen/zuweisung', load: () => import('./AssignmentsPage.tsx').then((m) => m.AssignmentsPage), needs: 'consent.read_assignments' },
    { path: '/einwilligungen/stichprobe', load: () => import('./SamplesPage.tsx').then((m) => m.SamplesPage), needs: 'consent.check_samples' },
    { path: '/einwilligungen/fruehere-texte', load: () => import('./OlderPage.tsx').then((m) => m.OlderPage), needs: 'consent.read_older_texts' },
    { path: '/einwilligungen/fruehere-texte/$olderTextId', load: () => import('./OlderListPage.tsx').then((m) => m.OlderListPage), needs: 'consent.enter_older_papers' },
    { path: '/einwilligungen/texte', load: () => import('./TextsPage.tsx').then((m) => m.TextsPage), needs: 'consent.publish_text' },
    { path: '/lesehilfe', public: true, frame: 'page', load: () => import('./AidsPage.tsx').then((m) => m.AidsPage) },
    { path: '/lesehilfe/$aid', public: true, frame: 'page', load: () => import('./AidPage.tsx').then((m) => m.AidPage) },
    { path: '/einwilligungen/person/$pupilId', load: () => import('./HistoryPage.tsx').then((m) => m.HistoryPage), needs: 'consent.read_history' },
    { path: '/einwilligungen/familie/$pupilId', load: () => import('./families/GuardiansPage.tsx').then((m) => m.GuardiansPage), needs: 'consent.see_guardians' },
    { path: '/einwilligungen/eltern', load: () => import('./families/ClaimsPage.tsx').then((m) => m.ClaimsPage), needs: 'consent.list_claims' },
    { path: '/einwilligungen/gleiche-person', load: () => import('./families/SameHumansPage.tsx').then((m) => m.SameHumansPage), needs: 'consent.keep_same_humans' },
    { path: '/einwilligungen/kontaktverbot-im-kollegium', load: () => import('./families/BansAtWorkPage.tsx').then((m) => m.BansAtWorkPage), needs: 'consent.see_bans_at_work' },
    { path: '/familie', load: () => import('./families/FamilyPage.tsx').then((m) => m.FamilyPage), needs: 'consent.read_family' },
    { path: '/familie/$pupilId/$purpose', load: () => import('./families/DecidePage.tsx').then((m) => m.DecidePage), needs: 'consent.read_family' },
    { path: '/familie/code', load: () => import('./families/CodePage.tsx').then((m) => m.CodePage), public: true },
    { path: '/meine-einwilligungen', load: () => import('./OwnPage.tsx').then((m) => m.OwnPage), needs: 'consent.read_own' },
  ],
  navigation: [
    { path: '/einwilligungen', label: navigation.title, icon: 'consent', order: 60, needs: 'consent.read_classes' },
    { path: '/familie', label: 'Familie', icon: 'home', order: 5, needs: 'consent.read_family' },
  ],
  places: [
    { path: '/einwilligungen/eltern', label: 'Eltern prüfen', words: ['Code', 'Elternkonto', 'Sorgeberechtigte'], needs: 'consent.list_claims', icon: 'personCheck' },
    { path: '/einwilligungen/texte', label: 'Texte der Einwilligung', words: ['neue Fassung', 'Einwilligungstext', 'Formulartext'], needs: 'consent.publish_text', icon: 'document' },
    { path: '/einwilligungen/gleiche-person', label: 'Gleiche Person', words: ['Lehrkraft als Eltern', 'zwei Konten', 'verknüpfen'], needs: 'consent.keep_same_humans', icon: 'people' },
    { path: '/einwilligungen/kontaktverbot-im-kollegium', label: 'Kontaktverbot im Kollegium', words: ['Kontaktverbot'], needs: 'consent.see_bans_at_work', icon: 'blocked' },
    { path: '/meine-einwilligungen', label: navigation.own, words: [navigation.ownWords], needs: 'consent.read_own', icon: 'consent' },
  ],
  home: [
    { id: 'consent-own', area: 'needs', order: 4, needs: 'consent.read_own', load: () => import('./OwnCard.tsx').then((m) => m.OwnCard) },
    { id: 'consent-family', area: 'needs', order: 5, needs: 'consent.read_family', load: () => import('./families/FamilyCard.tsx').then((m) => m.FamilyCard) },
    { id: 'consent-classes', area: 'side', order: 10, needs: 'consent.read_classes', load: () => import('./ClassesCard.tsx').then((m) => m.ClassesCard) },
  ],
}
