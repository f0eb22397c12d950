import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { Remark, Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { focusMistake } from '#web/shell/focus-mistake.ts'
import { Refused, useMistakes } from '#web/shell/Refused.tsx'
import { refusalOf } from '#web/api/refusal.ts'
import { useAct } from '#web/shell/use-act.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../limits.ts'
import { texts } from '../texts.de.ts'
import { lifecycle, previewQuery } from './client.ts'
import type { Preview } from './client.ts'
import { obstacleWord } from './words.ts'

type Props = { personIds: readonly string[]; /** What stands in the field at first. */ reason?: string; onClose: () => void; onDone: () => void }

/**
 * The one way to delete accounts (R12.5): what goes with them by module, who can't be deleted and why, the reason, and their number typed when there are
 * several. Those with an obstacle are left out, and the number is that of the others.
 */
export function DeletionDialog({ personIds, reason: proposed = '', onClose, onDone }: Props) {
  const t = useTexts(texts)
  const query = useQuery(previewQuery(personIds))
  const [reason, setReason] = useState(proposed)
  const [typed, setTyped] = useState('')
  const [isTried, setTried] = useState(false)
  const going = query.data?.people.filter((one) => one.obstacle === null) ?? []
  const act = useAct(
    () => lifecycle.deleteAccounts({ personIds: going.map((one) => one.id), reason: reason.trim(), ...(going.length > 1 && { typed: Number(typed) }) }),
    { done: ({ deleted, restorableUntil }) => t.deletedDone({ n: deleted, date: restorableUntil }), after: onDone },
  )
  const mistake = useMistakes(act.error)
  const isOfField = act.error !== null && ['reason', 'typed'].includes(refusalOf(act.error).field ?? '')
  const isShort = reason.trim().length < limits.reason_length_min
  const isMiscounted = going.length > 1 && typed.trim() !== String(going.length)
  const press = () => {
    setTried(true)
    if (isShort || isMiscounted) focusMistake()
    else act.mutate()
  }
  return (
    <Dialog
      title={t.deleteTitle({ n: query.data === undefined ? personIds.length : going.length })} isOpen onClose={onClose} size="large"
      actions={
        <>
          <Button onPress={onClose}>{t.cancel}</Button>
          {going.length > 0 && <Button kind="danger" isPending={act.isPending} onPress={press}>{t.doDelete}</Button>}
        </>
      }
    >
      <Answer query={query}>
        {(preview) => (
          <Stack>
            <Names preview={preview} />
            {going.length > 0 && (
              <>
                <Notice kind="explain" title={t.whatFollows}><p>{t.follows({ date: preview.restorableUntil })}</p></Notice>
                <Covers preview={preview} />
                <TextField label={t.reason} hint={t.reasonHint} maxLength={limits.reason_length_max} value={reason} onChange={setReason} error={isTried && isShort ? t.reasonShort({ n: limits.reason_length_min }) : mistake('reason')} />
                {going.length > 1 && <TextField label={t.typed({ n: going.length })} hint={t.typedHint} inputMode="numeric" autoComplete="off" value={typed} onChange={setTyped} error={isTried && isMiscounted ? t.typedWrong({ n: going.length }) : mistake('typed')} />}
              </>
            )}
            {act.error !== null && !isOfField && <Refused error={act.error} />}
          </Stack>
        )}
      </Answer>
    </Dialog>
  )
}

const NAMES_SHOWN = 12

function Names({ preview }: { preview: Preview }) {
  const t = useTexts(texts)
  const going = preview.people.filter((one) => one.obstacle === null)
  const stays = preview.people.filter((one) => one.obstacle !== null)
  const names = <ul className="lifecycle-names">{going.map((one) => <li key={one.id}>{one.place === null ? one.displayName : `${one.displayName}, ${one.place}`}</li>)}</ul>
  return (
    <>
      {going.length > NAMES_SHOWN ? <Disclosure title={t.theseGo({ n: going.length })}>{names}</Disclosure> : going.length > 0 && names}
      {stays.length > 0 && (
        <Notice kind="explain" title={going.length === 0 ? t.noneGoes : t.theseStay({ n: stays.length })}>
          <ul className="lifecycle-names">{stays.map((one) => <li key={one.id}>{one.displayName}: {obstacleWord(t, one.obstacle!)}</li>)}</ul>
        </Notice>
      )}
    </>
  )
}

function Covers({ preview }: { preview: Preview }) {
  const t = useTexts(texts)
  const shown = preview.modules.filter((one) => one.count > 0)
  return (
    <Disclosure title={t.covers} isOpen={shown.length <= NAMES_SHOWN}>
      {shown.length === 0 ? <Remark>{t.coversNothing}</Remark> : <ul className="lifecycle-names">{shown.map((one) => <li key={one.name}>{one.name}: {t.records({ n: one.count, isMore: one.isMore })}</li>)}</ul>}
    </Disclosure>
  )
}
