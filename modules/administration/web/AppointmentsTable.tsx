import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useToday } from '#web/api/clock.ts'
import { useMay } from '#web/api/hooks.ts'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { ConfirmDialog } from '#web/design/Dialog.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { Remark, Row } from '#web/design/layout.tsx'
import { Table } from '#web/design/Table.tsx'
import type { Column } from '#web/design/Table.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { texts as officeTexts } from '../texts/offices.de.ts'
import { ADMINISTRATION, administration } from './client.ts'
import type { Appointment, Appointments } from './client.ts'
import { isComing, termWords } from './terms.ts'

/** Who is in charge of what now, who was, and for what there is nobody. */
export function AppointmentsTable({ found }: { found: Appointments }) {
  const t = useTexts(texts)
  const mayAppoint = useMay('administration.appoint')
  const [ending, setEnding] = useState<Appointment | null>(null)
  const current = found.appointments.filter((one) => one.isCurrent)
  const others = found.appointments.filter((one) => !one.isCurrent)
  const open = found.tasks.filter((task) => !current.some((one) => one.task === task))
  const columns = useColumns(mayAppoint ? setEnding : null)
  const today = useToday()
  const coming = others.some((one) => isComing(one, today))
  return (
    <>
      <Card isFlush>
        <Table caption={t.appointmentsCaption} columns={columns} rows={current} rowKey={(one) => one.id} sortedBy={{ key: 'task' }} empty={t.appointmentsEmpty} />
      </Card>
      {open.length > 0 && current.length > 0 && <Remark>{t.nobodyFor({ names: open.map((task) => t.taskName({ task })) })}</Remark>}
      {others.length > 0 && (
        <Disclosure title={t.past({ n: others.length })}>
          <Table caption={t.past({ n: others.length })} columns={coming ? columns : columns.filter((column) => column.key !== 'end')} rows={others} rowKey={(one) => one.id} />
        </Disclosure>
      )}
      {ending !== null && <EndDialog appointment={ending} onClose={() => setEnding(null)} />}
    </>
  )
}

function useColumns(onEnd: ((one: Appointment) => void) | null): Column<Appointment>[] {
  const t = useTexts(texts)
  const o = useTexts(officeTexts)
  const today = useToday()
  const columns: Column<Appointment>[] = [
    { key: 'task', label: t.columnTask, isRowName: true, cell: (one) => <Row>{t.taskName(one)}{one.isDeputy && <Badge>{t.deputy}</Badge>}{one.isOutside && <Badge>{o.outsideShort}</Badge>}</Row>, sortBy: (one) => `${t.taskName(one)} ${one.isDeputy ? 1 : 0}` },
    { key: 'person', label: t.columnPerson, cell: (one) => one.person.displayName, sortBy: (one) => one.person.displayName },
    { key: 'term', label: t.columnTerm, cell: (one) => termWords(one, today, t), sortBy: (one) => one.from },
    { key: 'by', label: t.columnBy, cell: (one) => `${one.appointedBy.displayName}${one.inRepresentation ? ` (${t.represented})` : ''}` },
    { key: 'letter', label: t.columnLetter, align: 'end', cell: (one) => <Button kind="plain" href={`/verwaltung/bestellung/${one.id}`} aria-label={o.letterOf({ name: one.person.displayName, task: one.task })}>{t.letterPrintShort}</Button> },
  ]
  if (onEnd === null) return columns
  return [...columns, { key: 'end', label: t.columnEnd, align: 'end', cell: (one) => (one.isCurrent || isComing(one, today)) && <Button kind="plain" onPress={() => onEnd(one)} aria-label={t.endOf({ name: one.person.displayName, task: one.task })}>{t.end}</Button> }]
}

function EndDialog({ appointment, onClose }: { appointment: Appointment; onClose: () => void }) {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const who = { name: appointment.person.displayName, task: appointment.task }
  const end = useMutation({
    mutationFn: () => administration.endAppointment({ appointmentId: appointment.id }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ADMINISTRATION })
      showToast({ text: t.endDone(who) })
      onClose()
    },
  })
  return (
    <ConfirmDialog title={t.endTitle} isOpen onClose={onClose} confirm={t.endDo} isPending={end.isPending} onConfirm={() => end.mutate()}>
      <p>{appointment.isCurrent ? t.endText(who) : t.endComingText(who)}</p>
      {end.error && <Refused error={end.error} />}
    </ConfirmDialog>
  )
}
