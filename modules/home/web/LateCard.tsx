import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { useHasPath } from '#web/shell/house.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/week.de.ts'
import type { WeekItem } from './client.ts'

/** Where somebody is appointed, and where it stands who is. */
const APPOINTMENTS = '/verwaltung'

/** What an office does not get done, for the head and the deputy: how much, of which kinds and since when, and who could be asked. */
export function LateCard({ item, late: { office, holders, kinds } }: { item: WeekItem; late: NonNullable<WeekItem['late']> }) {
  const t = useTexts(texts)
  const hasPage = useHasPath(APPOINTMENTS)
  const isHeld = holders.length > 0
  return (
    <Card
      kind={item.isSecurity ? 'danger' : 'need'} icon={isHeld ? 'clock' : 'personAdd'} title={t.lateTitle({ n: item.count, office, isHeld })} note={t.minutes({ n: item.minutes })}
      action={hasPage && <Button kind="primary" href={APPOINTMENTS}>{isHeld ? t.look : t.appoint}</Button>}
    >
      <p>{t.suggestion} {isHeld ? t.remind({ names: holders.map(({ displayName }) => displayName) }) : t.appointSomebody}</p>
      <Disclosure title={t.lateKinds}><ul>{kinds.map(({ kind, count, since }) => <li key={kind}>{t.lateKind({ kind, n: count, since })}</li>)}</ul></Disclosure>
    </Card>
  )
}
