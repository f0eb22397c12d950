import type { ModuleWeb } from '#web/shell/module-web.ts'

export const web: ModuleWeb = {
  module: 'home',
  routes: [{ path: '/', load: () => import('./TodayPage.tsx').then((m) => m.TodayPage), needs: 'home.read' }],
  navigation: [{ path: '/', label: 'Heute', icon: 'today', order: 0, needs: 'home.read' }],
}
