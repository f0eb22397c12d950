import { useQuery } from '@tanstack/react-query'
import { contract as administrationContract } from '#modules/administration/contract.ts'
import { contract as consentContract } from '#modules/consent/contract.ts'
import { contract as peopleContract } from '#modules/people/contract.ts'
import { createClient } from '#web/api/client.ts'
import { useMay } from '#web/api/hooks.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Stack } from '#web/design/layout.tsx'
import { Steps } from '#web/design/Steps.tsx'
import { HomeAnswer } from '#web/shell/home-part.tsx'
import type { Asked } from '#web/shell/home-part.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { firstSteps } from './first-steps.ts'
import type { SchoolStart, StepKey } from './first-steps.ts'

const administration = createClient(administrationContract)
const consent = createClient(consentContract)
const people = createClient(peopleContract)

/** For head, deputy and the admin of a new school: what to do first. Gone when it is done. */
export function FirstSteps() {
  const isHead = useMay('administration.appoint')
  return <HomeAnswer query={useStart(isHead)}>{(start) => <StepsCard start={start} />}</HomeAnswer>
}

function StepsCard({ start }: { start: SchoolStart }) {
  const t = useTexts(texts)
  const mayImport = useMay('people.import')
  const steps = firstSteps(start)
  if (steps.length === 0) return null
  const title: Record<StepKey, string> = { release: t.stepRelease, appoint: t.stepAppoint, import: t.stepImport, consents: t.stepConsents, slips: t.stepSlips }
  const note: Record<StepKey, string> = { release: t.stepReleaseNote, appoint: t.stepAppointNote, import: t.stepImportNote, consents: t.stepConsentsNote, slips: t.stepSlipsNote }
  const by: Partial<Record<StepKey, readonly string[] | undefined>> = { import: start.appointed?.users, slips: start.appointed?.users, consents: start.appointed?.consents }
  const go: Partial<Record<StepKey, { path: string; words: string }>> = {
    release: { path: '/verwaltung', words: t.goRelease },
    appoint: { path: '/verwaltung/bestellen', words: t.goAppoint },
    ...(mayImport && { import: { path: '/personen/import', words: t.goImport } }),
    consents: { path: '/einwilligungen', words: t.goConsents },
  }
  const next = go[steps.find((step) => step.state === 'current')?.key ?? 'slips']
  return (
    <Card kind="need" title={t.firstSteps} level={2} note={t.firstStepsLead}>
      <Stack>
        <Steps
          label={t.firstSteps}
          steps={steps.map(({ key, state }) => ({ key, state, title: title[key], note: state === 'current' ? [note[key], (by[key]?.length ?? 0) > 0 && t.doneBy({ names: by[key] ?? [] })].filter(Boolean).join(' ') : undefined }))}
        />
        {next !== undefined && <div><Button kind="primary" href={next.path}>{next.words}</Button></div>}
      </Stack>
    </Card>
  )
}

/** What the server knows of the beginning, as one question: answered when all of it is there. */
function useStart(isHead: boolean): Asked<SchoolStart> {
  const releases = useQuery({ queryKey: ['administration', 'releases'], queryFn: ({ signal }) => administration.listReleases({}, { signal }), enabled: isHead })
  const appointments = useQuery({ queryKey: ['administration', 'appointments'], queryFn: ({ signal }) => administration.listAppointments({}, { signal }), enabled: isHead })
  const classes = useQuery({ queryKey: ['consent', 'classes', 'platform'], queryFn: ({ signal }) => consent.listClasses({}, { signal }), enabled: isHead })
  const groups = useQuery({ queryKey: ['people', 'groups', 'start'], queryFn: ({ signal }) => people.listGroups({}, { signal }) })
  const asked = isHead ? [releases, appointments, classes, groups] : [groups]
  const missing = asked.filter((query) => query.data === undefined)
  const modules = releases.data?.modules ?? []
  const holders = (task: string) => appointments.data?.appointments.filter((one) => one.task === task && one.isCurrent).map((one) => one.person.displayName) ?? []
  const start: SchoolStart = {
    released: isHead ? modules.filter((one) => one.release !== null).length : null,
    appointed: isHead ? { users: holders('users'), consents: holders('consent_register') } : null,
    classes: groups.data?.groups.filter((group) => (group.kind === 'class' || group.kind === 'year') && group.members > 0).length ?? null,
    consents: isHead ? (classes.data?.classes ?? []).reduce((sum, one) => sum + one.open, 0) : null,
  }
  return {
    data: missing.length > 0 ? undefined : start,
    error: missing.find((query) => query.error !== null)?.error ?? null,
    fetchStatus: missing.some((query) => query.fetchStatus !== 'idle') ? 'fetching' : 'idle',
    refetch: () => Promise.all(missing.map((query) => query.refetch())),
  }
}
