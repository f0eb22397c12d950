/** What the twelve pictures show, in their places: said to screen readers, and the three words for who would rather remember words (A6). Never reordered. */
export const pictureNames = ['Sonne', 'Mond', 'Stern', 'Herz', 'Baum', 'Blume', 'Haus', 'Fisch', 'Schiff', 'Ball', 'Apfel', 'Auto'] as const
