import { useQuery } from '@tanstack/react-query'
import { useMay, useSignedIn } from '#web/api/hooks.ts'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Remark, Row, Section, Stack } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { dayOf, formatTime } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/host.de.ts'
import { administration, hostQuery } from './client.ts'
import type { HostFound } from './client.ts'

type Finding = NonNullable<HostFound['newest']>['findings'][number]
const KINDS = { good: 'plain', need: 'need', danger: 'danger', unknown: 'plain' } as const
const BADGES = { good: 'good', need: 'need', danger: 'danger', unknown: 'plain' } as const
const ORDER = ['danger', 'need', 'unknown', 'good'] as const

/** The self-test of the machine: what was found, what to do, and the press to look again (R4.3). */
export function HostPage() {
  const t = useTexts(texts)
  const query = useQuery(hostQuery)
  const { demo } = useSignedIn()
  const mayCheck = useMay('administration.check_host')
  const check = useAct(() => administration.runHostCheck({}), { done: () => t.checked })
  return (
    <Page title={t.title} lead={t.lead} actions={mayCheck ? <Button kind="primary" icon="refresh" isPending={check.isPending} onPress={() => check.mutate()}>{t.now}</Button> : undefined}>
      <Stack>
        {check.error && <Refused error={check.error} level={2} />}
        {demo && <Notice kind="explain" title={t.example}>{t.exampleText}</Notice>}
        <Answer query={query}>
          {({ newest, before }) => (
            <Stack gap="large">
              {newest === null ? <EmptyState icon="clock" title={t.never}>{t.neverText}</EmptyState> : (
                <Section title={t.findings}>
                  <Remark>{t.lastAt({ date: dayOf(newest.at), time: formatTime(newest.at), name: newest.askedBy })}</Remark>
                  <Stack>{[...newest.findings].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state)).map((finding) => <FindingCard key={finding.check} finding={finding} />)}</Stack>
                </Section>
              )}
              <Disclosure title={t.limits}>{t.limitsText}</Disclosure>
              {before.length > 0 && (
                <Disclosure title={t.before}>
                  <List label={t.before}>{before.map((run) => <ListRow key={run.id} isCompact title={t.beforeLine({ date: run.on })} meta={<Badge kind={BADGES[run.worst]}>{t.state({ state: run.worst })}</Badge>} />)}</List>
                </Disclosure>
              )}
            </Stack>
          )}
        </Answer>
      </Stack>
    </Page>
  )
}

function FindingCard({ finding }: { finding: Finding }) {
  const t = useTexts(texts)
  const next = t.next(finding)
  return (
    <Card kind={KINDS[finding.state]} title={<Row>{t.check(finding)}<Badge kind={BADGES[finding.state]}>{t.state(finding)}</Badge></Row>}>
      <p>{t.what(finding)}</p>
      {next !== '' && <p>{next}</p>}
    </Card>
  )
}
