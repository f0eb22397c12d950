import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { groupCode, isWholeCode } from '#web/signin/slip.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import type { Kind, Proof } from './client.ts'
import { DemoCode } from './DemoCode.tsx'
import { canPasskey, PasskeyStopped, signByPasskey } from './passkey.ts'
import { texts } from './texts.de.ts'

type ProofFormProps = {
  /** What the person has; a recovery code always goes. */
  kinds: readonly Kind[]
  /** During the sign-in; absent: in the own session. */
  ticket?: string
  /** Account name or id, for the example school's code. */
  who: string
  onProve: (proof: Proof) => Promise<unknown>
}

/** Passkey, code of the app, or recovery code: one of them proves the second factor. */
export function ProofForm({ kinds, ticket, who, onProve }: ProofFormProps) {
  const t = useTexts(texts)
  const hasTotp = kinds.includes('totp')
  const hasPasskey = kinds.includes('passkey') && canPasskey()
  const [way, setWay] = useState<'totp' | 'recovery'>('totp')
  const [code, setCode] = useState('')
  const [isTried, setTried] = useState(false)
  const prove = useMutation({ mutationFn: async (proof: () => Promise<Proof>) => onProve(await proof()), onError: () => setCode('') })
  const isRecovery = way === 'recovery'
  const isWhole = isRecovery ? isWholeCode(code) : /^\d{6}$/.test(code)
  const mistake = isTried && !isWhole && !prove.isError ? (isRecovery ? t.recoveryShort : t.codeShort) : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (isWhole) prove.mutate(async () => ({ kind: way, code }))
  }
  const change = (typed: string) => {
    setTried(false)
    setCode(isRecovery ? groupCode(typed) : typed.replace(/\D/g, '').slice(0, 6))
  }
  const turn = (next: 'totp' | 'recovery') => {
    setWay(next)
    setCode('')
    setTried(false)
    prove.reset()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {hasPasskey && <Button kind="primary" icon="key" isWide isPending={prove.isPending} onPress={() => prove.mutate(() => signByPasskey(ticket))}>{t.usePasskey}</Button>}
        {isRecovery ? (
          <TextField key="recovery" label={t.recovery} hint={t.recoveryHint} isCode autoCapitalize="characters" autoComplete="off" placeholder="XXXX-XXXX-XXXX" value={code} onChange={change} error={mistake} autoFocus />
        ) : hasTotp ? (
          <TextField key="totp" label={t.code} hint={t.codeHint} isCode inputMode="numeric" autoComplete="one-time-code" placeholder="000000" value={code} onChange={change} error={mistake} autoFocus={!hasPasskey} />
        ) : null}
        {hasTotp && !isRecovery && <DemoCode who={who} onFill={setCode} />}
        {prove.error instanceof PasskeyStopped ? <Notice kind="explain" isLive>{t.passkeyStopped}</Notice> : prove.error && <Refused error={prove.error} level={2} />}
        {(isRecovery || hasTotp) && <Button kind={hasPasskey ? 'quiet' : 'primary'} isWide type="submit" isPending={prove.isPending}>{t.confirm}</Button>}
        {isRecovery
          ? hasTotp && <Button kind="plain" onPress={() => turn('totp')}>{t.useCode}</Button>
          : <Button kind="plain" onPress={() => turn('recovery')}>{t.useRecovery}</Button>}
      </Stack>
    </form>
  )
}
