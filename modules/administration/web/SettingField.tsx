import { useId } from 'react'
import { Checkbox } from '#web/design/Checkbox.tsx'
import { Stack } from '#web/design/layout.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { TextArea } from '#web/design/TextArea.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { valueOf } from '../rules/settings.ts'
import type { Setting } from '../rules/settings.ts'
import { texts } from '../texts/settings.de.ts'

type FieldProps<S extends Setting = Setting> = { setting: S; shown: string; onChange: (shown: string) => void }

/** One setting, chosen as its kind says. `shown` is text, whatever it stands for. */
export function SettingField({ setting, shown, onChange }: FieldProps) {
  const t = useTexts(texts)
  const { option } = setting
  const common = { label: t.label({ option }), ...(t.hint({ option }) !== '' && { hint: t.hint({ option }) }) }
  switch (setting.kind) {
    case 'number':
    case 'percent': {
      const range = t.range({ option, min: setting.min, max: setting.max })
      return <TextField {...common} hint={common.hint === undefined ? range : `${common.hint} ${range}.`} type="number" inputMode="numeric" value={shown} onChange={onChange} error={valueOf(setting, shown) === null ? t.wrong(setting) : undefined} />
    }
    case 'choice':
      return <RadioGroup {...common} value={shown} onChange={onChange} options={setting.choices.map((one) => ({ value: String(one), label: t.choice({ option, value: String(one) }) }))} />
    case 'lines':
      return <TextArea {...common} rows_min={2} value={shown} onChange={onChange} />
    case 'several':
      return <Several setting={setting} shown={shown} onChange={onChange} />
    case 'term':
      return <Term setting={setting} shown={shown} onChange={onChange} />
  }
}

function Several({ setting, shown, onChange }: FieldProps<Extract<Setting, { choices: readonly unknown[] }>>) {
  const t = useTexts(texts)
  const id = useId()
  const { option } = setting
  const chosen = new Set(shown.split('\n').filter((one) => one !== ''))
  const toggle = (value: string, is: boolean) => onChange(setting.choices.map(String).filter((one) => (one === value ? is : chosen.has(one))).join('\n'))
  return (
    <div role="group" aria-labelledby={id}>
      <Stack gap="small">
        <div id={id}>
          <p className="field-label">{t.label({ option })}</p>
          <p className="field-hint">{t.hint({ option })}</p>
        </div>
        {setting.choices.map(String).map((value) => <Checkbox key={value} isSelected={chosen.has(value)} onChange={(is) => toggle(value, is)}>{t.choice({ option, value })}</Checkbox>)}
      </Stack>
    </div>
  )
}

const MONTHS_PROPOSED = '24'

function Term({ setting, shown, onChange }: FieldProps<Extract<Setting, { kind: 'term' }>>) {
  const t = useTexts(texts)
  const { option } = setting
  const isOpen = shown === 'until_revoked'
  return (
    <Stack gap="small">
      <RadioGroup
        label={t.label({ option })} hint={t.hint({ option })} value={isOpen ? 'open' : 'months'} onChange={(kind) => onChange(kind === 'open' ? 'until_revoked' : MONTHS_PROPOSED)}
        options={[{ value: 'open', label: t.untilRevoked }, { value: 'months', label: t.atMost }]}
      />
      {!isOpen && <TextField label={t.months} hint={t.range({ option, min: setting.min, max: setting.max })} type="number" inputMode="numeric" value={shown} onChange={onChange} error={valueOf(setting, shown) === null ? t.wrong(setting) : undefined} />}
    </Stack>
  )
}
