import { Checkbox } from '#web/design/Checkbox.tsx'
import { Stack } from '#web/design/layout.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import type { Device } from './device.ts'
import { texts } from './texts.de.ts'

type DeviceChoiceProps = { value: Device; onChange: (device: Device) => void; stays?: boolean; onStays?: (stays: boolean) => void }

/** "Mein Gerät / Gemeinsames Gerät" (amendment A7): asked with every sign-in. Staff may stay signed in for a week on their own device. */
export function DeviceChoice({ value, onChange, stays = false, onStays }: DeviceChoiceProps) {
  const t = useTexts(texts)
  return (
    <Stack gap="small">
      <RadioGroup
        label={t.device} value={value} onChange={onChange}
        options={[{ value: 'own', label: t.own, hint: t.ownHint }, { value: 'shared', label: t.shared, hint: t.sharedHint }]}
      />
      {value === 'own' && onStays !== undefined && <Checkbox isSelected={stays} onChange={onStays} hint={t.staysHint}>{t.stays}</Checkbox>}
    </Stack>
  )
}
