import type { ModuleWeb } from '#web/shell/module-web.ts'

export const web: ModuleWeb = {
  module: 'home',
  refusals: () => import('../texts/notices.de.ts').then((m) => m.refusals),
  routes: [
    { path: '/', load: () => import('./TodayPage.tsx').then((m) => m.TodayPage), needs: 'home.read' },
    { path: '/aushang', load: () => import('./NoticesPage.tsx').then((m) => m.NoticesPage), needs: 'home.read_notices' },
    { path: '/aushang/drucken', load: () => import('./NoticesPrintPage.tsx').then((m) => m.NoticesPrintPage), needs: 'home.list_audiences', frame: 'print' },
  ],
  navigation: [{ path: '/', label: 'Heute', icon: 'today', order: 0, needs: 'home.read' }],
  places: [{ path: '/aushang', label: 'Aushang', words: ['Mitteilung', 'Aushänge', 'Schwarzes Brett', 'Bekanntmachung'], icon: 'notice', needs: 'home.read_notices' }],
  home: [{ id: 'home-notices', area: 'news', order: 5, needs: 'home.read_notices', load: () => import('./NoticesCard.tsx').then((m) => m.NoticesCard) }],
}
