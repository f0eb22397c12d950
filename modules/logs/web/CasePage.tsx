import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Remark, Row, Section, Stack } from '#web/design/layout.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { Select } from '#web/design/Select.tsx'
import { Table } from '#web/design/Table.tsx'
import type { Column } from '#web/design/Table.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { wishFocus } from '#web/shell/focus-wish.ts'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useGo, usePathField } from '#web/shell/routing.ts'
import { useAct } from '#web/shell/use-act.ts'
import { formatMoment } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { logsOf } from '../rules.ts'
import { LOG_WORDS, OUTCOME_WORDS, PURPOSE_WORDS, RESULT_WORDS, texts } from '../texts.de.ts'
import { LOGS, logs } from './client.ts'
import type { OwnCase, Rows, Sealed } from './client.ts'
import { Exports } from './Exports.tsx'
import { Names } from './Names.tsx'
import { SealedPage } from './SealedPage.tsx'
import { serviceWords, statusWords } from './words.ts'

type Log = 'access' | 'sign_in' | 'fault'
type Outcome = 'any' | 'ok' | 'refused' | 'broken'

/** One open case: a log is looked at by pressing, never by itself, because each look is written down. */
export function CasePage() {
  const t = useTexts(texts)
  const caseId = usePathField('caseId')
  const query = useQuery({ queryKey: [...LOGS, 'own-cases'], queryFn: ({ signal }) => logs.listOwnLogCases({}, { signal }) })
  const one = query.data?.cases.find(({ id }) => id === caseId)
  // The key of a sealed file, until the page is left.
  const [sealed, setSealed] = useState<Sealed | null>(null)
  // Another page in the place of this one: it begins at its heading, as after a link.
  const turnTo = (to: Sealed | null) => {
    wishFocus()
    scrollTo(0, 0)
    setSealed(to)
  }
  if (sealed !== null) return <SealedPage sealed={sealed} onDone={() => turnTo(null)} />
  return (
    <Page title={one === undefined ? t.cases : `${PURPOSE_WORDS[one.purpose]}: ${serviceWords(one)}`} lead={one?.reason} actions={one?.isOpen ? <Close caseId={caseId} /> : undefined}>
      <Answer query={query}>
        {() => one === undefined || !one.isOpen ? <EmptyState icon="lock" title={t.noCases} action={<Button kind="primary" href="/protokolle">{t.cases}</Button>}>{t.noCasesText}</EmptyState> : <OpenCase one={one} onSealed={turnTo} />}
      </Answer>
    </Page>
  )
}

function Close({ caseId }: { caseId: string }) {
  const t = useTexts(texts)
  const go = useGo()
  const closing = useAct(() => logs.closeLogCase({ caseId }), { done: () => t.caseClosed, after: () => go('/protokolle') })
  return <Button icon="lock" isPending={closing.isPending} onPress={() => closing.mutate()}>{t.closeCase}</Button>
}

function OpenCase({ one, onSealed }: { one: OwnCase; onSealed: (sealed: Sealed) => void }) {
  const t = useTexts(texts)
  const [log, setLog] = useState<Log>('access')
  const [outcome, setOutcome] = useState<Outcome>('any')
  const [found, setFound] = useState<{ log: Log; rows: Rows; before: string | null } | null>(null)
  const asking = useMutation({
    mutationFn: (before: string | null) => logs.queryLog({ caseId: one.id, log, ...(outcome !== 'any' && log !== 'fault' && { outcome }), ...(before !== null && { before }) }),
    onSuccess: (answer, before) => setFound((shown) => ({ log, rows: before === null || shown === null ? answer.rows : [...shown.rows, ...answer.rows], before: answer.before })),
    gcTime: 0,
  })
  return (
    <Stack gap="large">
      <Row>
        <Badge kind="good">{t.caseUntil({ time: formatMoment(one.closesAt) })}</Badge>
      </Row>
      <Remark>{t.windowOf({ from: formatMoment(one.windowFrom), until: formatMoment(one.windowUntil) })}</Remark>
      <Stack>
        <RadioGroup<Log> label={t.log} value={log} onChange={(next) => { setLog(next); setFound(null) }} options={logsOf(one.service).map((value) => ({ value, label: LOG_WORDS[value] }))} />
        {log !== 'fault' && <Select<Outcome> label={t.outcome} value={outcome} onChange={(next) => { setOutcome(next); setFound(null) }} options={[{ value: 'any', label: t.anyOutcome }, ...(['ok', 'refused', 'broken'] as const).map((value) => ({ value, label: OUTCOME_WORDS[value]! }))]} />}
        <Row><Button kind="primary" icon="search" isPending={asking.isPending} onPress={() => asking.mutate(null)}>{t.query}</Button></Row>
        <Remark>{t.queryNote}</Remark>
        {asking.error && <Refused error={asking.error} />}
      </Stack>
      {found !== null && (
        <Section title={t.rows}>
          <Card isFlush><RowsTable log={found.log} rows={found.rows} /></Card>
          {found.before !== null && <Row><Button isPending={asking.isPending} onPress={() => asking.mutate(found.before)}>{t.earlier}</Button></Row>}
        </Section>
      )}
      {one.purpose !== 'capacity' && <Names one={one} />}
      {one.purpose === 'court_order' && <Exports one={one} onSealed={onSealed} />}
    </Stack>
  )
}

type Shown = Rows[number] & { key: string }

function RowsTable({ log, rows }: { log: Log; rows: Rows }) {
  const t = useTexts(texts)
  const outcome = (row: Shown) => (log === 'sign_in' ? (RESULT_WORDS[row.outcome] ?? row.outcome) : log === 'access' ? statusWords(Number(row.outcome)) : row.outcome)
  const columns: Column<Shown>[] = [
    { key: 'at', label: t.at, isRowName: true, cell: (row) => formatMoment(row.at) },
    ...(log === 'fault' ? [] : [{ key: 'mark', label: t.who, cell: (row: Shown) => row.mark ?? t.nobody }]),
    ...(log === 'sign_in' ? [] : [{ key: 'operation', label: t.operation, cell: (row: Shown) => row.operation }]),
    { key: 'outcome', label: t.outcome, cell: outcome },
    ...(log === 'access' ? [{ key: 'duration', label: t.duration, align: 'end' as const, cell: (row: Shown) => t.ms({ n: row.duration_ms ?? 0 }) }, { key: 'network', label: t.network, cell: (row: Shown) => row.network ?? '' }] : []),
    ...(log === 'sign_in' ? [{ key: 'device', label: t.device, cell: (row: Shown) => row.device ?? '' }] : []),
    ...(log === 'fault' ? [{ key: 'place', label: t.place, cell: (row: Shown) => row.place ?? '' }] : []),
  ]
  return <Table caption={LOG_WORDS[log] ?? ''} columns={columns} rows={rows.map((row, index) => ({ ...row, key: String(index) }))} rowKey={(row) => row.key} empty={t.rowsNone} />
}
