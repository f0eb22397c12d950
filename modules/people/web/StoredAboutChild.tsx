import { useQuery } from '@tanstack/react-query'
import { Card } from '#web/design/Card.tsx'
import { Prose, Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { ChildExport } from '#web/export/ChildExport.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { useHasPath } from '#web/shell/house.ts'
import { Page } from '#web/shell/Page.tsx'
import { usePathField } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/stored.de.ts'
import { PEOPLE, people } from './client.ts'
import { StoredRooms } from './StoredRooms.tsx'

/** For a guardian: what is stored about the own child, as far as guardians are told (A18). */
export function StoredAboutChild() {
  const id = usePathField('personId')
  const t = useTexts(texts)
  const hasFamily = useHasPath('/familie')
  const hasDocument = useHasPath('/datenschutz')
  const query = useQuery({ queryKey: [...PEOPLE, 'stored', id], queryFn: ({ signal }) => people.listStoredOfChild({ id }, { signal }) })
  const name = query.data?.givenName
  return (
    <Page title={name === undefined ? t.child_page : t.child_title({ name })} isNarrow>
      <Stack gap="large">
        <Answer query={query}>
          {({ givenName, rooms }) => (
            <Card>
              <Stack>
                <Prose>
                  <p>{t.child_lead({ name: givenName })}</p>
                  <p>
                    {t.child_counting({ name: givenName })} {t.stored_counting}
                  </p>
                </Prose>
                <StoredRooms rooms={rooms} child={givenName} />
                {hasDocument && (
                  <p>
                    <Link href="/datenschutz">{t.stored_document}</Link>
                  </p>
                )}
              </Stack>
            </Card>
          )}
        </Answer>
        <ChildExport id={id} />
        {hasFamily && <Link kind="quiet" href="/familie">{t.child_back}</Link>}
      </Stack>
    </Page>
  )
}
