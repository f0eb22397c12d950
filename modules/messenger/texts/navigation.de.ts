/** Words of the menu and the search for the messenger. Apart from the other words, so that the first page does not load them all. */
export const navigation = {
  title: 'Nachrichten',
}
