import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import { useMay, useSession } from '#web/api/hooks.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Checkbox } from '#web/design/Checkbox.tsx'
import { Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useGo } from '#web/shell/routing.ts'
import { codeInFragment, groupCode, isWholeCode, keepSlip } from '#web/signin/slip.ts'
import { consent } from '../client.ts'
import { useFamilyWords } from './use-family.ts'

const KINDS = ['mother', 'father', 'guardian', 'foster', 'other'] as const

/** A parent with the code from a child's letter: new here, or with an account and one more child. */
export function CodePage() {
  const t = useFamilyWords()
  const isSignedIn = useSession().known?.signedIn === true
  const [code, setCode] = useState('')
  const [isScanned, setScanned] = useState(false)
  const [isTried, setTried] = useState(false)
  const { reset, ...read } = useMutation({ mutationFn: () => consent.readFamilyCode({ code }) })
  useScannedLetter(useCallback((scanned: string) => {
    reset()
    setCode(scanned)
    setScanned(true)
  }, [reset]))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (isWholeCode(code)) read.mutate()
  }
  if (read.data !== undefined) return <Who code={code} child={read.data.givenName} />
  return (
    <Page title={t.codeTitle} lead={isScanned ? t.codeScanned : t.codeLead} isNarrow>
      <Stack>
        <Card>
          <form onSubmit={submit} noValidate>
            <Stack>
              <TextField label={t.code} hint={t.codeHint} name="code" isCode autoComplete="one-time-code" autoCapitalize="characters" placeholder="XXXX-XXXX-XXXX" value={code} onChange={(typed) => setCode(groupCode(typed))} error={isTried && !isWholeCode(code) ? t.codeShort : undefined} />
              {read.error && <Refused error={read.error} level={2} />}
              <Button kind="primary" isWide type="submit" isPending={read.isPending}>{t.next}</Button>
            </Stack>
          </form>
        </Card>
        <Link kind="quiet" href={isSignedIn ? '/familie' : '/anmelden'}>{isSignedIn ? t.backToFamily : t.back}</Link>
      </Stack>
    </Page>
  )
}

/** A QR leads here with its code in the fragment: it is taken out of the address at once and stands in the field. Nothing is asked before a press: each asking is a try. */
function useScannedLetter(onCode: (code: string) => void): void {
  const go = useGo()
  useEffect(() => {
    const look = () => {
      const code = codeInFragment(location.hash, 'code')
      if (code === null) return
      go(location.pathname, { replace: true })
      onCode(code)
    }
    look()
    addEventListener('hashchange', look)
    return () => removeEventListener('hashchange', look)
  }, [go, onCode])
}

/** Who comes: name (only who is new), relation, and that they have custody. */
function Who({ code, child }: { code: string; child: string }) {
  const t = useFamilyWords()
  const go = useGo()
  const queries = useQueryClient()
  const isParent = useMay('consent.claim_child')
  const [givenName, setGivenName] = useState('')
  const [familyName, setFamilyName] = useState('')
  const [kind, setKind] = useState<(typeof KINDS)[number] | null>(null)
  const [hasCustody, setCustody] = useState(false)
  const [isTried, setTried] = useState(false)
  const claim = useMutation({
    mutationFn: async (chosen: (typeof KINDS)[number]) => {
      if (isParent) {
        await consent.claimAsParent({ code, kind: chosen, hasCustody: true })
        showToast({ text: t.claimedDone })
        await queries.invalidateQueries({ queryKey: ['consent', 'family'] })
        go('/familie', { replace: true })
        return
      }
      keepSlip(await consent.claimAsNew({ code, kind: chosen, hasCustody: true, givenName: givenName.trim(), familyName: familyName.trim() }))
      go('/anmelden/passwort?weiter=/familie', { replace: true })
    },
  })
  const isNamed = isParent || (givenName.trim() !== '' && familyName.trim() !== '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (isNamed && kind !== null && hasCustody) claim.mutate(kind)
  }
  const missing = (text: string) => (isTried && text.trim() === '' ? t.missing : undefined)
  return (
    <Page title={t.whoTitle({ name: child })} lead={t.whoLead} isNarrow>
      <Card>
        <form onSubmit={submit} noValidate>
          <Stack>
            {!isParent && <TextField label={t.givenName} name="given-name" autoComplete="given-name" value={givenName} onChange={setGivenName} error={missing(givenName)} />}
            {!isParent && <TextField label={t.familyName} name="family-name" autoComplete="family-name" value={familyName} onChange={setFamilyName} error={missing(familyName)} />}
            <RadioGroup label={t.relation} value={kind} onChange={setKind} error={isTried && kind === null ? t.missing : undefined} options={KINDS.map((value) => ({ value, label: t.kindWord({ kind: value }) }))} />
            <Checkbox isSelected={hasCustody} onChange={setCustody} hint={t.custodyHint} isInvalid={isTried && !hasCustody}>{t.custody}</Checkbox>
            {isTried && !hasCustody && <Notice kind="need">{t.custodyNeeded}</Notice>}
            {claim.error && <Refused error={claim.error} level={2} />}
            <Button kind="primary" isWide type="submit" isPending={claim.isPending}>{t.claim}</Button>
          </Stack>
        </form>
      </Card>
    </Page>
  )
}
