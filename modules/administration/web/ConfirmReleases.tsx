import { useMay } from '#web/api/hooks.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/offices.de.ts'
import { administration } from './client.ts'
import type { ModuleFound } from './client.ts'

/** For a new head: the releases from before, to look at and confirm (RP.1). Nothing when there are none. */
export function ConfirmReleases({ modules }: { modules: readonly ModuleFound[] }) {
  const t = useTexts(texts)
  const mayConfirm = useMay('administration.confirm_releases')
  const waiting = modules.filter((one) => one.release?.waitsForConfirmation === true)
  const confirm = useAct(() => administration.confirmReleases({ modules: waiting.map((one) => one.module) }), { done: () => t.confirmed })
  if (!mayConfirm || waiting.length === 0) return null
  return (
    <Card kind="need" icon="control" title={t.confirmTitle} action={<Button kind="primary" isPending={confirm.isPending} onPress={() => confirm.mutate()}>{t.confirm}</Button>}>
      <p>{t.confirmText({ names: waiting.map((one) => one.name) })}</p>
      {confirm.error && <Refused error={confirm.error} />}
    </Card>
  )
}
