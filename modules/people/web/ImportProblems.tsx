import { useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Remark, Row, Section } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import type { ImportPreview } from '../contract.ts'
import { texts } from '../texts.de.ts'
import { problemWords } from '../texts/problems.de.ts'

const SHOWN_FIRST = 8

/** What is not sure, with its line and what to do. */
export function ImportProblems({ title, text, kind, problems, total }: { title: string; text?: string; kind: 'unclear' | 'note'; problems: ImportPreview['unclear']; total: number }) {
  const t = useTexts(texts)
  const [isWhole, setWhole] = useState(false)
  if (problems.length === 0) return null
  const shown = isWhole ? problems : problems.slice(0, SHOWN_FIRST)
  return (
    <Section title={title}>
      {text !== undefined && <Remark>{text}</Remark>}
      <Card isFlush>
        <List label={title}>
          {shown.map((one, index) => {
            const words = problemWords[one.code]
            return <ListRow key={index} title={words?.what(one.params) ?? one.code} note={words?.next ?? ''} {...(one.line !== undefined && { meta: t.line({ n: one.line }) })} />
          })}
        </List>
      </Card>
      {shown.length < problems.length && <Row><Button onPress={() => setWhole(true)}>{t.show_more}</Button></Row>}
      {isWhole && total > problems.length && <Remark>{t.more_rows({ n: total - problems.length })}</Remark>}
      {kind === 'unclear' && !isWhole && total > shown.length && problems.length === shown.length && <Remark>{t.more_rows({ n: total - shown.length })}</Remark>}
    </Section>
  )
}
