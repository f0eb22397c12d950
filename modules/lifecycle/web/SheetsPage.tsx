import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { formatBytes } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { LIFECYCLE, lifecycle } from './client.ts'
import type { Sheet } from './client.ts'
import { LifecyclePage } from './LifecyclePage.tsx'
import { causeWord, typeWord } from './words.ts'

/** What is purged and when, in numbers and without names (A14); printed it is the proof for a file. */
export function SheetsPage() {
  const t = useTexts(texts)
  const query = useInfiniteQuery({
    queryKey: [...LIFECYCLE, 'sheets'],
    queryFn: ({ signal, pageParam }) => lifecycle.listPurgeSheets(pageParam === null ? {} : { after: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
  const isEmpty = query.data?.pages.every((page) => page.sheets.length === 0) ?? true
  return (
    <LifecyclePage title={t.sheetsTitle} lead={t.sheetsLead} actions={isEmpty ? undefined : <Button icon="print" onPress={() => window.print()}>{t.print}</Button>}>
      <Answer query={query}>
        {({ pages }) => isEmpty ? <EmptyState icon="document" title={t.noSheets} /> : (
          <Stack>
            {pages.flatMap((page) => page.sheets).map((sheet) => <SheetCard key={sheet.id} sheet={sheet} />)}
            {query.hasNextPage && <Row><Button onPress={() => void query.fetchNextPage()} isPending={query.isFetchingNextPage}>{t.more}</Button></Row>}
          </Stack>
        )}
      </Answer>
    </LifecyclePage>
  )
}

const NUMBER_LETTERS = 8

function SheetCard({ sheet }: { sheet: Sheet }) {
  const t = useTexts(texts)
  const { id, type, cause, isWhole, deletedOn, purgedOn, backupsUntil, rows, forgotten, blobs, bytes, evidence, remains, modules } = sheet
  const numbers = [t.sheetRows({ n: rows }), forgotten > 0 && t.sheetForgotten({ n: forgotten }), blobs > 0 && `${t.sheetBlobs({ n: blobs })} (${formatBytes(bytes)})`, evidence > 0 && t.sheetEvidence({ n: evidence })]
  return (
    <div className="lifecycle-sheet">
      <Card level={2} icon="document" title={t.sheetNumber({ number: id.slice(-NUMBER_LETTERS) })} note={isWhole ? `${typeWord(t, type)}, ${causeWord(t, cause)}, ${t.since({ date: deletedOn })}` : `${typeWord(t, type)}, ${t.sheetClosed({ date: deletedOn })}`}>
        <Stack gap="small">
          <p>{t.sheetDone({ date: purgedOn, backups: backupsUntil })}</p>
          <p>{numbers.filter((part) => part !== false).join(', ')}</p>
          {!isWhole && <p>{t.sheetPart}</p>}
          {remains > 0 ? <Notice kind="danger"><p>{t.sheetRemains}</p></Notice> : isWhole && <p>{t.sheetClean}</p>}
          {modules.length > 0 && (
            <Disclosure title={t.sheetModules}>
              <ul className="lifecycle-names">{modules.map((one) => <li key={one.name}>{one.name}: {t.records({ n: one.rows, isMore: false })}</li>)}</ul>
            </Disclosure>
          )}
        </Stack>
      </Card>
    </div>
  )
}
