import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '#web/api/hooks.ts'
import { session } from '#web/api/session.ts'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { ConfirmDialog, Dialog } from '#web/design/Dialog.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { texts as officeTexts } from '../texts/offices.de.ts'
import { ADMINISTRATION, administration } from './client.ts'
import type { ModuleFound } from './client.ts'

/** One module: what it is for, whether it is released, and the press for it (RP.1). */
export function ReleaseCard({ module }: { module: ModuleFound }) {
  const t = useTexts(texts)
  const o = useTexts(officeTexts)
  const mayRelease = useMay('administration.release')
  const [asked, setAsked] = useState<'release' | 'close' | null>(null)
  const { release, name } = module
  const isOutdated = release !== null && !release.isCurrentVersion
  return (
    <Card
      kind={release === null || isOutdated ? 'need' : 'plain'}
      title={<Row>{name}<Badge kind={release === null ? 'plain' : isOutdated ? 'need' : 'good'}>{release === null ? t.notReleased : isOutdated ? t.renew : t.released}</Badge></Row>}
      note={release === null ? t.version({ version: module.version }) : <>{t.releasedBy({ name: release.releasedBy.displayName, date: release.releasedOn, version: release.version })}{release.inRepresentation && ` (${t.represented})`}</>}
      action={mayRelease ? (
        <>
          {(release === null || isOutdated) && <Button kind="primary" onPress={() => setAsked('release')}>{isOutdated ? t.renew : t.release}</Button>}
          {release !== null && <Button onPress={() => setAsked('close')} aria-label={`${name}: ${t.closeModule}`}>{t.closeModule}</Button>}
        </>
      ) : undefined}
    >
      <p>{module.purpose}</p>
      {isOutdated && <p>{t.renewText}</p>}
      {mayRelease && release === null && module.missing.length > 0 && <p>{o.missingHint} <Link href="/verwaltung/schule">{o.goSchool}</Link></p>}
      <Disclosure title={o.released}>
        <ul>{module.categories.map((one) => <li key={one.label}>{one.label}{one.isNew && <> <Badge kind="need">{o.categoryNew}</Badge></>} ({o.readers({ names: one.readers })})</li>)}</ul>
      </Disclosure>
      <ReleaseDialog module={module} isOpen={asked === 'release'} onClose={() => setAsked(null)} />
      <CloseDialog module={module} isOpen={asked === 'close'} onClose={() => setAsked(null)} />
    </Card>
  )
}

type Asked = { module: ModuleFound; isOpen: boolean; onClose: () => void }

function ReleaseDialog({ module, isOpen, onClose }: Asked) {
  const t = useTexts(texts)
  const { name } = module
  const release = useChange(() => administration.releaseModule({ module: module.module }), t.releaseDone({ name }), onClose)
  return (
    <Dialog
      title={t.releaseTitle({ name })} isOpen={isOpen} onClose={onClose}
      actions={<Button kind="primary" isPending={release.isPending} onPress={() => release.mutate()}>{t.release}</Button>}
    >
      <Stack>
        <p>{module.purpose}</p>
        <p>{t.releaseText}</p>
        <Link href="/datenschutz">{t.releaseRead}</Link>
        {release.error && <Refused error={release.error} />}
      </Stack>
    </Dialog>
  )
}

function CloseDialog({ module, isOpen, onClose }: Asked) {
  const t = useTexts(texts)
  const { name } = module
  const close = useChange(() => administration.endRelease({ module: module.module }), t.closeDone({ name }), onClose)
  return (
    <ConfirmDialog title={t.closeTitle({ name })} isOpen={isOpen} onClose={onClose} confirm={t.closeDo} isPending={close.isPending} onConfirm={() => close.mutate()}>
      <p>{t.closeText}</p>
      {close.error && <Refused error={close.error} />}
    </ConfirmDialog>
  )
}

/** A release changes what everybody's menu shows, one's own too: the session is asked again. */
function useChange(change: () => Promise<unknown>, done: string, onClose: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ADMINISTRATION })
      showToast({ text: done })
      onClose()
      await session.reload().catch(() => undefined)
    },
  })
}
