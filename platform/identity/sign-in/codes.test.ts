import { describe, it } from 'node:test'
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { hashCode, newCode, readCode } from './codes.ts'

const keys = { hmac: (purpose: string, text: string) => createHmac('sha256', 'test').update(`${purpose}\0${text}`).digest() }

describe('codes of access slips', () => {
  it('A4 a code is printed as 4-4-4 and reads back as its twelve signs', () => {
    const code = newCode()
    assert.match(code, /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    assert.equal(readCode(code), code.replaceAll('-', ''))
  })

  it('reads a code whatever the case, the dashes and the spaces', () => {
    for (const typed of ['abcd-efgh-jk01', ' ABCD EFGH JK01 ', 'abcdefghjk01', 'AbCd – EfGh – jK01', 'abcd_efgh.jk01'])
      assert.equal(readCode(typed), 'ABCDEFGHJK01', typed)
  })

  it('takes signs that look alike for the one that is meant', () => {
    assert.equal(readCode('OIL0-1111-uuuu'), '01101111VVVV')
  })

  it('refuses what can be no code', () => {
    for (const typed of ['', 'ABCD-EFGH-JK0', 'ABCD-EFGH-JK012', 'ABCD-EFGH-JKÄ1', 'ABCD-EFGH-JK0\0', '𝟘BCD-EFGH-JK01'])
      assert.equal(readCode(typed), null, typed)
  })

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        const read = readCode(typed)
        return read === null || /^[0-9A-Z]{12}$/.test(read)
      }),
    )
  })

  it('uses all 32 signs and gives no code twice', () => {
    const codes = Array.from({ length: 2_000 }, newCode)
    assert.equal(new Set(codes).size, codes.length)
    assert.equal(new Set(codes.join('').replaceAll('-', '')).size, 32)
  })

  it('stores a keyed hash, equal for every way of typing the same code', () => {
    assert.deepEqual(hashCode(keys, readCode('abcd-efgh-jkoi')!), hashCode(keys, readCode('ABCDEFGHJK01')!))
    assert.notDeepEqual(hashCode(keys, 'ABCDEFGHJK01'), hashCode(keys, 'ABCDEFGHJK02'))
  })
})
