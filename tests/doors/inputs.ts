/** Inputs of operations made up from their contracts: what fits, and the same with hostile values in places. */
import fc from 'fast-check'
import { z } from 'zod'
import type { Operation } from '#platform/module/operation.ts'

type Json = { type?: string | string[]; format?: string; pattern?: string; const?: unknown; enum?: unknown[]; anyOf?: Json[]; properties?: Record<string, Json>; required?: string[]; items?: Json; minimum?: number; maximum?: number; minItems?: number; maxItems?: number; minLength?: number; maxLength?: number }

type Making = { ids: readonly string[]; isHostile: boolean }

/** What is thrown at every field: other types, signs no column holds, other scripts, numbers and depths beyond all bounds, keys of prototypes. */
export const hostileValues: readonly unknown[] = [
  null, true, false, 0, -1, 1.5, 1e308, -1e308, 2 ** 53, 2 ** 63, '', ' ', '\0', 'a\0b', '\ud800', '\udfff\ud800', '\ufeff', '\u202emoc.live', `e${'\u0301'.repeat(200)}`, 'İıſßﬃ', 'ꙮ𐏿👩‍👩‍👧‍👦', 'x'.repeat(501), 'ä'.repeat(10_000),
  "' OR 1=1 --", '"; DROP TABLE person; --', '%', '_%', '\\', '../../etc/passwd', '${7*7}', '{{7*7}}', '<script>alert(1)</script>', '=1+1', '__proto__', 'constructor', 'toString', 'NaN', 'Infinity', '-0', '1e999', '0x10', '9'.repeat(400),
  '0000-00-00', '0000-01-01', '9999-12-31', '2026-02-30', '+002026-01-01', '00000000-0000-0000-0000-000000000000', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF', '{}', '[]', 'null', [], [[]], ['x'], Array(600).fill('x'), {}, { $ne: '' }, { length: 5 }, { toString: 'x' },
  JSON.parse(`{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}`), deep(300),
]

/** Inputs for an operation; about every fifth value in them is hostile. `ids` are ids that exist. */
export function inputsOf(operation: Operation, ids: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const { fields, required } = fieldsOf(operation, { ids, isHostile: true })
  const more = fc.dictionary(fc.constantFrom('__proto__', 'constructor', 'prototype', 'id', 'actor', 'personId', 'at', 'x'), fc.constantFrom(...hostileValues), { maxKeys: 2 })
  const whole = fc.record(fields, { requiredKeys: required })
  const added = fc.tuple(whole, more).map(([input, extra]) => ({ ...extra, ...input }))
  return fc.oneof({ weight: 4, arbitrary: whole }, { weight: 1, arbitrary: fc.record(fields, { requiredKeys: [] }) }, { weight: 1, arbitrary: added })
}

/** One input that the contract takes, always the same, with this id wherever one is asked for. Made once: walks ask for it again for each person. */
export function plainInput(operation: Operation, id: string): Record<string, unknown> {
  const made = plainInputs.get(operation) ?? new Map<string, Record<string, unknown>>()
  plainInputs.set(operation, made)
  const input = made.get(id) ?? searchInput(operation, id)
  made.set(id, input)
  return structuredClone(input)
}

const plainInputs = new WeakMap<Operation, Map<string, Record<string, unknown>>>()

/** The first of a hundred that fits. The first few are the first of any number, and mostly one of them does. */
function searchInput(operation: Operation, id: string): Record<string, unknown> {
  const { fields, required } = fieldsOf(operation, { ids: [id], isHostile: false })
  for (const numRuns of [1, 10, 100]) {
    const found = fc.sample(fc.record(fields, { requiredKeys: required }), { seed: 1, numRuns }).find((input) => operation.input.safeParse(input).success)
    if (found !== undefined) return found
  }
  return {}
}

function fieldsOf(operation: Operation, making: Making): { fields: Record<string, fc.Arbitrary<unknown>>; required: string[] } {
  const schema = z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }) as Json
  return { fields: recordOf(schema, making), required: schema.required ?? [] }
}

/** Bodies of raw uploads: tables, halves of tables, and bytes of any kind. */
export function filesOf(example: Buffer): fc.Arbitrary<Buffer> {
  const bytes = fc.uint8Array({ maxLength: 2_000 }).map((data) => Buffer.from(data))
  const cut = fc.nat({ max: example.length }).map((length) => example.subarray(0, length))
  const spoilt = fc.tuple(fc.nat({ max: example.length - 1 }), fc.uint8Array({ minLength: 1, maxLength: 4 })).map(([place, data]) => Buffer.concat([example.subarray(0, place), data, example.subarray(place + data.length)]))
  return fc.oneof(bytes, cut, spoilt, fc.constant(Buffer.alloc(0)))
}

function recordOf(schema: Json, making: Making): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, field]) => [name, valueOf(field, making)]))
}

function valueOf(schema: Json, making: Making): fc.Arbitrary<unknown> {
  const fits = fitting(schema, making)
  return making.isHostile ? fc.oneof({ weight: 4, arbitrary: fits }, { weight: 1, arbitrary: fc.constantFrom(...hostileValues) }) : fits
}

function fitting(schema: Json, making: Making): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((one) => fitting(one, making)))
  // A flag that may come as text.
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type) => (type === 'string' ? fc.constantFrom('true', 'false') : fitting({ ...schema, type }, making))))
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'null') return fc.constant(null)
  if (schema.type === 'integer' || schema.type === 'number') return fc.integer({ min: Math.max(schema.minimum ?? -1_000_000, -1_000_000), max: Math.min(schema.maximum ?? 1_000_000, 1_000_000) })
  if (schema.type === 'array') return fc.array(valueOf(schema.items ?? {}, making), { minLength: schema.minItems ?? 0, maxLength: Math.max(schema.minItems ?? 0, 3) })
  if (schema.type === 'object') return fc.record(recordOf(schema, making), { requiredKeys: schema.required ?? [] })
  return schema.type === 'string' ? textOf(schema, making) : fc.jsonValue({ maxDepth: 3 })
}

function textOf(schema: Json, { ids, isHostile }: Making): fc.Arbitrary<unknown> {
  const minLength = schema.minLength ?? 0
  const length = { minLength, maxLength: Math.max(minLength, Math.min(schema.maxLength ?? 60, 60)) }
  const near = fc.integer({ min: -40, max: 40 }).map((days) => new Date(Date.UTC(2026, 10, 23 + days)).toISOString().slice(0, 10))
  const known = fc.constantFrom(...ids)
  if (schema.format === 'uuid') return isHostile ? fc.oneof({ weight: 3, arbitrary: known }, { weight: 1, arbitrary: known.map((id) => id.toUpperCase()) }, { weight: 1, arbitrary: fc.uuid() }) : known
  if (schema.format === 'date') return isHostile ? fc.oneof(near, fc.integer({ min: 0, max: 9_999 }).map((year) => `${String(year).padStart(4, '0')}-12-31`)) : near
  if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern))
  const words = fc.constantFrom('Anna', 'Müller', 'Chor', '7b', 'Singen im Chor', 'Hallo zusammen', 'messenger', 'slip.days', 'AAAA-AAAA-AAAA')
  return fc.oneof(fc.string({ ...length, unit: 'grapheme' }), isHostile ? fc.string({ ...length, unit: 'binary' }) : words, words)
}

function deep(depth: number): unknown {
  let value: unknown = []
  for (let n = 0; n < depth; n++) value = n % 2 === 0 ? [value] : { a: value }
  return value
}
