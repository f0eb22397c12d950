import { useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Checkbox } from '#web/design/Checkbox.tsx'
import { Remark, Row, Section } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { formatNumber } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import type { SameChoice } from '../import/same.ts'
import type { SameLine } from '../import/shape.ts'
import { texts } from '../texts.de.ts'
import { rosterTexts } from '../texts/roster.de.ts'

/** One object, so that components do not begin anew. */
const allTexts = { ...texts, ...rosterTexts }

const SHOWN_FIRST = 8
const SHOWN_MORE = 50

export type ImportSameProps = {
  lines: readonly SameLine[]
  leftOff: number
  choices: readonly SameChoice[]
  /** Whether they are others than those that the preview was worked out with. */
  isChanged: boolean
  onChoices: (choices: readonly SameChoice[]) => void
  onCompare: () => void
}

/** Lines of somebody new who may have an account already: ticked by a person one by one, and never by a name alone (B12). */
export function ImportSame({ lines, leftOff, choices, isChanged, onChoices, onCompare }: ImportSameProps) {
  const t = useTexts(allTexts)
  const [shown, setShown] = useState(SHOWN_FIRST)
  if (lines.length === 0) return null
  return (
    <Section title={`${t.section_same} (${formatNumber(lines.length + leftOff)})`}>
      <Remark>{t.same_text}</Remark>
      <Card isFlush>
        <List label={t.section_same}>
          {lines.slice(0, shown).map((one) => (
            <ListRow key={one.id} title={`${one.familyName}, ${one.givenName}`} meta={t.line({ n: one.line })} note={<Accounts line={one} choices={choices} onChoices={onChoices} />} />
          ))}
        </List>
      </Card>
      {leftOff > 0 && <Remark>{t.same_left_off({ n: leftOff })}</Remark>}
      <Row>
        {shown < lines.length && <Button onPress={() => setShown(shown + SHOWN_MORE)}>{t.show_more}</Button>}
        {isChanged && (
          <Button kind="primary" icon="refresh" onPress={onCompare}>
            {t.same_compare}
          </Button>
        )}
      </Row>
    </Section>
  )
}

function Accounts({ line, choices, onChoices }: { line: SameLine; choices: readonly SameChoice[]; onChoices: ImportSameProps['onChoices'] }) {
  const t = useTexts(allTexts)
  return (
    <span className="import-accounts">
      {line.accounts.map(({ personId, accountName, givenName, familyName, cameBy, hasLeft, hinders }) => {
        const words = t.same_account({ account: accountName, name: `${givenName} ${familyName}`, way: cameBy, hasLeft })
        const isChosen = choices.some((one) => one.id === line.id && one.personId === personId)
        // A line is one person, and an account belongs to one line.
        const isTaken = choices.some((one) => (one.id === line.id) !== (one.personId === personId))
        const others = choices.filter((one) => one.id !== line.id)
        return (
          <Checkbox
            key={personId}
            hint={hinders === null ? words : `${words}. ${t[`same_hindered_${hinders}`]}`}
            isSelected={isChosen}
            isDisabled={hinders !== null || (isTaken && !isChosen)}
            onChange={(isOn) => onChoices(isOn ? [...others, { id: line.id, personId }] : others)}
          >
            {t.same_person}
          </Checkbox>
        )
      })}
    </span>
  )
}
