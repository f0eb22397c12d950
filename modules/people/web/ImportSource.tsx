import { useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { Select } from '#web/design/Select.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import type { ImportPreview } from '../contract.ts'
import { texts } from '../texts.de.ts'

const OTHER = '+'

/** Which program the ids belong to. Asked only where there is a choice: the file is compared anew with another answer. */
export function ImportSource({ preview, onSource }: { preview: Pick<ImportPreview, 'source' | 'sources'>; onSource: (source: string) => void }) {
  const t = useTexts(texts)
  const [chosen, setChosen] = useState(preview.source)
  const [name, setName] = useState('')
  if (preview.sources.length === 0) return null
  const isKnown = preview.sources.some((one) => one.source === preview.source)
  const options = [
    ...preview.sources.map(({ source, people }) => ({ value: source, label: t.source_known({ source, n: people }) })),
    ...(isKnown ? [] : [{ value: preview.source, label: preview.source }]),
    { value: OTHER, label: t.source_new },
  ]
  const change = (value: string) => {
    setChosen(value)
    if (value !== OTHER && value !== preview.source) onSource(value)
  }
  const isName = /^[a-z0-9][a-z0-9-]{0,39}$/.test(name)
  return (
    <div className="import-source">
      <Stack>
        <Select label={t.source} hint={t.source_hint} value={chosen} onChange={change} options={options} />
        {chosen === OTHER && (
          <>
            <TextField
              label={t.source_name}
              hint={t.source_name_hint}
              value={name}
              onChange={(value) => setName(value.toLowerCase())}
              autoComplete="off"
              autoCapitalize="off"
              maxLength={40}
            />
            <Row>
              <Button icon="refresh" isDisabled={!isName} onPress={() => onSource(name)}>
                {t.preview_again}
              </Button>
            </Row>
          </>
        )}
      </Stack>
    </div>
  )
}
