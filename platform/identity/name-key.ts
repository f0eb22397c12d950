/** How names are looked up: person.name_key holds them folded (migration 0014), and what is asked for is folded here the same way. */

const SAME: Record<string, string> = {
  a: 'àáâãäåāăą', c: 'çćč', d: 'ďđð', e: 'èéêëēėęě', g: 'ğ', i: 'ìíîïīįıİ', l: 'ł', n: 'ñńň', o: 'òóôõöøō', r: 'ř', s: 'śşšș', t: 'ťţț', u: 'ùúûüūůű', y: 'ýÿ', z: 'źżž',
}
const PLAIN = new Map(Object.entries(SAME).flatMap(([plain, letters]) => [...letters].map((letter) => [letter, plain] as const)))
const SPELLED = new Map([['ß', 'ss'], ['æ', 'ae'], ['œ', 'oe'], ['ä', 'ae'], ['ö', 'oe'], ['ø', 'oe'], ['ü', 'ue']])

/**
 * The words of a query as they stand in name_key, longest first, at most `words_max`: letters and digits only, so nothing of them is a sign of LIKE.
 * A word finds a name when name_key holds it behind a blank: `LIKE '% word%'`.
 */
export function nameWords(query: string, words_max: number): string[] {
  const words = (query.toWellFormed().normalize('NFC').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, words_max)
  return words.map((word) => [...word].map((letter) => SPELLED.get(letter) ?? PLAIN.get(letter) ?? letter).join('')).sort((a, b) => b.length - a.length)
}
