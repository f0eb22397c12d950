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
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { firstSteps } from './first-steps.ts'
import type { SchoolStart, StepKey } from './first-steps.ts'

const administration = createClient(administrationContract)
const consent = createClient(consentContract)
const people = createClient(peopleContract)

/** For head, deputy and the admin of a new school: what to do first. Gone when it is done. */
export function FirstSteps() {
  const t = useTexts(texts)
  const isHead = useMay('administration.appoint')
  const mayImport = useMay('people.import')
  const start = useStart(isHead)
  const steps = start === null ? [] : firstSteps(start)
  if (start === null || steps.length === 0) return null
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

/** What the server knows of the beginning, null until all of it is there. */
function useStart(isHead: boolean): SchoolStart | null {
  const releases = useQuery({ queryKey: ['administration', 'releases'], queryFn: ({ signal }) => administration.listReleases({}, { signal }), enabled: isHead })
  const appointments = useQuery({ queryKey: ['administration', 'appointments'], queryFn: ({ signal }) => administration.listAppointments({}, { signal }), enabled: isHead })
  const classes = useQuery({ queryKey: ['consent', 'classes', 'platform'], queryFn: ({ signal }) => consent.listClasses({}, { signal }), enabled: isHead })
  const groups = useQuery({ queryKey: ['people', 'groups', 'start'], queryFn: ({ signal }) => people.listGroups({}, { signal }) })
  if (groups.data === undefined || (isHead && (releases.data === undefined || appointments.data === undefined || classes.data === undefined))) return null
  const modules = releases.data?.modules ?? []
  const holders = (task: string) => appointments.data?.appointments.filter((one) => one.task === task && one.isCurrent).map((one) => one.person.displayName) ?? []
  return {
    released: isHead ? modules.filter((one) => one.release !== null).length : null,
    appointed: isHead ? { users: holders('users'), consents: holders('consent_register') } : null,
    classes: groups.data.groups.filter((group) => (group.kind === 'class' || group.kind === 'year') && group.members > 0).length,
    consents: isHead ? (classes.data?.classes ?? []).reduce((sum, one) => sum + one.open, 0) : null,
  }
}
