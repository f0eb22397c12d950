import type { ModuleWeb } from '#web/shell/module-web.ts'

const about = ['Datenschutzvorfall', 'Datenpanne', 'Datenleck', 'Datenschutz']

export const web: ModuleWeb = {
  module: 'incident',
  refusals: () => import('../texts/refusals.de.ts').then((m) => m.refusals),
  routes: [
    { path: '/vorfaelle', load: () => import('./RegisterPage.tsx').then((m) => m.RegisterPage), needs: 'incident.read' },
    { path: '/vorfaelle/neu', load: () => import('./RaisePage.tsx').then((m) => m.RaisePage), needs: 'incident.raise', beforeInstruction: true, beforeEnrolment: true },
    { path: '/vorfaelle/fall/$caseId', load: () => import('./CasePage.tsx').then((m) => m.CasePage), needs: 'incident.read' },
  ],
  navigation: [{ path: '/vorfaelle', label: 'Vorfälle', icon: 'danger', order: 79, needs: 'incident.read' }],
  places: [
    { path: '/vorfaelle', label: 'Vorfälle', words: [...about, '72 Stunden', 'Aufsichtsbehörde'], needs: 'incident.read', icon: 'danger' },
    { path: '/vorfaelle/neu', label: 'Datenschutzvorfall melden', words: [...about, 'Verdacht', 'USB-Stick verloren', 'falscher Empfänger', 'gestohlen', 'gehackt'], needs: 'incident.raise', icon: 'danger' },
  ],
}
