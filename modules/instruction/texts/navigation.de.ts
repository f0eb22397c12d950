/** Words of the search for the instruction. Apart from the other words, so that the first page does not load them all. */
export const navigation = {
  place: 'Dienstanweisung',
}
