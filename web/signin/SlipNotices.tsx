import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useToday } from '#web/api/clock.ts'
import { refusalOf } from '#web/api/refusal.ts'
import { session } from '#web/api/session.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { ConfirmDialog } from '#web/design/Dialog.tsx'
import { Row } from '#web/design/layout.tsx'
import { showToast } from '#web/design/toasts.ts'
import { HomeAnswer } from '#web/shell/home-part.tsx'
import { dayOf, formatDay, formatTime } from '#web/texts/format.ts'
import { useRefusalText, useTexts } from '#web/texts/useTexts.ts'
import { texts } from './cards.de.ts'
import { identity } from './client.ts'

const NOTICES = ['identity', 'slip-notices'] as const

type Notice = Awaited<ReturnType<typeof identity.listSlipNotices>>['notices'][number]

/** A5: whom a teacher made a code for sees who and when, until a word about it. */
export function SlipNotices() {
  const query = useQuery({ queryKey: NOTICES, queryFn: ({ signal }) => identity.listSlipNotices({}, { signal }) })
  return <HomeAnswer query={query}>{({ notices }) => notices.map((notice) => <SlipNotice key={notice.slipId} notice={notice} />)}</HomeAnswer>
}

function SlipNotice({ notice }: { notice: Notice }) {
  const t = useTexts(texts)
  const say = useRefusalText()
  const today = useToday()
  const queries = useQueryClient()
  const [isSure, setSure] = useState(false)
  const answering = useMutation({
    mutationFn: (answer: 'mine' | 'not_mine') => identity.answerSlipNotice({ slipId: notice.slipId, answer }),
    onSuccess: (_, answer) => (answer === 'mine' ? queries.invalidateQueries({ queryKey: NOTICES }) : session.reload().then(() => undefined, () => undefined)),
    onError: (error) => showToast({ text: say(refusalOf(error)).what, kind: 'problem' }),
  })
  const day = dayOf(notice.madeAt)
  const time = formatTime(notice.madeAt)
  const when = day === today ? t.noticeToday({ time }) : t.noticeOn({ day: formatDay(day), time })
  return (
    <>
      <Card
        kind="need" icon="key" title={t.noticeTitle}
        action={
          <Row>
            <Button onPress={() => setSure(true)}>{t.noticeNotMine}</Button>
            <Button kind="primary" isPending={answering.isPending} onPress={() => answering.mutate('mine')}>{t.noticeMine}</Button>
          </Row>
        }
      >
        <p>{t.noticeText({ name: notice.madeBy ?? t.noticeSomebody, when })} {notice.isUsed ? t.noticeUsed : t.noticeUnused}</p>
      </Card>
      <ConfirmDialog title={t.noticeSure} isOpen={isSure} onClose={() => setSure(false)} onConfirm={() => answering.mutate('not_mine')} isPending={answering.isPending} confirm={t.noticeSureDo}>
        <p>{t.noticeSureText}</p>
      </ConfirmDialog>
    </>
  )
}
