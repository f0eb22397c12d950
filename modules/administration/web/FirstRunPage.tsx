import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { FormEvent } from 'react'
import { useToday } from '#web/api/clock.ts'
import { refusalOf } from '#web/api/refusal.ts'
import { Button } from '#web/design/Button.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { Steps } from '#web/design/Steps.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused, useMistakes } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/school.de.ts'
import { administration } from './client.ts'
import { Founded } from './Founded.tsx'
import { ConsentStep, HeadStep, PrivacyStep, SchoolStep, YearStep } from './FirstRunSteps.tsx'
import { EMPTY_DRAFT, STEPS, isStepWhole, proposedYear, sentOf } from './founding-draft.ts'
import type { FoundInput, FoundingDraft, StepKey } from './founding-draft.ts'
import './FirstRunPage.css'

const PARTS = { school: SchoolStep, year: YearStep, head: HeadStep, privacy: PrivacyStep, consent: ConsentStep } as const

/** First run: the school, its year, its head and the first decisions, in five short steps, by the one-time code of the terminal (R4.1). */
export function FirstRunPage() {
  const found = useMutation({ mutationFn: (input: FoundInput) => administration.foundSchool(input), gcTime: 0 })
  const { data, variables } = found
  if (data !== undefined && variables !== undefined) return <Founded schoolName={variables.name} headName={`${variables.head.givenName} ${variables.head.familyName}`} accountName={data.accountName} slipCode={data.slipCode} />
  return <FoundForm onFound={found.mutate} error={found.error} isPending={found.isPending} />
}

function FoundForm({ onFound, error, isPending }: { onFound: (input: FoundInput) => void; error: unknown; isPending: boolean }) {
  const t = useTexts(texts)
  const today = useToday()
  const mistake = useMistakes(error)
  const [draft, setDraft] = useState<FoundingDraft>(EMPTY_DRAFT)
  const [step, setStep] = useState<StepKey>('school')
  const [isTried, setTried] = useState(false)
  const heading = useStepHeading(step)
  const isAboutCode = error !== null && error !== undefined && refusalOf(error).code === 'installer_code'
  // A wrong code is mended where it was typed.
  useEffect(() => {
    if (isAboutCode) setStep('school')
  }, [isAboutCode, error])
  const index = STEPS.indexOf(step)
  const names: Record<StepKey, string> = { school: t.stepSchool, year: t.stepYear, head: t.stepHead, privacy: t.stepPrivacy, consent: t.stepConsent }
  const go = (to: StepKey) => {
    setTried(false)
    if (to === 'year' && draft.year === null && draft.state !== null) setDraft({ ...draft, year: proposedYear(draft.state, today) })
    setStep(to)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!isStepWhole(step, draft)) return
    const next = STEPS[index + 1]
    if (next !== undefined) return go(next)
    const sent = sentOf(draft)
    if (sent !== null) onFound(sent)
  }
  const Part = PARTS[step]
  return (
    <Page title={t.firstRun} lead={t.firstRunLead}>
      <div className="first-run-path">
        <Steps label={t.steps} isWide steps={STEPS.map((key, at) => ({ key, title: names[key], state: at < index ? 'done' : at === index ? 'current' : 'open' }))} />
      </div>
      <form onSubmit={submit} noValidate>
        <Stack>
          <h2 ref={heading} tabIndex={-1} className="first-run-step"><span className="first-run-count">{t.stepOf({ n: index + 1, of: STEPS.length })}</span> {names[step]}</h2>
          <Part draft={draft} onChange={(change) => setDraft((before) => ({ ...before, ...change }))} isTried={isTried} codeMistake={isAboutCode ? mistake('code') : undefined} />
          {error !== null && error !== undefined && !isAboutCode && <Refused error={error} level={2} />}
          <Row>
            <Button kind="primary" type="submit" isPending={isPending}>{index === STEPS.length - 1 ? t.found : t.next}</Button>
            {index > 0 && <Button icon="left" onPress={() => go(STEPS[index - 1]!)}>{t.backStep}</Button>}
          </Row>
        </Stack>
      </form>
    </Page>
  )
}

/** A new step is read out and seen from its top; not the first one, which the page's own heading announces. */
function useStepHeading(step: StepKey) {
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = useRef(step)
  useEffect(() => {
    if (shown.current === step) return
    shown.current = step
    heading.current?.focus({ preventScroll: true })
    window.scrollTo({ top: 0 })
  }, [step])
  return heading
}
