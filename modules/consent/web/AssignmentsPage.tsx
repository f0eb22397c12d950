import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useToday } from '#web/api/clock.ts'
import { useMay } from '#web/api/hooks.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Select } from '#web/design/Select.tsx'
import { Table } from '#web/design/Table.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Section, Stack } from '#web/design/layout.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { dayOf, formatDate } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { consent } from './client.ts'
import type { Assignments } from './client.ts'
import { texts } from './desk-texts.de.ts'
import './desk.css'

const ALL = 'all'

/** The head's written assignment for entering forms (A4). Printable: the table is the letter. */
export function AssignmentsPage() {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: ['consent', 'assignments'], queryFn: ({ signal }) => consent.listEntryAssignments({}, { signal }) })
  const mayAssign = useMay('consent.assign_entry')
  return (
    <Page title={t.assignments} lead={t.assignmentsLead} actions={<><Button icon="print" onPress={() => window.print()}>{t.printPage}</Button><Button href="/einwilligungen" icon="left">{t.backToAll}</Button></>}>
      <Answer query={query}>
        {(found) => (
          <Stack gap="large">
            {!found.isAllowed && <Notice kind="explain" title={t.assignmentsOff} />}
            {mayAssign && <AssignCard found={found} />}
            <Section title={t.assignedList}>
              {found.assignments.length === 0 ? <EmptyState icon="edit" title={t.assignedNone}>{t.assignedNoneText}</EmptyState> : <Card isFlush><Given found={found} mayEnd={mayAssign} /></Card>}
            </Section>
          </Stack>
        )}
      </Answer>
    </Page>
  )
}

function AssignCard({ found }: { found: Assignments }) {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const today = useToday()
  const [who, setWho] = useState<string>(ALL)
  const [from, setFrom] = useState(today)
  const assign = useMutation({
    mutationFn: () => consent.assignEntry({ personId: who === ALL ? null : who, from }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['consent'] })
      showToast({ text: t.assigned })
    },
  })
  const options = [{ value: ALL, label: t.assignAll }, ...found.leads.map((lead) => ({ value: lead.id, label: t.assignLead({ name: lead.displayName, groups: lead.groups }) }))]
  return (
    <Stack>
      <Card level={2} action={<Button kind="primary" isPending={assign.isPending} onPress={() => assign.mutate()}>{t.assignDo}</Button>}>
        <div className="desk-fields">
          <Select label={t.assignWho} value={who} onChange={setWho} options={options} />
          <TextField label={t.assignFrom} type="date" value={from} onChange={setFrom} />
        </div>
      </Card>
      {assign.error && <Refused error={assign.error} />}
    </Stack>
  )
}

function Given({ found, mayEnd }: { found: Assignments; mayEnd: boolean }) {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const end = useMutation({ mutationFn: (assignmentId: string) => consent.endEntryAssignment({ assignmentId }), onSuccess: () => queries.invalidateQueries({ queryKey: ['consent'] }) })
  return (
    <Table
      caption={t.assignedList}
      rows={found.assignments}
      rowKey={(one) => one.id}
      columns={[
        { key: 'who', label: t.columnWho, isRowName: true, cell: (one) => one.person?.displayName ?? t.assignAll },
        { key: 'since', label: t.columnSince, cell: (one) => formatDate(one.from) },
        { key: 'by', label: t.columnBy, cell: (one) => t.by({ name: one.assignedBy, day: formatDate(dayOf(one.assignedAt)), inRepresentation: one.inRepresentation }) },
        {
          key: 'state', label: t.columnState,
          cell: (one) => (one.endedAt !== null ? t.ended({ day: formatDate(dayOf(one.endedAt)) }) : mayEnd ? <Button isPending={end.isPending && end.variables === one.id} onPress={() => end.mutate(one.id)}>{t.end}</Button> : one.isCurrent ? t.current : t.future),
        },
      ]}
    />
  )
}
