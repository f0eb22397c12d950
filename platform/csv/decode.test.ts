import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { decodeTable } from './decode.ts'
import { TableRefused } from './refused.ts'
import type { TableCode } from './refused.ts'

const example = (name: string): Buffer => readFileSync(new URL(`../../example/import/${name}`, import.meta.url))
const schild = example('schueler-schild.csv').subarray(3).toString('utf8')
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1')
const cp1252 = (text: string): Buffer =>
  latin1(text.replaceAll('€', '\x80').replaceAll('Š', '\x8a').replaceAll('š', '\x9a').replaceAll('’', '\x92').replaceAll('Ž', '\x8e').replaceAll('ž', '\x9e'))
const latin9 = (text: string): Buffer =>
  latin1(text.replaceAll('€', '\xa4').replaceAll('Š', '\xa6').replaceAll('š', '\xa8').replaceAll('Ž', '\xb4').replaceAll('ž', '\xb8'))
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

function refusal(bytes: Uint8Array): { code: TableCode; line: number | undefined } {
  try {
    decodeTable(bytes)
  } catch (error) {
    if (error instanceof TableRefused) return { code: error.code, line: error.line }
    throw error
  }
  throw new Error('was not refused')
}

describe('the encoding of an import file', () => {
  it('is UTF-8 with and without a byte order mark for the SchILD example, letter by letter', () => {
    for (const bytes of [example('schueler-schild.csv'), Buffer.from(schild)]) {
      const { text, encoding, isGuessed } = decodeTable(bytes)
      assert.deepEqual({ encoding, isGuessed }, { encoding: 'utf-8', isGuessed: false })
      assert.equal(text, schild)
    }
  })

  it('is UTF-16 in both byte orders with its mark', () => {
    const little = decodeTable(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(schild, 'utf16le')]))
    const big = decodeTable(Buffer.concat([Buffer.from([0xfe, 0xff]), utf16be(schild)]))
    assert.deepEqual([little.encoding, big.encoding], ['utf-16le', 'utf-16be'])
    assert.ok(little.text === schild && big.text === schild)
  })

  it('is Windows-1252 for the old program, with a note that letters rest on a guess', () => {
    const { text, encoding, isGuessed } = decodeTable(example('schueler-altprogramm.txt'))
    assert.equal(encoding, 'windows-1252')
    assert.equal(isGuessed, true)
    assert.match(text, /^Name, Vorname\tKlasse\tGeb\.-Datum\tSchülernr\.\n/)
    assert.match(text, /Großmann, Lotta/)
  })

  it('tells Windows-1252 from ISO-8859-15 by letters and by the euro sign', () => {
    const names = 'Name;Betrag\nŠimun;5 €\nMiloš;7\nŽižek;8\nMüller;9\n'
    assert.deepEqual([decodeTable(cp1252(names)).text, decodeTable(cp1252(names)).encoding], [names, 'windows-1252'])
    assert.deepEqual([decodeTable(latin9(names)).text, decodeTable(latin9(names)).encoding], [names, 'iso-8859-15'])
    for (const one of ['Preis;5 €\n', 'Name\nŽarko\n', 'Name\nBlaž\n']) {
      assert.equal(decodeTable(latin9(one)).text, one)
      assert.equal(decodeTable(cp1252(one)).text, one)
    }
  })

  it('believes one sign that only Windows-1252 has over signs that both have', () => {
    const text = 'Name;Menge\nMüller;5 €\nMeier;½ Liter\n'
    const bytes = latin1(text.replace('€', '\x80'))
    assert.deepEqual([decodeTable(bytes).text, decodeTable(bytes).encoding], [text, 'windows-1252'])
  })

  it('keeps an acute accent that somebody typed for an apostrophe, and a curly one', () => {
    assert.equal(decodeTable(latin1('Name\nD\xb4Angelo\nMüller\n')).text, 'Name\nD´Angelo\nMüller\n')
    assert.equal(decodeTable(cp1252('Name\nO’Brien\nMüller\n')).text, 'Name\nO’Brien\nMüller\n')
  })

  it('reads every text of the letters that both code pages share, in UTF-8 and in one byte each', () => {
    const shared = 'abcXYZäöüÄÖÜßéèñçøÅ;,"\n 0123456789-\''
    const words = (letters: string): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(words(shared), (text) => {
        fc.pre([...text].some((c) => c > '\x7f'))
        assert.equal(decodeTable(latin1(text)).text, text)
        assert.equal(decodeTable(Buffer.from(text)).text, text)
      }),
      { numRuns: 300 },
    )
  })

  it('drops the Ctrl-Z at the end of a DOS file', () => {
    assert.equal(decodeTable(Buffer.from('ID;Name\n1;A\n\x1a')).text, 'ID;Name\n1;A\n')
  })
})

describe('a file that is no table of text', () => {
  it('is refused by what it is', () => {
    const zip = (member: string): Buffer => Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.alloc(26), Buffer.from(member)])
    const cases: [TableCode, Buffer][] = [
      ['file_is_archive', zip('schueler.csv')],
      ['file_is_spreadsheet', zip('[Content_Types].xml')],
      ['file_is_spreadsheet', zip('mimetypeapplication/vnd.oasis.opendocument.spreadsheet')],
      ['file_is_document', zip('word/document.xml')],
      ['file_is_archive', gzipSync('ID;Name')],
      ['file_is_spreadsheet', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
      ['file_is_pdf', Buffer.from('%PDF-1.7\n')],
      ['file_is_image', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])],
      ['file_is_image', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
      ['file_is_document', Buffer.from('{\\rtf1\\ansi')],
      ['file_is_web_page', Buffer.from('\ufeff\n<!DOCTYPE html><table><tr><td>ID')],
      ['file_is_web_page', Buffer.from('<?xml version="1.0"?><Workbook>')],
      ['file_is_binary', Buffer.from('ID;Name\n1;A\0B\n')],
      ['file_is_binary', Buffer.from('\ufeffID;Na\0me', 'utf16le')],
      ['file_empty', Buffer.alloc(0)],
      ['file_empty', Buffer.from('\ufeff')],
      ['file_empty', Buffer.from(' \r\n\r\n')],
    ]
    for (const [code, bytes] of cases) assert.equal(refusal(bytes).code, code, bytes.subarray(0, 20).toString('latin1'))
  })

  it('is refused at 50 MB without being read', () => {
    assert.equal(refusal(new Uint8Array(50_000_001)).code, 'file_too_large')
  })

  it('is refused when it is text of an old DOS or Macintosh code page', () => {
    assert.equal(refusal(latin1('Name\nM\x81ller\nSch\x84fer\n')).code, 'encoding_unknown')
    assert.equal(refusal(latin1('Name\nSch\x84fer\nJ\x94rg\n')).code, 'encoding_unknown')
    assert.equal(refusal(latin1('Name\nM\x9fller\nSch\x8afer\n')).code, 'encoding_unknown')
  })

  it('is refused when it ends within a letter or mixes encodings, instead of turning every umlaut into two letters', () => {
    const whole = Buffer.from('ID;Name\n1;Müller\n2;Schäfer')
    const cut = whole.subarray(0, whole.indexOf('ä') + 1)
    assert.equal(refusal(cut).code, 'file_cut_off')
    assert.equal(refusal(Buffer.concat([Buffer.from('\ufeff'), Buffer.from('ID;N'), Buffer.from([0xc3])])).code, 'file_cut_off')
    assert.deepEqual(refusal(Buffer.concat([whole, latin1('\n3;Jörg\n')])), { code: 'encoding_mixed', line: 4 })
    assert.equal(refusal(Buffer.from([0xff, 0xfe, 0x41, 0x00, 0x42])).code, 'file_cut_off')
    assert.equal(refusal(Buffer.from([0xff, 0xfe, 0x41, 0x00, 0x3d, 0xd8])).code, 'file_cut_off')
  })

  it('never throws anything but a refusal, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        try {
          assert.equal(typeof decodeTable(bytes).text, 'string')
        } catch (error) {
          assert.ok(error instanceof TableRefused, String(error))
        }
      }),
      { numRuns: 1_000 },
    )
  })
})
