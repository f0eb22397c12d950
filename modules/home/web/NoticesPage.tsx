import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useToday } from '#web/api/clock.ts'
import { useMay } from '#web/api/hooks.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/notices.de.ts'
import { home, NOTICES } from './client.ts'
import type { Notice } from './client.ts'
import { smallPrint } from './notice-words.ts'
import { NoticeDialog } from './NoticeDialog.tsx'
import './notices.css'

/** The Aushang: what hangs for this person; staff hang up, change and take down. */
export function NoticesPage() {
  const t = useTexts(texts)
  const mayWrite = useMay('home.list_audiences')
  const [edited, setEdited] = useState<Notice | 'new' | null>(null)
  const query = useQuery({ queryKey: NOTICES, queryFn: ({ signal }) => home.listNotices({}, { signal }) })
  return (
    <Page
      title={t.title} lead={t.lead} isNarrow
      actions={mayWrite && (
        <>
          <Button kind="primary" icon="notice" onPress={() => setEdited('new')}>{t.write}</Button>
          <Button icon="print" href="/aushang/drucken">{t.print}</Button>
        </>
      )}
    >
      <Answer query={query}>
        {({ notices }) => notices.length === 0
          ? <EmptyState icon="notice" title={t.none}>{t.noneText}</EmptyState>
          : <Stack>{notices.map((notice) => <NoticeCard key={notice.id} notice={notice} onEdit={() => setEdited(notice)} />)}</Stack>}
      </Answer>
      {edited !== null && <NoticeDialog notice={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Page>
  )
}

function NoticeCard({ notice, onEdit }: { notice: Notice; onEdit: () => void }) {
  const t = useTexts(texts)
  const today = useToday()
  const queries = useQueryClient()
  const ending = useMutation({
    mutationFn: () => home.takeBackNotice({ noticeId: notice.id }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: NOTICES })
      showToast({ text: t.takenBack })
    },
  })
  return (
    <Card icon="notice" title={notice.title} level={2} note={smallPrint(t, notice, today)}>
      <Stack gap="small">
        <p className="notice-text">{notice.body}</p>
        {ending.error && <Refused error={ending.error} level={2} />}
        {notice.may.length > 0 && (
          <Row>
            {notice.may.includes('edit') && <Button icon="edit" onPress={onEdit} aria-label={`${t.edit}: ${notice.title}`}>{t.edit}</Button>}
            {notice.may.includes('take_back') && <Button icon="remove" isPending={ending.isPending} onPress={() => ending.mutate()} aria-label={`${t.takeBack}: ${notice.title}`}>{t.takeBack}</Button>}
          </Row>
        )}
      </Stack>
    </Card>
  )
}
