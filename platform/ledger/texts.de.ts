/** What the ledger says to whoever starts the server. */
import { defineTexts } from '#platform/module/texts.ts'

const next =
  'Es wird nichts geöffnet. Bitte die Schule aus der jüngsten Sicherung zurückspielen, dort liegt auch eine Kopie dieses Verzeichnisses: bin/schulhof backup restore (docs/operate/backup.md).'

export const texts = defineTexts({
  ledger_cut: ({ line }: { line: number }) => `Im Verzeichnis des Entzogenen (Ordner ledger) fehlen Zeilen ab Nummer ${line}. ${next}`,
  ledger_damaged: ({ line }: { line: number }) => `Das Verzeichnis des Entzogenen (Ordner ledger) ist ab Zeile ${line} beschädigt oder verändert. ${next}`,
  ledger_foreign: () => `Das Verzeichnis des Entzogenen (Ordner ledger) gehört nicht zu dieser Datenbank oder nicht zu diesem Schlüssel. ${next}`,
  replay_unknown: ({ kind }: { kind: string }) => `Im Verzeichnis des Entzogenen steht „${kind}“, und diese Fassung weiß nicht, wie das noch einmal entzogen wird. Bitte die neuere Fassung von Schulhof nehmen.`,
  replay_owners: ({ kind, owners }: { kind: string; owners: string }) => `Was „${kind}“ entzieht, muss nach dem Zurückspielen genau ein Raum noch einmal entziehen; jetzt: ${owners === '' ? 'keiner' : owners}.`,
})
