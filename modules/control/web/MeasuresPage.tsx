import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { MEASURE_TOPICS } from '#platform/module/control.ts'
import type { MeasureTopic } from '#platform/module/control.ts'
import { useMay } from '#web/api/hooks.ts'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { ConfirmDialog, Dialog } from '#web/design/Dialog.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { Remark, Section, Stack } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { Select } from '#web/design/Select.tsx'
import { TextArea } from '#web/design/TextArea.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { focusMistake } from '#web/shell/focus-mistake.ts'
import { Refused } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { formatDate } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { measure_chars_max } from '../limits.ts'
import { texts, topics } from '../registers/texts.de.ts'
import { control, measuresQuery } from './client.ts'
import type { Measures } from './client.ts'
import { ProofButton, RegistersPage } from './RegistersPage.tsx'

type Own = Measures['own'][number]

/** Technical and organisational measures: what is set, probed and counted, and what the school keeps itself. */
export function MeasuresPage() {
  const t = useTexts(texts)
  const query = useQuery(measuresQuery)
  const sources = { set: t.sourceSet, probed: t.sourceProbed, counted: t.sourceCounted, declared: t.sourceDeclared }
  return (
    <RegistersPage title={t.measuresTitle} lead={query.data?.isPart === true ? t.measuresPart : t.measuresLead} actions={<ProofButton />}>
      <Answer query={query}>
        {(found) => (
          <Stack gap="large">
            {found.topics.filter(({ lines }) => lines.length > 0).map(({ topic, lines }) => (
              <Section key={topic} title={topics[topic]}>
                <ul className="registers-lines">
                  {lines.map(({ text, source, isBroken }) => (
                    <li key={text} className={isBroken ? 'registers-broken' : undefined}><span>{text}</span> <Badge kind={isBroken ? 'danger' : 'plain'}>{sources[source]}</Badge></li>
                  ))}
                </ul>
              </Section>
            ))}
            <OwnMeasures own={found.own} />
          </Stack>
        )}
      </Answer>
    </RegistersPage>
  )
}

function OwnMeasures({ own }: { own: readonly Own[] }) {
  const t = useTexts(texts)
  const mayEnter = useMay('control.enter')
  const [isAdding, setAdding] = useState(false)
  const [ending, setEnding] = useState<Own | null>(null)
  const end = useAct((one: Own) => control.endMeasure({ measureId: one.id }), { done: t.ended, after: () => setEnding(null) })
  const now = own.filter(({ endedOn }) => endedOn === null)
  const former = own.filter(({ endedOn }) => endedOn !== null)
  return (
    <Section title={t.own} action={mayEnter && <Button kind="primary" icon="add" onPress={() => setAdding(true)}>{t.ownAdd}</Button>}>
      <Stack>
        {now.length === 0 ? <Remark>{t.ownNone}</Remark> : (
          <List label={t.own}>
            {now.map((one) => (
              <ListRow
                key={one.id} title={one.text} note={t.ownNote({ topic: topics[one.topic], on: formatDate(one.enteredOn), by: one.enteredBy ?? t.somebody })}
                action={mayEnter && <Button kind="plain" onPress={() => setEnding(one)} aria-label={t.endOf({ name: one.text })}>{t.end}</Button>}
              />
            ))}
          </List>
        )}
        {former.length > 0 && (
          <Disclosure title={t.ownEnded({ n: former.length })}>
            <ul className="registers-list">{former.map((one) => <li key={one.id}>{one.text} <span className="registers-note">{t.ownEndedNote({ topic: topics[one.topic], from: formatDate(one.enteredOn), until: formatDate(one.endedOn!) })}</span></li>)}</ul>
          </Disclosure>
        )}
        {isAdding && <MeasureDialog onClose={() => setAdding(false)} />}
        <ConfirmDialog title={t.endOwnTitle} isOpen={ending !== null} onClose={() => setEnding(null)} confirm={t.end} isPending={end.isPending} onConfirm={() => ending && end.mutate(ending)}>
          <p>{ending?.text}</p>
          <p>{t.endOwnText}</p>
          {end.error && <Refused error={end.error} />}
        </ConfirmDialog>
      </Stack>
    </Section>
  )
}

function MeasureDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts)
  const [topic, setTopic] = useState<MeasureTopic>('rights')
  const [text, setText] = useState('')
  const [isTried, setTried] = useState(false)
  const line = text.replace(/\s+/g, ' ').trim()
  const add = useAct(() => control.addMeasure({ topic, text: line }), { done: t.saved, after: onClose })
  const send = () => {
    setTried(true)
    if (line !== '' && line.length <= measure_chars_max) add.mutate()
    else focusMistake()
  }
  return (
    <Dialog title={t.ownAdd} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t.cancel}</Button><Button kind="primary" isPending={add.isPending} onPress={send}>{t.save}</Button></>}>
      <Stack>
        <Select<MeasureTopic> label={t.topic} value={topic} onChange={setTopic} options={MEASURE_TOPICS.map((value) => ({ value, label: topics[value] }))} />
        <TextArea label={t.ownText} hint={t.ownHint} rows_min={3} letters_max={measure_chars_max} value={text} onChange={setText} error={isTried && line === '' ? t.missing : undefined} />
        {add.error && <Refused error={add.error} />}
      </Stack>
    </Dialog>
  )
}
