/** Asks before a page with unsaved input is left. Rarely needed: most pages save as one goes. Whoever leaves because it was saved says so: `go(path, { isSaved: true })`. */
import { useBlocker } from '@tanstack/react-router'
import { Button } from '#web/design/Button.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from './texts.de.ts'

/** `<LeaveGuard isDirty={...} />` anywhere on the page; closing the window asks in the browser's own words. */
export function LeaveGuard({ isDirty }: { isDirty: boolean }) {
  const t = useTexts(texts)
  const blocker = useBlocker({ shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname, enableBeforeUnload: () => isDirty, withResolver: true })
  if (blocker.status !== 'blocked') return null
  return (
    <Dialog
      title={t.leaveTitle}
      isOpen
      onClose={blocker.reset}
      actions={
        <>
          <Button onPress={blocker.proceed}>{t.leave}</Button>
          <Button kind="primary" onPress={blocker.reset}>
            {t.stay}
          </Button>
        </>
      }
    >
      {t.leaveText}
    </Dialog>
  )
}
