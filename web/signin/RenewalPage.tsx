import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useSession } from '#web/api/hooks.ts'
import { refusalOf } from '#web/api/refusal.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Icon } from '#web/design/Icon.tsx'
import { Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { PasswordField } from '#web/design/PasswordField.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { identity } from './client.ts'
import { DeviceChoice } from './DeviceChoice.tsx'
import { useDevice } from './device.ts'
import { useEnter, useWayBack } from './enter.ts'
import { problemOf, usePasswordWords } from './password-words.ts'
import { PasswordRules } from './PasswordRules.tsx'
import { keepRenewal, keptRenewal } from './renewal.ts'
import type { KeptRenewal } from './renewal.ts'
import { texts } from './texts.de.ts'

/** After a loss (R8.2): the old password leads here, and a second proof decides. What the sign-in said lives in this page's memory only. */
export function RenewalPage() {
  const [renewal] = useState(keptRenewal)
  useWayBack(renewal === null)
  if (renewal === null) return null
  return renewal.hasSecondProof ? <Choose renewal={renewal} /> : <Ways />
}

function Ways() {
  const t = useTexts(texts)
  return (
    <Page title={t.renewTitle} lead={t.renewLead}>
      <Stack>
        <Notice kind="explain">
          <p>{t.renewWays}</p>
        </Notice>
        <Card isFlush>
          <List label={t.renewTitle}>
            <ListRow lead={<Icon name="qr" />} title={t.renewSlip} note={t.renewSlipHint} href="/anmelden/zettel" />
            <ListRow lead={<Icon name="school" />} title={t.renewAtSchool} note={t.renewAtSchoolHint} />
            <ListRow lead={<Icon name="groups" />} title={t.renewParent} note={t.renewParentHint} />
          </List>
        </Card>
        <Button kind="primary" isWide icon="refresh" href="/anmelden">{t.renewAgain}</Button>
      </Stack>
    </Page>
  )
}

function Choose({ renewal }: { renewal: KeptRenewal }) {
  const t = useTexts(texts)
  const enter = useEnter()
  const { known } = useSession()
  const words = usePasswordWords()
  const { device, isDeviceChosen, choose } = useDevice()
  const [password, setPassword] = useState('')
  const [isTried, setTried] = useState(false)
  const { account, ticket, length_min } = renewal
  // The new password goes the ordinary way in, with whatever else the account needs.
  const renew = useMutation({
    mutationFn: async () => {
      const { accountName } = await identity.renewPassword({ ticket, password })
      keepRenewal(null)
      await enter(await identity.signIn({ account: accountName, password, device, isDeviceChosen }), accountName, true)
    },
  })
  const problem = problemOf(password, { length_min, givenName: '', accountName: account }, known?.school?.name ?? '')
  const refused = renew.error === null ? null : refusalOf(renew.error)
  const isAboutPassword = refused !== null && words(refused.code) !== null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (problem === null) renew.mutate()
  }
  const mistake = isTried && problem !== null ? words(problem) : isAboutPassword ? words(refused.code) : null
  const change = (typed: string) => {
    setPassword(typed)
    setTried(false)
    renew.reset()
  }
  return (
    <Page title={t.renewTitle} lead={t.renewProved}>
      <Stack>
        <Card>
          <form onSubmit={submit} noValidate>
            <Stack>
              <TextField label={t.remember} name="username" autoComplete="username" value={account} isReadOnly />
              <PasswordField label={t.newPassword} hint={t.newPasswordHint} name="new-password" autoComplete="new-password" value={password} error={mistake ?? undefined} onChange={change} />
              <PasswordRules password={password} length_min={length_min} problem={problem} />
              <DeviceChoice value={device} onChange={choose} />
              {renew.error && !isAboutPassword && <Refused error={renew.error} level={2} />}
              <Button kind="primary" isWide type="submit" isPending={renew.isPending}>{t.save}</Button>
            </Stack>
          </form>
        </Card>
        <Link kind="quiet" href="/anmelden">{t.back}</Link>
      </Stack>
    </Page>
  )
}
