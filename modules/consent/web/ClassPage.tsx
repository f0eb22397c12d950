import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { savePaper } from '#web/api/save-paper.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Link } from '#web/design/Link.tsx'
import { Segments } from '#web/design/Segments.tsx'
import { Table } from '#web/design/Table.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { usePathField, useQueryField } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { ParentsCard } from './ParentsCard.tsx'
import { RemindCard } from './RemindCard.tsx'
import { StateBadge } from './StateBadge.tsx'
import { consent } from './client.ts'
import type { Purpose } from './client.ts'
import { texts as deskTexts } from './desk-texts.de.ts'
import type { ClassFound } from './entry.ts'
import './desk.css'

/** One class: who has an effective consent. The class lead sees the state and nothing else. */
export function ClassPage() {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const groupId = usePathField('groupId')
  const desk = useTexts(deskTexts)
  const [field, setField] = useQueryField('zweck')
  const purpose: Purpose = field === 'video' ? 'video' : 'platform'
  const query = useQuery({ queryKey: ['consent', 'class', groupId, purpose], queryFn: ({ signal }) => consent.readClass({ groupId, purpose }, { signal }) })
  const list = useMutation({ mutationFn: () => consent.printClassList({ groupId, purpose }), onSuccess: savePaper, gcTime: 0 })
  const handOut = useMutation({
    mutationFn: (one: { documentVersionId: string; requestedOn: string }) => consent.recordRequests({ groupId, purpose, ...one }),
    onSuccess: async ({ noted }) => {
      await queries.invalidateQueries({ queryKey: ['consent'] })
      showToast({ text: t.handedOut({ n: noted }) })
    },
  })
  const known = query.data
  const version = known?.documents.at(-1)
  return (
    <Page
      title={known === undefined ? t.title : `${t.title} ${known.label}`}
      lead={known && t.classLead({ open: known.pupils.filter((pupil) => pupil.open).length, all: known.pupils.length })}
      actions={known && (
        <>
          <Button icon="download" isPending={list.isPending} onPress={() => list.mutate()}>{desk.list}</Button>
          {known.mayPrintForms && <Button icon="print" href={`/einwilligungen/drucken/${groupId}`}>{desk.printForms}</Button>}
          {known.mayRecord && version !== undefined && <Button icon="send" isPending={handOut.isPending} onPress={() => handOut.mutate({ documentVersionId: version.id, requestedOn: known.today })}>{t.handOut}</Button>}
          {known.mayRecord && <Button kind="primary" icon="edit" href={`/einwilligungen/eintragen/${groupId}${purpose === 'video' ? '?zweck=video' : ''}`}>{t.enter}</Button>}
        </>
      )}
    >
      <Stack>
        <Row><Segments<Purpose> label={t.purpose} value={purpose} onChange={(value) => setField(value === 'video' ? value : '')} options={[{ value: 'platform', label: t.platform }, { value: 'video', label: t.video }]} /></Row>
        {(handOut.error ?? list.error) && <Refused error={handOut.error ?? list.error} />}
        <Answer query={query}>{(found) => <Stack><RemindCard found={found} /><Pupils found={found} /><ParentsCard found={found} /></Stack>}</Answer>
        <Row><Link href="/einwilligungen">{t.allClasses}</Link></Row>
      </Stack>
    </Page>
  )
}

/** Every pupil with the state; who may read the proof gets there by the name. */
function Pupils({ found }: { found: ClassFound }) {
  const t = useTexts(texts)
  return (
    <Card isFlush>
      <Table
        caption={`${t.title} ${found.label}`}
        rows={found.pupils}
        rowKey={(pupil) => pupil.id}
        columns={[
          {
            key: 'name', label: t.name, isRowName: true, sortBy: (pupil) => `${pupil.familyName} ${pupil.givenName}`,
            cell: (pupil) => (found.mayReadHistory ? <Link href={`/einwilligungen/person/${pupil.id}`}>{nameOf(pupil)}</Link> : nameOf(pupil)),
          },
          {
            key: 'state', label: t.state, sortBy: (pupil) => t.stateWord({ state: pupil.state }),
            cell: (pupil) => <StateBadge state={pupil.state} open={pupil.open} openUntil={pupil.openUntil} />,
          },
        ]}
      />
    </Card>
  )
}

function nameOf({ familyName, givenName }: { familyName: string; givenName: string }): string {
  return `${familyName}, ${givenName}`
}
