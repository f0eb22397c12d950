/** Account names: made from the name, plain ASCII; which number makes them unique says taken-names.ts. Pure. */

const SPECIAL: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', ø: 'o', å: 'a', ð: 'd', đ: 'd', þ: 'th', ł: 'l', ı: 'i', œ: 'oe' }
const CYRILLIC: Record<string, string> = {
  а: 'a', б: 'b', в: 'v', г: 'h', ґ: 'g', д: 'd', е: 'e', є: 'ie', ж: 'zh', з: 'z', и: 'y', і: 'i', ї: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r',
  с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ь: '', ю: 'iu', я: 'ia', ы: 'y', э: 'e', ъ: '', ё: 'e',
}
/** Longer account names are refused by Windows school computers. */
const LENGTH_MAX = 40

/** The account name wished for: `vorname.nachname` in a-z, 0-9, dot and hyphen; 'konto' where nothing is left of the name. */
export function wishedAccountName(givenName: string, familyName: string): string {
  const given = plain(givenName).split(/[ -]/)[0] ?? ''
  const family = plain(familyName).replaceAll(' ', '-')
  const name = [given, family].filter((part) => part !== '').join('.')
  return name.slice(0, LENGTH_MAX).replace(/[.-]+$/, '') || 'konto'
}

function plain(text: string): string {
  return [...text.normalize('NFC').toLowerCase()]
    .map((letter) => SPECIAL[letter] ?? CYRILLIC[letter] ?? letter.normalize('NFD').replace(/\p{M}/gu, ''))
    .join('')
    .replace(/[^a-z0-9 -]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/-+/g, '-')
    .trim()
}
