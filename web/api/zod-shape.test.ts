import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { z as Zod } from 'zod'
import { operation } from '#platform/module/operation.ts'
import { z as shape } from './zod-shape.ts'

const z = shape as typeof Zod

describe('what stands for zod in the browser', () => {
  test('a contract can be written with it and keeps its method and path', () => {
    const read = operation({
      summary: 'Reads',
      method: 'GET',
      path: '/rooms/:id',
      right: 'x.read',
      effects: 'read',
      doors: ['http'],
      input: z.object({
        id: z.uuid(),
        kinds: z
          .array(z.enum(['a', 'b']))
          .max(3)
          .optional(),
        on: z.iso.date().nullable(),
      }),
      output: z.discriminatedUnion('kind', [
        z
          .object({ kind: z.literal('a') })
          .strict()
          .extend({ n: z.coerce.number().int() }),
      ]),
    })
    assert.equal(read.path, '/rooms/:id')
  })

  test('asking it anything fails loudly instead of saying yes to everything', () => {
    assert.throws(() => z.string().parse('x'), /the server checks input/)
    assert.throws(() => z.object({ a: z.string() }).safeParse({}), /the server checks input/)
    assert.throws(() => z.enum(['a']).options, /the server checks input/)
  })
})
