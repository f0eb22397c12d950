import type { ModuleWeb } from '#web/shell/module-web.ts'
import { navigation } from './navigation.de.ts'

/** The pages of the platform's room export: the page of a printed code, and a card on Heute. The copy itself stands on the profile. */
export const web: ModuleWeb = {
  module: 'export',
  refusals: () => import('#platform/export/texts.de.ts').then((m) => m.refusals),
  routes: [{ path: '/mitnehmen', public: true, load: () => import('./CodePage.tsx').then((m) => m.CodePage) }],
  places: [{ path: '/profil', label: navigation.place, words: navigation.words.split(' '), icon: 'privacy', needs: 'export.own' }],
  home: [{ id: 'export-card', area: 'needs', order: 30, needs: 'export.own', load: () => import('./CopyCard.tsx').then((m) => m.CopyCard) }],
}
