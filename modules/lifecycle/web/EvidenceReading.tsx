import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { FormEvent } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Prose, Remark, Row, Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { focusMistake } from '#web/shell/focus-mistake.ts'
import { Refused, useMistakes } from '#web/shell/Refused.tsx'
import { refusalOf } from '#web/api/refusal.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { LIFECYCLE, lifecycle } from './client.ts'
import type { EvidenceRead } from './client.ts'

/** One name and the key from the safe; what is found stands in this page only, and is gone with it. */
export function EvidenceReading({ id }: { id: string }) {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const [givenName, setGivenName] = useState('')
  const [familyName, setFamilyName] = useState('')
  const [code, setCode] = useState('')
  const reading = useMutation({
    mutationFn: () => lifecycle.readEvidence({ id, code: code.trim(), givenName: givenName.trim(), familyName: familyName.trim() }),
    gcTime: 0,
    onSuccess: () => {
      setCode('')
      // How often it was read stands above.
      void queries.invalidateQueries({ queryKey: LIFECYCLE })
    },
  })
  const mistake = useMistakes(reading.error)
  const [isTried, setTried] = useState(false)
  const missing = (name: string) => (isTried && name.trim() === '' ? t.missing : undefined)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (givenName.trim() === '' || familyName.trim() === '') focusMistake()
    else reading.mutate()
  }
  return (
    <Stack>
      <form onSubmit={submit} noValidate className="no-print" aria-label={t.evidenceReadTitle}>
        <Stack>
          <TextField label={t.givenName} hint={t.nameHint} value={givenName} onChange={setGivenName} maxLength={100} autoComplete="off" error={missing(givenName)} />
          <TextField label={t.familyName} value={familyName} onChange={setFamilyName} maxLength={100} autoComplete="off" error={missing(familyName)} />
          <TextField label={t.safeCode} hint={t.safeCodeHint} value={code} onChange={setCode} autoComplete="off" isCode error={mistake('code')} />
          {reading.error !== null && refusalOf(reading.error).field !== 'code' && <Refused error={reading.error} level={4} />}
          <Row><Button kind="primary" type="submit" isPending={reading.isPending}>{t.evidenceRead}</Button></Row>
        </Stack>
      </form>
      {reading.data !== undefined && <Found read={reading.data} />}
    </Stack>
  )
}

/** Takes the focus: it lies below the form, on a phone below the window. */
function Found({ read: { records, isOtherKey } }: { read: EvidenceRead }) {
  const t = useTexts(texts)
  const first = useRef<HTMLHeadingElement>(null)
  useEffect(() => first.current?.focus(), [records])
  return (
    <Stack>
      {records.length === 0 && <Notice kind="explain" isLive title={isOtherKey ? t.evidenceNothingHere : t.evidenceNothing} />}
      {records.map((record, index) => (
        <div key={index} className="lifecycle-read">
          <Prose>
            <h4 ref={index === 0 ? first : null} tabIndex={-1}>{t.evidenceFound({ name: record.displayName })}</h4>
            <p>{t.evidenceSealedOn({ from: record.sealedOn, until: record.keepUntil })}</p>
            {record.tables.map((table, place) => (
              <div key={place}>
                <h5>{table.room}: {table.label}</h5>
                <ul>{table.rows.map((row, line) => <li key={line}>{row.values.map(({ label, value }) => `${label}: ${value}`).join(', ')}</li>)}</ul>
              </div>
            ))}
          </Prose>
        </div>
      ))}
      {isOtherKey && <Remark>{t.evidenceOtherKey}</Remark>}
      {records.length > 0 && <div className="no-print"><Row><Button icon="print" onPress={() => window.print()}>{t.evidencePrint}</Button></Row></div>}
    </Stack>
  )
}
