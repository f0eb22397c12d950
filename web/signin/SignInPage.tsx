import { useMutation } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import { useSession } from '#web/api/hooks.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Icon } from '#web/design/Icon.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { PasswordField } from '#web/design/PasswordField.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useGo } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { identity } from './client.ts'
import type { DemoPerson } from './DemoPeople.tsx'
import { DeviceChoice } from './DeviceChoice.tsx'
import { useDevice } from './device.ts'
import type { Device } from './device.ts'
import { useEnter, useWay } from './enter.ts'
import { keepRenewal } from './renewal.ts'
import { codeInFragment, keepCode, keptCode } from './slip.ts'
import { texts } from './texts.de.ts'

/** Nobody but the example school has these, and no school loads them. */
const DemoPeople = lazy(() => import('./DemoPeople.tsx').then((m) => ({ default: m.DemoPeople })))

type Proof = { account: string; password: string; device: Device; isDeviceChosen: boolean; stays: boolean }

/** Signing in with name and password; everything else is one press away. */
export function SignInPage() {
  const t = useTexts(texts)
  const { known } = useSession()
  const enter = useEnter()
  const way = useWay()
  const [account, setAccount] = useState('')
  const [password, setPassword] = useState('')
  const { device, isDeviceChosen, choose } = useDevice()
  const [stays, setStays] = useState(false)
  const [isTried, setTried] = useState(false)
  useScannedSlip()
  const signIn = useMutation({
    mutationFn: async (proof: Proof) => {
      const outcome = await identity.signIn(proof)
      if (outcome.outcome === 'renewal') keepRenewal({ ...outcome, account: proof.account.trim() })
      await enter(outcome, proof.account)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (account.trim() !== '' && password !== '') signIn.mutate({ account, password, device, isDeviceChosen, stays: device === 'own' && stays })
  }
  const signInAs = (person: DemoPerson) => {
    setAccount(person.accountName)
    setPassword(person.password)
    signIn.mutate({ account: person.accountName, password: person.password, device, isDeviceChosen: true, stays: false })
  }
  const missing = (text: string) => (isTried && text.trim() === '' ? t.missing : undefined)
  return (
    <Page title={t.signIn}>
      <Stack>
        <Card>
          <form onSubmit={submit} noValidate>
            <Stack>
              <TextField label={t.account} hint={t.accountHint} name="username" autoComplete="username" autoCapitalize="off" value={account} onChange={setAccount} error={missing(account)} />
              <PasswordField label={t.password} name="password" autoComplete="current-password" value={password} onChange={setPassword} error={missing(password)} />
              <DeviceChoice value={device} onChange={choose} stays={stays} onStays={setStays} />
              {signIn.error && <Refused error={signIn.error} level={2} />}
              <Button kind="primary" isWide type="submit" isPending={signIn.isPending}>{t.signIn}</Button>
            </Stack>
          </form>
        </Card>
        <Card isFlush>
          <List label={t.haveSlip}>
            <ListRow lead={<Icon name="qr" />} title={t.haveSlip} note={t.haveSlipHint} href={way('/anmelden/zettel')} />
            {known?.signedIn === false && known.hasCards === true && <ListRow lead={<Icon name="pupil" />} title={t.haveCard} note={t.haveCardHint} href="/karte" />}
            <ListRow lead={<Icon name="home" />} title={t.haveFamilyCode} note={t.haveFamilyCodeHint} href="/familie/code" />
          </List>
        </Card>
        <Row place="between">
          <Link kind="quiet" href="/geraet-verloren">{t.lostDevice}</Link>
          <Link kind="quiet" href="/datenschutz">{t.stored}</Link>
        </Row>
      </Stack>
      {known?.demo === true && <Suspense fallback={null}><DemoPeople onChoose={signInAs} /></Suspense>}
    </Page>
  )
}

/** A QR leads here with its code in the fragment: it is taken out of the address at once, and the page of the slip goes on with it. */
function useScannedSlip(): void {
  const go = useGo()
  const way = useWay()
  useEffect(() => {
    const look = () => {
      const code = codeInFragment(location.hash, 'zettel')
      if (code !== null) keepCode(code)
      if (keptCode() !== null) go(way('/anmelden/zettel'), { replace: true })
    }
    look()
    addEventListener('hashchange', look)
    return () => removeEventListener('hashchange', look)
  }, [go, way])
}
