import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { documentsToRead, readingPath, seenPath } from './seen.ts'

describe('reading before the first use (R9a.5)', () => {
  test('a refusal that asks for a document leads to its page and back', () => {
    const refusal = { status: 403, code: 'seen_needed', params: { document: 'messenger-rules', version: 2 } }
    assert.equal(seenPath(refusal, '/nachrichten/7b?q=a'), '/gelesen/messenger-rules?weiter=%2Fnachrichten%2F7b%3Fq%3Da')
  })

  test('other refusals, and documents that do not exist, lead nowhere', () => {
    assert.equal(seenPath({ status: 403, code: 'forbidden', params: { document: 'messenger-rules' } }, '/'), null)
    assert.equal(seenPath({ status: 403, code: 'seen_needed', params: { document: '../x' } }, '/'), null)
    assert.equal(seenPath({ status: 403, code: 'seen_needed' }, '/'), null)
  })

  test('several are read one after the other, and the way home stands at the end', () => {
    const first = new URL(readingPath(['module-document', 'messenger-rules'], '/'), 'http://x')
    assert.equal(first.pathname, '/gelesen/module-document')
    const second = new URL(first.searchParams.get('weiter')!, 'http://x')
    assert.equal(second.pathname, '/gelesen/messenger-rules')
    assert.equal(second.searchParams.get('weiter'), '/')
  })

  test('each document is asked for once, and only for modules that are there', () => {
    assert.deepEqual(documentsToRead(['home', 'people']), [])
    assert.deepEqual(documentsToRead(['messenger', 'messenger']), ['module-document', 'messenger-rules'])
  })
})
