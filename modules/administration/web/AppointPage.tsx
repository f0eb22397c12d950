import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { TASKS } from '#platform/access/vocabulary.ts'
import { useToday } from '#web/api/clock.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Checkbox } from '#web/design/Checkbox.tsx'
import { Remark, Row, Stack } from '#web/design/layout.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { Select } from '#web/design/Select.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useGo } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../limits.ts'
import { texts } from '../texts.de.ts'
import { texts as officeTexts } from '../texts/offices.de.ts'
import { ADMINISTRATION, administration } from './client.ts'
import type { Task } from './client.ts'
import { EMPTY_PERSON, PersonChoice, personOf } from './PersonChoice.tsx'
import type { PersonDraft } from './PersonChoice.tsx'

/** Appoints somebody for a task of administration (R4.1): task, person, term. */
export function AppointPage() {
  const t = useTexts(texts)
  return <Page title={t.appoint} lead={t.appointLead} isNarrow><AppointForm /></Page>
}

function AppointForm() {
  const t = useTexts(texts)
  const o = useTexts(officeTexts)
  const go = useGo()
  const queries = useQueryClient()
  const today = useToday()
  const [task, setTask] = useState<Task | null>(null)
  const [draft, setDraft] = useState<PersonDraft>(EMPTY_PERSON)
  const [from, setFrom] = useState('')
  const [term, setTerm] = useState<'revoked' | 'day'>('revoked')
  const [until, setUntil] = useState('')
  const [isDeputy, setDeputy] = useState(false)
  const [isTried, setTried] = useState(false)
  const [reference, setReference] = useState('')
  const person = personOf(draft)
  // R4.1: a service provider acts by a contract and for an agreed time.
  const isOutside = draft.kind === 'existing' && draft.isOutside
  const hasEnd = term === 'day' || isOutside
  const isWhole = task !== null && person !== null && (!hasEnd || until !== '') && (!isOutside || reference.trim() !== '')
  const appoint = useMutation({
    mutationFn: async () => {
      if (task === null || person === null) throw new Error('the form was sent before it was whole')
      const { sent } = person
      if ('type' in sent && sent.type === 'other') throw new Error('nobody new from outside is appointed here')
      const { id } = await administration.appoint({ task, person: sent as Parameters<typeof administration.appoint>[0]['person'], from: from === '' ? today : from, until: hasEnd ? until : null, isDeputy, reference: isOutside ? reference.trim() : null })
      await queries.invalidateQueries({ queryKey: ADMINISTRATION })
      return id
    },
    onSuccess: (id) => go(`/verwaltung/bestellt/${id}`, { replace: true }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (isWhole) appoint.mutate()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Card>
          <Stack>
            <Select label={t.task} value={task} onChange={setTask} options={TASKS.map((one) => ({ value: one, label: t.taskName({ task: one }) }))} error={isTried && task === null ? t.missing : undefined} />
            {task !== null && <Remark>{t.taskWords({ task })}</Remark>}
            <PersonChoice draft={draft} onChange={setDraft} isTried={isTried} findsOutside />
            {isOutside && <Remark>{t.outsideNeedsEnd}</Remark>}
            {isOutside && <TextField label={o.reference} hint={o.referenceHint} maxLength={limits.reference_length_max} value={reference} onChange={setReference} error={isTried && reference.trim() === '' ? t.missing : undefined} />}
            <TextField label={t.from} type="date" value={from === '' ? today : from} onChange={setFrom} />
            {!isOutside && <RadioGroup label={t.term} value={term} onChange={setTerm} options={[{ value: 'revoked', label: t.untilRevoked }, { value: 'day', label: t.untilDay }]} />}
            {hasEnd && <TextField label={t.lastDay} type="date" value={until} onChange={setUntil} error={isTried && until === '' ? t.missing : undefined} />}
            <Checkbox isSelected={isDeputy} onChange={setDeputy} hint={t.asDeputyHint}>{t.asDeputy}</Checkbox>
          </Stack>
        </Card>
        {appoint.error && <Refused error={appoint.error} level={2} />}
        <Row>
          <Button kind="primary" icon="check" type="submit" isPending={appoint.isPending}>{t.appoint}</Button>
          <Button href="/verwaltung">{t.toOverview}</Button>
        </Row>
      </Stack>
    </form>
  )
}
