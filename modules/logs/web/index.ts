import type { ModuleWeb } from '#web/shell/module-web.ts'

const about = ['Protokoll', 'Protokolle', 'Logs', 'Datenschutz', 'Auskunft']

export const web: ModuleWeb = {
  module: 'logs',
  refusals: () => import('../texts/refusals.de.ts').then((m) => m.refusals),
  routes: [
    { path: '/protokolle', load: () => import('./CasesPage.tsx').then((m) => m.CasesPage), needs: 'logs.list_own_cases' },
    { path: '/protokolle/neu', load: () => import('./NewCasePage.tsx').then((m) => m.NewCasePage), needs: 'logs.open_case' },
    { path: '/protokolle/fall/$caseId', load: () => import('./CasePage.tsx').then((m) => m.CasePage), needs: 'logs.query' },
    { path: '/protokolle/was', load: () => import('./DeclaredPage.tsx').then((m) => m.DeclaredPage), needs: 'logs.read_declared' },
    { path: '/protokolle/ueber-mich', load: () => import('./AboutMePage.tsx').then((m) => m.AboutMePage), needs: 'logs.read_own' },
    { path: '/hilf-mir', load: () => import('./HelpPage.tsx').then((m) => m.HelpPage), needs: 'logs.give_help' },
    { path: '/hilfe-beim-anmelden', load: () => import('./HelpDeskPage.tsx').then((m) => m.HelpDeskPage), needs: 'logs.list_helps' },
    { path: '/betrieb', load: () => import('./OperationPage.tsx').then((m) => m.OperationPage), needs: 'logs.read_operation' },
  ],
  navigation: [
    { path: '/protokolle', label: 'Protokolle', icon: 'history', order: 77, needs: 'logs.list_own_cases' },
    { path: '/betrieb', label: 'Betrieb', icon: 'devices', order: 78, needs: 'logs.read_operation' },
  ],
  places: [
    { path: '/protokolle', label: 'Protokolle', words: [...about, 'Protokollfall', 'Einsicht', 'Verzeichnis der Fälle'], needs: 'logs.list_own_cases', icon: 'history' },
    { path: '/protokolle/was', label: 'Was wird protokolliert?', words: about, needs: 'logs.read_declared', icon: 'privacy' },
    { path: '/protokolle/ueber-mich', label: 'Was über mich protokolliert ist', words: about, needs: 'logs.read_own', icon: 'person' },
    { path: '/hilf-mir', label: 'Hilf mir', words: ['Anmelden geht nicht', 'Passwort falsch', 'Anmeldeversuche freigeben', 'Hilfe'], needs: 'logs.give_help', icon: 'support' },
    { path: '/hilfe-beim-anmelden', label: 'Hilfe beim Anmelden', words: ['Hilf mir', 'Anmeldeversuche', 'Passwort falsch', 'Support'], needs: 'logs.list_helps', icon: 'support' },
    { path: '/betrieb', label: 'Betrieb', words: ['Server', 'Festplatte', 'Fehler', 'Auslastung', 'Prometheus', 'Version'], needs: 'logs.read_operation', icon: 'devices' },
  ],
  home: [
    { id: 'logs-desk', area: 'needs', order: 30, needs: 'logs.list_helps', load: () => import('./HelpDeskCard.tsx').then((m) => m.HelpDeskCard) },
    { id: 'logs-help', area: 'side', order: 5, needs: 'logs.give_help', load: () => import('./HelpCard.tsx').then((m) => m.HelpCard) },
  ],
}
