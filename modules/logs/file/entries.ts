/** The files inside a sealed export: how the case came about, its rows as a page, and the same as JSON. Pages work without network and script. Pure. */
import { html, pageBegin, pageEnd } from '#platform/export/file/html.ts'
import type { Html } from '#platform/export/file/html.ts'
import type { ZipEntry } from '#platform/export/zip.ts'
import { limits } from '../limits.ts'
import type { LogKind } from '../rules.ts'
import type { Step } from '../store/cases.ts'
import type { LogRow } from '../store/rows.ts'
import { LOG_WORDS, RESULT_WORDS, texts } from '../texts.de.ts'
import { words } from '../texts/file.de.ts'

export type NumberedRow = Omit<LogRow, 'id' | 'pseudonym'> & { mark: string | null }
export type FileStep = Omit<Step, 'caseId' | 'byId' | 'number'> & { by: string | null; mark: string | null }
export type CaseFile = {
  schoolName: string; reference: string; addressee: string; reason: string; /** Empty: all of them. */ service: string; windowFrom: Date; windowUntil: Date
  openedAt: Date; openedBy: string | null; requestedAt: Date; requestedBy: string | null; agreedAt: Date | null; agreedBy: string | null; sealedAt: Date; sealedBy: string | null
  rows: ReadonlyMap<LogKind, readonly NumberedRow[]>
  /** By number, only what was unmasked in this case; null: the person is gone. */
  names: ReadonlyMap<string, string | null>
  /** `from`: since when rows of this log are there at all. */
  logs: readonly { log: LogKind; from: Date; fields: readonly string[] }[]
  steps: readonly FileStep[]
}

export function entriesOf(file: CaseFile): ZipEntry[] {
  return [
    { name: words.caseFile, isPacked: true, content: bytesOf([casePage(file).text]) },
    { name: words.rowsFile, isPacked: true, content: bytesOf(rowsPage(file)) },
    { name: words.jsonFile, isPacked: true, content: bytesOf(json(file)) },
  ]
}

/** Each piece with a turn for the others after it. */
async function* bytesOf(pieces: Iterable<string>): AsyncGenerator<Buffer> {
  for (const piece of pieces) {
    yield Buffer.from(piece)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** With seconds and the zone: twice a year an hour comes twice. */
const WHEN = new Intl.DateTimeFormat('de-DE', { timeZone: 'Europe/Berlin', dateStyle: 'medium', timeStyle: 'long' })

function casePage(file: CaseFile): Html {
  const entry = (label: string, value: string) => html`<dt>${label}</dt><dd>${value}</dd>`
  const act = (at: Date | null, by: string | null) => (at === null ? '' : words.act(WHEN.format(at), by ?? words.gone))
  return html`${pageBegin(words.title)}<h1>${words.title}</h1><dl>
${entry(words.school, file.schoolName)}${entry(texts.reference, file.reference)}${entry(words.addressee, file.addressee)}${entry(texts.reason, file.reason)}${entry(texts.service, file.service || texts.everyService)}
${entry(texts.window, words.span(WHEN.format(file.windowFrom), WHEN.format(file.windowUntil)))}${entry(words.opened, act(file.openedAt, file.openedBy))}${entry(words.requested, act(file.requestedAt, file.requestedBy))}
${entry(words.agreed, act(file.agreedAt, file.agreedBy))}${entry(words.sealed, act(file.sealedAt, file.sealedBy))}</dl>
<h2>${words.files}</h2><ul><li><a href="${words.rowsFile}">${words.rowsFile}</a>: ${words.rowsWhat}</li><li>${words.jsonFile}: ${words.jsonWhat}</li></ul>
<h2>${texts.rows}</h2><table><thead><tr><th>${texts.log}</th><th>${texts.rows}</th><th>${words.since}</th><th>${words.fields}</th></tr></thead><tbody>
${file.logs.map(({ log, from, fields }) => html`<tr><td>${LOG_WORDS[log]!}</td><td>${file.rows.get(log)!.length}</td><td>${WHEN.format(from)}</td><td>${fields.join('; ')}</td></tr>`)}</tbody></table>
<h2>${words.persons}</h2><p>${words.numbers}</p>${namesTable(file)}
<h2>${words.limitsTitle}</h2><ul>${words.limits.map((line) => html`<li>${line}</li>`)}</ul>
<h2>${texts.steps}</h2><ol>${file.steps.map((step) => html`<li>${WHEN.format(step.at)}, ${step.by ?? words.gone}: ${texts.step(step)}${step.sha256 === null ? '' : `. ${texts.sum} ${step.sha256}`}</li>`)}</ol>
${pageEnd}`
}

function namesTable({ names }: CaseFile): Html {
  if (names.size === 0) return html`<p>${words.noNames}</p>`
  return html`<table><thead><tr><th>${texts.mark}</th><th>${words.name}</th></tr></thead><tbody>${[...names].map(([mark, name]) => html`<tr><td>${mark}</td><td>${name ?? words.gone}</td></tr>`)}</tbody></table>`
}

function* rowsPage(file: CaseFile): Generator<string> {
  yield html`${pageBegin(words.rowsTitle)}<p><a href="${words.caseFile}">${words.back}</a></p><h1>${words.rowsTitle}</h1><p>${texts.reference}: ${file.reference}</p>`.text
  for (const { log } of file.logs) {
    const columns = columnsOf(log, file.names)
    const rows = file.rows.get(log)!
    yield html`<h2>${LOG_WORDS[log]!}</h2>`.text
    if (rows.length === 0) {
      yield html`<p>${texts.rowsNone}</p>`.text
      continue
    }
    yield html`<table><thead><tr>${columns.map(({ label }) => html`<th>${label}</th>`)}</tr></thead><tbody>`.text
    for (const some of inPieces(rows)) yield some.map((row) => html`<tr>${columns.map(({ cell }) => html`<td>${cell(row)}</td>`)}</tr>`.text).join('\n')
    yield '</tbody></table>'
  }
  yield pageEnd.text
}

type Column = { label: string; cell: (row: NumberedRow) => string }

function columnsOf(log: LogKind, names: CaseFile['names']): Column[] {
  const who = ({ mark }: NumberedRow): string => (mark === null ? texts.nobody : names.has(mark) ? `${mark} (${names.get(mark) ?? words.gone})` : mark)
  return [
    { label: texts.at, cell: ({ at }) => WHEN.format(at) },
    ...(log === 'fault' ? [] : [{ label: texts.who, cell: who }]),
    ...(log === 'sign_in' ? [] : [{ label: texts.operation, cell: ({ operation }: NumberedRow) => operation }]),
    { label: texts.outcome, cell: ({ outcome }) => (log === 'sign_in' ? (RESULT_WORDS[outcome] ?? outcome) : outcome) },
    ...(log === 'access' ? [{ label: texts.duration, cell: ({ duration_ms }: NumberedRow) => texts.ms({ n: duration_ms ?? 0 }) }, { label: texts.network, cell: ({ network }: NumberedRow) => network ?? '' }] : []),
    ...(log === 'sign_in' ? [{ label: texts.device, cell: ({ device }: NumberedRow) => device ?? '' }] : []),
    ...(log === 'fault' ? [{ label: texts.place, cell: ({ place }: NumberedRow) => place ?? '' }] : []),
  ]
}

function* json({ rows, names, logs, ...about }: CaseFile): Generator<string> {
  yield `{"case":${JSON.stringify(about)},\n"names":${JSON.stringify(Object.fromEntries(names))},\n"rows":{`
  for (const [index, { log }] of logs.entries()) {
    yield `${index === 0 ? '' : ',\n'}"${log}":[`
    let isFirst = true
    for (const some of inPieces(rows.get(log)!)) {
      yield `${isFirst ? '\n' : ',\n'}${some.map((row) => JSON.stringify(row)).join(',\n')}`
      isFirst = false
    }
    yield ']'
  }
  yield '}}\n'
}

function inPieces<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / limits.export_rows_at_once) }, (_, piece) => all.slice(piece * limits.export_rows_at_once, (piece + 1) * limits.export_rows_at_once))
}
