import type { ReactNode } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import type { IconName } from '#web/design/icons.ts'
import { Link } from '#web/design/Link.tsx'
import { useHasPath, useHomeCards } from '#web/shell/house.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import type { WaitingTask } from './client.ts'
import { bundlesOf } from './waiting.ts'
import type { WaitingBundle } from './waiting.ts'

/** Names in one card before the rest is only counted. */
const NAMES_MAX = 6

type Shown = { icon: IconName; title: string; text: ReactNode; path?: string | undefined; personPath?: string | undefined }

/** The open tasks of this person and of the offices this person holds, a card per kind. */
export function WaitingCards({ waiting }: { waiting: readonly WaitingTask[] }) {
  const cards = useHomeCards()
  return bundlesOf(waiting, new Set(cards.map((card) => card.id))).map((bundle) => <WaitingCard key={bundle.kind} bundle={bundle} />)
}

function WaitingCard({ bundle }: { bundle: WaitingBundle }) {
  const t = useTexts(texts)
  const { tasks, dueOn, isOverdue } = bundle
  const { icon, title, text, path, personPath } = useWords(bundle)
  return (
    <Card
      kind="need" icon={icon} title={title}
      action={path !== undefined ? <Button kind="primary" href={path}>{t.look}</Button> : undefined}
      note={dueOn === null ? undefined : isOverdue ? t.overdueSince({ date: dueOn }) : t.dueOn({ date: dueOn })}
    >
      <p>{text}</p>
      {tasks.length > 1 && path === undefined && <People tasks={tasks} personPath={personPath} />}
    </Card>
  )
}

/** Words and next step of a kind; a kind that is not known here still says whom it is about. */
function useWords({ kind, tasks }: WaitingBundle): Shown {
  const t = useTexts(texts)
  const hasHistory = useHasPath('/einwilligungen/person/$pupilId')
  const hasSamples = useHasPath('/einwilligungen/stichprobe')
  const hasGuardians = useHasPath('/einwilligungen/familie/$pupilId')
  const hasClaims = useHasPath('/einwilligungen/eltern')
  const hasFamily = useHasPath('/familie')
  const hasDepartures = useHasPath('/personen/abgang')
  const [first] = tasks
  const n = tasks.length
  const name = first?.aboutPerson?.displayName ?? ''
  switch (kind) {
    case 'consent.clarify': {
      const personPath = hasGuardians ? '/einwilligungen/familie/' : hasHistory ? '/einwilligungen/person/' : undefined
      const path = n === 1 && personPath !== undefined && first?.aboutPerson ? `${personPath}${first.aboutPerson.id}` : undefined
      return { icon: 'consent', title: n === 1 ? t.clarifyOne({ name }) : t.clarifyMany({ n }), text: t.clarifyText, path, personPath }
    }
    case 'consent.sample':
      return { icon: 'checklist', title: t.samplesWaiting({ n }), text: t.samplesText, path: hasSamples ? '/einwilligungen/stichprobe' : undefined }
    case 'consent.claim':
      return { icon: 'personCheck', title: n === 1 ? t.claimOne({ name }) : t.claimMany({ n }), text: t.claimText, path: hasClaims ? '/einwilligungen/eltern' : undefined }
    case 'consent.closed':
      return { icon: 'consent', title: first?.params['purpose'] === 'video' ? t.closedVideo({ name }) : t.closedFor({ name }), text: t.closedText, path: hasFamily ? '/familie' : undefined }
    case 'consent.withdrawal_confirmed':
      return { icon: 'good', title: t.confirmedFor({ name }), text: t.confirmedText, path: hasFamily ? '/familie' : undefined }
    case 'people.departure_unclear':
      return { icon: 'flag', title: n === 1 ? t.departureOne({ name }) : t.departureMany({ n }), text: t.departureText, path: hasDepartures ? '/personen/abgang' : undefined }
    case 'identity.slip_denied':
    case 'identity.ward_device':
    case 'identity.renewal_missing': {
      const [one, many, text] = { 'identity.slip_denied': [t.deniedOne, t.deniedMany, t.deniedText], 'identity.ward_device': [t.wardDeviceOne, t.wardDeviceMany, t.wardDeviceText], 'identity.renewal_missing': [t.renewalOne, t.renewalMany, t.renewalText] }[kind] as [typeof t.deniedOne, typeof t.deniedMany, string]
      const personPath = '/personen/person/'
      return { icon: 'key', title: n === 1 ? one({ name }) : many({ n }), text, path: n === 1 && first?.aboutPerson ? `${personPath}${first.aboutPerson.id}` : undefined, personPath }
    }
    case 'identity.spraying':
      return { icon: 'danger', title: t.spraying, text: t.sprayingText({ accounts: Number(first?.params.accounts ?? 0) }) }
    case 'identity.recovery_used':
      return { icon: 'key', title: t.recoveryUsed, text: t.recoveryUsedText({ left: Number(first?.params['left'] ?? 0) }), path: '/profil/codes' }
    case 'identity.recovery_used_by':
      return { icon: 'key', title: t.recoveryUsedBy({ name }), text: t.recoveryUsedByText }
    case 'logs.unmasked':
      return { icon: 'show', title: t.unmasked, text: t.unmaskedText, path: '/protokolle/ueber-mich' }
    case 'people.custody_no_holder':
    case 'people.custody_unclear': {
      const personPath = hasGuardians ? '/einwilligungen/familie/' : hasHistory ? '/einwilligungen/person/' : undefined
      const path = n === 1 && personPath !== undefined && first?.aboutPerson ? `${personPath}${first.aboutPerson.id}` : undefined
      const isMissing = kind === 'people.custody_unclear'
      const title = isMissing ? (n === 1 ? t.custodyUnclearOne({ name }) : t.custodyUnclearMany({ n })) : n === 1 ? t.noHolderOne({ name }) : t.noHolderMany({ n })
      return { icon: 'consent', title, text: isMissing ? t.custodyUnclearText : t.noHolderText, path, personPath }
    }
    default: {
      const about = [...new Set(tasks.flatMap((task) => task.aboutPerson?.displayName ?? task.aboutGroup?.label ?? []))]
      const shown = about.length > NAMES_MAX ? [...about.slice(0, NAMES_MAX), t.andMore({ n: about.length - NAMES_MAX })] : about
      return { icon: 'checklist', title: t.otherTask({ n }), text: about.length === 0 ? null : t.about({ names: shown }) }
    }
  }
}

function People({ tasks, personPath }: { tasks: readonly WaitingTask[]; personPath: string | undefined }) {
  const t = useTexts(texts)
  const people = tasks.flatMap((task) => task.aboutPerson ?? [])
  if (personPath === undefined || people.length === 0) return null
  return (
    <ul>
      {people.slice(0, NAMES_MAX).map((person) => <li key={person.id}><Link href={`${personPath}${person.id}`}>{person.displayName}</Link></li>)}
      {people.length > NAMES_MAX && <li>{t.andMore({ n: people.length - NAMES_MAX })}</li>}
    </ul>
  )
}
