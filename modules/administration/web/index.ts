import type { ModuleWeb } from '#web/shell/module-web.ts'
import { texts } from '../texts.de.ts'

export const web: ModuleWeb = {
  module: 'administration',
  refusals: () => import('../texts.de.ts').then((m) => m.refusals),
  routes: [
    { path: '/einrichten', public: true, load: () => import('./FirstRunPage.tsx').then((m) => m.FirstRunPage) },
    { path: '/verwaltung', load: () => import('./AdministrationPage.tsx').then((m) => m.AdministrationPage), needs: 'administration.read' },
    { path: '/verwaltung/bestellen', load: () => import('./AppointPage.tsx').then((m) => m.AppointPage), needs: 'administration.appoint' },
  ],
  navigation: [{ path: '/verwaltung', label: texts.title, icon: 'control', order: 80, needs: 'administration.read' }],
  places: [
    { path: '/verwaltung', label: texts.releases, words: texts.titleWords.split(' '), needs: 'administration.read', icon: 'control' },
    { path: '/verwaltung/bestellen', label: texts.appoint, words: texts.titleWords.split(' '), needs: 'administration.appoint', icon: 'personCheck' },
  ],
  home: [{ id: 'administration-renewal', area: 'needs', order: 1, needs: 'administration.release', load: () => import('./RenewalCard.tsx').then((m) => m.RenewalCard) }],
}
