/**
 * Which of the forms that class leads entered the clerk looks at again (A4): a tenth, at least three for each class and month. Chosen by id, so that the
 * same forms come out however often one asks, and nobody who enters can tell beforehand. Pure.
 */
import { createHash } from 'node:crypto'

export const SAMPLE_SHARE = 0.1
export const SAMPLE_MIN = 3

export type Enterable = { id: string; groupId: string }

/** The ids of the sample of one month, class by class. */
export function sampleOf(entries: readonly Enterable[], month: string): string[] {
  const drawn: string[] = []
  for (const [, ofClass] of Map.groupBy(entries, (entry) => entry.groupId)) {
    const size = Math.min(ofClass.length, Math.max(SAMPLE_MIN, Math.ceil(ofClass.length * SAMPLE_SHARE)))
    const ranked = ofClass.map(({ id }) => ({ id, rank: createHash('sha256').update(`${month} ${id}`).digest('hex') })).sort((a, b) => (a.rank < b.rank ? -1 : 1))
    drawn.push(...ranked.slice(0, size).map(({ id }) => id))
  }
  return drawn
}
