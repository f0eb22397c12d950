import { useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Remark, Row, Section } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import type { ImportPreview } from '../contract.ts'
import { texts } from '../texts.de.ts'
import { problemWords } from '../texts/problems.de.ts'

type Problem = ImportPreview['unclear'][number]

const SHOWN_FIRST = 8
const LINES_SHOWN = 12

/** What is not sure, with its lines and what to do; the same thing in many lines is said once. */
export function ImportProblems({ title, text, problems, leftOff }: { title: string; text?: string; problems: readonly Problem[]; leftOff: number }) {
  const t = useTexts(texts)
  const [isWhole, setWhole] = useState(false)
  if (problems.length === 0) return null
  const groups = [...Map.groupBy(problems, (one) => `${one.code} ${JSON.stringify(one.params)}`).values()]
  const shown = isWhole ? groups : groups.slice(0, SHOWN_FIRST)
  return (
    <Section title={title}>
      {text !== undefined && <Remark>{text}</Remark>}
      <Card isFlush>
        <List label={title}>
          {shown.map((group) => (
            <ProblemRow key={`${group[0]!.code} ${JSON.stringify(group[0]!.params)}`} group={group} />
          ))}
        </List>
      </Card>
      {shown.length < groups.length && (
        <Row>
          <Button onPress={() => setWhole(true)}>{t.show_more}</Button>
        </Row>
      )}
      {leftOff > 0 && <Remark>{t.more_rows({ n: leftOff })}</Remark>}
    </Section>
  )
}

function ProblemRow({ group }: { group: readonly Problem[] }) {
  const t = useTexts(texts)
  const [first] = group
  const words = problemWords[first!.code]
  const lines = group.flatMap((one) => one.line ?? [])
  const where =
    lines.length === 0
      ? null
      : lines.length === 1
        ? t.line({ n: lines[0]! })
        : t.lines({ lines: lines.slice(0, LINES_SHOWN).join(', '), more: Math.max(0, lines.length - LINES_SHOWN) })
  return <ListRow title={words?.what(first!.params) ?? first!.code} note={[where, words?.next].filter(Boolean).join('. ')} />
}
