import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseTexts } from '#platform/module/texts.ts'
import { familyTexts } from './families/texts.de.ts'
import { texts as paper } from './paper/texts.de.ts'
import { texts } from './texts.de.ts'
import { texts as desk } from './web/desk-texts.de.ts'

test('3.1 everybody is told the same day: the last one on which the access is open, on pages and on paper', () => {
  const closes = '2027-03-01'
  const [register, desktop, sheet, family] = [chooseTexts(texts, 'sie'), chooseTexts(desk, 'sie'), chooseTexts(paper, 'sie'), chooseTexts(familyTexts, 'sie')]
  for (const said of [register.until({ date: closes }), register.ownUntil({ date: closes }), desktop.endsOn({ date: closes }), sheet.state_open({ state: 'erteilt', until: closes }), family.openUntil({ date: closes }), family.renewUntil({ date: closes })]) {
    assert.match(said, /[Bb]is 28\.02\.2027/, said)
  }
  assert.match(family.adultUntil({ date: closes }), /schließt der Zugang am 01\.03\.2027/)
})
