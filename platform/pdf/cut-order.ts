/**
 * The order of parts that are cut out of a pile of sheets: the pile is cut once, its piles are laid on each other, and the parts lie in the order of the
 * list. So the first place of all sheets comes before the second place of all sheets. Pure.
 */

/** Sheets with the indexes of their parts, by place; null where a place stays empty. */
export function cutOrder(count: number, places: number): (number | null)[][] {
  const sheets = Math.ceil(count / places)
  return Array.from({ length: sheets }, (_, sheet) =>
    Array.from({ length: places }, (_unused, place) => {
      const index = place * sheets + sheet
      return index < count ? index : null
    }))
}
