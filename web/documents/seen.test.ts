import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { documentsToRead, isDocument, readingPath } from './seen.ts'

describe('reading before the first use (R9a.5)', () => {
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

  test('a field of an address that names no document is none', () => {
    assert.equal(isDocument('module-document'), true)
    for (const name of ['../module-document', 'toString', '', undefined]) assert.equal(isDocument(name), false, String(name))
  })
})
