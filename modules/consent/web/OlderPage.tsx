import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useToday } from '#web/api/clock.ts'
import { useMay } from '#web/api/hooks.ts'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { Select } from '#web/design/Select.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Row, Section, Stack } from '#web/design/layout.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { dayOf, formatDate } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { consent } from './client.ts'
import type { OlderTexts, Purpose } from './client.ts'
import { texts } from './desk-texts.de.ts'
import './desk.css'

/** Texts of the time before the platform: decided about once by the head, then lists of signatures are entered by the clerk (A4). */
export function OlderPage() {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: ['consent', 'older'], queryFn: ({ signal }) => consent.listOlderTexts({}, { signal }) })
  const mayDecide = useMay('consent.decide_older_text')
  const mayEnter = useMay('consent.enter_older_papers')
  return (
    <Page title={t.older} lead={t.olderLead} isNarrow actions={<Button href="/einwilligungen" icon="left">{t.backToAll}</Button>}>
      <Answer query={query}>
        {({ texts: known }) => (
          <Stack gap="large">
            {known.length === 0 && <EmptyState icon="history" title={t.olderNone}>{t.olderNoneText}</EmptyState>}
            {known.length > 0 && <Stack>{known.map((one) => <Decided key={one.id} text={one} mayEnter={mayEnter} />)}</Stack>}
            {mayDecide && <Section title={t.olderDecide}><Decide /></Section>}
          </Stack>
        )}
      </Answer>
    </Page>
  )
}

function Decided({ text, mayEnter }: { text: OlderTexts[number]; mayEnter: boolean }) {
  const t = useTexts(texts)
  return (
    <Card
      level={2}
      title={<Row>{text.label}<Badge kind={text.covers ? 'good' : 'plain'}>{t.olderState({ covers: text.covers })}</Badge></Row>}
      action={text.covers && mayEnter ? <Button icon="upload" href={`/einwilligungen/fruehere-texte/${text.id}`}>{t.olderEnter}</Button> : undefined}
      note={t.olderDecided({ name: text.decidedBy, day: formatDate(dayOf(text.decidedAt)) })}
    >
      <p>{`${text.purpose === 'platform' ? t.platform : t.video}, ${t.olderWas({ from: text.inUseFrom, until: text.inUseUntil })}`}</p>
      {text.covers && <p>{`${t.olderAs({ version: `${text.document.major}.${text.document.minor}` })}; ${t.olderPapers({ n: text.papers })}`}</p>}
    </Card>
  )
}

function Decide() {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const today = useToday()
  const [purpose, setPurpose] = useState<Purpose>('platform')
  const [label, setLabel] = useState('')
  const [inUseFrom, setFrom] = useState('')
  const [inUseUntil, setUntil] = useState(today)
  // Nothing is chosen beforehand: this is a decision.
  const [covers, setCovers] = useState<'yes' | 'no' | null>(null)
  const decide = useMutation({
    mutationFn: () => consent.decideOlderText({ purpose, label: label.trim(), inUseFrom, inUseUntil, covers: covers === 'yes' }),
    onSuccess: async () => {
      setLabel('')
      setCovers(null)
      await queries.invalidateQueries({ queryKey: ['consent'] })
    },
  })
  const isReady = label.trim() !== '' && inUseFrom !== '' && inUseUntil !== '' && covers !== null
  return (
    <Stack>
      <Card action={<Button kind="primary" isDisabled={!isReady} isPending={decide.isPending} onPress={() => decide.mutate()}>{t.olderDo}</Button>}>
        <Stack>
          <div className="desk-fields">
            <Select<Purpose> label={t.purpose} value={purpose} onChange={setPurpose} options={[{ value: 'platform', label: t.platform }, { value: 'video', label: t.video }]} />
            <TextField label={t.olderLabel} hint={t.olderLabelHint} value={label} onChange={setLabel} maxLength={60} />
            <TextField label={t.olderFrom} type="date" value={inUseFrom} onChange={setFrom} />
            <TextField label={t.olderUntil} type="date" value={inUseUntil} onChange={setUntil} />
          </div>
          <RadioGroup<'yes' | 'no'> label={t.olderCovers} value={covers} onChange={setCovers} options={[{ value: 'yes', label: t.olderYes }, { value: 'no', label: t.olderNo }]} />
        </Stack>
      </Card>
      {decide.error && <Refused error={decide.error} />}
    </Stack>
  )
}
