import { useQuery } from '@tanstack/react-query'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Remark, Section, Stack } from '#web/design/layout.tsx'
import { Table } from '#web/design/Table.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { formatMoment } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { OUTCOME_WORDS, PURPOSE_WORDS, texts } from '../texts.de.ts'
import { LOGS, logs } from './client.ts'
import { outcomeOf } from './words.ts'

type Unmasking = Awaited<ReturnType<typeof logs.listOwnUnmaskings>>['unmaskings'][number]

/** What is logged about oneself: whether a log case opened the own name, and the own rows (Art. 15). */
export function AboutMePage() {
  const t = useTexts(texts)
  return (
    <Page title={t.aboutMe}>
      <Stack gap="large">
        <Unmasked />
        <OwnRows />
      </Stack>
    </Page>
  )
}

function Unmasked() {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: [...LOGS, 'unmasked'], queryFn: ({ signal }) => logs.listOwnUnmaskings({}, { signal }) })
  return (
    <Section title={t.unmasked}>
      <Answer query={query}>
        {({ unmaskings }) => unmaskings.length === 0 ? <Remark>{t.unmaskedNone}</Remark> : (
          <Stack>
            {unmaskings.map((one) => <Opened key={one.id} one={one} />)}
          </Stack>
        )}
      </Answer>
    </Section>
  )
}

function Opened({ one }: { one: Unmasking }) {
  const t = useTexts(texts)
  const noting = useAct(() => logs.noteUnmasking({ unmaskingId: one.id }))
  return (
    <Card
      kind={one.isNoted ? 'plain' : 'need'} icon="show" title={t.unmaskedText({ date: one.on, purpose: PURPOSE_WORDS[one.purpose] ?? one.purpose, by: one.allowedBy ?? t.somebody })}
      note={t.unmaskedAsk} action={one.isNoted ? undefined : <Button kind="primary" isPending={noting.isPending} onPress={() => noting.mutate()}>{t.noted}</Button>}
    >
      <p>{t.reason}: {one.reason}</p>
      {noting.error && <Refused error={noting.error} />}
    </Card>
  )
}

function OwnRows() {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: [...LOGS, 'own'], queryFn: ({ signal }) => logs.readOwnRows({}, { signal }) })
  return (
    <Section title={t.rows}>
      <Answer query={query}>
        {(found) => (
          <Stack>
            <Remark>{t.aboutMeLead({ n: found.days })}{found.isMore ? ` ${t.moreRows}` : ''}</Remark>
            <Card isFlush>
              <Table
                caption={t.aboutMe} rows={found.rows.map((row, index) => ({ ...row, key: String(index) }))} rowKey={(row) => row.key} empty={t.noRows}
                columns={[
                  { key: 'at', label: t.at, isRowName: true, cell: (row) => formatMoment(row.at) },
                  { key: 'operation', label: t.operation, cell: (row) => `${row.room} (${row.operation})` },
                  { key: 'outcome', label: t.outcome, cell: (row) => (row.status < 400 ? OUTCOME_WORDS[outcomeOf(row.status)] : <Badge>{OUTCOME_WORDS[outcomeOf(row.status)]}</Badge>) },
                  { key: 'network', label: t.network, cell: (row) => row.network ?? '' },
                ]}
              />
            </Card>
          </Stack>
        )}
      </Answer>
    </Section>
  )
}
