import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Section, Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Page } from '#web/shell/Page.tsx'
import { useHasPath } from '#web/shell/house.ts'
import { formatNumber } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { rosterTexts } from '../texts/roster.de.ts'
import type { people } from './client.ts'

/** One object, so that components do not begin anew. */
const allTexts = { ...texts, ...rosterTexts }

type Done = Awaited<ReturnType<typeof people.applyImport>>

/** It is done, and what comes next: consents, slips, the questions. */
export function ImportDone({ done, onAgain }: { done: Done; onAgain: () => void }) {
  const t = useTexts(allTexts)
  const { counts } = done
  const hasConsents = useHasPath('/einwilligungen')
  const title =
    done.kind === 'pupils'
      ? t.done_words({ added: counts.new, changed: counts.changed, moved: counts.moved })
      : done.kind === 'courses'
        ? t.done_courses({ n: done.groupsFounded, links: counts.moved })
        : t.done_roster({ added: counts.new, links: counts.moved })
  const withNew = done.classes.filter((one) => one.added > 0)
  return (
    <Page
      title={t.done_title}
      isNarrow
      actions={
        <Button icon="upload" onPress={onAgain}>
          {t.another_file}
        </Button>
      }
    >
      <Stack gap="large">
        <Notice kind="good" title={title} isLive>
          {counts.taken > 0 && <p>{t.done_taken({ n: counts.taken })}</p>}
          {done.kind === 'pupils' && done.groupsFounded > 0 && <p>{t.done_groups({ n: done.groupsFounded })}</p>}
        </Notice>
        <Section title={t.next_title}>
          {done.questions > 0 && (done.kind === 'pupils' || done.kind === 'staff') && (
            <Card kind="need" icon="flag" title={done.kind === 'pupils' ? t.done_questions({ n: done.questions }) : t.done_tasks({ n: done.questions })} action={<Button href="/personen/abgang">{t.look}</Button>}>
              {t.next_questions_text}
            </Card>
          )}
          {(done.kind === 'staff' || done.kind === 'courses') && (
            <Card icon="groups" title={t.next_people} action={<Button href="/personen">{t.look}</Button>}>
              {t.next_people_text}
            </Card>
          )}
          {hasConsents && (done.kind === 'pupils' || done.kind === 'parents') && (
            <Card
              icon="consent"
              title={t.next_consent}
              action={
                <Button href="/einwilligungen" kind="primary">
                  {t.next_consent}
                </Button>
              }
            >
              {t.next_consent_text}
            </Card>
          )}
          {withNew.length > 0 && (
            <Card icon="print" title={t.next_slips}>
              <Stack>
                <p>{t.next_slips_text}</p>
                <ul className="slip-links">
                  {withNew.map((one) => (
                    <li key={one.id}>
                      <Button
                        href={`/personen/gruppe/${one.id}/zettel`}
                        aria-label={`${t.next_slips}: ${one.label}`}
                      >{`${one.label} (${formatNumber(one.added)})`}</Button>
                    </li>
                  ))}
                </ul>
              </Stack>
            </Card>
          )}
        </Section>
      </Stack>
    </Page>
  )
}
