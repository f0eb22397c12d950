import { useQuery } from '@tanstack/react-query'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { Section, Stack } from '#web/design/layout.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { consent } from './client.ts'
import { texts } from './desk-texts.de.ts'

/** Which reading aids there are; the address stands on the forms (A20). Open to everybody: it holds no personal data. */
export function AidsPage() {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: ['consent', 'aids'], queryFn: ({ signal }) => consent.listReadingAids({}, { signal }) })
  return (
    <Page title={t.aidsTitle} lead={t.aidsLead} isNarrow>
      <Answer query={query}>
        {({ aids }) => aids.length === 0 ? <EmptyState icon="document" title={t.aidsNone}>{t.aidsNoneText}</EmptyState> : (
          <Stack gap="large">
            {(['platform', 'video'] as const).map((purpose) => (
              <Section key={purpose} title={t[purpose]}>
                <Card isFlush>
                  <List label={t[purpose]}>
                    {aids.filter((one) => one.purpose === purpose).map((one) => (
                      <ListRow key={one.language} title={<span lang={one.language} dir="auto">{one.label}</span>} note={<span lang={one.language} dir="auto">{one.title}</span>} href={`/lesehilfe/${purpose}-${one.language}`} />
                    ))}
                  </List>
                </Card>
              </Section>
            ))}
          </Stack>
        )}
      </Answer>
    </Page>
  )
}
