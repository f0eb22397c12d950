import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { savePaper } from '#web/api/save-paper.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Stack } from '#web/design/layout.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { consent } from './client.ts'
import type { Purpose } from './client.ts'
import { texts } from './desk-texts.de.ts'

/** Blank forms for enrolment (A4). */
export function BlankPage() {
  const t = useTexts(texts)
  const [purpose, setPurpose] = useState<Purpose>('platform')
  const [typed, setTyped] = useState('30')
  const count = Number(typed)
  const isCount = Number.isInteger(count) && count >= 1 && count <= 200
  const print = useMutation({ mutationFn: () => consent.printBlankForms({ purpose, count }), onSuccess: savePaper, gcTime: 0 })
  return (
    <Page title={t.blank} lead={t.blankLead} isNarrow actions={<Button href="/einwilligungen" icon="left">{t.backToAll}</Button>}>
      <Stack>
        <Card level={2} action={<Button kind="primary" icon="print" isDisabled={!isCount} isPending={print.isPending} onPress={() => print.mutate()}>{t.printMake}</Button>}>
          <Stack>
            <RadioGroup<Purpose> label={t.printWhat} value={purpose} onChange={setPurpose} options={[{ value: 'platform', label: t.platform }, { value: 'video', label: t.video }]} />
            <TextField label={t.blankCount} type="number" inputMode="numeric" value={typed} onChange={setTyped} />
          </Stack>
        </Card>
        {print.isSuccess && <Notice kind="good" isLive title={t.printed} />}
        {print.error && <Refused error={print.error} />}
      </Stack>
    </Page>
  )
}
