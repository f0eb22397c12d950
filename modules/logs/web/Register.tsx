import { useQuery } from '@tanstack/react-query'
import { Badge } from '#web/design/Badge.tsx'
import { Card } from '#web/design/Card.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { Prose, Remark, Row, Section, Stack } from '#web/design/layout.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { formatMoment } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { PURPOSE_WORDS, texts } from '../texts.de.ts'
import { LOGS, logs } from './client.ts'
import type { RegisterCase } from './client.ts'
import { Sum } from './Sum.tsx'
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
  const sealed = one.exports.flatMap(({ sealings }) => sealings).length
  return (
    <Card
      title={`${PURPOSE_WORDS[one.purpose]}: ${serviceWords(one)}`}
      note={[one.openedBy?.displayName, formatMoment(one.openedAt), one.reference].filter(Boolean).join(' · ')}
    >
      <Stack gap="small">
        <p>{one.reason}</p>
        <Row>
          <Badge kind={one.isOpen ? 'good' : 'plain'}>{one.isOpen ? t.caseUntil({ time: formatMoment(one.closesAt) }) : t.caseOver}</Badge>
          <Badge>{t.queriesCount({ n: one.queries })}</Badge>
          <Badge>{t.namesCount({ n: one.unmaskings.filter(({ state }) => state === 'granted').length })}</Badge>
          {sealed > 0 && <Badge>{t.sealedCount({ n: sealed })}</Badge>}
          {one.hasOwnRows && <Badge>{t.ownRows}</Badge>}
          {one.inRepresentation && <Badge>{t.inRepresentation}</Badge>}
        </Row>
        <Remark>{t.windowOf({ from: formatMoment(one.windowFrom), until: formatMoment(one.windowUntil) })}</Remark>
        <Disclosure title={t.steps}>
          <Prose><ol>
            {one.steps.map((step, index) => <li key={index}>{formatMoment(step.at)}, {step.by?.displayName ?? ''}: {t.step(step)}{step.sha256 !== null && <>. {t.sum} <Sum sha256={step.sha256} /></>}</li>)}
          </ol></Prose>
        </Disclosure>
      </Stack>
    </Card>
  )
}
