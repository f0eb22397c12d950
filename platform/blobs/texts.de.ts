/** What the room says to whoever keeps the server running. */
import { count, defineTexts } from '#platform/module/texts.ts'

const contents = (n: number): string => count(n, { one: '1 Inhalt', other: '# Inhalte' })

export const texts = defineTexts({
  s3_unreachable: ({ host, code }: { host: string; code: string }) => `S3 unter ${host} ist nicht erreichbar (${code}). Bitte Adresse und Netz prüfen.`,
  s3_refused: ({ host, status, code }: { host: string; status: number; code: string }) =>
    `S3 unter ${host} lehnt ab (${status}${code === '' ? '' : `, ${code}`}). Bitte Bucket, Region und Schlüssel in den Einstellungen SCHULHOF_BLOBS_S3_... prüfen.`,
  s3_not_set: ({ n }: { n: number }) => `${contents(n)} ${n === 1 ? 'liegt' : 'liegen'} in S3, aber die Einstellungen SCHULHOF_BLOBS_S3_... fehlen. Bitte setzen, wie in docs/operate/blobs.md beschrieben.`,
  key_backup_damaged: ({ name }: { name: string }) => `Die Schlüsselsicherung ${name} ist beschädigt oder gehört zu einer anderen Schule. Bitte die eines anderen Tages nehmen.`,
  usage: 'Aufruf: bin/schulhof blobs verify | blobs move --to folder|s3',
  s3_needed: 'Für den Umzug fehlen die Einstellungen SCHULHOF_BLOBS_S3_..., siehe docs/operate/blobs.md.',
  moving_already: 'Ein Umzug läuft schon. Bitte warten, bis er fertig ist.',
  moved: ({ n, to }: { n: number; to: 'file' | 's3' }) => `${contents(n)} ${n === 1 ? 'liegt' : 'liegen'} jetzt ${where(to)}.`,
  moved_none: ({ to }: { to: 'file' | 's3' }) => `Alles Große liegt schon ${where(to)}.`,
  moved_some: ({ n }: { n: number }) => `${contents(n)} ${n === 1 ? 'ist' : 'sind'} beschädigt und ${n === 1 ? 'blieb' : 'blieben'}, wo ${n === 1 ? 'er war' : 'sie waren'}.`,
  moved_not_removed: 'Die alten Dateien gehen, sobald keine Sicherung mehr läuft, spätestens in der Nacht danach.',
  moved_still_writing: ({ to }: { to: 'file' | 's3' }) => `Neue Inhalte kommen noch an den alten Platz: bitte SCHULHOF_BLOBS=${to === 's3' ? 's3' : 'folder'} setzen, neu starten und den Umzug wiederholen.`,
  whole: ({ n }: { n: number }) => (n === 0 ? 'Es gibt noch keine Inhalte.' : n === 1 ? '1 Inhalt geprüft: Er ist da und lässt sich öffnen.' : `${contents(n)} geprüft: Alle sind da und lassen sich öffnen.`),
  broken: ({ n, of }: { n: number; of: number }) => `${contents(of)} geprüft, ${count(n, { one: '1 Fehler', other: '# Fehler' })}.`,
  faults_left_out: ({ n }: { n: number }) => `... und ${n} weitere.`,
  fault: ({ kind, name, place }: { kind: Fault; name: string; place: Where }) => faultText(kind, name, place),
})

export type Where = 'row' | 'file' | 's3'
export type Fault = 'missing' | 'size' | 'damaged' | 'content' | 'key_missing' | 'key_damaged' | 'unknown'

function where(place: Where): string {
  return { row: 'in der Datenbank', file: 'im Ordner blobs', s3: 'in S3' }[place]
}

function faultText(kind: Fault, name: string, place: Where): string {
  return {
    missing: `Inhalt ${name} fehlt ${where(place)}.`,
    size: `Inhalt ${name} ${where(place)} hat nicht die vermerkte Größe.`,
    damaged: `Inhalt ${name} ${where(place)} lässt sich nicht öffnen: Er ist beschädigt oder verändert.`,
    content: `Inhalt ${name} ${where(place)} lässt sich öffnen, ist aber nicht der vermerkte.`,
    key_missing: `Inhalt ${name} ${where(place)}: Der Schlüssel seines Bereichs fehlt. Er steht vielleicht noch in der Schlüsselsicherung (Ordner key-backup).`,
    key_damaged: `Inhalt ${name} ${where(place)}: Der Schlüssel seines Bereichs ist beschädigt oder gehört nicht zu den Schlüsseln dieser Schule.`,
    unknown: `Unbekannt ${where(place)}: ${name}. Schulhof hat das nicht vermerkt und löscht es nicht von selbst.`,
  }[kind]
}
