import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '#web/api/hooks.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { Remark, Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { TextArea } from '#web/design/TextArea.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { formatDate } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { registerWords } from '#platform/privacy/register.de.ts'
import { basis_chars_max, remark_chars_max } from '../limits.ts'
import { texts } from '../registers/texts.de.ts'
import { control, registerQuery } from './client.ts'
import type { Processing } from './client.ts'
import { ProofButton, RegistersPage } from './RegistersPage.tsx'

/** The register of processing activities: one card for each part of the platform, and what the school enters in it. */
export function RegisterPage() {
  const t = useTexts(texts)
  const query = useQuery(registerQuery)
  const mayEnter = useMay('control.enter')
  const [entering, setEntering] = useState<Processing | null>(null)
  return (
    <RegistersPage title={t.registerTitle} lead={query.data?.isPart === true ? t.registerPart : t.registerLead} actions={<ProofButton />}>
      <Answer query={query}>
        {({ schoolName, today, heads, officers, processings }) => {
          const missing = processings.filter(({ basis }) => basis === null).length
          const named = (people: readonly string[]) => (people.length === 0 ? t.notNamed : people.join(', '))
          return (
            <Stack>
              <Facts facts={[{ label: t.school, text: schoolName }, { label: t.head, text: named(heads) }, { label: t.officer, text: named(officers) }, { label: t.asOf, text: formatDate(today) }]} />
              {missing > 0 && <Notice kind="need">{t.basisMissing({ n: missing })}</Notice>}
              {processings.map((one) => <ProcessingCard key={one.module} processing={one} {...(mayEnter && { onEnter: () => setEntering(one) })} />)}
              {entering !== null && <EntryDialog processing={entering} onClose={() => setEntering(null)} />}
            </Stack>
          )
        }}
      </Answer>
    </RegistersPage>
  )
}

function ProcessingCard({ processing, onEnter }: { processing: Processing; onEnter?: () => void }) {
  const t = useTexts(texts)
  const { name, facts, categories, entries, entriesCount } = processing
  return (
    <Card level={2} title={name} action={onEnter && <Button onPress={onEnter} aria-label={t.enterFor({ name })}>{t.enter}</Button>}>
      <Stack gap="small">
        <Facts facts={facts} />
        <Disclosure title={t.data({ n: categories.length })}>
          <ul className="registers-list">
            {categories.map((one) => (
              <li key={one.label}>
                <p className="registers-name">{one.label}</p>
                <Facts facts={[one.source, one.readers, one.recipients, one.keep].map((text, index) => ({ label: registerWords.head[index + 1]!, text }))} />
              </li>
            ))}
          </ul>
        </Disclosure>
        {entries.length > 0 && (
          <Disclosure title={t.before({ n: entriesCount })}>
            {entriesCount > entries.length && <Remark>{t.newest({ n: entries.length })}</Remark>}
            <ul className="registers-list">{entries.map((one, index) => <li key={`${one.on} ${index}`}>{t.entry({ ...one, on: formatDate(one.on), by: one.by ?? t.somebody })}</li>)}</ul>
          </Disclosure>
        )}
      </Stack>
    </Card>
  )
}

/** Labels and their texts; below each other on phones. */
export function Facts({ facts }: { facts: readonly { label: string; text: string }[] }) {
  return <dl className="registers-facts">{facts.map(({ label, text }) => <div key={label}><dt>{label}</dt><dd>{text}</dd></div>)}</dl>
}

function EntryDialog({ processing, onClose }: { processing: Processing; onClose: () => void }) {
  const t = useTexts(texts)
  const [basis, setBasis] = useState(processing.basis ?? '')
  const [remark, setRemark] = useState(processing.remark ?? '')
  const line = (text: string) => text.replace(/\s+/g, ' ').trim()
  const enter = useAct(() => control.enterProcessing({ module: processing.module, basis: line(basis), remark: line(remark) }), { done: t.saved, after: onClose })
  const isTooLong = line(basis).length > basis_chars_max || line(remark).length > remark_chars_max
  return (
    <Dialog
      title={processing.name} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{t.cancel}</Button><Button kind="primary" isDisabled={isTooLong} isPending={enter.isPending} onPress={() => enter.mutate()}>{t.save}</Button></>}
    >
      <Stack>
        <TextArea label={t.basis} hint={t.basisHint} isOptional rows_min={2} letters_max={basis_chars_max} value={basis} onChange={setBasis} />
        <TextArea label={t.remark} hint={t.remarkHint} isOptional rows_min={3} letters_max={remark_chars_max} value={remark} onChange={setRemark} />
        <Remark>{t.enterNote}</Remark>
        {enter.error && <Refused error={enter.error} />}
      </Stack>
    </Dialog>
  )
}
