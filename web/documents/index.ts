import type { ModuleWeb } from '#web/shell/module-web.ts'
import { navigation } from './navigation.de.ts'

/** The pages of the platform's room documents: what is stored, texts of consents, and what must be read before the first use. */
export const web: ModuleWeb = {
  module: 'documents',
  refusals: () => import('#platform/documents/texts.de.ts').then((m) => m.refusals),
  routes: [
    { path: '/datenschutz', public: true, frame: 'page', load: () => import('./PrivacyPage.tsx').then((m) => m.PrivacyPage) },
    { path: '/dokumente/$document', public: true, frame: 'page', load: () => import('./DocumentPage.tsx').then((m) => m.DocumentPage) },
    { path: '/gelesen/$document', frame: 'plain', load: () => import('./SeenPage.tsx').then((m) => m.SeenPage) },
  ],
  places: [{ path: '/datenschutz', label: navigation.privacyPlace, words: navigation.privacyWords.split(' '), icon: 'privacy' }],
  home: [{ id: 'documents-to-read', area: 'needs', order: 5, needs: 'documents.acknowledge', load: () => import('./SeenCard.tsx').then((m) => m.SeenCard) }],
}
