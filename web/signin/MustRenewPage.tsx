import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useSignedIn } from '#web/api/hooks.ts'
import { refusalOf } from '#web/api/refusal.ts'
import { session } from '#web/api/session.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { PasswordField } from '#web/design/PasswordField.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { identity } from './client.ts'
import { problemOf, usePasswordWords } from './password-words.ts'
import { PasswordRules } from './PasswordRules.tsx'
import { texts } from './texts.de.ts'

/** All there is for whoever signs in with an office and a password that is too short for it (R4.2): choose a longer one, or sign out. */
export function MustRenewPage() {
  const t = useTexts(texts)
  const words = usePasswordWords()
  const { person, school, mustRenew } = useSignedIn()
  const length_min = mustRenew?.length_min ?? 15
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [isTried, setTried] = useState(false)
  const change = useMutation({ mutationFn: () => identity.changePassword({ current, next }), onSuccess: () => session.reload() })
  const problem = problemOf(next, { length_min, givenName: person.givenName, accountName: '' }, school.name)
  const refused = change.error === null ? null : refusalOf(change.error)
  const isWrong = refused?.code === 'password_wrong'
  const isAboutPassword = refused !== null && words(refused.code) !== null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (problem === null && current !== '') change.mutate()
  }
  return (
    <Page title={t.longerTitle} lead={t.longerLead({ min: length_min })} isNarrow>
      <Stack>
        <Card>
          <form onSubmit={submit} noValidate>
            <Stack>
              <PasswordField label={t.currentPassword} name="password" autoComplete="current-password" value={current} error={isWrong ? t.currentWrong : isTried && current === '' ? t.currentMissing : undefined} onChange={(typed) => { setCurrent(typed); change.reset() }} />
              <PasswordField label={t.newPassword} hint={t.newPasswordHint} name="new-password" autoComplete="new-password" value={next} error={(isTried && problem !== null ? words(problem) : isAboutPassword ? words(refused.code) : null) ?? undefined} onChange={(typed) => { setNext(typed); setTried(false); change.reset() }} />
              <PasswordRules password={next} length_min={length_min} problem={problem} />
              {change.error && !isAboutPassword && !isWrong && <Refused error={change.error} level={2} />}
              <Button kind="primary" isWide type="submit" isPending={change.isPending}>{t.longerSave}</Button>
            </Stack>
          </form>
        </Card>
        <Row><Button icon="signOut" onPress={() => void session.signOut().catch(() => undefined)}>{t.signOut}</Button></Row>
      </Stack>
    </Page>
  )
}
