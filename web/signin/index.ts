import type { ModuleWeb } from '#web/shell/module-web.ts'

/** The pages before a session: signing in, the slip, the first password, the closed door, a lost device. */
export const web: ModuleWeb = {
  module: 'identity',
  refusals: () => import('#platform/identity/texts.de.ts').then((m) => m.refusals),
  routes: [
    { path: '/anmelden', public: true, load: () => import('./SignInPage.tsx').then((m) => m.SignInPage) },
    { path: '/anmelden/zettel', public: true, load: () => import('./SlipPage.tsx').then((m) => m.SlipPage) },
    { path: '/anmelden/passwort', public: true, load: () => import('./PasswordPage.tsx').then((m) => m.PasswordPage) },
    { path: '/noch-zu', public: true, load: () => import('./ClosedDoorPage.tsx').then((m) => m.ClosedDoorPage) },
    { path: '/geraet-verloren', public: true, load: () => import('./LostDevicePage.tsx').then((m) => m.LostDevicePage) },
  ],
}
