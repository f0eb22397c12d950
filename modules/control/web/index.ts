import type { ModuleWeb } from '#web/shell/module-web.ts'

export const web: ModuleWeb = {
  module: 'control',
  refusals: () => import('../registers/texts.de.ts').then((m) => m.refusals),
  routes: [
    { path: '/kontrolle', load: () => import('./ControlPage.tsx').then((m) => m.ControlPage), needs: 'control.read' },
    { path: '/kontrolle/verzeichnis', load: () => import('./RegisterPage.tsx').then((m) => m.RegisterPage), needs: 'control.read' },
    { path: '/kontrolle/massnahmen', load: () => import('./MeasuresPage.tsx').then((m) => m.MeasuresPage), needs: 'control.read' },
    { path: '/kontrolle/auftragsverarbeiter', load: () => import('./ProcessorsPage.tsx').then((m) => m.ProcessorsPage), needs: 'control.read_processors' },
  ],
  navigation: [{ path: '/kontrolle', label: 'Kontrolle', icon: 'checklist', order: 75, needs: 'control.read' }],
  places: [
    { path: '/kontrolle', label: 'Kontrolle', words: ['Dienstanweisung', 'Nachweis', 'Prüfung', 'Abschnitte', 'Datenschutz'], icon: 'checklist', needs: 'control.read' },
    { path: '/kontrolle/verzeichnis', label: 'Verzeichnis der Verarbeitungstätigkeiten', words: ['Verarbeitung', 'Rechtsgrundlage', 'Datenschutz', 'VVT'], icon: 'document', needs: 'control.read' },
    { path: '/kontrolle/massnahmen', label: 'Maßnahmen', words: ['TOM', 'Technisch', 'Organisatorisch', 'Datenschutz'], icon: 'document', needs: 'control.read' },
    { path: '/kontrolle/auftragsverarbeiter', label: 'Auftragsverarbeiter', words: ['AVV', 'Vertrag', 'Dienstleister', 'Datenschutz'], icon: 'document', needs: 'control.read_processors' },
  ],
}
