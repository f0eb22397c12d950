import type { ModuleWeb } from '#web/shell/module-web.ts'
import { navigation } from '../texts/navigation.de.ts'

export const web: ModuleWeb = {
  module: 'messenger',
  refusals: () => import('../texts.de.ts').then((m) => m.refusals),
  routes: [
    { path: '/nachrichten', load: () => import('./MessengerPage.tsx').then((m) => m.MessengerPage), frame: 'panes', needs: 'messenger.use' },
    { path: '/nachrichten/$roomId', load: () => import('./MessengerPage.tsx').then((m) => m.MessengerPage), frame: 'panes', needs: 'messenger.use' },
  ],
  navigation: [{ path: '/nachrichten', label: navigation.title, icon: 'messages', order: 10, needs: 'messenger.use', badge: () => import('./MessengerBadge.tsx').then((m) => m.MessengerBadge) }],
  search: { label: navigation.title, order: 20, needs: 'messenger.use', load: () => import('./search.ts').then((m) => m.searchMessages) },
  home: [{ id: 'messenger-rooms', area: 'news', order: 10, needs: 'messenger.use', load: () => import('./RecentRooms.tsx').then((m) => m.RecentRooms) }],
}
