import type { UseInfiniteQueryResult, InfiniteData } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { List } from '#web/design/List.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import type { PersonInList } from '../contract.ts'
import { texts } from '../texts.de.ts'

type Pages = UseInfiniteQueryResult<InfiniteData<{ people: PersonInList[] }>>

/** People page by page with a button for more; `empty` stands there when nobody is found. */
export function PagedPeople({ query, label, empty, row }: { query: Pages; label: string; empty: ReactNode; row: (person: PersonInList) => ReactNode }) {
  const t = useTexts(texts)
  return (
    <Answer query={query}>
      {({ pages }) => {
        const found = pages.flatMap((page) => page.people)
        if (found.length === 0) return empty
        return (
          <Stack>
            <Card isFlush>
              <List label={label}>{found.map(row)}</List>
            </Card>
            {query.hasNextPage && (
              <Row>
                <Button onPress={() => void query.fetchNextPage()} isPending={query.isFetchingNextPage}>
                  {t.show_more}
                </Button>
              </Row>
            )}
          </Stack>
        )
      }}
    </Answer>
  )
}
