import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useSession } from '#web/api/hooks.ts'
import { refusalOf } from '#web/api/refusal.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { PasswordField } from '#web/design/PasswordField.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { identity } from './client.ts'
import { DeviceChoice } from './DeviceChoice.tsx'
import { useDevice } from './device.ts'
import { useEnter, useWay, useWayBack } from './enter.ts'
import { problemOf, usePasswordWords } from './password-words.ts'
import { PasswordRules } from './PasswordRules.tsx'
import { keepSlip, keptSlip } from './slip.ts'
import type { ShownSlip } from './slip.ts'
import { texts } from './texts.de.ts'

/** The first password, or a new one, with the ticket of a slip (R4.2). Without a slip the way leads back to the sign-in. */
export function PasswordPage() {
  const [slip] = useState(keptSlip)
  useWayBack(slip === null)
  return slip === null ? null : <ChoosePassword slip={slip} />
}

function ChoosePassword({ slip }: { slip: ShownSlip }) {
  const t = useTexts(texts)
  const enter = useEnter()
  const way = useWay()
  const { known } = useSession()
  const words = usePasswordWords()
  const [password, setPassword] = useState('')
  const { device, isDeviceChosen, choose: chooseDevice } = useDevice()
  const [stays, setStays] = useState(false)
  const [isTried, setTried] = useState(false)
  const choose = useMutation({
    mutationFn: async () => {
      const outcome = await identity.choosePassword({ ticket: slip.ticket, password, device, isDeviceChosen, stays: device === 'own' && stays })
      keepSlip(null)
      await enter(outcome, slip.accountName, true)
    },
  })
  const problem = problemOf(password, slip, known?.school?.name ?? '')
  const refused = choose.error === null ? null : refusalOf(choose.error)
  const isAboutPassword = refused !== null && words(refused.code) !== null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (problem === null) choose.mutate()
  }
  const mistake = isTried && problem !== null ? words(problem) : isAboutPassword ? words(refused.code) : null
  return (
    <Page title={slip.isFirst ? t.chooseHello({ name: slip.givenName }) : t.chooseTitle} lead={slip.isFirst ? t.chooseLead : t.chooseLeadAgain}>
      <Stack>
        <Card>
          <form onSubmit={submit} noValidate>
            <Stack>
              <TextField label={t.remember} name="username" autoComplete="username" value={slip.accountName} isReadOnly />
              <PasswordField
                label={t.newPassword} hint={t.newPasswordHint} name="new-password" autoComplete="new-password" value={password} error={mistake ?? undefined}
                onChange={(typed) => {
                  setPassword(typed)
                  setTried(false)
                  choose.reset()
                }}
              />
              <PasswordRules password={password} length_min={slip.length_min} problem={problem} />
              <DeviceChoice value={device} onChange={chooseDevice} stays={stays} onStays={setStays} />
              {choose.error && !isAboutPassword && <Refused error={choose.error} level={2} />}
              <Button kind="primary" isWide type="submit" isPending={choose.isPending}>{t.save}</Button>
            </Stack>
          </form>
        </Card>
        <Link kind="quiet" href={way('/anmelden/zettel')}>{t.otherCode}</Link>
      </Stack>
    </Page>
  )
}
