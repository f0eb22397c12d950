import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useToday } from '#web/api/clock.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Remark, Row, Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { Select } from '#web/design/Select.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useHasPath } from '#web/shell/house.ts'
import { useAct } from '#web/shell/use-act.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../limits.ts'
import { texts as common } from '../texts.de.ts'
import { texts } from '../texts/offices.de.ts'
import { administration, appointmentsQuery } from './client.ts'
import type { ConflictFound } from './client.ts'
import { Conflicts } from './Conflicts.tsx'
import { EMPTY_PERSON, PersonChoice, personOf } from './PersonChoice.tsx'

const OFFICES = ['deputy', 'officer', 'council', 'inspector', 'head'] as const
type Office = (typeof OFFICES)[number]
type Named = { name: string; office: Office; personId: string; isNew: boolean; conflicts: readonly ConflictFound[] }

/** Names somebody for an office: deputy, data protection, staff council, inspector, or the next head. */
export function NameOfficePage() {
  const t = useTexts(texts)
  const [named, setNamed] = useState<Named | null>(null)
  return (
    <Page title={t.nameOffice} lead={t.nameOfficeLead} isNarrow>
      {named === null ? <NameForm onDone={setNamed} /> : <Done named={named} />}
    </Page>
  )
}

function NameForm({ onDone }: { onDone: (named: Named) => void }) {
  const t = useTexts(texts)
  const c = useTexts(common)
  const today = useToday()
  const isSmall = useQuery(appointmentsQuery).data?.isSmallSchool === true
  const [office, setOffice] = useState<Office | null>(null)
  const [draft, setDraft] = useState(EMPTY_PERSON)
  const [from, setFrom] = useState('')
  const [term, setTerm] = useState<'revoked' | 'day'>('revoked')
  const [until, setUntil] = useState('')
  const [reference, setReference] = useState('')
  const [isTried, setTried] = useState(false)
  const person = personOf(draft)
  const mayBeOutside = office === 'officer' || (office === 'inspector' && isSmall)
  const isOutside = draft.kind === 'new' && draft.type === 'other'
  const isWhole = office !== null && person !== null && (term === 'revoked' || until !== '' || office === 'head') && (!isOutside || reference.trim() !== '')
  const act = useAct(
    async () => {
      if (office === null || person === null) throw new Error('the form was sent before it was whole')
      const { personId, conflicts } = await administration.nameOffice({
        office, person: person.sent, from: from === '' ? today : from, until: term === 'day' && office !== 'head' ? until : null, reference: isOutside ? reference.trim() : null,
      })
      return { name: person.name, office, personId, isNew: draft.kind === 'new', conflicts }
    },
    { after: onDone },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (isWhole) act.mutate()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Card>
          <Stack>
            <Select label={t.office} value={office} onChange={setOffice} options={OFFICES.map((one) => ({ value: one, label: t.officeName({ office: one }) }))} error={isTried && office === null ? c.missing : undefined} />
            {office !== null && <Remark>{t.officeText({ office })}</Remark>}
            <PersonChoice draft={draft} onChange={setDraft} isTried={isTried} outside={mayBeOutside ? { label: t.outside, hint: t.outsideHint } : undefined} />
            {isOutside && <TextField label={t.reference} hint={t.referenceHint} maxLength={limits.reference_length_max} value={reference} onChange={setReference} error={isTried && reference.trim() === '' ? c.missing : undefined} />}
            <TextField label={c.from} type="date" value={from === '' ? today : from} onChange={setFrom} />
            {office === 'head' ? <Remark>{t.successorNote}</Remark> : (
              <>
                <RadioGroup label={c.term} value={term} onChange={setTerm} options={[{ value: 'revoked', label: c.untilRevoked }, { value: 'day', label: c.untilDay }]} />
                {term === 'day' && <TextField label={c.lastDay} type="date" value={until} onChange={setUntil} error={isTried && until === '' ? c.missing : undefined} />}
              </>
            )}
          </Stack>
        </Card>
        {act.error && <Refused error={act.error} level={2} />}
        <Row>
          <Button kind="primary" icon="check" type="submit" isPending={act.isPending}>{t.nameOffice}</Button>
          <Button href="/verwaltung">{c.toOverview}</Button>
        </Row>
      </Stack>
    </form>
  )
}

function Done({ named }: { named: Named }) {
  const t = useTexts(texts)
  const c = useTexts(common)
  const hasSlips = useHasPath('/personen/person/$personId/zettel')
  return (
    <Stack>
      <Notice kind="good" title={t.named(named)} isLive>{named.isNew && c.appointedSlip}</Notice>
      <Conflicts conflicts={named.conflicts} />
      <Row>
        {named.isNew && hasSlips && <Button kind="primary" icon="print" href={`/personen/person/${named.personId}/zettel`}>{c.printSlip}</Button>}
        <Button kind={named.isNew && hasSlips ? 'quiet' : 'primary'} href="/verwaltung">{c.toOverview}</Button>
      </Row>
    </Stack>
  )
}
