import { useMutation, useQuery } from '@tanstack/react-query'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Remark, Row, Stack } from '#web/design/layout.tsx'
import { Table } from '#web/design/Table.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { dayOf, formatDay, formatTime, formatMoment } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { RESULT_WORDS } from '../texts.de.ts'
import { texts } from '../texts/help.de.ts'
import { LOGS, logs } from './client.ts'

type Waiting = Awaited<ReturnType<typeof logs.listHelps>>['helps'][number]

/** Who released their attempts; looking is a press, because the person sees that it was done. */
export function HelpDeskPage() {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: [...LOGS, 'desk'], queryFn: ({ signal }) => logs.listHelps({}, { signal }) })
  return (
    <Page title={t.desk} lead={t.deskLead} isNarrow>
      <Answer query={query}>
        {({ helps, isMore }) => helps.length === 0 ? <EmptyState icon="support" title={t.deskNone}>{t.deskNoneText}</EmptyState> : (
          <Stack>
            {helps.map((help) => <WaitingCard key={help.id} help={help} />)}
            {isMore && <Remark>{t.deskMore}</Remark>}
          </Stack>
        )}
      </Answer>
    </Page>
  )
}

function WaitingCard({ help }: { help: Waiting }) {
  const t = useTexts(texts)
  const looking = useMutation({ mutationFn: () => logs.readHelp({ helpId: help.id }), gcTime: 0 })
  const name = help.person.displayName
  return (
    <Card level={2} icon="person" title={name} note={t.deskUntil({ until: formatMoment(help.closesAt) })} action={<Button kind="primary" isPending={looking.isPending} onPress={() => looking.mutate()} aria-label={t.lookAt({ name })}>{t.look}</Button>}>
      <Dialog size="large" title={t.triesOf({ name })} isOpen={looking.data !== undefined || looking.error !== null} onClose={looking.reset} actions={<Button kind="primary" onPress={looking.reset}>{t.close}</Button>}>
        {looking.error !== null && <Refused error={looking.error} />}
        {looking.data !== undefined && (looking.data.tries.length === 0 ? <p>{t.triesNone}</p> : (
          <Table
            caption={t.triesOf({ name })} rows={looking.data.tries.map((one, index) => ({ ...one, key: String(index) }))} rowKey={(one) => one.key}
            columns={[
              { key: 'when', label: t.when, isRowName: true, cell: (one) => t.tryWhen({ day: formatDay(dayOf(one.from)), from: formatTime(one.from), until: formatTime(one.until) }) },
              { key: 'what', label: t.what, cell: (one) => <Row>{one.result.endsWith('wrong') ? <Badge kind="need">{RESULT_WORDS[one.result]}</Badge> : RESULT_WORDS[one.result]}{one.times > 1 && <strong>{t.times({ n: one.times })}</strong>}</Row> },
              { key: 'where', label: t.where, cell: (one) => one.device },
            ]}
          />
        ))}
      </Dialog>
    </Card>
  )
}
