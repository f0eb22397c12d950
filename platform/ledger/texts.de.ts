/** What the ledger says to whoever starts the server. */
import { count, defineTexts } from '#platform/module/texts.ts'

const next =
  'Es wird nichts geöffnet. Bitte zuerst bin/schulhof backup fetch-ledger: Das setzt das Verzeichnis aus seiner Kopie am Ort der Sicherungen wieder zusammen, und die Schule bleibt, wie sie ist. Geht das nicht, sagt es der Befehl; dann hilft nur, die jüngste Sicherung zurückzuspielen: bin/schulhof backup restore (docs/operate/backup.md).'

export const texts = defineTexts({
  ledger_cut: ({ line }: { line: number }) => `Im Verzeichnis des Entzogenen (Ordner ledger) fehlen Zeilen ab Nummer ${line}. ${next}`,
  ledger_damaged: ({ line }: { line: number }) => `Das Verzeichnis des Entzogenen (Ordner ledger) ist ab Zeile ${line} beschädigt oder verändert. ${next}`,
  ledger_foreign: () => `Das Verzeichnis des Entzogenen (Ordner ledger) gehört nicht zu dieser Datenbank oder nicht zu diesem Schlüssel. ${next}`,
  replayed: ({ n }: { n: number }) => `Die Datenbank ist älter als das Verzeichnis des Entzogenen: ${count(n, { one: '1 Vorgang wurde', other: '# Vorgänge wurden' })} noch einmal entzogen.`,
  replay_unknown: ({ kind }: { kind: string }) => `Im Verzeichnis des Entzogenen steht „${kind}“, und diese Fassung weiß nicht, wie das noch einmal entzogen wird. Bitte die neuere Fassung von Schulhof nehmen.`,
  replay_owners: ({ kind, owners }: { kind: string; owners: string }) => `Was „${kind}“ entzieht, muss nach dem Zurückspielen genau ein Raum noch einmal entziehen; jetzt: ${owners === '' ? 'keiner' : owners}.`,
})
