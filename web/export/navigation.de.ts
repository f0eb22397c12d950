/** Words of the search for taking the own data along. Apart from the other words, so that the first page does not load them all. */
export const navigation = {
  place: 'Meine Daten mitnehmen',
  words: 'Export Auskunft Kopie Herunterladen Daten mitnehmen DSGVO Artikel 15 20',
}
