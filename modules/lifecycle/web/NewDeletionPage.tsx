import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Checkbox } from '#web/design/Checkbox.tsx'
import { Remark, Row, Section, Stack } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { SearchField } from '#web/design/SearchField.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { LeaveGuard } from '#web/shell/LeaveGuard.tsx'
import { useGo } from '#web/shell/routing.ts'
import { keepFocus } from '#web/shell/use-act.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../limits.ts'
import { texts } from '../texts.de.ts'
import { LIFECYCLE, lifecycle } from './client.ts'
import { DeletionDialog } from './DeletionDialog.tsx'
import { LifecyclePage } from './LifecyclePage.tsx'
import { typeWord } from './words.ts'

type Chosen = ReadonlyMap<string, { displayName: string; note: string }>

/** Chooses accounts by name; what follows is asked in the dialog. */
export function NewDeletionPage() {
  const t = useTexts(texts)
  const go = useGo()
  const [chosen, setChosen] = useState<Chosen>(new Map())
  const [isAsking, setAsking] = useState(false)
  const turn = (id: string, one: { displayName: string; note: string } | null) => setChosen((before) => {
    const next = new Map(before)
    if (one === null) next.delete(id)
    else next.set(id, one)
    return next
  })
  return (
    <LifecyclePage title={t.deleteNew} lead={t.newLead}>
      <LeaveGuard isDirty={chosen.size > 0} />
      <Stack gap="large">
        <Finder chosen={chosen} onTurn={turn} />
        {chosen.size > 0 && (
          <Section title={t.chosen({ n: chosen.size })}>
            <Stack>
              <Card isFlush>
                <List label={t.chosen({ n: chosen.size })}>
                  {[...chosen].map(([id, one]) => (
                    <ListRow key={id} isCompact title={one.displayName} note={one.note} action={<Button kind="plain" aria-label={`${t.remove}: ${one.displayName}`} onPress={() => { turn(id, null); keepFocus() }}>{t.remove}</Button>} />
                  ))}
                </List>
              </Card>
              {chosen.size > limits.accounts_at_once_max && <Remark>{t.tooMany({ n: limits.accounts_at_once_max })}</Remark>}
              <Row><Button kind="danger" icon="remove" isDisabled={chosen.size > limits.accounts_at_once_max} onPress={() => setAsking(true)}>{t.deleteChosen({ n: chosen.size })}</Button></Row>
            </Stack>
          </Section>
        )}
      </Stack>
      {isAsking && <DeletionDialog personIds={[...chosen.keys()]} onClose={() => setAsking(false)} onDone={() => go('/loeschung/geloescht', { isSaved: true })} />}
    </LifecyclePage>
  )
}

const LETTERS_MIN = 2

function Finder({ chosen, onTurn }: { chosen: Chosen; onTurn: (id: string, one: { displayName: string; note: string } | null) => void }) {
  const t = useTexts(texts)
  const [q, setQ] = useState('')
  const asked = useDeferredValue(q.trim())
  const isLong = asked.length >= LETTERS_MIN
  const query = useQuery({ queryKey: [...LIFECYCLE, 'accounts', asked], queryFn: ({ signal }) => lifecycle.findAccounts({ q: asked }, { signal }), enabled: isLong, placeholderData: keepPreviousData })
  return (
    <Stack>
      <SearchField label={t.search} value={q} onChange={setQ} maxLength={limits.search_characters_max} isLarge />
      {!isLong ? <Remark>{t.searchHint}</Remark> : (
        <Answer query={query}>
          {({ people, isMore }) => people.length === 0 ? <Remark>{t.noFound}</Remark> : (
            <Stack gap="small">
              {people.map((one) => {
                const note = one.place ?? typeWord(t, one.type)
                return <Checkbox key={one.id} hint={note} isSelected={chosen.has(one.id)} onChange={(isSelected) => onTurn(one.id, isSelected ? { displayName: one.displayName, note } : null)}>{one.displayName}</Checkbox>
              })}
              {isMore && <Remark>{t.moreFound}</Remark>}
            </Stack>
          )}
        </Answer>
      )}
    </Stack>
  )
}
