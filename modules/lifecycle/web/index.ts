import type { ModuleWeb } from '#web/shell/module-web.ts'
import { navigation } from '../texts/navigation.de.ts'

export const web: ModuleWeb = {
  module: 'lifecycle',
  refusals: () => import('../texts.de.ts').then((m) => m.refusals),
  routes: [
    { path: '/loeschung', load: () => import('./LeaversPage.tsx').then((m) => m.LeaversPage), needs: 'lifecycle.read' },
    { path: '/loeschung/widerruf', load: () => import('./ClarifiedPage.tsx').then((m) => m.ClarifiedPage), needs: 'lifecycle.read' },
    { path: '/loeschung/schulrechner', load: () => import('./ClosedPage.tsx').then((m) => m.ClosedPage), needs: 'lifecycle.read' },
    { path: '/loeschung/geloescht', load: () => import('./DeletedPage.tsx').then((m) => m.DeletedPage), needs: 'lifecycle.read' },
    { path: '/loeschung/neu', load: () => import('./NewDeletionPage.tsx').then((m) => m.NewDeletionPage), needs: 'lifecycle.delete' },
    { path: '/loeschung/nachweise', load: () => import('./SheetsPage.tsx').then((m) => m.SheetsPage), needs: 'lifecycle.read_sheets' },
    { path: '/loeschung/versiegelt', load: () => import('./EvidencePage.tsx').then((m) => m.EvidencePage), needs: 'lifecycle.read_evidence' },
    { path: '/loeschung/sofort', load: () => import('./EarlyPurgesPage.tsx').then((m) => m.EarlyPurgesPage), needs: 'lifecycle.decide_early_purge' },
    { path: '/loeschung/ablauf', load: () => import('./RecurringPage.tsx').then((m) => m.RecurringPage), needs: 'lifecycle.read_recurring' },
  ],
  // Whoever deletes has no page Verwaltung; all others come from there.
  navigation: [{ path: '/loeschung', label: navigation.place, short: navigation.short, icon: 'remove', order: 82, needs: 'lifecycle.read' }],
  places: [
    { path: '/loeschung/geloescht', label: navigation.deleted, words: ['Wiederherstellen', 'Papierkorb', 'Löschung'], icon: 'undo', needs: 'lifecycle.read' },
    { path: '/loeschung/schulrechner', label: navigation.closed, words: ['Plattform geschlossen', 'Widerruf', 'Mitnehmen', 'Lokal'], icon: 'devices', needs: 'lifecycle.read' },
    { path: '/loeschung/neu', label: navigation.remove, words: ['Löschen', 'Löschung', 'Account'], icon: 'remove', needs: 'lifecycle.delete' },
    { path: '/loeschung/nachweise', label: navigation.sheets, words: ['Löschung', 'Nachweis', 'Löschprotokoll', 'Endgültig'], icon: 'document', needs: 'lifecycle.read_sheets' },
    { path: '/loeschung/versiegelt', label: navigation.evidence, words: ['Nachweis', 'Tresor', 'Einwilligung', 'Gelöscht', 'Gericht'], icon: 'key', needs: 'lifecycle.read_evidence' },
    { path: '/loeschung/sofort', label: navigation.early, words: ['Löschung', 'Sofort', 'Familie'], icon: 'danger', needs: 'lifecycle.decide_early_purge' },
    { path: '/loeschung/ablauf', label: navigation.recurring, words: ['Aufgaben', 'Zeitplan', 'Nachts', 'Automatisch', 'Fristen'], icon: 'clock', needs: 'lifecycle.read_recurring' },
  ],
  home: [{ id: 'lifecycle-take-along', area: 'needs', order: 45, needs: 'lifecycle.list_own_take_along', load: () => import('./TakeAlongCard.tsx').then((m) => m.TakeAlongCard) }],
}
