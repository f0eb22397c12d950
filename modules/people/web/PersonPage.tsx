import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useToday } from '#web/api/clock.ts'
import { refusalOf } from '#web/api/refusal.ts'
import { Avatar, initialsOf } from '#web/design/Avatar.tsx'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Row, Section, Stack } from '#web/design/layout.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { usePathField } from '#web/shell/routing.ts'
import { formatDate } from '#web/texts/format.ts'
import { useRefusalText, useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { texts as slipTexts } from '../texts/slips.de.ts'
import { identity, PEOPLE, people } from './client.ts'
import { DepartureDialog } from './DepartureDialog.tsx'
import { LostFactor } from './LostFactor.tsx'
import { Facts } from './Facts.tsx'
import { HelpPupil } from './HelpPupil.tsx'
import { LossDialog } from './LossDialog.tsx'
import { PairedDevices } from './PairedDevices.tsx'
import { usePictures } from './pictures.ts'
import { ReleaseIdentity } from './ReleaseIdentity.tsx'
import { TakePictureDown } from './TakePictureDown.tsx'
import type { LossReason } from './LossDialog.tsx'
import { TeacherCode } from './TeacherCode.tsx'
import { WardDevice } from './WardDevice.tsx'
import { GroupRows } from './GroupRows.tsx'
import { typeWord } from './words.ts'

type Found = Awaited<ReturnType<typeof people.getPerson>>

/** A person: groups, and for who keeps the account its name, door and departure. */
export function PersonPage() {
  const id = usePathField('personId')
  const t = useTexts(texts)
  const query = useQuery({ queryKey: [...PEOPLE, 'person', id], queryFn: ({ signal }) => people.getPerson({ id }, { signal }) })
  return query.data === undefined ? (
    <Page title={t.people}>
      <Answer query={query}>{() => null}</Answer>
    </Page>
  ) : (
    <PersonView person={query.data} />
  )
}

function PersonView({ person }: { person: Found }) {
  const t = useTexts(texts)
  const slipWords = useTexts(slipTexts)
  const picture = usePictures({ personIds: [person.id] })(person.id)
  const maySlip = person.may.includes('people.print_slip')
  return (
    <Page
      title={person.displayName}
      picture={<Avatar text={initialsOf(person.displayName)} size="large" kind={person.type === 'teacher' || person.type === 'staff' ? 'staff' : 'person'} picture={picture} />}
      lead={[typeWord(t, person.type), person.shortCode, person.subjects].filter(Boolean).join(' · ')}
      isNarrow
      actions={
        <>
          {maySlip && person.hasPassword !== undefined && (
            <Button icon="print" href={`/personen/person/${person.id}/zettel`}>
              {t.print_one_slip}
            </Button>
          )}
          {person.may.includes('people.print_family_slips') && (
            <Button icon="print" href={`/personen/person/${person.id}/elternzettel`}>
              {slipWords.parent_slips}
            </Button>
          )}
          {picture !== undefined && person.may.includes('people.take_picture_down') && <TakePictureDown person={person} />}
          {person.may.includes('logs.give_help_for') && <HelpPupil person={person} />}
          {person.may.includes('people.make_teacher_slip') && <TeacherCode person={person} />}
        </>
      }
    >
      <Stack gap="large">
        {person.isDepartureUnclear === true && <Unclear person={person} />}
        {person.may.includes('identity.confirm_renewal') && <WardDevice child={person} />}
        {(person.may.includes('identity.pair_device') || person.may.includes('identity.see_paired_devices')) && <PairedDevices child={person} />}
        {person.accountName !== undefined && <Account person={person} />}
        {person.hasFactor === true && <LostFactor person={person} />}
        {person.groups.length > 0 && (
          <Section title={t.groups}>
            <GroupRows label={t.groups} groups={person.groups} />
          </Section>
        )}
      </Stack>
    </Page>
  )
}

function Account({ person }: { person: Found }) {
  const t = useTexts(texts)
  const today = useToday()
  const [isOpen, setOpen] = useState(false)
  const { exitOn = null, door } = person
  const mayDepart = person.may.includes('people.record_departure')
  const rows = [
    { label: t.account_name, value: person.accountName ?? '' },
    ...(door === undefined
      ? []
      : [{ label: t.access, value: <Badge kind={door === 'open' ? 'good' : 'plain'}>{door === 'open' ? t.door_open : t.door_closed}</Badge> }]),
    ...(person.hasPassword === undefined ? [] : [{ label: t.password, value: person.hasPassword ? t.password_chosen : t.no_password }]),
    ...(person.enteredOn === undefined ? [] : [{ label: t.at_school_since, value: formatDate(person.enteredOn) }]),
    ...(exitOn === null ? [] : [{ label: t.exit_on, value: formatDate(exitOn) }]),
    ...(person.cameBy === undefined ? [] : [{ label: t.where_from, value: t.came_by({ way: person.cameBy }) }]),
  ]
  return (
    <Section title={t.account}>
      <Card>
        <Stack>
          <Facts rows={rows} />
          <Row>
            {mayDepart && (
              <Button icon="calendar" onPress={() => setOpen(true)}>
                {exitOn === null ? t.record_departure : t.change_departure}
              </Button>
            )}
            {mayDepart && exitOn !== null && exitOn >= today && <CancelDeparture person={person} />}
            {person.may.includes('people.release_identity') && <ReleaseIdentity person={person} />}
            {person.may.includes('identity.report_loss_for') && !person.may.includes('identity.confirm_renewal') && <LostDevice person={person} />}
          </Row>
        </Stack>
      </Card>
      <DepartureDialog person={person} isOpen={isOpen} onClose={() => setOpen(false)} />
    </Section>
  )
}

function CancelDeparture({ person }: { person: Found }) {
  const t = useTexts(texts)
  const say = useRefusalText()
  const queries = useQueryClient()
  const cancelling = useMutation({
    mutationFn: () => people.cancelDeparture({ id: person.id }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: PEOPLE })
      showToast({ text: t.departure_cancelled({ name: person.displayName }) })
    },
    onError: (error) => showToast({ text: say(refusalOf(error)).what, kind: 'problem' }),
  })
  return (
    <Button icon="undo" isPending={cancelling.isPending} onPress={() => cancelling.mutate()}>
      {t.cancel_departure}
    </Button>
  )
}

/** A12: the class lead or the office closes everything a lost device could open. */
function LostDevice({ person }: { person: Found }) {
  const t = useTexts(texts)
  const say = useRefusalText()
  const queries = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const losing = useMutation({
    mutationFn: (reason: LossReason) => identity.reportLostDeviceFor({ personId: person.id, reason }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: PEOPLE })
      showToast({ text: t.lost_device_reported({ name: person.displayName }) })
      setOpen(false)
    },
    onError: (error) => showToast({ text: say(refusalOf(error)).what, kind: 'problem' }),
  })
  return (
    <>
      <Button icon="offline" onPress={() => setOpen(true)}>
        {t.lost_device}
      </Button>
      <LossDialog
        title={t.lost_device_of({ name: person.displayName })}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onConfirm={(reason) => losing.mutate(reason)}
        isPending={losing.isPending}
      >
        <p>{t.lost_device_of_text}</p>
      </LossDialog>
    </>
  )
}

function Unclear({ person }: { person: Found }) {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const staying = useMutation({ mutationFn: () => people.recordStay({ id: person.id }), onSuccess: () => queries.invalidateQueries({ queryKey: PEOPLE }) })
  return (
    <>
      <Card
        kind="need"
        icon="flag"
        title={t.departure_unclear}
        action={
          <Row>
            <Button onPress={() => staying.mutate()} isPending={staying.isPending}>
              {t.stays}
            </Button>
            <Button kind="primary" onPress={() => setOpen(true)}>
              {t.record_departure}
            </Button>
          </Row>
        }
      >
        {t.departure_unclear_text}
      </Card>
      <DepartureDialog person={person} isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  )
}
