/** Words of the search for the document on data. Apart from the other words, so that the first page does not load them all. */
export const navigation = {
  privacyPlace: 'Was hier gespeichert wird',
  privacyWords: 'Datenschutz Daten Module Aufbewahrung Löschung Auskunft Rechte',
}
