import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import { useSession } from '#web/api/hooks.ts'
import { session } from '#web/api/session.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { PictureGrid } from '#web/design/PictureGrid.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '#platform/identity/limits.ts'
import { texts } from './cards.de.ts'
import { identity } from './client.ts'
import { useWayBack } from './enter.ts'
import { groupCode, isWholeCode } from './slip.ts'

/** For the youngest (A6): the card gives the code, the child presses three pictures. The code is taken out of the address at once. */
export function CardPage() {
  const { known } = useSession()
  const [code, setCode] = useState(codeScanned)
  useEffect(() => {
    const look = () => {
      const scanned = codeScanned()
      if (scanned === null) return
      history.replaceState(history.state, '', location.pathname)
      setCode(scanned)
    }
    look()
    addEventListener('hashchange', look)
    return () => removeEventListener('hashchange', look)
  }, [])
  // Who came in with a card is led inside; another card on the same device still asks for its pictures.
  useWayBack(known?.signedIn === true && code === null)
  return code === null ? <Hold onCode={setCode} /> : <Pictures key={code} code={code} onOther={() => setCode(null)} />
}

/** The code in the address, '#karte=KX4M-7Q2P-9ABC', or null. */
function codeScanned(): string | null {
  const scanned = new URLSearchParams(location.hash.replace(/^#/, '')).get('karte')
  return scanned === null || scanned.trim() === '' ? null : groupCode(scanned)
}

function Hold({ onCode }: { onCode: (code: string) => void }) {
  const t = useTexts(texts, 'du')
  const [typed, setTyped] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isWholeCode(typed)) onCode(typed)
  }
  return (
    <Page title={t.cardHold} lead={t.cardHoldText}>
      <Stack>
        <Card>
          <form onSubmit={submit} noValidate>
            <Stack>
              <TextField label={t.cardTyped} name="card" isCode autoComplete="off" autoCapitalize="characters" placeholder="XXXX-XXXX-XXXX" value={typed} onChange={(text) => setTyped(groupCode(text))} />
              <Button kind="primary" isWide type="submit" isDisabled={!isWholeCode(typed)}>{t.cardNext}</Button>
            </Stack>
          </form>
        </Card>
        <Link kind="quiet" href="/anmelden">{t.cardBack}</Link>
      </Stack>
    </Page>
  )
}

function Pictures({ code, onOther }: { code: string; onOther: () => void }) {
  const t = useTexts(texts, 'du')
  const [chosen, setChosen] = useState<readonly number[]>([])
  const signIn = useMutation({
    mutationFn: async (pictures: readonly number[]) => {
      const { outcome } = await identity.signInWithCard({ code, pictures: [...pictures] })
      if (outcome === 'signed_in') await session.reload()
      return outcome
    },
    onSuccess: (outcome) => outcome === 'signed_in' && onOther(),
    onError: () => setChosen([]),
  })
  const press = (place: number) => {
    const next = [...chosen, place]
    setChosen(next)
    if (next.length === limits.card_pictures_chosen) signIn.mutate(next)
    else signIn.reset()
  }
  if (signIn.data === 'closed') return (
    <Page title={t.cardClosedTitle}>
      <Stack>
        <Notice kind="explain">
          <p>{t.cardClosedText}</p>
        </Notice>
        <Link kind="quiet" href="/anmelden">{t.cardBack}</Link>
      </Stack>
    </Page>
  )
  return (
    <Page title={t.cardTitle} lead={t.cardLead}>
      <Stack>
        {signIn.error && <Refused error={signIn.error} level={2} />}
        <PictureGrid label={t.cardPictures} chosen={chosen} chosen_max={limits.card_pictures_chosen} onPress={press} isDisabled={signIn.isPending || signIn.isSuccess} />
        <Button isWide icon="undo" isDisabled={chosen.length === 0 || signIn.isPending} onPress={() => setChosen([])}>{t.cardAgain}</Button>
        <Button kind="plain" isWide icon="qr" onPress={onOther}>{t.cardHold}</Button>
      </Stack>
    </Page>
  )
}
