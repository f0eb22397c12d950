import { useIsProved, useSignedIn } from '#web/api/hooks.ts'
import { askFactor } from '#web/api/factor.ts'
import { Button } from '#web/design/Button.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from './texts.de.ts'

/** On pages that show an office more than others: what is missing while the second factor is not proved, and the way to it. */
export function OfficeNotice() {
  const t = useTexts(texts)
  const { factor } = useSignedIn()
  const isProved = useIsProved()
  if (!factor.hasOffice || isProved) return null
  return <Notice kind="explain" icon="lock" title={t.officeTitle} action={<Button onPress={() => void askFactor()}>{t.confirm}</Button>}>{t.officeText}</Notice>
}
