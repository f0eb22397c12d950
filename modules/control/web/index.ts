import type { ModuleWeb } from '#web/shell/module-web.ts'

export const web: ModuleWeb = {
  module: 'control',
  routes: [{ path: '/kontrolle', load: () => import('./ControlPage.tsx').then((m) => m.ControlPage), needs: 'control.read' }],
  navigation: [{ path: '/kontrolle', label: 'Kontrolle', icon: 'checklist', order: 75, needs: 'control.read' }],
  places: [{ path: '/kontrolle', label: 'Kontrolle', words: ['Dienstanweisung', 'Nachweis', 'Prüfung', 'Abschnitte', 'Datenschutz'], icon: 'checklist', needs: 'control.read' }],
}
