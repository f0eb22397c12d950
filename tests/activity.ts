/**
 * R6.2: what an answer would have to hold so that somebody could watch somebody else: names that mean activity, and instants that stand beside another
 * person. Walks the output schemas of contracts; tests/clauses/R6-activity.test.ts runs it over all of them and, planted, over violations.
 */
import type { Module } from '#platform/module/module.ts'
import { z } from 'zod'

type Json = { type?: string | string[]; format?: string; anyOf?: Json[]; oneOf?: Json[]; allOf?: Json[]; properties?: Record<string, Json>; items?: Json | boolean; prefixItems?: Json[]; additionalProperties?: Json | boolean }

/** Fields that no answer may have, whoever asks: presence, last times, counts of what a person did. */
const FORBIDDEN = /^(last_?(login|seen|active|activity|online|read|sign_?in|visit|used|opened|heard)(_?(at|on))?|(is_?)?online(_?(since|minutes|now))?|presence|is_?typing|typing|idle(_?since)?|(login|sign_?in|message|post|activity|visit|view|click|online|session)s?_?(count|minutes|total|times)|(seen|read|viewed)_?(at|by|on|count)|minutes_?(online|active)|active_?(minutes|since|at)|time_?spent|rank(ing)?|attendance|location|streak)$/i
/** A field that names a person. */
const PERSON = /^(personId|person|pupilId|authorId|memberId|userId|displayName|givenName|familyName|accountName|name|by|author|.*By|.*Person|people)$/

export type Sight = { operation: string; path: string; kind: 'forbidden' | 'time_of_person' }

/** Everything suspicious in the answers of these modules, as `module.operation` and the path inside its answer. */
export function sightsIn(modules: readonly Module[]): Sight[] {
  return modules.flatMap(({ manifest, contract }) => Object.entries(contract).flatMap(([name, { output, answer }]) => {
    if (answer !== undefined) return []
    const schema = z.toJSONSchema(output, { io: 'input', unrepresentable: 'any' }) as Json
    return walk(schema, '', false).map((sight) => ({ ...sight, operation: `${manifest.id}.${name}` }))
  }))
}

/** `hasPerson`: an object around this one names somebody, in the same row. */
function walk(schema: Json, path: string, hasPerson: boolean): Omit<Sight, 'operation'>[] {
  const fields = Object.entries(schema.properties ?? {})
  const names = hasPerson || fields.some(([name, field]) => PERSON.test(name) && !isInstant(field))
  return [
    ...fields.flatMap(([name, field]): Omit<Sight, 'operation'>[] => {
      const here = path === '' ? name : `${path}.${name}`
      const found: Omit<Sight, 'operation'>[] = []
      if (FORBIDDEN.test(name)) found.push({ path: here, kind: 'forbidden' })
      if (names && isInstant(field)) found.push({ path: here, kind: 'time_of_person' })
      return [...found, ...walk(field, here, names)]
    }),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].flatMap((one) => walk(one, path, hasPerson)),
    ...(typeof schema.items === 'object' ? walk(schema.items, `${path}[]`, hasPerson) : []),
    ...(schema.prefixItems ?? []).flatMap((one) => walk(one, `${path}[]`, hasPerson)),
    ...(typeof schema.additionalProperties === 'object' ? walk(schema.additionalProperties, `${path}{}`, hasPerson) : []),
  ]
}

/** An instant, also one that may be missing. Days are no activity: entry, exit, due dates. */
function isInstant(schema: Json): boolean {
  return schema.format === 'date-time' || [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].some(isInstant)
}
