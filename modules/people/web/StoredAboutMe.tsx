import { useQuery } from '@tanstack/react-query'
import { Card } from '#web/design/Card.tsx'
import { Prose, Section, Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { useHasPath } from '#web/shell/house.ts'
import { formatDate } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { texts as storedTexts } from '../texts/stored.de.ts'
import { PEOPLE, people } from './client.ts'
import { StoredRooms } from './StoredRooms.tsx'
import { roleWord, typeWord } from './words.ts'

type Own = Awaited<ReturnType<typeof people.getProfile>>

/** What is stored about the reader: the account in sentences, then every room of the platform with its numbers and values. */
export function StoredAboutMe({ own }: { own: Own }) {
  const words = useTexts(texts)
  const t = useTexts(storedTexts)
  const query = useQuery({ queryKey: [...PEOPLE, 'stored'], queryFn: ({ signal }) => people.listStored({}, { signal }) })
  const hasDocument = useHasPath('/datenschutz')
  return (
    <Section title={t.stored_title}>
      <Card>
        <Stack>
          <Prose>
            <ul>
              <li>{t.stored_name({ name: `${own.givenName} ${own.familyName}`, account: own.accountName })}</li>
              <li>{t.stored_type({ type: typeWord(words, own.type) })}</li>
              <li>{words.came_by({ way: own.cameBy })}</li>
              {own.majorityOn !== null && <li>{t.stored_majority({ date: formatDate(own.majorityOn) })}</li>}
              <li>{t.stored_entered({ date: formatDate(own.enteredOn) })}</li>
              {own.exitOn !== null && <li>{t.stored_exit({ date: formatDate(own.exitOn) })}</li>}
              {own.hasPassword && <li>{t.stored_password}</li>}
              {own.losses.map((loss) => <li key={`${loss.reason}${loss.on}`}>{t.stored_loss({ reason: loss.reason, date: formatDate(loss.on), isRenewed: loss.isRenewed })}</li>)}
              {own.groups.map((group) => (
                <li key={`${group.id}${group.role}${group.from}`}>
                  {t.stored_group({
                    label: group.label,
                    role: roleWord(words, group.role, group.kind),
                    from: formatDate(group.from),
                    until: group.until === null ? null : formatDate(group.until),
                  })}
                </li>
              ))}
              {own.sameHuman.map((one) => <li key={`${one.displayName}${one.since}`}>{t.stored_same_human({ name: one.displayName, type: typeWord(words, one.type), date: formatDate(one.since) })}</li>)}
              {own.wards.map((ward) => <li key={`${ward.givenName}${ward.from}`}>{t.stored_ward({ name: ward.givenName, date: formatDate(ward.from) })}</li>)}
            </ul>
          </Prose>
          <Prose>
            <h3>{t.stored_more}</h3>
            <p>{t.stored_more_lead}</p>
            <p>{t.stored_counting}</p>
          </Prose>
          <Answer query={query}>{({ rooms }) => <StoredRooms rooms={rooms} />}</Answer>
          {hasDocument && (
            <p>
              <Link href="/datenschutz">{t.stored_document}</Link>
            </p>
          )}
        </Stack>
      </Card>
    </Section>
  )
}
