import { useState } from 'react'
import { useToday } from '#web/api/clock.ts'
import { useMay } from '#web/api/hooks.ts'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { ConfirmDialog } from '#web/design/Dialog.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { Row, Section } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts as common } from '../texts.de.ts'
import { texts } from '../texts/offices.de.ts'
import { administration } from './client.ts'
import type { Appointments, OfficeFound } from './client.ts'
import { isComing, termWords } from './terms.ts'

const ORDER = ['head', 'deputy', 'officer', 'council', 'inspector']

/** Offices named by the head, current first; past and coming ones behind a press. */
export function Offices({ found }: { found: Appointments }) {
  const t = useTexts(texts)
  const c = useTexts(common)
  const today = useToday()
  const mayName = useMay('administration.name')
  const [ending, setEnding] = useState<OfficeFound | null>(null)
  const sorted = [...found.offices].sort((a, b) => ORDER.indexOf(a.office) - ORDER.indexOf(b.office))
  const current = sorted.filter((one) => one.isCurrent)
  const others = sorted.filter((one) => !one.isCurrent)
  const mayEnd = (one: OfficeFound) => mayName && (isComing(one, today) || (one.isCurrent && one.office !== 'head'))
  const row = (one: OfficeFound) => (
    <ListRow
      key={one.id} title={<Row>{one.person.displayName}{one.isOutside && <Badge>{t.outsideShort}</Badge>}</Row>}
      note={[t.officeName(one), termWords(one, today, c), one.inRepresentation ? c.represented : null, one.reference].filter((part) => part !== null).join(', ')}
      {...(mayEnd(one) ? { action: <Button kind="plain" onPress={() => setEnding(one)} aria-label={t.endOfficeOf({ name: one.person.displayName, office: one.office })}>{c.end}</Button> } : {})}
    />
  )
  return (
    <Section title={c.offices} action={mayName ? <Button icon="personCheck" href="/verwaltung/amt">{t.nameOffice}</Button> : undefined}>
      <Card isFlush><List label={c.offices}>{current.map(row)}</List></Card>
      {others.length > 0 && <Disclosure title={t.pastOffices({ n: others.length })}><List label={t.pastOffices({ n: others.length })}>{others.map(row)}</List></Disclosure>}
      {ending !== null && <EndDialog term={ending} onClose={() => setEnding(null)} />}
    </Section>
  )
}

function EndDialog({ term, onClose }: { term: OfficeFound; onClose: () => void }) {
  const t = useTexts(texts)
  const who = { name: term.person.displayName, office: term.office }
  const end = useAct(() => administration.endOffice({ officeTermId: term.id }), { done: () => t.officeEnded(who), after: onClose })
  return (
    <ConfirmDialog title={t.endOffice} isOpen onClose={onClose} confirm={t.endOffice} isPending={end.isPending} onConfirm={() => end.mutate()}>
      <p>{term.isCurrent ? t.endOfficeText(who) : t.endComingText(who)}</p>
      {end.error && <Refused error={end.error} />}
    </ConfirmDialog>
  )
}
