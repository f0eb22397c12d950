/** Limits of the room module. */

/** Pieces of news in one statement: the people of a large import would be a text of megabytes. */
export const news_at_once_max = 50
