import { useState } from 'react'
import type { ClosedKind, ClosedPeriod } from '#platform/time/schoolyear.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { IconButton } from '#web/design/IconButton.tsx'
import { Remark, Row, Stack } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { Select } from '#web/design/Select.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { CLOSED_NAMES, texts } from '../texts/school.de.ts'

const KINDS = Object.keys(CLOSED_NAMES) as ClosedKind[]

/** The days without school of one school year: a list to take away from and to add to. */
export function HolidaysEditor({ closed, onChange }: { closed: readonly ClosedPeriod[]; onChange: (closed: readonly ClosedPeriod[]) => void }) {
  const t = useTexts(texts)
  const [isAdding, setAdding] = useState(false)
  const sorted = [...closed].sort((a, b) => (a.from < b.from ? -1 : 1))
  return (
    <Stack gap="small">
      <h3>{t.holidays}</h3>
      {sorted.length === 0 ? <Remark>{t.holidaysUnknown}</Remark> : (
        <Card isFlush>
          <List label={t.holidays}>
            {sorted.map((period) => (
              <ListRow
                key={`${period.kind}${period.from}`} isCompact title={t.closedName(period)} note={t.period(period)}
                action={<IconButton icon="remove" label={t.removePeriod({ name: t.closedName(period), from: period.from })} onPress={() => onChange(closed.filter((one) => one !== period))} />}
              />
            ))}
          </List>
        </Card>
      )}
      <Row><Button icon="add" onPress={() => setAdding(true)}>{t.addPeriod}</Button></Row>
      <Remark>{t.publicHolidays}</Remark>
      {isAdding && <AddDialog onClose={() => setAdding(false)} onAdd={(period) => onChange([...closed, period])} />}
    </Stack>
  )
}

function AddDialog({ onClose, onAdd }: { onClose: () => void; onAdd: (period: ClosedPeriod) => void }) {
  const t = useTexts(texts)
  const [kind, setKind] = useState<ClosedKind>('own')
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [isTried, setTried] = useState(false)
  const last = until === '' ? from : until
  const add = () => {
    setTried(true)
    if (from === '' || last < from) return
    onAdd({ kind, from, until: last })
    onClose()
  }
  return (
    <Dialog title={t.addPeriod} isOpen onClose={onClose} actions={<Button kind="primary" onPress={add}>{t.addPeriod}</Button>}>
      <Stack>
        <Select label={t.kind} value={kind} onChange={setKind} options={KINDS.map((one) => ({ value: one, label: CLOSED_NAMES[one] }))} />
        <TextField label={t.from} type="date" value={from} onChange={setFrom} error={isTried && from === '' ? t.missing : undefined} />
        <TextField label={t.until} type="date" isOptional value={until} onChange={setUntil} error={isTried && last < from ? t.periodWrong : undefined} />
      </Stack>
    </Dialog>
  )
}
