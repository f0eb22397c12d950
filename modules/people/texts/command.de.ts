/** Words of the command line of imports. */
import { count } from '#platform/module/texts.ts'
import type { ImportCounts, SafetyReason } from '../import/shape.ts'
import { FIELDS, FILE_KINDS } from '../import/presets.ts'
import { texts } from '../texts.de.ts'
import { rosterTexts } from './roster.de.ts'
import { problemWords } from './problems.de.ts'

export const commandTexts = {
  usage: [
    'Aufruf: bin/schulhof import preview DATEI [--source PROGRAMM] [--kind pupils|parents|staff|courses] [--column FELD=SPALTE ...] [--same KENNUNG=KONTO ...]',
    '        bin/schulhof import apply DATEI [--source PROGRAMM] [--kind ...] [--column ...] [--same KENNUNG=KONTO ...] [--confirm]',
    '--column: Diese Spalte der Datei ist dieses Feld; nötig nur, wo die Datei nicht erkannt wird. Das nächste Mal weiß die Plattform es noch. Felder:',
    ...FILE_KINDS.map((kind) => `  ${kind}: ${FIELDS[kind].join(', ')}`),
    '--same: Die Zeile mit dieser Kennung ist dieselbe Person wie das Konto mit diesem Anmeldenamen; möglich ist, was die Vorschau nennt.',
  ].join('\n'),
  same_no_account: ({ account }: { account: string }) => `Das Konto ${account} gibt es nicht. Hinter --same stehen die Kennung aus der Datei und der Anmeldename, wie die Vorschau sie nennt. Übernommen wurde nichts.`,
  head: (p: { preset: string; encoding: string; rowsRead: number; source: string; schoolYear: string }) =>
    `Gelesen: ${count(p.rowsRead, { one: '# Zeile', other: '# Zeilen' })}, ${encodingName(p.encoding)}, erkannt als ${presetName(p.preset)}; Programm ${p.source}, Schuljahr ${p.schoolYear}`,
  ignored: ({ columns }: { columns: string }) => `Wird nicht übernommen: ${columns}`,
  counts: (c: ImportCounts) =>
    `${c.new} neu, ${c.changed} geändert, ${c.moved} in anderer Klasse, ${c.returned} wieder da, ${taken(c.taken)}${c.leaving} fehlen, ${c.left} schon gegangen, ${c.unclear} unklar, ${c.unchanged} unverändert`,
  rosterCounts: (p: { kind: string; new: number; changed: number; returned: number; taken: number; unclear: number; added: number; relinked: number; ended: number; missing: number }) =>
    `${rosterTexts[`kind_${p.kind as 'parents'}`]}: ${p.new} neue Konten, ${taken(p.taken)}${p.changed} geändert${p.returned > 0 ? `, ${p.returned} wieder da` : ''}; Zuordnungen: ${p.added} neu, ${p.relinked} geändert, ${p.ended} enden, ${p.missing} fehlen; ${p.unclear} Zeilen unklar`,
  founded: ({ labels }: { labels: string }) => `Neue Klassen und Jahrgänge: ${labels}`,
  renamed: ({ from, to, n }: { from: string; to: string; n: number }) =>
    `Zieht mit ihrem Raum weiter: ${from} -> ${to} (${count(n, { one: '# Person', other: '# Personen' })})`,
  ended: ({ labels }: { labels: string }) => `Endet, bleibt lesbar: ${labels}`,
  more: ({ n }: { n: number }) => `    und ${count(n, { one: 'eine weitere', other: '# weitere' })}`,
  fields: { givenName: texts.field_givenName, familyName: texts.field_familyName, majorityDate: texts.field_majorityDate, exitOn: texts.field_exitOn },
  safety: ({ reason, count: n, of }: { reason: SafetyReason; count: number; of: number }) => `${texts.safety_title}. ${safetyText(reason, n, of)}`,
  confirm_needed: 'Nichts übernommen. Ist die Datei vollständig und richtig, noch einmal mit --confirm aufrufen.',
  nothing: texts.nothing_to_do,
  applied: ({ groups, questions }: { groups: number; questions: number }) =>
    `Übernommen. Neue Klassen und Jahrgänge: ${groups}. Offene Fragen „Geht ab?“: ${questions}.`,
  delete_file: ({ path }: { path: string }) => `Die Datei ${path} wird nicht mehr gebraucht. Bitte löschen, auch aus dem Papierkorb.`,
  no_file: ({ path }: { path: string }) => `Die Datei ${path} gibt es nicht.`,
  no_reading: ({ path }: { path: string }) => `${path} lässt sich nicht lesen: Es ist ein Ordner, oder das Leserecht fehlt.`,
  refused: ({ code }: { code: string }) => `Nicht möglich (${code}). Gespeichert wurde nichts.`,
}

function taken(n: number): string {
  return n > 0 ? `${n} ${rosterTexts.count_taken}, ` : ''
}

/** The name of a preset as people know the program. */
export function presetName(preset: string): string {
  const known: Readonly<Record<string, string>> = {
    schild: texts.preset_schild, 'old-program': texts['preset_old-program'], neutral: texts.preset_neutral, danis: texts.preset_danis, asv: texts.preset_asv, lusd: texts.preset_lusd,
    'iserv-like': texts['preset_iserv-like'], own: texts.preset_own,
  }
  return known[preset] ?? preset
}

/** The name of an encoding as settings call it. */
export function encodingName(encoding: string): string {
  const known: Readonly<Record<string, string>> = { 'windows-1252': 'Windows-1252' }
  return known[encoding] ?? encoding.toUpperCase()
}

/** Why the safety stop stands. */
export function safetyText(reason: SafetyReason, n: number, of: number): string {
  const words = { ...texts, ...rosterTexts }[`safety_${reason}`]
  return typeof words === 'string' ? words : words({ count: n, of })
}

/** One problem with its line and what to do. */
export function problemText(one: { code: string; params: Readonly<Record<string, string | number>>; line?: number | undefined }): string {
  const words = problemWords[one.code]
  const text = words === undefined ? one.code : `${words.what(one.params)} ${words.next}`
  return one.line === undefined ? text : `${texts.line({ n: one.line })}: ${text}`
}
