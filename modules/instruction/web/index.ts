import type { ModuleWeb } from '#web/shell/module-web.ts'
import { navigation } from '../texts/navigation.de.ts'

export const web: ModuleWeb = {
  module: 'instruction',
  refusals: () => import('../texts.de.ts').then((m) => m.refusals),
  routes: [
    { path: '/dienstanweisung', load: () => import('./InstructionPage.tsx').then((m) => m.InstructionPage), needs: 'instruction.read' },
    { path: '/dienstanweisung/neu', load: () => import('./DraftPage.tsx').then((m) => m.DraftPage), needs: 'instruction.publish' },
  ],
  places: [{ path: '/dienstanweisung', label: navigation.place, words: ['Anweisung', 'Regeln', 'Kenntnisnahme', 'Fassung'], icon: 'rules', needs: 'instruction.read' }],
  home: [{ id: 'instruction-open', area: 'needs', order: 2, needs: 'instruction.read', load: () => import('./OpenCard.tsx').then((m) => m.OpenCard) }],
}
