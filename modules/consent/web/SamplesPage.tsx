import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { ConfirmDialog } from '#web/design/Dialog.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Remark, Section, Stack } from '#web/design/layout.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { dayOf, formatDate, formatMonth } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { consent } from './client.ts'
import type { Sample } from './client.ts'
import { printedForm } from './entry.ts'
import { texts } from './desk-texts.de.ts'
import './desk.css'

/** The clerk's second look at what class leads entered (A4): one card per form, "stimmt" or "stimmt nicht". */
export function SamplesPage() {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const [doubted, setDoubted] = useState<Sample | null>(null)
  const query = useQuery({ queryKey: ['consent', 'samples'], queryFn: ({ signal }) => consent.listSamples({}, { signal }) })
  const check = useMutation({
    mutationFn: (one: { sampleId: string; outcome: 'matches' | 'differs' }) => consent.checkSample(one),
    onSuccess: async (_, { outcome }) => {
      setDoubted(null)
      await queries.invalidateQueries({ queryKey: ['consent'] })
      showToast({ text: outcome === 'matches' ? t.sampleMatched : t.sampleDiffered })
    },
  })
  return (
    <Page title={t.samples} lead={t.samplesLead} isNarrow actions={<Button href="/einwilligungen" icon="left">{t.backToAll}</Button>}>
      <Stack>
        {check.error && <Refused error={check.error} />}
        <Answer query={query}>
          {({ samples }) => samples.length === 0 ? <EmptyState icon="checklist" title={t.samplesNone}>{t.samplesNoneText}</EmptyState> : (
            <Stack gap="large">
              {[...Map.groupBy(samples, (one) => t.sampleOf({ label: one.groupLabel, month: formatMonth(one.month) }))].map(([title, ofClass]) => (
                <Section key={title} title={title}>
                  <Stack>{ofClass.map((one) => <SampleCard key={one.id} sample={one} isPending={check.isPending} onMatch={() => check.mutate({ sampleId: one.id, outcome: 'matches' })} onDoubt={() => setDoubted(one)} />)}</Stack>
                </Section>
              ))}
            </Stack>
          )}
        </Answer>
      </Stack>
      <ConfirmDialog title={t.differsTitle} isOpen={doubted !== null} onClose={() => setDoubted(null)} confirm={t.differsDo} isPending={check.isPending} onConfirm={() => doubted !== null && check.mutate({ sampleId: doubted.id, outcome: 'differs' })}>
        {t.differsText}
      </ConfirmDialog>
    </Page>
  )
}

function SampleCard({ sample, isPending, onMatch, onDoubt }: { sample: Sample; isPending: boolean; onMatch: () => void; onDoubt: () => void }) {
  const t = useTexts(texts)
  const words = (one: Sample['signed'][number]): string => {
    const who = one.byName ?? (one.by === 'adult_pupil' ? t.adultSelf : t.lineOf({ line: one.formLine ?? 1 }))
    const tick = one.assurance === 'sole_custody' ? ` (${t.soleCustody})` : one.assurance === 'other_agrees' ? ` (${t.otherAgrees})` : ''
    return t.signedBy({ who: `${who}${tick}`, day: formatDate(one.on), version: `${one.major}.${one.minor}`, code: one.code === null ? null : printedForm(one.code) })
  }
  return (
    <Card
      title={sample.pupil.displayName}
      note={`${sample.purpose === 'platform' ? t.platform : t.video}, ${t.sampleEntered({ name: sample.enteredBy, day: formatDate(dayOf(sample.enteredAt)) })}`}
      action={sample.isOwn ? undefined : <><Button icon="check" isDisabled={isPending} onPress={onMatch}>{t.matches}</Button><Button isDisabled={isPending} onPress={onDoubt}>{t.differs}</Button></>}
    >
      <ul className="desk-signed">{sample.signed.map((one, index) => <li key={index}>{words(one)}</li>)}</ul>
      {sample.isOwn && <Remark>{t.sampleOwn}</Remark>}
    </Card>
  )
}
