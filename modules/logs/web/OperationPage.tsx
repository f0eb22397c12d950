import { useQuery } from '@tanstack/react-query'
import { Badge } from '#web/design/Badge.tsx'
import { Bars } from '#web/design/Bars.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Remark, Row, Section, Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Table } from '#web/design/Table.tsx'
import { useHasPath } from '#web/shell/house.ts'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { formatBytes, formatNumber } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { METER_WORDS, texts } from '../texts/operation.de.ts'
import { LOGS, logs } from './client.ts'

type Found = Awaited<ReturnType<typeof logs.readOperation>>
type Meter = Found['meters'][number]

/** Betrieb: error rates, queues, pool, disk, version. */
export function OperationPage() {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: [...LOGS, 'operation'], queryFn: ({ signal }) => logs.readOperation({}, { signal }), refetchOnWindowFocus: true })
  return (
    <Page title={t.title} lead={t.lead} actions={<Button icon="refresh" isPending={query.isFetching} onPress={() => void query.refetch()}>{t.refresh}</Button>}>
      <Answer query={query}>
        {(found) => (
          <Stack gap="large">
            <Row>
              <Badge kind={found.isFresh ? 'good' : 'danger'}>{found.isFresh ? t.healthy : t.unhealthy}</Badge>
              <Badge>{`${t.version} ${found.version}`}</Badge>
              <Badge>{`${t.up} ${t.upFor({ seconds: found.upSeconds })}`}</Badge>
            </Row>
            <LastHour found={found} />
            <Section title={t.figures}>
              <Stack>
                <Disk meter={found.meters.find(({ name }) => name === 'schulhof_disk_bytes')} />
                <Figures meters={found.meters} />
              </Stack>
            </Section>
            <Remark>{t.metrics}</Remark>
          </Stack>
        )}
      </Answer>
    </Page>
  )
}

function LastHour({ found }: { found: Found }) {
  const t = useTexts(texts)
  const hasCases = useHasPath('/protokolle')
  const broken = found.lastHour.reduce((sum, one) => sum + one.broken, 0)
  return (
    <Section title={t.lastHour}>
      <Stack>
        {broken > 0 && <Notice kind="danger" title={t.fault({ n: broken })}>{t.faultNext} {hasCases && <Link href="/protokolle">{t.faultLink}</Link>}</Notice>}
        {found.lastHour.length === 0 ? <Remark>{t.lastHourNone}</Remark> : (
          <Card isFlush>
            <Table
              caption={t.lastHour} rows={found.lastHour} rowKey={(one) => one.module} sortedBy={{ key: 'requests', isDown: true }}
              columns={[
                { key: 'room', label: t.room, isRowName: true, cell: (one) => (one.name === '' ? t.unknownRoom : one.name) },
                { key: 'requests', label: t.requests, align: 'end', sortBy: (one) => one.requests, cell: (one) => (one.isFew ? t.few : formatNumber(one.requests)) },
                { key: 'refused', label: t.refused, align: 'end', cell: (one) => (one.isFew ? '–' : formatNumber(one.refused)) },
                { key: 'broken', label: t.broken, align: 'end', cell: (one) => (one.broken > 0 ? <Badge kind="danger">{formatNumber(one.broken)}</Badge> : one.isFew ? '–' : '0') },
              ]}
            />
          </Card>
        )}
      </Stack>
    </Section>
  )
}

function Disk({ meter }: { meter: Meter | undefined }) {
  const words = METER_WORDS['schulhof_disk_bytes']!
  const value = (state: string) => meter?.samples.find(({ labels }) => labels['state'] === state)?.value ?? 0
  const [free, total] = [value('free'), value('total')]
  if (total === 0) return null
  const isTight = free < total / 10
  return (
    <Bars
      caption={words.title} hidesLegend series={[{ key: 'used', label: words.title, tone: isTight ? 'danger' : 'good' }, { key: 'free', label: words.states!['free']!, tone: 'open' }]}
      rows={[{ key: 'disk', label: words.title, values: [total - free, free], words: `${formatBytes(free)} ${words.states!['free']}` }]}
    />
  )
}

/** Every meter that has words, one row each; a room's own meter without words stands by its name. */
function Figures({ meters }: { meters: readonly Meter[] }) {
  const t = useTexts(texts)
  const HIDDEN = ['schulhof_disk_bytes', 'schulhof_info', 'schulhof_up_seconds', 'schulhof_requests_total', 'schulhof_live_connections']
  const rows = meters.filter(({ name }) => !HIDDEN.includes(name)).map((meter) => ({ key: meter.name, title: METER_WORDS[meter.name]?.title ?? meter.name, value: valueOf(meter) }))
  return (
    <Card isFlush>
      <Table caption={t.figures} rows={rows} rowKey={(row) => row.key} columns={[{ key: 'title', label: t.figure, isRowName: true, cell: (row) => row.title }, { key: 'value', label: t.value, cell: (row) => row.value }]} />
    </Card>
  )
}

function valueOf({ name, samples }: Meter): string {
  const states = METER_WORDS[name]?.states ?? {}
  return samples.map(({ labels, value }) => {
    const [label] = Object.values(labels)
    const amount = name.endsWith('_bytes') ? formatBytes(value) : name.endsWith('_seconds') ? `${formatNumber(Math.round(value * 1_000))} ms` : formatNumber(value)
    return label === undefined ? amount : name.endsWith('_seconds') ? `${states[label] ?? label} ${amount}` : `${amount} ${states[label] ?? label}`
  }).join(' · ')
}
