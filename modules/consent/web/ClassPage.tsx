import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Link } from '#web/design/Link.tsx'
import { Table } from '#web/design/Table.tsx'
import { Stack } from '#web/design/layout.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { usePathField } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { consent } from './client.ts'

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
  return (
    <Answer query={query}>
      {(found) => (
        <Page
          title={`${t.title} ${found.label}`}
          lead={t.classLead({ open: found.pupils.filter((pupil) => pupil.open).length, all: found.pupils.length })}
          actions={found.mayRecord ? (
            <>
              {found.documents.length > 0 && <Button icon="send" isPending={handOut.isPending} onPress={() => handOut.mutate({ documentVersionId: found.documents.at(-1)!.id, requestedOn: found.today })}>{t.handOut}</Button>}
              <Button kind="primary" icon="edit" href={`/einwilligungen/eintragen/${groupId}`}>{t.enter}</Button>
            </>
          ) : undefined}
        >
          <Stack>
            <Table
              caption={`${t.title} ${found.label}`}
              rows={found.pupils}
              rowKey={(pupil) => pupil.id}
              columns={[
                {
                  key: 'name', label: t.name, isRowName: true, sortBy: (pupil) => `${pupil.familyName} ${pupil.givenName}`,
                  cell: (pupil) => (found.mayReadHistory || found.mayRecord ? <Link href={`/einwilligungen/person/${pupil.id}`}>{`${pupil.familyName}, ${pupil.givenName}`}</Link> : `${pupil.familyName}, ${pupil.givenName}`),
                },
                {
                  key: 'state', label: t.state, sortBy: (pupil) => t.stateWord({ state: pupil.state }),
                  cell: (pupil) => <><Badge kind={pupil.open ? 'good' : pupil.state === 'PARTIAL' ? 'need' : 'plain'}>{t.stateWord({ state: pupil.state })}</Badge>{pupil.openUntil !== null && ` ${t.until({ date: pupil.openUntil })}`}</>,
                },
              ]}
            />
            <Link href="/einwilligungen">{t.allClasses}</Link>
          </Stack>
        </Page>
      )}
    </Answer>
  )
}
