import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import type { Device } from './device.ts'
import { texts } from './texts.de.ts'

/** "Mein Gerät / Gemeinsames Gerät" (amendment A7): asked with every sign-in. */
export function DeviceChoice({ value, onChange }: { value: Device; onChange: (device: Device) => void }) {
  const t = useTexts(texts)
  return (
    <RadioGroup
      label={t.device} value={value} onChange={onChange}
      options={[{ value: 'own', label: t.own, hint: t.ownHint }, { value: 'shared', label: t.shared, hint: t.sharedHint }]}
    />
  )
}
