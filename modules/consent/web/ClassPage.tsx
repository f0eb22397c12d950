import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Link } from '#web/design/Link.tsx'
import { Table } from '#web/design/Table.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { usePathField } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { StateBadge } from './StateBadge.tsx'
import { consent } from './client.ts'
import type { ClassFound } from './entry.ts'

/** One class: who has an effective consent. The class lead sees the state and nothing else. */
export function ClassPage() {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const groupId = usePathField('groupId')
  const query = useQuery({ queryKey: ['consent', 'class', groupId], queryFn: ({ signal }) => consent.readClass({ groupId }, { signal }) })
  const handOut = useMutation({
    mutationFn: (one: { documentVersionId: string; requestedOn: string }) => consent.recordRequests({ groupId, purpose: 'platform', ...one }),
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
      actions={known?.mayRecord ? (
        <>
          {version !== undefined && <Button icon="send" isPending={handOut.isPending} onPress={() => handOut.mutate({ documentVersionId: version.id, requestedOn: known.today })}>{t.handOut}</Button>}
          <Button kind="primary" icon="edit" href={`/einwilligungen/eintragen/${groupId}`}>{t.enter}</Button>
        </>
      ) : undefined}
    >
      <Stack>
        {handOut.error && <Refused error={handOut.error} />}
        <Answer query={query}>{(found) => <Pupils found={found} />}</Answer>
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
