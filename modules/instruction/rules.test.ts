/** The text of the instruction: all rules are in it, values come from the options alone, and only what some room keeps is called kept. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Block } from '#platform/documents/blocks.ts'
import { bodySchema } from '#platform/documents/blocks.ts'
import { CLAUSES, clauseOfRule } from '#platform/module/clauses.ts'
import { options } from '#platform/school/options.ts'
import type { OptionKey, OptionValue } from '#platform/school/options.ts'
import { modules } from '#modules/index.ts'
import { instructionClauses, words } from './documents.de.ts'
import { bodyOf, changesBetween } from './rules.ts'

/** The rules of the catalogue, sentence by sentence (requirements, section 2). */
const RULES = ['RP.1', 'RP.2', ...many('R1', 5), ...many('R2', 2), ...many('R3', 2), ...many('R4', 3), ...many('R5', 2), ...many('R6', 2), ...many('R7', 2), ...many('R8', 2), ...many('R9a', 5), ...many('R9b', 3), ...many('R10', 7), ...many('R11', 4), ...many('R12', 10)]

function many(clause: string, n: number): string[] {
  return Array.from({ length: n }, (_, index) => `${clause}.${index + 1}`)
}

function clausesWith(changed: Partial<{ [K in OptionKey]: OptionValue<K> }> = {}) {
  return instructionClauses({ schoolName: 'Testschule', option: <K extends OptionKey>(key: K) => (changed[key] ?? options[key].fallback) as OptionValue<K> })
}
const bodyWith = (changed: Parameters<typeof clausesWith>[0] = {}) => bodyOf(clausesWith(changed), words.intro('Testschule'), words.kept)
const textOf = (blocks: readonly Block[]) => JSON.stringify(blocks)

describe('RP.2 the text of the instruction', () => {
  test('RP.2 every rule is said, in its clause, and both clauses 9 are there', () => {
    const clauses = clausesWith()
    assert.deepEqual(clauses.map(({ clause }) => clause), [...CLAUSES])
    assert.deepEqual(clauses.filter(({ label }) => label.startsWith('9')).map(({ label }) => label), ['9 (Messenger)', '9 (Forum)'])
    assert.deepEqual([...new Set(clauses.flatMap(({ sentences }) => sentences.map(({ rule }) => rule)))].sort(), [...RULES].sort())
    for (const { clause, sentences } of clauses) for (const { rule } of sentences) assert.equal(clauseOfRule(rule), clause, rule)
    for (const rule of RULES) assert.ok(clauses.some(({ sentences }) => sentences.some((one) => one.rule === rule && one.kept === 'people')), `${rule} is said to people`)
  })

  test('what is called kept by the software is in the manifest of some room', () => {
    const declared = new Set(modules.flatMap(({ manifest }) => manifest.clauses))
    for (const { sentences } of clausesWith()) for (const { rule, kept } of sentences) if (kept !== 'people') assert.ok(declared.has(rule), `${rule} is kept by no room`)
  })

  test('RP.2 no value is written by hand: with other options every number but the birthday and the protocol\'s is another one', () => {
    const numbers = (blocks: readonly Block[]) => new Set(textOf(blocks.filter(({ kind }) => kind !== 'heading')).match(/(?<![\w])\d+(?![\w])/g))
    const changed = bodyWith({
      'instruction.grace_days': 51, 'majority.grace_days': 52, 'consent.pupil_voice_age': 16, 'admin.term_months': 33, 'pw.pupil_min': 19, 'pw.pupil_min_young': 17, 'pw.staff_min': 37, 'pw.staff_min_mfa': 31, 'slip.days': 57, 'session.shared_idle_minutes': 29, 'session.staff_hours': 23, 'session.staff_days': 27, 'delete.restore_days': 71,
      'signin.cards_to_grade': 5,
    })
    assert.deepEqual([...numbers(changed)].map(Number).sort((a, b) => a - b), [5, 16, 17, 18, 19, 23, 27, 29, 31, 33, 37, 51, 52, 57, 71])
    assert.deepEqual([...numbers(bodyWith())].filter((one) => numbers(changed).has(one)), ['18'])
  })

  test('every choice of an option that the text speaks of gives another sentence', () => {
    const plain = textOf(bodyWith())
    for (const one of [{ 'consent.holders': 'one_with_assurance' }, { 'consent.pupil_voice_age': 'off' }, { 'majority.after_grace': 'keep' }, { 'consent.class_lead_entry': false }, { 'messenger.direct_pupil_pupil': true }, { 'instruction.grace_days': 0 }, { 'delete.restore_days': 0 }, { 'majority.grace_days': 0 }, { 'consent.pupil_co_declaration': true },
      { 'pw.teacher_reset': 'class_lead' }, { 'pw.teacher_reset': 'off' }, { 'mfa.staff': 'required' }, { 'signin.cards_to_grade': 4 }, { 'pw.staff_min_mfa': 15 }, { 'session.staff_days': 1 }] as const) {
      assert.notEqual(textOf(bodyWith(one as never)), plain, JSON.stringify(one))
    }
    assert.doesNotMatch(textOf(bodyWith({ 'slip.days': 1, 'delete.restore_days': 1 })), /1 Tage/)
  })

  test('A14 it claims nothing that only a court could say, and names no product', () => {
    assert.doesNotMatch(textOf(bodyWith()), /DSGVO|rechtssicher|erfüllt|Stand der Technik|zertifiziert|IServ/i)
    assert.deepEqual(bodySchema.parse(bodyWith()), bodyWith())
  })

  test('a difference names the chapter, what falls and what comes, and nothing else', () => {
    assert.deepEqual(changesBetween(bodyWith(), bodyWith()), [])
    const changes = changesBetween(bodyWith(), bodyWith({ 'delete.restore_days': 30, 'slip.days': 7 }))
    assert.deepEqual(changes.map(({ title, removed, added }) => [title.split(' ')[0], removed.length, added.length]), [['4', 1, 1], ['12', 1, 1]])
    const shorter = bodyWith().slice(0, -4)
    assert.ok(changesBetween(bodyWith(), shorter).every(({ added }) => added.length === 0))
  })
})
