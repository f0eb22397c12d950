import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { isSameButLost, readName } from './names.ts'

const read = (raw: string): string => {
  const name = readName(raw, 'givenName')
  return 'text' in name ? name.text : name.code
}

describe('names', () => {
  it('are trimmed, composed and kept in any script', () => {
    assert.equal(read('  Bjarne\u00a0 '), 'Bjarne')
    assert.equal(read('Anna\u00a0  Maria'), 'Anna Maria')
    assert.equal(read('Mu\u0308ller'), 'Müller')
    for (const name of ["D'Angelo", 'O’Brien', 'zu Löwenstein', 'Thị-Mai', 'Шевченко', 'محمد', 'שרה', '王小明', 'Ștefan', 'N̄ani', 'می‌نا', 'J.', 'Ole 2']) {
      assert.equal(read(name), name.normalize('NFC'))
    }
  })

  it('are refused with characters that hide or turn other text, named by their number', () => {
    const cases: [string, string][] = [
      ['An\u202ena', 'U+202E'],
      ['An\u2066na', 'U+2066'],
      ['An\u200fna', 'U+200F'],
      ['An\u200bna', 'U+200B'],
      ['An\u00adna', 'U+00AD'],
      ['An\tna', 'U+0009'],
      ['An\nna', 'U+000A'],
      ['An\u0007na', 'U+0007'],
      ['An\u0085na', 'U+0085'],
      ['An\u2028na', 'U+2028'],
      ['An\ue000na', 'U+E000'],
      ['An\ud800na', 'U+D800'],
      ['An\u{e0041}na', 'U+E0041'],
    ]
    for (const [raw, character] of cases)
      assert.deepEqual(readName(raw, 'familyName'), { code: 'name_character_refused', params: { field: 'familyName', character } })
  })

  it('have 1 to 100 characters, whatever a character takes', () => {
    assert.equal(read('  '), 'name_missing')
    assert.equal(read('x'.repeat(100)), 'x'.repeat(100))
    assert.deepEqual(readName('x'.repeat(101), 'givenName'), { code: 'name_too_long', params: { field: 'givenName', characters_max: 100 } })
    assert.equal(read('x'.repeat(500)), 'name_too_long')
    assert.equal(read('𐐷'.repeat(100)), '𐐷'.repeat(100))
    assert.equal(read('𐐷'.repeat(101)), 'name_too_long')
  })

  it('hold a letter, or a mark where one was lost; a number alone is a shifted column', () => {
    assert.equal(read('414719'), 'name_without_letter')
    assert.equal(read('-'), 'name_without_letter')
    assert.equal(read('????????'), '????????')
    assert.equal(read('=1+1'), 'name_without_letter')
    assert.equal(read('=HYPERLINK("x")'), '=HYPERLINK("x")')
  })

  it('are refused when UTF-8 was once read as Windows-1252 and saved again', () => {
    for (const name of ['Müller', 'Schäfer', 'Köhler', 'Großmann', 'Özgür', 'Łęcka', 'Ömer', 'Ünal', 'Đorđević']) {
      const garbled = new TextDecoder('windows-1252').decode(new TextEncoder().encode(name))
      assert.match(read(garbled), /^name_(garbled|character_refused)$/, garbled)
    }
    for (const name of ['Ângela', 'Åse', 'Ãlvares', 'Ärztin', 'SÅGEN', 'JOÃO']) assert.equal(read(name), name)
  })
})

describe('a name that lost letters in an old code page', () => {
  const lost = (name: string): string => [...name].map((c) => (c <= '\x7f' || (c >= '\xc0' && c <= '\xff') ? c : '?')).join('')

  it('is the name on record when each mark stands for a letter beyond ASCII', () => {
    const same: [string, string][] = [
      ['Đorđević', '?or?evi?'],
      ['Trần', 'Tr?n'],
      ['Nguyễn', 'Nguy?n'],
      ['Шевченко', '????????'],
      ['Łukasz', '?ukasz'],
      ['Müller', 'M?ller'],
      ['Müller', 'M\ufffdller'],
      ['Trần', 'Tra??n'],
    ]
    for (const [whole, lossy] of same) assert.ok(isSameButLost(whole, lossy), `${whole} ${lossy}`)
  })

  it('is another name when anything else differs', () => {
    const other: [string, string][] = [
      ['Aydın', 'Ayd?m'],
      ['Aydan', 'Ayd?n'],
      ['Aydın', 'Ayd??n'],
      ['Aydın', 'Aydin'],
      ['Aydın', 'Aydın'],
      ['Шевченко', '???????'],
    ]
    for (const [whole, lossy] of other) assert.ok(!isSameButLost(whole, lossy), `${whole} ${lossy}`)
  })

  it('is found again for every name and every set of lost letters', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abcäöüßéŁđćșяش'), minLength: 1, maxLength: 20 }), (name) => {
        assert.equal(isSameButLost(name, lost(name)), lost(name) !== name)
      }),
    )
  })
})
