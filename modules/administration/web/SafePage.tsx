import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '#web/api/hooks.ts'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { Row, Section, Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Table } from '#web/design/Table.tsx'
import type { Column } from '#web/design/Table.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { formatDate } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/safe.de.ts'
import { safe, safeKeysQuery } from './client.ts'
import type { SafeKeys } from './client.ts'
import { SafePaperCard } from './SafePaperCard.tsx'

/** The key of the safe: made by a press, shown once to be printed, tried out once a year. */
export function SafePage() {
  const t = useTexts(texts)
  const query = useQuery(safeKeysQuery)
  const queries = useQueryClient()
  const mayMake = useMay('safe.make')
  const [isAsking, setAsking] = useState(false)
  // Not kept in memory once the page is left.
  const make = useMutation({ mutationFn: () => safe.makeSafeKey({}), gcTime: 0, onSuccess: () => queries.invalidateQueries(), onSettled: () => setAsking(false) })
  if (make.data !== undefined) return <Page title={t.title} isNarrow><SafePaperCard paper={make.data} onDone={() => make.reset()} /></Page>
  return (
    <Page title={t.title} lead={t.lead}>
      <Answer query={query}>
        {({ keys }) => (
          <Stack gap="large">
            {make.error && <Refused error={make.error} level={2} />}
            {keys.length === 0 && <Notice kind="need" title={t.none}>{t.noneText}</Notice>}
            {mayMake && <Row><Button {...(keys.length === 0 ? { kind: 'primary' as const } : {})} icon="key" onPress={() => setAsking(true)}>{keys.length === 0 ? t.make : t.makeNew}</Button></Row>}
            {keys.length > 0 && <Keys keys={keys} />}
            {mayMake && keys.length > 0 && <CheckCard />}
            <Disclosure title={t.why}>{t.whyText}</Disclosure>
          </Stack>
        )}
      </Answer>
      {isAsking && (
        <Dialog title={t.makeTitle} isOpen onClose={() => setAsking(false)} actions={<><Button onPress={() => setAsking(false)}>{t.cancel}</Button><Button kind="primary" isPending={make.isPending} onPress={() => make.mutate()}>{t.makeDo}</Button></>}>
          <p>{t.makeText}</p>
        </Dialog>
      )}
    </Page>
  )
}

type Key = SafeKeys['keys'][number]

function Keys({ keys }: SafeKeys) {
  const t = useTexts(texts)
  const columns: Column<Key>[] = [
    { key: 'sign', label: t.sign, isRowName: true, cell: (one) => <code>{one.sign}</code> },
    { key: 'madeOn', label: t.madeOn, cell: (one) => formatDate(one.madeOn) },
    { key: 'madeBy', label: t.madeBy, cell: (one) => `${one.madeBy ?? t.nobody}${one.inRepresentation ? `, ${t.inRepresentation}` : ''}` },
    { key: 'state', label: t.state, cell: (one) => <Badge kind={one.isCurrent ? 'good' : 'plain'}>{one.isCurrent ? t.current : t.older}</Badge> },
  ]
  return <Section title={t.keys}><Table caption={t.keys} columns={columns} rows={keys} rowKey={(one) => one.id} /></Section>
}

/** A paper that nobody can read any more is found before it is needed. */
function CheckCard() {
  const t = useTexts(texts)
  const [code, setCode] = useState('')
  const check = useMutation({ mutationFn: () => safe.checkSafeCode({ code }), gcTime: 0, onSuccess: () => setCode('') })
  return (
    <Card title={t.check}>
      <form onSubmit={(event) => { event.preventDefault(); check.mutate() }}>
        <Stack>
          <p>{t.checkText}</p>
          <TextField label={t.code} value={code} onChange={setCode} autoComplete="off" isCode />
          {check.error && <Refused error={check.error} />}
          {check.data && <Notice kind={check.data.outcome === 'current' ? 'good' : 'need'} isLive title={t.outcome(check.data)}>{t.outcomeText(check.data)}</Notice>}
          <Row place="end"><Button type="submit" isPending={check.isPending} isDisabled={code.trim() === ''}>{t.checkDo}</Button></Row>
        </Stack>
      </form>
    </Card>
  )
}
