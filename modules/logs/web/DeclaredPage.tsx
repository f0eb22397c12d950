import { useQuery } from '@tanstack/react-query'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { Prose, Remark, Section, Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { NEVER, texts } from '../texts.de.ts'
import { LOGS, logs } from './client.ts'

/** "Was wird protokolliert?": every log with fields, purpose, days as set and readers, from the manifests; for everybody. */
export function DeclaredPage() {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: [...LOGS, 'declared'], queryFn: ({ signal }) => logs.readDeclared({}, { signal }) })
  return (
    <Page title={t.declared} lead={t.declaredLead} isNarrow actions={<Button icon="print" onPress={() => window.print()}>{t.print}</Button>}>
      <Answer query={query}>
        {(found) => (
          <Stack gap="large">
            <Stack>
              {found.logs.map((log) => (
                <Card key={log.id} level={2} title={log.name} note={`${t.readers}: ${log.readers.join('; ')}`}>
                  <Stack gap="small">
                    <p>{log.purpose}</p>
                    <p><Badge>{t.days({ n: log.days })}</Badge></p>
                    <div>
                      <Remark>{t.fields}</Remark>
                      <Prose><ul>{log.fields.map((field) => <li key={field}>{field}</li>)}</ul></Prose>
                    </div>
                  </Stack>
                </Card>
              ))}
            </Stack>
            <Remark>{t.pseudonym({ n: found.keyDays })}</Remark>
            <Section title={t.never}>
              <Prose><ul>{NEVER.map((item) => <li key={item}>{item}</li>)}</ul></Prose>
            </Section>
            <Section title={t.aboutMe}>
              <p><Link href="/protokolle/ueber-mich">{t.aboutMeLink}</Link></p>
            </Section>
            <Section title={t.journal}>
              <p>{t.journalLead({ n: found.journal.days })}</p>
              {found.journal.rooms.map((room) => (
                <Disclosure key={room.name} title={room.name}>
                  <Prose><ul>{room.acts.map((act) => <li key={act}>{act}</li>)}</ul></Prose>
                </Disclosure>
              ))}
            </Section>
          </Stack>
        )}
      </Answer>
    </Page>
  )
}
