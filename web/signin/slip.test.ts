import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { codeInFragment, groupCode, isWholeCode } from './slip.ts'

describe('the code of a slip', () => {
  test('is grouped as on the paper, however it is typed', () => {
    for (const typed of ['kx4m7q2p9abc', 'KX4M-7Q2P-9ABC', ' kx4m 7q2p 9abc ', 'KX4M–7Q2P–9ABC', 'kx4m.7q2p.9abc']) assert.equal(groupCode(typed), 'KX4M-7Q2P-9ABC', typed)
  })

  test('has no dash at the end while it is typed, so that the last sign can be deleted', () => {
    assert.equal(groupCode('KX4M'), 'KX4M')
    assert.equal(groupCode('KX4M7'), 'KX4M-7')
    assert.equal(groupCode('KX4M-'), 'KX4M')
  })

  test('never gets longer than the paper', () => {
    assert.equal(groupCode('KX4M7Q2P9ABCDEFGH'), 'KX4M-7Q2P-9ABC')
    assert.equal(isWholeCode('KX4M-7Q2P-9ABC'), true)
    assert.equal(isWholeCode('KX4M-7Q2P-9AB'), false)
  })

  test('comes out of the fragment of the QR, and out of no other', () => {
    assert.equal(codeInFragment('#zettel=KX4M-7Q2P-9ABC', 'zettel'), 'KX4M-7Q2P-9ABC')
    assert.equal(codeInFragment('#zettel=', 'zettel'), null)
    assert.equal(codeInFragment('#inhalt', 'zettel'), null)
    assert.equal(codeInFragment('', 'zettel'), null)
  })

  test('of a slip is no code of a letter, and the other way round', () => {
    assert.equal(codeInFragment('#code=kx4m7q2p9abc', 'code'), 'KX4M-7Q2P-9ABC')
    assert.equal(codeInFragment('#code=KX4M-7Q2P-9ABC', 'zettel'), null)
    assert.equal(codeInFragment('#zettel=KX4M-7Q2P-9ABC', 'code'), null)
  })
})
