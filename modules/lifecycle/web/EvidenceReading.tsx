import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Prose, Remark, Row, Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Refused, useMistakes } from '#web/shell/Refused.tsx'
import { refusalOf } from '#web/api/refusal.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { lifecycle } from './client.ts'
import type { EvidenceRead } from './client.ts'

/** One name and the key from the safe; what is found stands in this page only, and is gone with it. */
export function EvidenceReading({ id }: { id: string }) {
  const t = useTexts(texts)
  const [givenName, setGivenName] = useState('')
  const [familyName, setFamilyName] = useState('')
  const [code, setCode] = useState('')
  const reading = useMutation({ mutationFn: () => lifecycle.readEvidence({ id, code: code.trim(), givenName: givenName.trim(), familyName: familyName.trim() }), gcTime: 0, onSuccess: () => setCode('') })
  const mistake = useMistakes(reading.error)
  const isReady = givenName.trim() !== '' && familyName.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady) reading.mutate()
  }
  return (
    <Stack>
      <form onSubmit={submit} noValidate className="no-print">
        <Stack>
          <TextField label={t.givenName} hint={t.nameHint} value={givenName} onChange={setGivenName} maxLength={100} autoComplete="off" />
          <TextField label={t.familyName} value={familyName} onChange={setFamilyName} maxLength={100} autoComplete="off" />
          <TextField label={t.safeCode} hint={t.safeCodeHint} value={code} onChange={setCode} autoComplete="off" isCode error={mistake('code')} />
          {reading.error !== null && refusalOf(reading.error).field !== 'code' && <Refused error={reading.error} level={3} />}
          <Row><Button kind="primary" type="submit" isDisabled={!isReady} isPending={reading.isPending}>{t.evidenceRead}</Button></Row>
        </Stack>
      </form>
      {reading.data !== undefined && <Found read={reading.data} />}
    </Stack>
  )
}

function Found({ read: { records, isOtherKey } }: { read: EvidenceRead }) {
  const t = useTexts(texts)
  return (
    <Stack>
      {records.length === 0 && <Notice kind="explain" isLive title={t.evidenceNothing} />}
      {records.map((record, index) => (
        <Prose key={index}>
          <h3>{t.evidenceFound({ name: record.displayName })}</h3>
          <p>{t.evidenceSealedOn({ from: record.sealedOn, until: record.keepUntil })}</p>
          {record.tables.map((table, place) => (
            <div key={place}>
              <h4>{table.room}: {table.label}</h4>
              <ul>{table.rows.map((row, line) => <li key={line}>{row.values.map(({ label, value }) => `${label}: ${value}`).join(', ')}</li>)}</ul>
            </div>
          ))}
        </Prose>
      ))}
      {isOtherKey && <Remark>{t.evidenceOtherKey}</Remark>}
    </Stack>
  )
}
