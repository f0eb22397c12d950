import { describe, it } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { commonWords } from './common-passwords.ts'
import { normalisePassword, passwordProblem } from './password-rules.ts'
import type { PasswordRules } from './password-rules.ts'

const pupil: PasswordRules = {
  length_min: 12,
  names: ['Anna-Lena', 'Müller-Lüdenscheidt'],
  accountName: 'anna.mueller',
  schoolName: 'Gymnasium am Deich Wiesenmoor',
  groupLabels: ['05a'],
}
const staff: PasswordRules = { ...pupil, length_min: 15, names: ['Jörg', 'Öztürk'], accountName: 'joerg.oeztuerk', groupLabels: ['Kollegium'] }
const codeOf = (typed: string, rules = pupil) => passwordProblem(typed, rules)?.code ?? null

describe('passwords', () => {
  it('R4.2 "Sommer2026!" is refused because it is guessable, not because of its length', () => {
    assert.equal(codeOf('Sommer2026!', staff), 'pw_common')
  })

  it('R4.2 a phrase of 64 signs with spaces and umlauts is accepted', () => {
    const phrase = 'Über grünen Wiesen zögert früh der schöne Nebel am Köhlerhügel .'
    assert.equal([...phrase].length, 64)
    assert.equal(codeOf(phrase, staff), null)
  })

  it('R4.2 composed and decomposed umlauts are the same password, counted once', () => {
    const typed = 'Über fünf Äcker'
    assert.notEqual(typed.normalize('NFD'), typed.normalize('NFC'))
    assert.equal(normalisePassword(typed.normalize('NFD')), normalisePassword(typed.normalize('NFC')))
    assert.equal(codeOf(typed.normalize('NFD'), { ...staff, length_min: [...typed].length }), null)
    assert.equal(codeOf(typed.normalize('NFD'), { ...staff, length_min: [...typed].length + 1 }), 'pw_short')
  })

  it('R4.2 the length is the option, counted in signs, and says so', () => {
    assert.deepEqual(passwordProblem('k7vq xw4 tzj', { ...pupil, length_min: 13 }), { code: 'pw_short', params: { length_min: 13 } })
    assert.equal(codeOf('k7vq xw4 tzj'), null)
    assert.equal(codeOf(''), 'pw_short')
    assert.equal(codeOf('🐢🦉🐝🦔🐌🦋🐞🦗🕷🐛🐜'), 'pw_short')
    assert.equal(codeOf('🐢🦉🐝🦔🐌🦋🐞🦗🕷🐛🐜🦟'), null)
  })

  it('R4.2 128 signs are accepted, 129 are not', () => {
    const long = Array.from({ length: 129 }, (_, i) => String.fromCodePoint(0x4e00 + i * 7)).join('')
    assert.equal(codeOf(long.slice(0, 128)), null)
    assert.deepEqual(passwordProblem(long, pupil), { code: 'pw_long', params: { length_max: 128 } })
  })

  it('R4.2 no rules of composition: words alone, letters alone, digits alone are fine', () => {
    for (const typed of ['gurke nebel zaun trichter', 'Gurkennebelzauntrichter', 'wolkig rennt der dachs heim', '830275916482', 'ZQXVJKWPFYBG'])
      assert.equal(codeOf(typed), null, typed)
  })

  it('R4.2 common passwords are refused in all their disguises', () => {
    const disguises = [
      'passwort1234',
      'P4ssw0rt!!!!',
      'PASSWORT2026',
      'Passwort_2026!',
      'passwortpasswort',
      'Pa$$w0rd123456',
      'geheim!geheim!',
      'h4ll0h4ll0h4ll0',
      'IServ2026!!!',
      '!s3rv!s3rv123',
      'Schulhof#2026',
      'ichliebedich1!',
      'Minecraft2013',
      'letmein123456',
      'FcBayern1900!',
      'Schüler2026!!',
      'schueler2026!',
      'schuler2026!!',
      'administrator',
      'Winter26Winter',
      'November.2026',
      'Sonnenblume1',
    ]
    for (const typed of disguises) assert.equal(codeOf(typed), 'pw_common', typed)
  })

  it('R4.2 own names, in every spelling, are refused', () => {
    for (const typed of [
      'AnnaLena2013',
      'annalena12345',
      'Mueller-Anna-1',
      'müllerLena2013',
      'lüdenscheidt13',
      'Muller.Anna!!',
      'anna.mueller1',
      '4nn4mu3ll3r!!',
      'Anna20.03.2013',
    ])
      assert.equal(codeOf(typed), 'pw_name', typed)
    for (const typed of ['Joerg.Oeztuerk1!', 'Öztürk-Jörg-2026', 'ozturkjorg12345']) assert.equal(codeOf(typed, staff), 'pw_name', typed)
    assert.notEqual(codeOf('Joerg.Oeztuerk1!', { ...pupil, names: ['Mia', 'Kurz'], accountName: 'mia.kurz' }), 'pw_name')
  })

  it('R4.2 the school, its town and the own class are refused', () => {
    for (const typed of ['Wiesenmoor2026', 'DeichWiesenmoor', 'wiesenmoor-05a', 'wiesenmoor5a!!!']) assert.equal(codeOf(typed), 'pw_school', typed)
    assert.equal(codeOf('Wiesenmoor2026', { ...pupil, schoolName: 'Schule am Rosengarten' }), null)
  })

  it('R4.2 keyboard rows, sequences, repetitions and dates are refused', () => {
    const patterns = [
      'qwertzuiopü+',
      'qwertyuiop12',
      'asdfghjklöä#',
      '1qay2wsx3edc',
      '123456789012',
      'aaaaaaaaaaaa',
      'abababababab',
      'xkqvxkqvxkqv',
      'abcdefghijkl',
      'zyxwvutsrqpo',
      '987654321000',
      '24.12.2011 24.12.',
      '241220112412',
      '2011-12-24!!',
      'aaabbbcccddd',
      '            ',
      '!!!!!!!!!!!!',
    ]
    for (const typed of patterns) assert.equal(codeOf(typed), 'pw_pattern', typed)
  })

  it('a name or a common word inside a long phrase is no reason to refuse it', () => {
    for (const typed of ['mein hund anna frisst keine gurken', 'im sommer tropft der alte wasserhahn', 'Wiesenmoor hat siebzehn krumme Laternen'])
      assert.equal(codeOf(typed, staff), null, typed)
  })

  it('R4.2 what a generator makes is accepted', () => {
    const letters = fc.constantFrom(...'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'.split(''))
    fc.assert(
      fc.property(
        fc.array(letters, { minLength: 15, maxLength: 15 }).filter((signs) => new Set(signs).size >= 11),
        (signs) => codeOf(signs.join(''), staff) === null,
      ),
      { numRuns: 300 },
    )
  })

  it('R4.2 where eight signs are enough, a random one with a word in it still is', () => {
    assert.equal(codeOf('kq7xwolf', { ...pupil, length_min: 8 }), null)
    assert.equal(codeOf('hallo123', { ...pupil, length_min: 8 }), 'pw_common')
    assert.equal(codeOf('kq7xwol', { ...pupil, length_min: 8 }), 'pw_short')
  })

  it('R4.2 every listed word is refused alone, doubled, with capitals, digits and signs behind it', () => {
    for (const word of commonWords.filter((one) => one.length >= 4)) {
      for (const typed of [`${word}2026!`, `${word}${word}`, `${word[0]!.toUpperCase()}${word.slice(1)}123!`])
        assert.notEqual(codeOf(typed, { ...pupil, length_min: 8 }), null, typed)
    }
  })

  it('never throws, and answers quickly for the worst input', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 140 }), (typed) => codeOf(typed) !== undefined),
      { numRuns: 60 },
    )
    for (const typed of ['a'.repeat(128), 'ab'.repeat(64), '1'.repeat(128), `${'a'.repeat(127)}b`]) assert.equal(codeOf(typed), 'pw_pattern', typed)
  })
})
