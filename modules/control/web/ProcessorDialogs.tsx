import { useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { CheckboxGroup } from '#web/design/CheckboxGroup.tsx'
import { ConfirmDialog, Dialog } from '#web/design/Dialog.tsx'
import { Stack } from '#web/design/layout.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { focusMistake } from '#web/shell/focus-mistake.ts'
import { Refused } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { processor_name_chars_max, processor_text_chars_max, reference_chars_max } from '../limits.ts'
import { serviceWords, texts } from '../registers/texts.de.ts'
import { control } from './client.ts'
import type { Processor, Processors } from './client.ts'

type Outside = Processors['services'][number]
const keyOf = ({ kind, host }: Outside) => `${kind}:${host}`

/** A new entry; `first`: the service it was opened for. */
export function ProcessorDialog({ services, first, today, onClose }: { services: readonly Outside[]; first: Outside | null; today: string; onClose: () => void }) {
  const t = useTexts(texts)
  const [kind, setKind] = useState<'contract' | 'own'>('contract')
  const [fields, setFields] = useState({ name: '', service: first === null ? '' : (serviceWords[first.kind] ?? first.kind), categories: '', contractOn: '', reference: '', untilOn: '' })
  const [covers, setCovers] = useState<readonly string[]>(first === null ? [] : [keyOf(first)])
  const [isTried, setTried] = useState(false)
  const set = (field: keyof typeof fields) => (value: string) => setFields((before) => ({ ...before, [field]: value }))
  const isOwn = kind === 'own'
  const isMissing = (field: 'name' | 'service' | 'categories' | 'contractOn') => fields[field].trim() === '' && !(field === 'contractOn' && isOwn)
  const mistake = (field: 'name' | 'service' | 'categories' | 'contractOn') => (isTried && isMissing(field) ? t.missing : undefined)
  const endsBefore = fields.untilOn !== '' && fields.untilOn < (isOwn ? today : fields.contractOn)
  const add = useAct(() => control.addProcessor({
    isOwn, name: fields.name, service: fields.service, categories: fields.categories, contractOn: isOwn ? null : fields.contractOn, reference: fields.reference.trim(),
    untilOn: fields.untilOn === '' ? null : fields.untilOn, covers: [...covers],
  }), { done: t.saved, after: onClose })
  const send = () => {
    setTried(true)
    if (!(['name', 'service', 'categories', 'contractOn'] as const).some(isMissing) && !endsBefore) add.mutate()
    else focusMistake()
  }
  return (
    <Dialog title={t.processorTitle} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t.cancel}</Button><Button kind="primary" isPending={add.isPending} onPress={send}>{t.save}</Button></>}>
      <Stack>
        <RadioGroup<'contract' | 'own'> label={t.kind} value={kind} onChange={setKind} options={[{ value: 'contract', label: t.kindContract }, { value: 'own', label: t.kindOwn }]} />
        <TextField label={t.name} hint={t.nameHint} maxLength={processor_name_chars_max} value={fields.name} onChange={set('name')} error={mistake('name')} />
        <TextField label={t.service} hint={t.serviceHint} maxLength={processor_text_chars_max} value={fields.service} onChange={set('service')} error={mistake('service')} />
        <TextField label={t.categories} hint={t.categoriesHint} maxLength={processor_text_chars_max} value={fields.categories} onChange={set('categories')} error={mistake('categories')} />
        {!isOwn && <TextField label={t.contractOn} type="date" value={fields.contractOn} onChange={set('contractOn')} error={mistake('contractOn')} />}
        <TextField label={t.reference} isOptional maxLength={reference_chars_max} value={fields.reference} onChange={set('reference')} />
        <TextField label={t.until} type="date" isOptional value={fields.untilOn} onChange={set('untilOn')} error={isTried && endsBefore ? t.untilWrong : undefined} />
        {services.length > 0 && (
          <CheckboxGroup
            label={t.covers} isOptional value={covers} onChange={setCovers}
            options={services.map((one) => ({ value: keyOf(one), label: t.coveredService({ service: serviceWords[one.kind] ?? one.kind, host: one.host }) }))}
          />
        )}
        {add.error && <Refused error={add.error} />}
      </Stack>
    </Dialog>
  )
}

export function EndProcessorDialog({ processor, today, onClose }: { processor: Processor; today: string; onClose: () => void }) {
  const t = useTexts(texts)
  const [lastOn, setLastOn] = useState(today)
  const end = useAct(() => control.endProcessor({ processorId: processor.id, lastOn }), { done: t.ended, after: onClose })
  return (
    <ConfirmDialog title={t.endProcessorTitle({ name: processor.name })} isOpen onClose={onClose} confirm={t.end} isPending={end.isPending} onConfirm={() => lastOn !== '' && end.mutate()}>
      <Stack>
        <p>{t.endProcessorText}</p>
        <TextField label={t.lastDay} type="date" value={lastOn} onChange={setLastOn} error={lastOn === '' ? t.missing : undefined} />
        {end.error && <Refused error={end.error} />}
      </Stack>
    </ConfirmDialog>
  )
}
