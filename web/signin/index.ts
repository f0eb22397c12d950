import type { ModuleWeb } from '#web/shell/module-web.ts'

/** The pages before a session: signing in, the slip, the first password, the closed door, a lost device; and "Klasse anmelden" for teachers (A6). */
export const web: ModuleWeb = {
  module: 'identity',
  refusals: () => import('#platform/identity/texts.de.ts').then((m) => m.refusals),
  routes: [
    { path: '/anmelden', public: true, load: () => import('./SignInPage.tsx').then((m) => m.SignInPage) },
    { path: '/anmelden/zettel', public: true, load: () => import('./SlipPage.tsx').then((m) => m.SlipPage) },
    { path: '/anmelden/passwort', public: true, load: () => import('./PasswordPage.tsx').then((m) => m.PasswordPage) },
    { path: '/anmelden/erneuern', public: true, load: () => import('./RenewalPage.tsx').then((m) => m.RenewalPage) },
    { path: '/karte', public: true, load: () => import('./CardPage.tsx').then((m) => m.CardPage) },
    { path: '/klasse-anmelden/$groupId', load: () => import('./ClassSignInPage.tsx').then((m) => m.ClassSignInPage) },
    { path: '/klasse-anmelden/$groupId/karten', load: () => import('./CardsPage.tsx').then((m) => m.CardsPage), frame: 'print' },
    { path: '/noch-zu', public: true, load: () => import('./ClosedDoorPage.tsx').then((m) => m.ClosedDoorPage) },
    { path: '/geraet-verloren', public: true, load: () => import('./LostDevicePage.tsx').then((m) => m.LostDevicePage) },
    { path: '/anmelden/bestaetigen', public: true, load: () => import('#web/factor/SecondFactorPage.tsx').then((m) => m.SecondFactorPage) },
    { path: '/profil/zweiter-faktor', needs: 'identity.enrol_factor', load: () => import('#web/factor/EnrolPage.tsx').then((m) => m.EnrolPage) },
    { path: '/profil/codes', needs: 'identity.enrol_factor', load: () => import('#web/factor/RenewCodesPage.tsx').then((m) => m.RenewCodesPage) },
  ],
  home: [
    { id: 'identity-slip-notices', area: 'needs', order: 5, needs: 'identity.list_slip_notices', load: () => import('./SlipNotices.tsx').then((m) => m.SlipNotices) },
    { id: 'identity-factor', area: 'side', order: 90, load: () => import('#web/factor/AdviceCard.tsx').then((m) => m.AdviceCard) },
  ],
}
