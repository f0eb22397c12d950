import { useSignedIn } from '#web/api/hooks.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from './texts.de.ts'

/** On Heute, quietly: the school encourages staff to have a second factor (option mfa.staff). */
export function AdviceCard() {
  const t = useTexts(texts)
  const { factor } = useSignedIn()
  if (!factor.isAdvised) return null
  return <Card icon="key" title={t.adviceTitle} action={<Button href="/profil/zweiter-faktor">{t.adviceDo}</Button>}>{t.adviceText}</Card>
}
