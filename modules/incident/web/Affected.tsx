import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Remark, Row, Section, Stack } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { SearchField } from '#web/design/SearchField.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../limits.ts'
import { texts } from '../texts.de.ts'
import { INCIDENT, incident } from './client.ts'
import type { Case } from './client.ts'

/** Names in the list before the rest is asked for: a class is seen, a school is not scrolled through. */
const SHOWN = 12

/** Who is affected: read by nobody but those who lead the case. */
export function Affected({ one }: { one: Case }) {
  const t = useTexts(texts)
  const [isAdding, setAdding] = useState(false)
  const [isWhole, setWhole] = useState(false)
  const removing = useAct((affectedId: string) => incident.removeAffected({ caseId: one.id, affectedId }), { done: () => t.takenOff })
  const isOpen = one.closedAt === null
  const shown = isWhole ? one.affected : one.affected.slice(0, SHOWN)
  return (
    <Section title={t.affected} action={isOpen ? <Button icon="personAdd" onPress={() => setAdding(true)}>{t.affectedAdd}</Button> : undefined}>
      <Stack>
        <Remark>{`${t.affectedCount({ n: one.affectedCount })} ${t.affectedNote}`}</Remark>
        {shown.length > 0 && (
          <Card isFlush>
            <List label={t.affected}>
              {shown.map((entry) => (
                <ListRow
                  key={entry.id} isCompact title={entry.person.displayName}
                  action={isOpen && entry.isHere ? <Button kind="plain" aria-label={`${t.takeOff}: ${entry.person.displayName}`} isDisabled={removing.isPending} onPress={() => removing.mutate(entry.id)}>{t.takeOff}</Button> : undefined}
                />
              ))}
            </List>
          </Card>
        )}
        {one.affected.length > shown.length && <Row><Button onPress={() => setWhole(true)}>{t.affectedAll}</Button></Row>}
        {removing.error && <Refused error={removing.error} />}
      </Stack>
      {isAdding && <AddDialog caseId={one.id} onClose={() => setAdding(false)} />}
    </Section>
  )
}

function AddDialog({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const t = useTexts(texts)
  const [q, setQ] = useState('')
  const asked = useDeferredValue(q.trim())
  const isLong = asked.length >= limits.search_chars_min
  const query = useQuery({ queryKey: [...INCIDENT, 'candidates', caseId, asked], queryFn: ({ signal }) => incident.findIncidentPeople({ caseId, q: asked }, { signal }), enabled: isLong, placeholderData: keepPreviousData })
  const adding = useAct((whom: { personIds: string[]; groupId: string | null }) => incident.addAffected({ caseId, ...whom }), { done: ({ added }) => t.added({ n: added }) })
  return (
    <Dialog title={t.affectedAdd} isOpen onClose={onClose} size="large" actions={<Button kind="primary" onPress={onClose}>{t.ready}</Button>}>
      <Stack>
        <SearchField label={t.search} value={q} onChange={setQ} maxLength={limits.search_chars_max} isLarge />
        {!isLong ? <Remark>{t.searchHint}</Remark> : (
          <Answer query={query}>
            {({ people, groups, isMore }) => people.length + groups.length === 0 ? <Remark>{t.noFound}</Remark> : (
              <Stack gap="small">
                <List label={t.search}>
                  {groups.map((group) => (
                    <ListRow key={group.id} isCompact title={group.label} action={<Button aria-label={`${group.label}: ${t.addGroup({ n: group.members })}`} isDisabled={adding.isPending || group.members === 0} onPress={() => adding.mutate({ personIds: [], groupId: group.id })}>{t.addGroup({ n: group.members })}</Button>} />
                  ))}
                  {people.map((one) => (
                    <ListRow key={one.id} isCompact title={one.displayName} note={one.place ?? undefined} action={<Button aria-label={`${t.add}: ${one.displayName}`} isDisabled={adding.isPending} onPress={() => adding.mutate({ personIds: [one.id], groupId: null })}>{t.add}</Button>} />
                  ))}
                </List>
                {isMore && <Remark>{t.moreFound}</Remark>}
              </Stack>
            )}
          </Answer>
        )}
        {adding.error && <Refused error={adding.error} />}
      </Stack>
    </Dialog>
  )
}
