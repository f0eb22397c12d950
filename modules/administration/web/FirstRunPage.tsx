import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Remark, Stack } from '#web/design/layout.tsx'
import { Select } from '#web/design/Select.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused, useMistakes } from '#web/shell/Refused.tsx'
import { refusalOf } from '#web/api/refusal.ts'
import { groupCode } from '#web/signin/slip.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { STATES } from '../contract.ts'
import { limits } from '../limits.ts'
import { STATE_NAMES, texts } from '../texts.de.ts'
import { administration } from './client.ts'
import { Founded } from './Founded.tsx'

type State = (typeof STATES)[number]

/** First run: the school, its Bundesland and its head, by the one-time code of the terminal (R4.1). */
export function FirstRunPage() {
  const found = useMutation({ mutationFn: (input: FoundInput) => administration.foundSchool(input), gcTime: 0 })
  const { data, variables } = found
  if (data !== undefined && variables !== undefined) return <Founded schoolName={variables.name} headName={`${variables.head.givenName} ${variables.head.familyName}`} accountName={data.accountName} slipCode={data.slipCode} />
  return <FoundForm onFound={found.mutate} error={found.error} isPending={found.isPending} />
}

type FoundInput = Parameters<typeof administration.foundSchool>[0]

function FoundForm({ onFound, error, isPending }: { onFound: (input: FoundInput) => void; error: unknown; isPending: boolean }) {
  const t = useTexts(texts)
  const mistake = useMistakes(error)
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const [state, setState] = useState<State | null>(null)
  const [givenName, setGivenName] = useState('')
  const [familyName, setFamilyName] = useState('')
  const [isTried, setTried] = useState(false)
  const missing = (text: string | null) => (isTried && (text === null || text.trim() === '') ? t.missing : undefined)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const isWhole = [code, givenName, familyName].every((text) => text.trim() !== '') && isName(name)
    if (isWhole && state !== null) onFound({ code, name: name.trim(), state, head: { givenName: givenName.trim(), familyName: familyName.trim() } })
  }
  const isAboutCode = error !== null && error !== undefined && refusalOf(error).code === 'installer_code'
  return (
    <Page title={t.firstRun} lead={t.firstRunLead}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Card>
            <Stack>
              <TextField label={t.installerCode} hint={t.installerCodeHint} isCode autoComplete="off" autoCapitalize="characters" placeholder="XXXX-XXXX-XXXX" value={code} onChange={(typed) => setCode(groupCode(typed))} error={missing(code) ?? (isAboutCode ? mistake('code') : undefined)} />
              <TextField label={t.schoolName} hint={t.schoolNameHint} autoComplete="organization" maxLength={limits.school_name_length_max} value={name} onChange={setName} error={isTried && !isName(name) ? t.missing : undefined} />
              <Select label={t.state} hint={t.stateHint} value={state} onChange={setState} options={STATES.map((one) => ({ value: one, label: STATE_NAMES[one] }))} error={missing(state)} />
            </Stack>
          </Card>
          <Card title={t.headName} level={2}>
            <Stack>
              <Remark>{t.headHint}</Remark>
              <TextField label={t.givenName} autoComplete="off" maxLength={limits.name_length_max} value={givenName} onChange={setGivenName} error={missing(givenName)} />
              <TextField label={t.familyName} autoComplete="off" maxLength={limits.name_length_max} value={familyName} onChange={setFamilyName} error={missing(familyName)} />
            </Stack>
          </Card>
          {error !== null && error !== undefined && !isAboutCode && <Refused error={error} level={2} />}
          <Button kind="primary" isWide type="submit" isPending={isPending}>{t.found}</Button>
        </Stack>
      </form>
    </Page>
  )
}

/** Shorter is an abbreviation, which says nothing on a form for parents. */
function isName(typed: string): boolean {
  return typed.trim().length >= 3
}
