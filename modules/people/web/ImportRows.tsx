import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { DifferenceRow } from '#web/design/DifferenceRow.tsx'
import type { DifferenceKind } from '#web/design/DifferenceRow.tsx'
import { Remark, Row, Section } from '#web/design/layout.tsx'
import { List } from '#web/design/List.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { formatNumber } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'

/** One row as it is drawn; `changes` are what the file says otherwise than the record. */
export type DrawnRow = { key: string; kind: DifferenceKind; name: string; note?: string; changes?: { field: string; before: string | null; after: string | null }[] }

export type ImportRowsProps<R> = {
  title: string
  text?: string
  /** Before the rows: a drawing of all of them. */
  above?: ReactNode
  /** How many there are, also those that the first answer did not hold. */
  total: number
  /** The rows of the first answer. */
  first: readonly R[]
  /** Asks for the rows behind `from` with the same file; nothing of it lies on the server meanwhile. */
  fetchMore: (from: number) => Promise<readonly R[]>
  draw: (row: R, index: number) => DrawnRow
}

const SHOWN_FIRST = 6
const SHOWN_MORE = 50

/** Rows of one kind of a difference: a few at first, more on demand. Nothing when there are none. */
export function ImportRows<R>({ title, text, above, total, first, fetchMore, draw }: ImportRowsProps<R>): ReactNode {
  const t = useTexts(texts)
  const [rows, setRows] = useState(first)
  const [shown, setShown] = useState(SHOWN_FIRST)
  const fetching = useMutation({ mutationFn: () => fetchMore(rows.length), onSuccess: (next) => setRows((before) => [...before, ...next]) })
  if (total <= 0) return null
  const more = () => {
    setShown(shown + SHOWN_MORE)
    if (shown + SHOWN_MORE > rows.length && rows.length < total) fetching.mutate()
  }
  return (
    <Section title={`${title} (${formatNumber(total)})`}>
      {text !== undefined && <Remark>{text}</Remark>}
      {above}
      <Card isFlush>
        <List label={title}>
          {rows.slice(0, shown).map((row, index) => {
            const { key, ...drawn } = draw(row, index)
            return <DifferenceRow key={key} {...drawn} />
          })}
        </List>
      </Card>
      {fetching.error !== null && <Refused error={fetching.error} />}
      {shown < total && (
        <Row>
          <Button onPress={more} isPending={fetching.isPending}>
            {t.show_more}
          </Button>
        </Row>
      )}
    </Section>
  )
}
