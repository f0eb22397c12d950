import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { bodySchema } from '#platform/documents/blocks.ts'
import { documents } from '../documents.de.ts'
import { blocksOf, typedOf } from './plain.ts'

describe('the text of a consent as one types it', () => {
  test('headings, paragraphs and lists', () => {
    assert.deepEqual(blocksOf('Erster Absatz,\nnoch in ihm.\n\nZweiter.\n# Daten\n- Name\n- Klasse\n\n- eine neue Liste\nDanach.'), [
      { kind: 'text', text: 'Erster Absatz, noch in ihm.' }, { kind: 'text', text: 'Zweiter.' }, { kind: 'heading', level: 2, text: 'Daten' },
      { kind: 'list', items: ['Name', 'Klasse'] }, { kind: 'list', items: ['eine neue Liste'] }, { kind: 'text', text: 'Danach.' },
    ])
    assert.deepEqual(blocksOf(' \r\n#\r\n-\n'), [])
  })

  test('the first texts come back as they are', () => {
    for (const { body } of Object.values(documents)) assert.deepEqual(blocksOf(typedOf(body)), body)
  })

  test('property: what is typed is blocks that can be kept, and typed again they are the same', () => {
    const line = fc.oneof(fc.string({ maxLength: 40 }), fc.constantFrom('', '# Daten', '- Name', '- ', '#', '• Punkt', '* Stern', '-ohne Abstand', 'Absatz', '\ud800'))
    fc.assert(fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const blocks = blocksOf(lines.join('\n'))
      assert.deepEqual(blocksOf(typedOf(blocks)), blocks)
      if (blocks.length > 0) assert.deepEqual(bodySchema.parse(blocks), blocks)
    }))
  })
})
