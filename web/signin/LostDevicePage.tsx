import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Remark, Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { PasswordField } from '#web/design/PasswordField.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { identity } from './client.ts'
import { texts } from './texts.de.ts'

/** Reports a lost device from any browser (amendment A12). The answer is the same whether name and password were right or not. */
export function LostDevicePage() {
  const t = useTexts(texts)
  const [account, setAccount] = useState('')
  const [password, setPassword] = useState('')
  const [isTried, setTried] = useState(false)
  const report = useMutation({ mutationFn: () => identity.reportLostDeviceByPassword({ account, password }), onSuccess: () => setPassword('') })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (account.trim() !== '' && password !== '') report.mutate()
  }
  const missing = (text: string) => (isTried && !report.isSuccess && text.trim() === '' ? t.missing : undefined)
  return (
    <Page title={t.lostTitle} lead={t.lostLead}>
      <Stack>
        {report.isSuccess ? (
          <Notice kind="good" title={t.lostDone} isLive>
            <p>{t.lostDoneText}</p>
            <p>{t.lostDoneDoubt}</p>
          </Notice>
        ) : (
          <>
            <Card>
              <form onSubmit={submit} noValidate>
                <Stack>
                  <TextField label={t.account} hint={t.accountHint} name="username" autoComplete="username" autoCapitalize="off" value={account} onChange={setAccount} error={missing(account)} />
                  <PasswordField label={t.password} name="password" autoComplete="current-password" value={password} onChange={setPassword} error={missing(password)} />
                  <Remark>{t.lostNew}</Remark>
                  {report.error && <Refused error={report.error} level={2} />}
                  <Button kind="danger" isWide type="submit" isPending={report.isPending}>{t.lostDo}</Button>
                </Stack>
              </form>
            </Card>
            <Remark>{t.lostForgotten}</Remark>
          </>
        )}
        <Link kind="quiet" href="/anmelden">{t.back}</Link>
      </Stack>
    </Page>
  )
}
