/**
 * What stands on paper where no font has a letter: never an empty box. An accent that can't be set is left away; a letter of a script without a font is
 * written with Latin letters, as account names are. Pure.
 */
const ARABIC: Readonly<Record<string, string>> = {
  ا: 'a', أ: 'a', إ: 'i', آ: 'a', ب: 'b', ت: 't', ث: 'th', ج: 'j', ح: 'h', خ: 'kh', د: 'd', ذ: 'dh', ر: 'r', ز: 'z', س: 's', ش: 'sh', ص: 's', ض: 'd', ط: 't', ظ: 'z', ع: 'a', غ: 'gh',
  ف: 'f', ق: 'q', ك: 'k', ل: 'l', م: 'm', ن: 'n', ه: 'h', و: 'w', ي: 'y', ى: 'a', ة: 'a', ء: '', ئ: 'y', ؤ: 'w', پ: 'p', چ: 'ch', ژ: 'zh', گ: 'g', ک: 'k', ی: 'y', ڤ: 'v',
}
const HEBREW: Readonly<Record<string, string>> = {
  א: 'a', ב: 'b', ג: 'g', ד: 'd', ה: 'h', ו: 'v', ז: 'z', ח: 'ch', ט: 't', י: 'y', כ: 'k', ך: 'k', ל: 'l', מ: 'm', ם: 'm', נ: 'n', ן: 'n', ס: 's', ע: 'a', פ: 'p', ף: 'p', צ: 'ts', ץ: 'ts', ק: 'k', ר: 'r', ש: 'sh', ת: 't',
}
const GEORGIAN: Readonly<Record<string, string>> = {
  ა: 'a', ბ: 'b', გ: 'g', დ: 'd', ე: 'e', ვ: 'v', ზ: 'z', თ: 't', ი: 'i', კ: 'k', ლ: 'l', მ: 'm', ნ: 'n', ო: 'o', პ: 'p', ჟ: 'zh', რ: 'r', ს: 's', ტ: 't', უ: 'u', ფ: 'p', ქ: 'k', ღ: 'gh', ყ: 'q', შ: 'sh', ჩ: 'ch', ც: 'ts', ძ: 'dz', წ: 'ts', ჭ: 'ch', ხ: 'kh', ჯ: 'j', ჰ: 'h',
}
const ARMENIAN: Readonly<Record<string, string>> = {
  ա: 'a', բ: 'b', գ: 'g', դ: 'd', ե: 'e', զ: 'z', է: 'e', ը: 'y', թ: 't', ժ: 'zh', ի: 'i', լ: 'l', խ: 'kh', ծ: 'ts', կ: 'k', հ: 'h', ձ: 'dz', ղ: 'gh', ճ: 'ch', մ: 'm', յ: 'y', ն: 'n', շ: 'sh', ո: 'o', չ: 'ch', պ: 'p', ջ: 'j', ռ: 'r', ս: 's', վ: 'v', տ: 't', ր: 'r', ց: 'ts', ւ: 'u', փ: 'p', ք: 'k', և: 'ev', օ: 'o', ֆ: 'f',
}
const LETTERS: Readonly<Record<string, string>> = { ...ARABIC, ...HEBREW, ...GEORGIAN, ...ARMENIAN }

/** Stands for a letter that this paper can not show at all. */
export const UNKNOWN_LETTER = '*'

/** One visible letter (grapheme) without a font, in letters that have one. `isFirst`: begins a word, so it is a capital. */
export function inLatinLetters(letter: string, isFirst: boolean): string {
  const bare = letter.normalize('NFD').replace(/\p{M}/gu, '')
  const known = [...bare].map((sign) => LETTERS[sign.toLowerCase()])
  if (bare !== '' && known.every((one) => one !== undefined)) return capital(known.join(''), isFirst)
  if (/^[\x20-\x7e]+$/.test(bare)) return bare
  // Signs that only steer other signs: joiners, variation selectors, marks left alone.
  return /^[\p{M}\p{Cf}\p{Cc}]*$/u.test(letter) ? '' : UNKNOWN_LETTER
}

function capital(text: string, isFirst: boolean): string {
  return isFirst ? text.slice(0, 1).toUpperCase() + text.slice(1) : text
}
