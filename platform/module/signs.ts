/** What no text of people may hold. Alone, so that the import thread reads names without loading what the doors check their input with. */

/**
 * Signs that no name or label may hold: controls, bidi overrides and isolates, invisible and private ones, halves of characters. Zero-width joiner and
 * non-joiner are spelling in Persian and Indic names; all other format characters are invisible or turn text around.
 */
export const hiddenSigns = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u
