import { useSession } from '#web/api/hooks.ts'
import { refusalOf } from '#web/api/refusal.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import type { IconName } from '#web/design/icons.ts'
import { useRefusalText, useTexts } from '#web/texts/useTexts.ts'
import type { Address } from '#platform/module/texts.ts'
import { usePath } from './routing.ts'
import { texts } from './texts.de.ts'

export type RefusedProps = {
  /** Whatever a call threw. */
  error: unknown
  /** Shows "Noch einmal versuchen" where trying again can help. */
  onRetry?: () => void
  level?: 2 | 3 | 4
  /** Where the reader is known before the session is. */
  address?: Address
}

/** A refusal in its place on the page: what is not possible, why, what next; the clause behind "Warum?" for staff (amendment A20). */
export function Refused({ error, onRetry, level = 2, address }: RefusedProps) {
  const t = useTexts(texts)
  const { known } = useSession()
  const say = useRefusalText(address)
  const refusal = refusalOf(error)
  const text = say(refusal)
  const path = usePath()
  // Who has read what was asked for comes back to where it was asked.
  const next = text.path !== undefined && refusal.code === 'seen_needed' ? `${text.path}?weiter=${encodeURIComponent(path)}` : text.path
  const isStaff = known?.signedIn === true && (known.person.type === 'teacher' || known.person.type === 'staff')
  return (
    <div role="alert">
      <Card
        kind="refusal"
        icon={drawn[refusal.code] ?? 'explain'}
        title={text.what}
        level={level}
        action={
          next !== undefined ? (
            <Button href={next}>{text.pathLabel ?? next}</Button>
          ) : onRetry && retryable.has(refusal.code) ? (
            <Button icon="refresh" onPress={onRetry}>
              {t.retry}
            </Button>
          ) : undefined
        }
      >
        <p>{text.why}</p>
        <p>{text.next}</p>
        {isStaff && refusal.clause !== undefined && <Disclosure title={t.why}>{t.clause({ clause: refusal.clause })}</Disclosure>}
      </Card>
    </div>
  )
}

/** The words for one field of a form when the server refused that field, else undefined: `<TextField error={mistake('name')} />`. */
export function useMistakes(error: unknown): (field: string) => string | undefined {
  const say = useRefusalText()
  if (error === null || error === undefined) return () => undefined
  const refusal = refusalOf(error)
  const text = say(refusal)
  return (field) => (refusal.field === field ? `${text.why} ${text.next}` : undefined)
}

const retryable = new Set(['network', 'unavailable', 'too_many', 'conflict', 'broken', 'fault'])
const drawn: Readonly<Record<string, IconName>> = {
  network: 'offline',
  too_many: 'clock',
  seen_needed: 'rules',
  session_over: 'lock',
  forbidden: 'lock',
  not_released: 'lock',
  own_family: 'lock',
  release_needed: 'lock',
}
