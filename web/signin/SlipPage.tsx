import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useGo } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { identity } from './client.ts'
import { useWay } from './enter.ts'
import { groupCode, isWholeCode, keepCode, keepSlip, keptCode } from './slip.ts'
import { texts } from './texts.de.ts'

/** The code of an access slip, typed, pasted or scanned. */
export function SlipPage() {
  const t = useTexts(texts)
  const go = useGo()
  const way = useWay()
  const [scanned] = useState(keptCode)
  const [code, setCode] = useState(scanned ?? '')
  const [isTried, setTried] = useState(false)
  const { mutate, ...use } = useMutation({
    mutationFn: (typed: string) => identity.useSlip({ code: typed }),
    onSuccess: (slip) => {
      keepSlip(slip)
      go(way('/anmelden/passwort'), { replace: true })
    },
  })
  // A scanned code needs no press: asking uses nothing up, the slip ends only when a password is chosen.
  useEffect(() => {
    keepCode(null)
    if (scanned !== null) mutate(scanned)
  }, [scanned, mutate])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (isWholeCode(code)) mutate(code)
  }
  return (
    <Page title={t.slipTitle} lead={t.slipLead}>
      <Stack>
        <Card>
          <form onSubmit={submit} noValidate>
            <Stack>
              <TextField
                label={t.code} hint={t.codeHint} name="code" isCode autoComplete="one-time-code" autoCapitalize="characters" placeholder="XXXX-XXXX-XXXX"
                value={code} onChange={(typed) => setCode(groupCode(typed))} error={isTried && !isWholeCode(code) ? t.codeShort : undefined}
              />
              {use.error && <Refused error={use.error} level={2} />}
              <Button kind="primary" isWide type="submit" isPending={use.isPending}>{t.next}</Button>
            </Stack>
          </form>
        </Card>
        <Link kind="quiet" href={way('/anmelden')}>{t.back}</Link>
      </Stack>
    </Page>
  )
}
