import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '#web/api/hooks.ts'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Stack } from '#web/design/layout.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { formatDate } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { serviceWords, texts } from '../registers/texts.de.ts'
import { processorsQuery } from './client.ts'
import type { Processor, Processors } from './client.ts'
import { EndProcessorDialog, ProcessorDialog } from './ProcessorDialogs.tsx'
import { Facts } from './RegisterPage.tsx'
import { ProofButton, RegistersPage } from './RegistersPage.tsx'

type Outside = Processors['services'][number]

/** Who processes data for the school; what the platform uses without an entry stands above, as missing. */
export function ProcessorsPage() {
  const t = useTexts(texts)
  const query = useQuery(processorsQuery)
  const mayEnter = useMay('control.enter')
  const [adding, setAdding] = useState<{ covers: Outside | null } | null>(null)
  const [ending, setEnding] = useState<Processor | null>(null)
  return (
    <RegistersPage
      title={t.processors} lead={t.processorsLead}
      actions={<><ProofButton />{mayEnter && <Button kind="primary" icon="add" onPress={() => setAdding({ covers: null })}>{t.processorAdd}</Button>}</>}
    >
      <Answer query={query}>
        {({ services, processors, today }) => {
          const now = processors.filter(({ state }) => state !== 'over')
          const former = processors.filter(({ state }) => state === 'over')
          const missing = services.filter(({ isMissing }) => isMissing)
          return (
            <Stack>
              {missing.map((one) => (
                <Card
                  key={`${one.kind} ${one.host}`} level={2} kind="need" icon="bell" title={`${t.missingTitle}: ${t.missingService({ service: serviceWords[one.kind] ?? one.kind, host: one.host })}`}
                  action={mayEnter && <Button kind="primary" onPress={() => setAdding({ covers: one })}>{t.enter}</Button>}
                >
                  <p>{t.missingText}</p>
                </Card>
              ))}
              {now.length === 0 && missing.length === 0 && <EmptyState icon="document" title={t.processorNone}>{t.processorNoneText}</EmptyState>}
              {now.map((one) => <ProcessorCard key={one.id} processor={one} {...(mayEnter && { onEnd: () => setEnding(one) })} />)}
              {former.length > 0 && (
                <Disclosure title={t.formerProcessors({ n: former.length })}>
                  <Stack>{former.map((one) => <ProcessorCard key={one.id} processor={one} />)}</Stack>
                </Disclosure>
              )}
              {adding !== null && <ProcessorDialog services={services} first={adding.covers} today={today} onClose={() => setAdding(null)} />}
              {ending !== null && <EndProcessorDialog processor={ending} today={today} onClose={() => setEnding(null)} />}
            </Stack>
          )
        }}
      </Answer>
    </RegistersPage>
  )
}

function ProcessorCard({ processor, onEnd }: { processor: Processor; onEnd?: () => void }) {
  const t = useTexts(texts)
  const { name, service, categories, isOwn, contractOn, reference, untilOn, covers, state, enteredOn, enteredBy } = processor
  const contract = isOwn ? t.isOwn : t.contractOf({ on: formatDate(contractOn!), reference })
  const word = { coming: t.startsOn({ date: formatDate(contractOn ?? enteredOn) }), in_force: t.inForce, over: t.over }[state]
  return (
    <Card
      level={2} title={<>{name} <Badge kind={state === 'in_force' ? 'good' : 'plain'}>{word}</Badge></>} note={t.enteredBy({ on: formatDate(enteredOn), by: enteredBy ?? t.somebody })}
      action={onEnd && <Button onPress={onEnd} aria-label={t.endOf({ name })}>{t.end}</Button>}
    >
      <Facts
        facts={[
          { label: t.service, text: service }, { label: t.categories, text: categories }, { label: t.contract, text: `${contract}; ${untilOn === null ? t.noEnd : t.untilOn({ date: formatDate(untilOn) })}` },
          ...(covers.length === 0 ? [] : [{ label: t.covers, text: covers.map(coveredWord).join(', ') }]),
        ]}
      />
    </Card>
  )
}

/** `backup:s3.example.org` in words. */
function coveredWord(key: string): string {
  const [kind = '', ...host] = key.split(':')
  return texts.coveredService({ service: serviceWords[kind] ?? kind, host: host.join(':') })
}
