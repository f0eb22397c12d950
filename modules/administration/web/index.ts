import type { ModuleWeb } from '#web/shell/module-web.ts'

const releases = ['Freigabe', 'Freigaben', 'Module', 'Bestellung', 'Bestellungen', 'Aufgaben', 'Ämter', 'Administration', 'Zuständigkeit']

export const web: ModuleWeb = {
  module: 'administration',
  // The page of the school decides options too; their refusals stand here.
  refusals: () => import('../texts/refusals.de.ts').then((m) => m.refusals),
  routes: [
    { path: '/einrichten', public: true, load: () => import('./FirstRunPage.tsx').then((m) => m.FirstRunPage) },
    { path: '/verwaltung', load: () => import('./AdministrationPage.tsx').then((m) => m.AdministrationPage), needs: 'administration.read' },
    { path: '/verwaltung/bestellen', load: () => import('./AppointPage.tsx').then((m) => m.AppointPage), needs: 'administration.appoint' },
    { path: '/verwaltung/bestellt/$appointmentId', load: () => import('./AppointedPage.tsx').then((m) => m.AppointedPage), needs: 'administration.appoint' },
    { path: '/verwaltung/amt', load: () => import('./NameOfficePage.tsx').then((m) => m.NameOfficePage), needs: 'administration.name' },
    { path: '/verwaltung/bestellung/$appointmentId', load: () => import('./LetterPage.tsx').then((m) => m.LetterPage), frame: 'print' },
    { path: '/verwaltung/zustaendig', load: () => import('./WhoMayPage.tsx').then((m) => m.WhoMayPage), needs: 'administration.read' },
    { path: '/verwaltung/schule', load: () => import('./SchoolPage.tsx').then((m) => m.SchoolPage), needs: 'school.decide' },
    { path: '/verwaltung/einstellungen', load: () => import('./SettingsPage.tsx').then((m) => m.SettingsPage), needs: 'school.decide' },
    { path: '/verwaltung/andere', load: () => import('./OthersPage.tsx').then((m) => m.OthersPage), needs: 'administration.read_others' },
    { path: '/verwaltung/root', load: () => import('./CustodyPage.tsx').then((m) => m.CustodyPage), needs: 'administration.read_custody' },
    { path: '/verwaltung/tresor', load: () => import('./SafePage.tsx').then((m) => m.SafePage), needs: 'safe.read' },
    { path: '/verwaltung/rechner', load: () => import('./HostPage.tsx').then((m) => m.HostPage), needs: 'administration.read_host' },
    { path: '/verwaltung/vertretung', load: () => import('./RepresentedPage.tsx').then((m) => m.RepresentedPage), needs: 'school.read_represented' },
  ],
  navigation: [
    { path: '/verwaltung', label: 'Verwaltung', icon: 'control', order: 80, needs: 'administration.read' },
  ],
  places: [
    { path: '/verwaltung', label: 'Freigaben', words: releases, needs: 'administration.read', icon: 'control' },
    { path: '/verwaltung/bestellen', label: 'Aufgabe übertragen', words: releases, needs: 'administration.appoint', icon: 'personCheck' },
    { path: '/verwaltung/amt', label: 'Amt übertragen', words: ['Stellvertretung', 'Datenschutz', 'Personalrat', 'Einsicht', 'Schulleitung'], needs: 'administration.name', icon: 'personCheck' },
    { path: '/verwaltung/zustaendig', label: 'Wer darf was', words: ['Zuständigkeit', 'Rechte', 'Verzeichnis', 'Ämter', 'Aufgaben'], needs: 'administration.read', icon: 'checklist' },
    { path: '/verwaltung/schule', label: 'Schule', words: ['Schulart', 'Ferien', 'Schuljahr', 'Bundesland', 'Ablageort', 'Schulträger', 'Feiertage'], needs: 'school.decide', icon: 'school' },
    { path: '/verwaltung/einstellungen', label: 'Einstellungen', words: ['Passwort', 'Mindestlänge', 'Fristen', 'Lesehilfen', 'Rechtsgrundlage', 'zweiter Faktor', 'Netze', 'Zettel', 'Karte und Bilder', 'Optionen'], needs: 'school.decide', icon: 'settings' },
    { path: '/verwaltung/andere', label: 'Konten für andere', words: ['Elternvertretung', 'Hausmeister', 'Sonstige', 'Postfach', 'Dienstleister'], needs: 'administration.read_others', icon: 'personAdd' },
    { path: '/verwaltung/root', label: 'Verwahrung des root-Zugangs', words: ['root', 'Passwort', 'Tresor', 'versiegelt'], needs: 'administration.read_custody', icon: 'key' },
    { path: '/verwaltung/tresor', label: 'Schlüssel für den Tresor', words: ['Sicherung', 'Backup', 'Wiederherstellung', 'Tresor', 'Notfall', 'age'], needs: 'safe.read', icon: 'key' },
    { path: '/verwaltung/rechner', label: 'Dieser Rechner', words: ['Server', 'Prüfung', 'SSH', 'Ports', 'Fernwartung', 'Selbsttest'], needs: 'administration.read_host', icon: 'privacy' },
  ],
  home: [
    { id: 'administration-renewal', area: 'needs', order: 1, needs: 'administration.release', load: () => import('./RenewalCard.tsx').then((m) => m.RenewalCard) },
  ],
}
