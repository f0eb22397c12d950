/** What decides in the messenger, without database and clock: who writes to whom, what a room allows, what a message may be. */
import type { PersonType } from '#platform/access/vocabulary.ts'
import { limits } from './limits.ts'

/** What is asked of a room before anybody writes in it. */
export type RoomFacts = {
  kind: 'group' | 'direct'
  /** The group's last day; null while it goes on. */
  endedOn: string | null
  /** R9a.2: somebody of the staff answers for it now. Direct chats have nobody who does. */
  isAttended: boolean
  direct: { types: readonly PersonType[]; areAdmitted: boolean; sharesGroup: boolean } | null
}

/** `unattended`: nobody answers for it (R9a.1). `ended`: the group is over. `closed`: these two can't write to each other now. */
export type RoomState = 'open' | 'unattended' | 'ended' | 'closed'

/** The state of a room on the calendar date `today`. Only an open one can be written in. */
export function stateOf(room: RoomFacts, today: string, pupilsWrite: boolean): RoomState {
  if (room.direct !== null) {
    const [one, other] = room.direct.types
    if (one === undefined || other === undefined || !room.direct.areAdmitted) return 'closed'
    return mayWriteTo(one, other, room.direct.sharesGroup, pupilsWrite) ? 'open' : 'closed'
  }
  if (room.kind === 'direct') return 'closed'
  if (room.endedOn !== null && room.endedOn <= today) return 'ended'
  return room.isAttended ? 'open' : 'unattended'
}

/**
 * The matrix of direct chats (R9a.1, opt:messenger.direct): staff with each other; staff with pupils of a group they share; pupils with each other only
 * where the school allows it, in a group they share. Nobody else, and the same in both directions.
 */
export function mayWriteTo(one: PersonType, other: PersonType, sharesGroup: boolean, pupilsWrite: boolean): boolean {
  if (isStaff(one) && isStaff(other)) return true
  if (!sharesGroup || !isUser(one) || !isUser(other)) return false
  return one !== 'pupil' || other !== 'pupil' || pupilsWrite
}

/** Whom a person can see at all: staff all staff, everybody the members of their own groups. */
export function maySee(one: PersonType, other: PersonType, sharesGroup: boolean): boolean {
  return isUser(one) && isUser(other) && (sharesGroup || (isStaff(one) && isStaff(other)))
}

export function isStaff(type: PersonType): boolean {
  return type === 'teacher' || type === 'staff'
}

function isUser(type: PersonType): boolean {
  return type === 'pupil' || isStaff(type)
}

/** The instant until which an own message can be changed. */
export function changeableUntil(postedAt: Date): Date {
  return new Date(postedAt.getTime() + limits.recent_minutes * 60_000)
}

/**
 * A message as it is stored: composed letters (NFC), line feeds, no control characters but tab and line feed, nothing at the ends.
 * Gives the body, or what is wrong with it.
 */
export function cleanBody(text: string): { body: string } | { problem: 'body_empty' | 'body_too_long' } {
  const body = text
    .toWellFormed()
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/(?![\t\n])\p{Cc}/gu, '')
    .normalize('NFC')
    .trim()
  // Invisible signs alone are no message.
  if (body.replace(/[\p{Cf}\p{Z}\s]/gu, '') === '') return { problem: 'body_empty' }
  return body.length > limits.body_characters_max ? { problem: 'body_too_long' } : { body }
}

/** The beginning of a message in one line. */
export function previewOf(body: string): string {
  const line = body.replace(/\s+/g, ' ')
  return line.length <= limits.preview_characters_max ? line : `${cut(line, limits.preview_characters_max - 1)}…`
}

/** The words of a search that count, lower case; empty when there is nothing to look for. */
export function searchWords(query: string): string[] {
  const words = query.toWellFormed().normalize('NFC').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return [...new Set(words)].slice(0, limits.search_words_max)
}

export type ExcerptPart = { text: string; isHit: boolean }

/** The place of a message where the words were found, in parts, so that hits can be marked without markup. */
export function excerptOf(body: string, words: readonly string[]): ExcerptPart[] {
  const line = body.replace(/\s+/g, ' ')
  const lower = line.toLowerCase()
  // Letters whose lower case is longer would move all places: then nothing is marked.
  const hits = lower.length === line.length ? hitsIn(lower, words) : []
  const first = hits[0]?.from ?? 0
  const from = first < limits.excerpt_characters_max / 2 ? 0 : startOfWord(line, first - 40)
  const until = Math.min(line.length, from + limits.excerpt_characters_max)
  const parts: ExcerptPart[] = []
  const add = (text: string, isHit: boolean) => text !== '' && parts.push({ text, isHit })
  let at = from
  for (const hit of hits) {
    if (hit.from < at || hit.from >= until) continue
    add(line.slice(at, hit.from), false)
    add(line.slice(hit.from, Math.min(hit.until, until)), true)
    at = Math.min(hit.until, until)
  }
  add(line.slice(at, until), false)
  if (from > 0) parts.unshift({ text: '… ', isHit: false })
  if (until < line.length) parts.push({ text: ' …', isHit: false })
  return parts
}

function hitsIn(lower: string, words: readonly string[]): { from: number; until: number }[] {
  const hits: { from: number; until: number }[] = []
  for (const word of words) {
    // The index compares stems: of an inflected word the stem is marked.
    const needle = lower.includes(word) ? word : word.slice(0, Math.max(3, word.length - 2))
    for (let at = lower.indexOf(needle); at >= 0 && hits.length < 50; at = lower.indexOf(needle, at + needle.length)) hits.push({ from: at, until: at + needle.length })
  }
  return hits.sort((a, b) => a.from - b.from)
}

function startOfWord(line: string, near: number): number {
  const space = line.indexOf(' ', Math.max(0, near))
  return space < 0 || space > near + 30 ? Math.max(0, near) : space + 1
}

/** Never through the middle of a letter that takes two units. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '')
}
