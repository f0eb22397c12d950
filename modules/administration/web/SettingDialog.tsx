import { useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Checkbox } from '#web/design/Checkbox.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Stack } from '#web/design/layout.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { TextArea } from '#web/design/TextArea.tsx'
import { TextField } from '#web/design/TextField.tsx'
import type { Setting, SettingKind } from '#platform/school/settings.de.ts'
import { Refused } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../limits.ts'
import { texts } from '../texts/settings.de.ts'
import { school } from './client.ts'
import type { Options } from './client.ts'
import { draftOf, valueOf } from './setting-draft.ts'
import type { Draft } from './setting-draft.ts'

type Props = { setting: Setting; value: unknown; rooms: Options['rooms']; onClose: () => void }

/** One option: what can be chosen, and the decision. What cannot be a value is not sent. */
export function SettingDialog({ setting, value, rooms, onClose }: Props) {
  const t = useTexts(texts)
  const [draft, setDraft] = useState<Draft>(() => draftOf(setting.kind, value))
  const next = valueOf(setting.kind, draft)
  const decide = useAct(async () => void (await school.decideOption({ option: setting.option, value: next })), { done: () => t.saved({ label: setting.label }), after: onClose })
  const isNew = next !== undefined && JSON.stringify(next) !== JSON.stringify(value)
  return (
    <Dialog
      title={setting.label} isOpen onClose={onClose} size={setting.kind.of === 'rooms' ? 'large' : 'small'}
      actions={<><Button onPress={onClose}>{t.cancel}</Button><Button kind="primary" isDisabled={!isNew} isPending={decide.isPending} onPress={() => decide.mutate()}>{t.save}</Button></>}
    >
      <Stack>
        <p>{setting.hint}</p>
        <Field kind={setting.kind} label={setting.label} draft={draft} rooms={rooms} onChange={setDraft} isWrong={next === undefined} />
        {decide.error && <Refused error={decide.error} />}
      </Stack>
    </Dialog>
  )
}

type FieldProps = { kind: SettingKind; label: string; draft: Draft; rooms: Options['rooms']; onChange: (draft: Draft) => void; isWrong: boolean }

function Field({ kind, label, draft, rooms, onChange, isWrong }: FieldProps) {
  const t = useTexts(texts)
  const { text = '', chosen = [], byRoom = {} } = draft
  switch (kind.of) {
    case 'choice':
      return <RadioGroup label={label} value={text} onChange={(key) => onChange({ text: key })} options={kind.choices.map((one) => ({ value: String(one.value), label: one.label, ...(one.hint !== undefined && { hint: one.hint }) }))} />
    case 'number':
    case 'percent':
      return (
        <TextField
          label={kind.of === 'percent' ? t.percent : kind.one.startsWith('.') ? label : kind.other} hint={t.between(kind)} inputMode="numeric" value={text} onChange={(typed) => onChange({ text: typed })}
          error={isWrong ? t.between(kind) : undefined}
        />
      )
    case 'several':
      return <>{kind.choices.map((one) => <Checkbox key={String(one.value)} isSelected={chosen.includes(String(one.value))} onChange={(isOn) => onChange({ chosen: isOn ? [...chosen, String(one.value)] : chosen.filter((key) => key !== String(one.value)) })}>{one.label}</Checkbox>)}</>
    case 'lines':
      return <TextArea label={label} value={text} onChange={(typed) => onChange({ text: typed })} />
    case 'rooms':
      return <>{rooms.map((room) => <TextField key={room.id} label={room.name} maxLength={limits.hint_length_max} value={byRoom[room.id] ?? ''} onChange={(typed) => onChange({ byRoom: { ...byRoom, [room.id]: typed } })} />)}</>
  }
}
