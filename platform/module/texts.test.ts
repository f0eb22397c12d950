import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { chooseTexts, count, defineRefusals, defineTexts, fillRefusal, keysWithoutDu, listNames } from './texts.ts'

const texts = defineTexts({
  title: 'Nachrichten',
  empty: { sie: 'Sie haben keine Nachrichten.', du: 'Du hast keine Nachrichten.' },
  members: ({ n }: { n: number }) => count(n, { one: 'ein Mitglied', other: '# Mitglieder' }),
  reset: { sie: ({ name }: { name: string }) => `${name} wartet auf Sie.`, du: ({ name }: { name: string }) => `${name} wartet auf dich.` },
})

describe('texts', () => {
  test('an entry is read in the address of the reader', () => {
    assert.equal(chooseTexts(texts, 'sie').empty, 'Sie haben keine Nachrichten.')
    assert.equal(chooseTexts(texts, 'du').empty, 'Du hast keine Nachrichten.')
    assert.equal(chooseTexts(texts, 'du').title, 'Nachrichten')
  })

  test('functions keep their params in both forms', () => {
    assert.equal(chooseTexts(texts, 'du').members({ n: 2 }), '2 Mitglieder')
    assert.equal(chooseTexts(texts, 'du').reset({ name: 'Ada' }), 'Ada wartet auf dich.')
    assert.equal(chooseTexts(texts, 'sie').reset({ name: 'Ada' }), 'Ada wartet auf Sie.')
  })

  test('wrong params are a mistake for the compiler', () => {
    const t = chooseTexts(texts, 'du')
    // @ts-expect-error the name is missing
    assert.equal(t.reset({}), 'undefined wartet auf dich.')
    // @ts-expect-error there is no such text
    assert.equal(t.nothing, undefined)
  })

  test('the chosen texts are the same object again, so that components do not begin anew', () => {
    assert.equal(chooseTexts(texts, 'du'), chooseTexts(texts, 'du'))
    assert.notEqual(chooseTexts(texts, 'du'), chooseTexts(texts, 'sie'))
  })

  test('counting follows German: one for 1 only, 0 and all others plural, numbers with points', () => {
    const forms = { one: 'eine Zeile', other: '# Zeilen', none: 'keine Zeile' }
    assert.equal(count(1, forms), 'eine Zeile')
    assert.equal(count(0, forms), 'keine Zeile')
    assert.equal(count(0, { one: 'eine Zeile', other: '# Zeilen' }), '0 Zeilen')
    assert.equal(count(20_000, forms), '20.000 Zeilen')
    fc.assert(fc.property(fc.integer({ min: 2, max: 1e9 }), (n) => count(n, forms).endsWith(' Zeilen')))
  })

  test('names are joined with commas and und', () => {
    assert.equal(listNames(['A']), 'A')
    assert.equal(listNames(['A', 'B', 'C']), 'A, B und C')
  })

  test('an entry that speaks to the reader as Sie without a form for pupils is found, in functions too', () => {
    const lacking = defineTexts({
      plain: 'Bitte melden Sie sich an.',
      filled: ({ n }: { n: number }) => `Es warten ${n} Dinge, prüfen Sie Ihre Liste.`,
      paired: { sie: 'Bitte melden Sie sich an.', du: 'Bitte melde dich an.' },
      they: 'Sie sind in der 7b.',
      neutral: 'Anmelden',
    })
    assert.deepEqual(keysWithoutDu(lacking), ['plain', 'filled'])
  })

  test('a refusal is filled with its params and says what, why and what next', () => {
    const refusals = defineRefusals({
      not_member: {
        what: 'Das geht nicht.',
        why: ({ room }) => `Der Raum ${room} ist für andere.`,
        next: { sie: 'Fragen Sie nach.', du: 'Frag nach.' },
        path: ({ room }) => `/nachrichten/${room}`,
        pathLabel: { sie: 'Zu Ihren Räumen', du: 'Zu deinen Räumen' },
      },
    })
    assert.deepEqual(fillRefusal(refusals.not_member, { status: 403, code: 'not_member', params: { room: '7b' } }, 'du'), {
      what: 'Das geht nicht.',
      why: 'Der Raum 7b ist für andere.',
      next: 'Frag nach.',
      path: '/nachrichten/7b',
      pathLabel: 'Zu deinen Räumen',
    })
  })
})
