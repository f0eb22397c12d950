/**
 * The texts people consent to, first versions. A school can publish its own; what was shown is kept word for word (platform/documents).
 * No legal claims (amendment A14): purpose, data, who sees them, how long, and how to say no again.
 */
import type { Block } from '#platform/documents/blocks.ts'

export const documents: Record<'platform' | 'video', { title: string; body: Block[] }> = {
  platform: {
    title: 'Einwilligung zur Nutzung der Kommunikationsplattform',
    body: [
      { kind: 'text', text: 'Unsere Schule nutzt eine Kommunikationsplattform für den Unterricht und das Schulleben. Ihr Kind kann dort Nachrichten in seinen Klassen und Kursen lesen und schreiben. Dafür brauchen wir Ihre Einwilligung. Sie ist freiwillig: Ohne sie entsteht kein Nachteil, wichtige Informationen gibt es dann auf Papier.' },
      { kind: 'heading', level: 2, text: 'Um welche Daten geht es?' },
      { kind: 'list', items: ['Name, Klasse und Gruppen', 'Anmeldename und ein verschlüsselt gespeichertes Passwort', 'was Ihr Kind selbst schreibt'] },
      { kind: 'text', text: 'Alle Daten je Modul stehen im Dokument „Welche Daten werden in welchem Modul verarbeitet“. Es liegt diesem Formular bei und ist auf der Plattform jederzeit erreichbar.' },
      { kind: 'heading', level: 2, text: 'Wer unterschreibt?' },
      { kind: 'list', items: ['Bei Kindern und Jugendlichen: alle Sorgeberechtigten. Wer allein sorgeberechtigt ist, kreuzt das an.', 'Ab 18 Jahren: die Schülerin oder der Schüler selbst.'] },
      { kind: 'heading', level: 2, text: 'Widerruf' },
      { kind: 'text', text: 'Sie können die Einwilligung jederzeit und ohne Gründe widerrufen: auf Papier im Sekretariat oder bei der Klassenleitung. Der Zugang ist dann sofort geschlossen. Danach klären wir mit Ihnen, ob das Konto gelöscht werden soll.' },
    ],
  },
  video: {
    title: 'Einwilligung zur Teilnahme an Videokonferenzen',
    body: [
      { kind: 'text', text: 'In manchen Stunden trifft sich die Klasse in einer Videokonferenz. Dabei werden Ton und Bild übertragen. Dafür brauchen wir eine eigene Einwilligung, zusätzlich zu der für die Plattform. Auch sie ist freiwillig.' },
      { kind: 'heading', level: 2, text: 'Was passiert dabei?' },
      { kind: 'list', items: ['Ton und Bild werden nur übertragen, nie aufgezeichnet.', 'Kamera und Mikrofon sind am Anfang aus.', 'Niemand kann das Mikrofon eines anderen einschalten.', 'Im Bild kann auch die Umgebung zu Hause zu sehen sein; die Kamera kann aus bleiben.'] },
      { kind: 'heading', level: 2, text: 'Widerruf' },
      { kind: 'text', text: 'Sie können diese Einwilligung jederzeit und ohne Gründe widerrufen. Die Einwilligung zur Plattform bleibt davon unberührt.' },
    ],
  },
}
