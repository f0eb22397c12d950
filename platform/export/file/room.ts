/** The page of a room: its categories in words, and the rows of its tables as far as their columns have words. */
import type { Trx } from '#platform/database/connect.ts'
import type { Manifest } from '#platform/module/manifest.ts'
import { wordsOf } from '#platform/privacy/columns.de.ts'
import type { ColumnWords } from '#platform/privacy/columns.de.ts'
import { keepText, readersOf } from '#platform/privacy/document.ts'
import type { DocumentContext } from '#platform/privacy/document.ts'
import { categoriesOf } from '#platform/privacy/stored.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import { rowsOf } from '../reading.ts'
import type { Row, Value } from '../reading.ts'
import type { Section } from '../sections.ts'
import { html, pageBegin, pageEnd } from './html.ts'
import type { Html } from './html.ts'
import { words } from './words.de.ts'

/** What the page is made of; `events`: what a line of the journal means, by its event. */
export type RoomPage = { manifest: Manifest; sections: readonly Section[]; context: Pick<DocumentContext, 'option'>; events: Readonly<Record<string, string>> }

/** The page piece by piece; `went` is called after each section. */
export async function* roomPage(trx: Trx, { manifest, sections, context, events }: RoomPage, went: () => Promise<void>): AsyncGenerator<Html> {
  yield html`${pageBegin(manifest.name)}<p><a href="../index.html">${words.back}</a></p><h1>${manifest.name}</h1><p>${words.purpose}: ${manifest.purpose.text}</p>`
  for (const [id, { label, source }] of Object.entries(manifest.categories)) {
    // A table that holds several categories stands under the first of those that are given out.
    const here = sections.filter((section) => categoryOf(section) === id)
    const isOf = sections.some(({ declaration, columns }) => columns.some((name) => isIn(declaration.columns[name]!, id)))
    if (!isOf) continue
    const keeps = [...new Set(sections.filter(({ declaration }) => categoriesOf(declaration).includes(id)).map(({ declaration }) => keepText(declaration.keep, context)))]
    yield html`<h2>${label}</h2><dl><dt>${words.source}</dt><dd>${source}</dd><dt>${words.readers}</dt><dd>${readersOf(manifest, id).join(', ')}</dd><dt>${words.keeps}</dt><dd>${keeps.join('; ')}</dd></dl>`
    for (const section of here) {
      yield* tableOf(trx, section, events)
      await went()
    }
    if (here.length === 0) yield html`<p class="quiet">${words.elsewhere}</p>`
  }
  yield pageEnd
}

async function* tableOf(trx: Trx, section: Section, events: RoomPage['events']): AsyncGenerator<Html> {
  const { declaration: { table }, standing } = section
  const columns = section.columns.flatMap((name) => {
    const found = name === 'event' && table === 'journal_entry' ? { label: words.event, values: events } : wordsOf(table, name)
    return found === undefined ? [] : [{ name, words: found }]
  })
  let count = 0
  for await (const rows of rowsOf(trx, section)) {
    if (count === 0 && columns.length > 0) {
      if (standing === 'acted') yield html`<p class="quiet">${words.acted}</p>`
      yield html`<table><thead><tr>${columns.map((column) => html`<th>${column.words.label}</th>`)}</tr></thead><tbody>`
    }
    count += rows.length
    if (columns.length > 0) for (const row of rows) yield html`<tr>${columns.map((column) => html`<td>${readable(column.words, row, column.name)}</td>`)}</tr>`
  }
  if (count > 0 && columns.length > 0) yield html`</tbody></table>`
  yield html`<p class="quiet">${words.rows(count)}, <a href="../${jsonPath(section)}">${words.json_one}</a></p>`
}

function isIn(column: { kind: string; category?: string }, id: string): boolean {
  return column.kind === 'personal' && column.category === id
}

/** The first category of a section. */
export function categoryOf({ declaration, columns }: Section): string | undefined {
  return columns.map((name) => declaration.columns[name]!).find((column) => column.kind === 'personal')?.category
}

/** Where the rows of a section lie as JSON. */
export function jsonPath({ manifest, declaration, standing }: Section): string {
  return `daten/${manifest.id}/${declaration.table}${standing === 'acted' ? '-handelnd' : ''}.json`
}

/** What a value says to its reader; empty for what has no words. */
export function readable({ values }: ColumnWords, row: Row, name: string): string {
  const value = row[name]
  if (typeof value === 'string' && values !== undefined) return values[value] ?? ''
  return readableValue(value ?? null)
}

const WHEN = new Intl.DateTimeFormat('de-DE', { timeZone: 'Europe/Berlin', dateStyle: 'medium', timeStyle: 'short' })

export function readableWhen(at: Date): string {
  return WHEN.format(at)
}

function readableValue(value: Value): string {
  if (value === true) return words.yes
  if (value === false || value === null || typeof value === 'object') return ''
  if (typeof value === 'number') return String(value)
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return readableWhen(new Date(value))
  return /^\d{4}-\d\d-\d\d$/.test(value) ? germanDay(value) : value
}

export function germanDay(day: string): string {
  return day.split('-').reverse().join('.')
}

/** The day of an instant as people write it. */
export function dayOf(at: Date): string {
  return germanDay(dateInBerlin(at))
}
