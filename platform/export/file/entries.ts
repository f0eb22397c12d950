/**
 * All files of an export, one after the other, each made while it is read: pages, tables as JSON, conversations, own files, and last the page that leads to them.
 * Rows are read in one transaction, so that pages and JSON say the same.
 */
import type { Trx } from '#platform/database/connect.ts'
import { readShape } from '#platform/erasure/shape.ts'
import type { ConversationLine } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import { files_max } from '../limits.ts'
import { filesOf, hasRows, ownFile, rowsOf } from '../reading.ts'
import type { OwnFile } from '../reading.ts'
import { sectionsOf } from '../sections.ts'
import type { ExportOf, Section } from '../sections.ts'
import { ZipTooLarge } from '../zip.ts'
import type { ZipEntry } from '../zip.ts'
import { html, pageBegin, pageEnd } from './html.ts'
import type { Html } from './html.ts'
import { dayOf, jsonPath, readableWhen, roomPage } from './room.ts'
import { words } from './words.de.ts'

export type Making = { of: ExportOf; name: string; at: Date; /** Told how far it is, 0 to 1. */ went: (share: number) => Promise<void> }

/** Throws ZipTooLarge where there are more files than an archive holds; BlobDamaged; RefusalError. */
export async function* exportEntries(platform: Platform, trx: Trx, { of, name, at, went }: Making): AsyncGenerator<ZipEntry> {
  const shape = await readShape(trx)
  const manifests = [...platform.manifests.values()]
  const isOwnFile = await ownFile(trx)
  const sections: Section[] = []
  for (const section of sectionsOf(manifests, { types: shape.types, isOwnFile }, of)) if (await hasRows(trx, section)) sections.push(section)
  const files = await filesOf(trx, of, isOwnFile, files_max)
  if (files.length > files_max) throw new ZipTooLarge()
  // A table counts twice (page and JSON), a megabyte of files once.
  const parts = sections.length * 2 + files.reduce((sum, file) => sum + file.size_bytes / 1_000_000, 0) + CONVERSATIONS
  let done = 0
  const step = (n: number): Promise<void> => went(Math.min(1, (done += n) / parts))
  const index: Link[] = []
  const events = Object.fromEntries(manifests.flatMap(({ logs }) => logs.map(({ event, text }) => [event, text])))
  for (const [manifest, own] of Map.groupBy(sections, (section) => section.manifest)) {
    const path = `raeume/${manifest.id}.html`
    index.push({ path, label: manifest.name })
    yield { name: path, isPacked: true, content: asText(roomPage(trx, { manifest, sections: own, context: { option: platform.school.option }, events }, () => step(1))) }
    for (const section of own) yield { name: jsonPath(section), isPacked: true, content: asText(jsonOf(trx, section, () => step(1))) }
  }
  const talks: Link[] = []
  if (of.kind === 'own') yield* conversationsOf(platform, of.personId, at, talks)
  await step(CONVERSATIONS)
  const links: Link[] = []
  for (const file of files) yield fileEntry(platform, file, links, step)
  yield { name: 'index.html', isPacked: true, content: asText([indexPage({ of, name, at, school: platform.school.school?.name ?? '' }, { rooms: index, talks, files: links })]) }
}

const CONVERSATIONS = 20

type Link = { path: string; label: string }

async function* asText(parts: AsyncIterable<Html | string> | Iterable<Html | string>): AsyncGenerator<Buffer> {
  let held = ''
  for await (const part of parts) {
    held += typeof part === 'string' ? part : part.text
    if (held.length < GATHERED_CHARS) continue
    yield Buffer.from(held)
    held = ''
  }
  yield Buffer.from(held)
}

const GATHERED_CHARS = 65_536

async function* jsonOf(trx: Trx, section: Section, went: () => Promise<void>): AsyncGenerator<string> {
  let isFirst = true
  yield '['
  for await (const rows of rowsOf(trx, section)) {
    for (const row of rows) {
      yield `${isFirst ? '' : ','}\n${JSON.stringify(row)}`
      isFirst = false
    }
  }
  yield '\n]\n'
  await went()
}

/** What others wrote to the person where they were a member then, room by room: as a page and as JSON. */
async function* conversationsOf(platform: Platform, personId: string, at: Date, links: Link[]): AsyncGenerator<ZipEntry> {
  for (const { addressed } of platform.modules) {
    if (addressed === undefined) continue
    for await (const { title, lines } of addressed(platform, personId, at)) {
      const path = `nachrichten/${String(links.length + 1).padStart(3, '0')}.html`
      links.push({ path, label: title })
      yield { name: path, isPacked: true, content: asText(conversationPage(title, lines())) }
      yield { name: path.replace(/html$/, 'json'), isPacked: true, content: asText(conversationJson(lines())) }
    }
  }
}

async function* conversationPage(title: string, lines: AsyncIterable<ConversationLine>): AsyncGenerator<Html> {
  yield html`${pageBegin(title)}<p><a href="../index.html">${words.back}</a></p><h1>${title}</h1>`
  for await (const { at, by, text } of lines) {
    yield html`<p class="line"><b>${by}</b> <span class="quiet">${readableWhen(at)}</span>
${text}</p>
`
  }
  yield pageEnd
}

async function* conversationJson(lines: AsyncIterable<ConversationLine>): AsyncGenerator<string> {
  let separator = ''
  yield '['
  for await (const { at, by, isOwn, text } of lines) {
    yield `${separator}\n${JSON.stringify({ at: at.toISOString(), by, isOwn, text })}`
    separator = ','
  }
  yield '\n]\n'
}

/** Endings of what people store; anything else is saved without one. */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp', 'image/gif': 'gif', 'application/pdf': 'pdf', 'text/plain': 'txt', 'audio/mpeg': 'mp3', 'audio/mp4': 'm4a', 'video/mp4': 'mp4', 'video/webm': 'webm', 'application/zip': 'zip',
}

function fileEntry({ blobs }: Platform, file: OwnFile, links: Link[], step: (n: number) => Promise<void>): ZipEntry {
  const ending = ENDINGS[file.mediaType.split(';')[0]!] ?? 'bin'
  const path = `dateien/${String(links.length + 1).padStart(5, '0')}.${ending}`
  links.push({ path, label: words.file(file.mediaType, words.bytes(file.size_bytes)) })
  async function* content(): AsyncGenerator<Buffer> {
    for await (const piece of await blobs.open(file.id)) {
      yield piece
      await step(piece.length / 1_000_000)
    }
  }
  return { name: path, isPacked: false, content: content() }
}

function indexPage({ of, name, at, school }: { of: ExportOf; name: string; at: Date; school: string }, { rooms, talks, files }: { rooms: Link[]; talks: Link[]; files: Link[] }): Html {
  const list = (links: readonly Link[]) => html`<ul>${links.map(({ path, label }) => html`<li><a href="${path}">${label}</a></li>`)}</ul>`
  return html`${pageBegin(words.titleOf(name))}<h1>${words.titleOf(name)}</h1><p>${words.made(`${dayOf(at)}`, school)}</p><p>${words.what[of.kind]}</p><p>${words.left_out}</p>
<h2>${words.rooms}</h2>${list(rooms)}<p>${words.json}</p>
${talks.length === 0 ? '' : html`<h2>${words.conversations}</h2>${list(talks)}`}
${of.kind === 'guardian' ? '' : html`<h2>${words.files}</h2>${files.length === 0 ? html`<p>${words.no_files}</p>` : list(files)}`}${pageEnd}`
}
