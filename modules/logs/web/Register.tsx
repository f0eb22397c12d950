import { useQuery } from '@tanstack/react-query'
import { useToday } from '#web/api/clock.ts'
import { Badge } from '#web/design/Badge.tsx'
import { Card } from '#web/design/Card.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { Remark, Row, Section, Stack } from '#web/design/layout.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { formatWhen } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { PURPOSE_WORDS, texts } from '../texts.de.ts'
import { LOGS, logs } from './client.ts'
import type { RegisterCase } from './client.ts'
import { serviceWords } from './words.ts'

/** The register of log cases, newest first, each with all its steps. */
export function Register() {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: [...LOGS, 'register'], queryFn: ({ signal }) => logs.listLogCases({}, { signal }) })
  return (
    <Section title={t.register}>
      <Answer query={query}>
        {({ cases, isMore }) => cases.length === 0 ? <Remark>{t.registerNone}</Remark> : (
          <Stack>
            <Remark>{t.registerLead}{isMore ? ` ${t.registerMore}` : ''}</Remark>
            {cases.map((one) => <Entry key={one.id} one={one} />)}
          </Stack>
        )}
      </Answer>
    </Section>
  )
}

function Entry({ one }: { one: RegisterCase }) {
  const t = useTexts(texts)
  const today = useToday()
  return (
    <Card
      title={`${PURPOSE_WORDS[one.purpose]}: ${serviceWords(one)}`}
      note={[one.openedBy?.displayName, formatWhen(one.openedAt, today), one.reference].filter(Boolean).join(' · ')}
    >
      <Stack gap="small">
        <p>{one.reason}</p>
        <Row>
          <Badge kind={one.isOpen ? 'need' : 'plain'}>{one.isOpen ? t.caseUntil({ time: formatWhen(one.closesAt, today) }) : t.caseOver}</Badge>
          <Badge>{t.queriesCount({ n: one.queries })}</Badge>
          <Badge>{t.namesCount({ n: one.unmaskings.filter(({ state }) => state === 'granted').length })}</Badge>
          {one.hasOwnRows && <Badge>{t.ownRows}</Badge>}
          {one.inRepresentation && <Badge>{t.inRepresentation}</Badge>}
        </Row>
        <Remark>{t.windowOf({ from: formatWhen(one.windowFrom, today), until: formatWhen(one.windowUntil, today) })}</Remark>
        <Disclosure title={t.steps}>
          <ol>
            {one.steps.map((step, index) => <li key={index}>{formatWhen(step.at, today)}, {step.by?.displayName ?? ''}: {t.step({ kind: step.kind, log: step.log, n: step.rows, mark: step.mark })}</li>)}
          </ol>
        </Disclosure>
      </Stack>
    </Card>
  )
}
