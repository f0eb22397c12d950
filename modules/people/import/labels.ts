/**
 * Labels of classes and year groups. `05a`, `5a`, `5 A` and `05A` are one class; people see it as their file writes it.
 * EF, Q1, Q2 and the like stand in the class column and are year groups, not classes (amendment B11).
 */
import { labels_remembered_max } from './limits.ts'

export type Place = { classLabel: string | null; yearLabel: string | null }

/** Where a row puts a pupil: class and year group by the class column and, where there is one, the year column. Empty cells give null. */
export function placeOf(classCell: string, yearCell: string): Place {
  if (isYearGroup(classCell)) return { classLabel: null, yearLabel: classCell }
  const year = yearCell || yearInClass(classCell)
  return { classLabel: classCell || null, yearLabel: year || null }
}

/** The same for all spellings of one class: lower case, without leading zeros and spaces. */
export const classKey = remembered((label) =>
  label
    .normalize('NFC')
    .toLowerCase()
    .replace(/(?<!\d)\s+|\s+(?!\d)/gu, '')
    .replace(/(?<![\d])0+(?=\d)/g, ''),
)

/** The same for all spellings of one year group: '05' and '5', 'EF' and 'ef'. */
export const yearKey = remembered((label) =>
  classKey(label)
    .replace(/jahrgang(?:sstufe)?|klasse|stufe|jg|\./g, '')
    .replace(/^0+(?=\d)/, ''),
)

/** True for labels that name a year of the upper school instead of a class. */
export function isYearGroup(label: string): boolean {
  return upperYears.has(yearKey(label))
}

/** The order of a year group among the others (5, 6, ... EF = 11, Q1 = 12, Q2 = 13), or null for labels that name no year. */
export function yearRank(label: string): number | null {
  const key = yearKey(label)
  const upper = upperYears.get(key)
  if (upper !== undefined) return upper
  return /^([1-9]|10)$/.test(key) ? Number(key) : null
}

/** `05` of `05a`, `EF` of `EFb`, `8` of `R8c`; empty where the label names no single year (`1/2a`, `Igel`). */
function yearInClass(label: string): string {
  const upper = /^(EF|[EQJ][1-4])(?![a-z]{2})/i.exec(label)
  if (upper && isYearGroup(upper[0])) return upper[0]
  const numbers = label.match(/\d+/g) ?? []
  const year = numbers[0] ?? ''
  return numbers.length === 1 && yearRank(year) !== null ? year : ''
}

/** Introductory and qualification phases as the states name them; 11 to 13 without a letter are year groups as well. */
const upperYears = new Map<string, number>([
  ['ef', 11],
  ['e1', 11],
  ['e2', 11.5],
  ['11', 11],
  ['q1', 12],
  ['j1', 12],
  ['12', 12],
  ['q2', 13],
  ['j2', 13],
  ['13', 13],
  ['q3', 14],
  ['q4', 15],
])

/** A comparison asks for the key of each label some hundred times; worked out anew each time, that were gigabytes of texts for nothing. */
function remembered(keyOf: (label: string) => string): (label: string) => string {
  const keys = new Map<string, string>()
  return (label) => {
    const known = keys.get(label)
    if (known !== undefined) return known
    // A school has some hundred; a file that is made to hurt has others in every row.
    if (keys.size >= labels_remembered_max) keys.clear()
    const key = keyOf(label)
    keys.set(label, key)
    return key
  }
}
