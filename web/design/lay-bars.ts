/** Where the parts of a bar lie: pure. */

export const BAR_LENGTH = 300
/** Between two parts, so that they are told apart without their colours. */
const GAP = 2
/** What is more than nothing keeps at least this, so that a single pupil is seen. */
const PART_MIN = 4

/** Places of the parts on a bar of 300 units, left to right; parts of 0 have none. They never leave the bar. */
export function layBars(values: readonly number[]): { index: number; x: number; width: number }[] {
  const total = sum(values)
  const shown = values.map((value, index) => ({ index, value })).filter(({ value }) => value > 0)
  if (total === 0) return []
  const room = BAR_LENGTH - GAP * (shown.length - 1)
  const widths = shown.map(({ value }) => Math.max(PART_MIN, (value / total) * room))
  const over = sum(widths) / room
  let x = 0
  return shown.map(({ index }, i) => {
    const width = (widths[i] ?? 0) / over
    const part = { index, x, width }
    x += width + GAP
    return part
  })
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
