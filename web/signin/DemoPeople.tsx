import { useQuery } from '@tanstack/react-query'
import { request } from '#web/api/request.ts'
import { Avatar } from '#web/design/Avatar.tsx'
import { Card } from '#web/design/Card.tsx'
import { Remark, Section } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from './texts.de.ts'

export type DemoPerson = { label: string; note: string; accountName: string; password: string }

/** The people of the example school as buttons. Only the demo's process has this route; anywhere else the answer is a refusal and nothing is shown. */
export function DemoPeople({ onChoose }: { onChoose: (person: DemoPerson) => void }) {
  const t = useTexts(texts)
  const { data } = useQuery({ queryKey: ['demo', 'people'], queryFn: ({ signal }) => request<{ people: DemoPerson[] }>('GET', '/api/demo/people', { signal }), staleTime: Infinity })
  if (data === undefined) return null
  return (
    <Section title={t.demoTitle}>
      <Remark>{t.demoLead}</Remark>
      <Card isFlush>
        <List label={t.demoTitle}>
          {data.people.map((person) => (
            <ListRow key={person.accountName} lead={<Avatar text={initialsOfAccount(person.accountName)} />} title={person.label} note={person.note} onPress={() => onChoose(person)} />
          ))}
        </List>
      </Card>
    </Section>
  )
}

/** 'lina.sommer' -> 'LS'. */
function initialsOfAccount(accountName: string): string {
  return accountName.split('.').map((part) => part[0] ?? '').join('').toUpperCase()
}
