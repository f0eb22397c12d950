import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { QrCode } from '#web/design/QrCode.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Refused, useMistakes } from '#web/shell/Refused.tsx'
import { refusalOf } from '#web/api/refusal.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { FACTORS, factors } from './client.ts'
import type { Kind } from './client.ts'
import { canPasskey, enrolPasskey, PasskeyStopped } from './passkey.ts'
import { texts } from './texts.de.ts'
import './factor.css'

/** Enrols a factor: which kind, then how. `onDone` gets the recovery codes, none when there are some already. */
export function Enrol({ onDone }: { onDone: (codes: readonly string[]) => void }) {
  const query = useQuery({ queryKey: FACTORS, queryFn: ({ signal }) => factors.listFactors({}, { signal }), staleTime: 0 })
  return <Answer query={query}>{(own) => <Ways hasPasskeys={own.hasPasskeys && canPasskey()} onDone={onDone} />}</Answer>
}

function Ways({ hasPasskeys, onDone }: { hasPasskeys: boolean; onDone: (codes: readonly string[]) => void }) {
  const t = useTexts(texts)
  const [kind, setKind] = useState<Kind>(hasPasskeys ? 'passkey' : 'totp')
  const [isChosen, setChosen] = useState(!hasPasskeys)
  const back = hasPasskeys ? () => setChosen(false) : undefined
  if (isChosen) return kind === 'passkey' ? <EnrolPasskey onBack={back} onDone={onDone} /> : <EnrolTotp onBack={back} onDone={onDone} />
  return (
    <Card>
      <Stack>
        <RadioGroup
          label={t.choose} value={kind} onChange={setKind}
          options={[{ value: 'passkey', label: t.kindPasskey, hint: t.kindPasskeyHint }, { value: 'totp', label: t.kindTotp, hint: t.kindTotpHint }]}
        />
        <Button kind="primary" isWide onPress={() => setChosen(true)}>{t.next}</Button>
      </Stack>
    </Card>
  )
}

type WayProps = { onBack: (() => void) | undefined; onDone: (codes: readonly string[]) => void }

function EnrolPasskey({ onBack, onDone }: WayProps) {
  const t = useTexts(texts)
  const [label, setLabel] = useState<string>(t.kindPasskey)
  const make = useMutation({ mutationFn: () => enrolPasskey(label.trim() === '' ? t.kindPasskey : label), onSuccess: onDone })
  return (
    <Card>
      <Stack>
        <p>{t.makePasskeyText}</p>
        <TextField label={t.label} hint={t.labelHint} value={label} onChange={setLabel} maxLength={60} />
        {make.error instanceof PasskeyStopped ? <Notice kind="explain" isLive>{t.passkeyStopped}</Notice> : make.error && <Refused error={make.error} level={2} />}
        <Row place="between">
          {onBack !== undefined && <Button onPress={onBack}>{t.otherWay}</Button>}
          <Button kind="primary" icon="key" isPending={make.isPending} onPress={() => make.mutate()}>{t.makePasskey}</Button>
        </Row>
      </Stack>
    </Card>
  )
}

function EnrolTotp({ onBack, onDone }: WayProps) {
  const t = useTexts(texts)
  const [code, setCode] = useState('')
  const [isTried, setTried] = useState(false)
  // Never asked again by itself: a new picture would void the one that was just scanned.
  const draft = useQuery({ queryKey: ['identity', 'totp-draft'], queryFn: () => factors.startTotp({}), staleTime: Infinity, gcTime: 0 })
  const confirm = useMutation({
    mutationFn: (given: { draft: string; code: string }) => factors.confirmTotp({ ...given, label: t.kindTotp }),
    onSuccess: ({ codes }) => onDone(codes),
  })
  const mistake = useMistakes(confirm.error)
  const isWhole = /^\d{6}$/.test(code)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (isWhole && draft.data !== undefined) confirm.mutate({ draft: draft.data.draft, code })
  }
  const change = (typed: string) => {
    setCode(typed.replace(/\D/g, '').slice(0, 6))
    setTried(false)
    confirm.reset()
  }
  return (
    <Card>
      <Answer query={draft}>
        {({ uri, secret }) => (
          <form onSubmit={submit} noValidate>
            <Stack>
              <div className="factor-scan">
                <QrCode text={uri} label={t.scanLabel} size="11rem" />
                <div>
                  <Stack>
                    <p>{t.scan}</p>
                    <Disclosure title={t.typeInstead}><code className="factor-secret">{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code></Disclosure>
                  </Stack>
                </div>
              </div>
              <TextField
                label={t.firstCode} isCode inputMode="numeric" autoComplete="one-time-code" placeholder="000000" value={code} onChange={change}
                error={isTried && !isWhole ? t.codeShort : mistake('code')}
              />
              {confirm.error && refusalOf(confirm.error).field !== 'code' && <Refused error={confirm.error} level={2} onRetry={() => void draft.refetch()} />}
              <Row place="between">
                {onBack !== undefined && <Button onPress={onBack}>{t.otherWay}</Button>}
                <Button kind="primary" type="submit" isPending={confirm.isPending}>{t.enrolDo}</Button>
              </Row>
            </Stack>
          </form>
        )}
      </Answer>
    </Card>
  )
}
