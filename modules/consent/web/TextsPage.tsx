import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { Segments } from '#web/design/Segments.tsx'
import { TextArea } from '#web/design/TextArea.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Prose, Stack } from '#web/design/layout.tsx'
import { showToast } from '#web/design/toasts.ts'
import { DocumentBody } from '#web/documents/DocumentBody.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useQueryField } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../limits.ts'
import { blocksOf, typedOf } from '../text/plain.ts'
import { consent } from './client.ts'
import type { ConsentTexts, Purpose } from './client.ts'
import { texts } from './desk-texts.de.ts'

/** The texts people consent to, and a school's own new version of one (3.1): shown as it will be read before it is published. */
export function TextsPage() {
  const t = useTexts(texts)
  const [field, setField] = useQueryField('zweck')
  const purpose: Purpose = field === 'video' ? 'video' : 'platform'
  const query = useQuery({ queryKey: ['consent', 'texts'], queryFn: ({ signal }) => consent.readConsentTexts({}, { signal }) })
  return (
    <Page title={t.consentTexts} lead={t.consentTextsLead} isNarrow actions={<Button href="/einwilligungen" icon="left">{t.backToAll}</Button>}>
      <Stack>
        <Segments label={t.purpose} value={purpose} onChange={(value) => setField(value === 'video' ? value : '')} options={[{ value: 'platform', label: t.platform }, { value: 'video', label: t.video }]} />
        <Answer query={query}>
          {(found) => {
            const text = found.texts.find((one) => one.purpose === purpose)
            return text === undefined ? null : <Draft key={text.id} text={text} reconsentDays={found.reconsentDays} />
          }}
        </Answer>
      </Stack>
    </Page>
  )
}

function Draft({ text, reconsentDays }: { text: ConsentTexts['texts'][number]; reconsentDays: number }) {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const before = typedOf(text.body)
  const [title, setTitle] = useState(text.title)
  const [typed, setTyped] = useState(before)
  // Nothing is chosen beforehand: this is a decision.
  const [kind, setKind] = useState<'major' | 'minor' | null>(null)
  const publish = useMutation({
    mutationFn: (isMajor: boolean) => consent.publishConsentText({ purpose: text.purpose, basedOn: text.id, title: title.trim(), text: typed, isMajor }),
    onSuccess: async ({ major, minor }) => {
      showToast({ text: t.consentTextPublished({ version: `${major}.${minor}` }) })
      await queries.invalidateQueries()
    },
  })
  const isChanged = title.trim() !== text.title || typed !== before
  return (
    <Stack>
      <Card level={2} title={t.consentTextNow({ version: `${text.major}.${text.minor}`, from: text.validFrom })}>
        <Stack>
          <TextField label={t.consentTextTitle} value={title} onChange={setTitle} maxLength={limits.consent_title_chars_max} />
          <TextArea label={t.consentTextBody} hint={t.consentTextHint} rows_min={12} rows_max={30} letters_max={limits.consent_text_chars_max} value={typed} onChange={setTyped} />
        </Stack>
      </Card>
      <Disclosure title={t.consentTextPreview} isOpen={isChanged}>
        <Prose><DocumentBody blocks={blocksOf(typed)} /></Prose>
      </Disclosure>
      {isChanged && (
        <Card
          level={2} title={t.consentTextFollows}
          action={<Button kind="primary" icon="check" isDisabled={kind === null || title.trim() === ''} isPending={publish.isPending} onPress={() => publish.mutate(kind === 'major')}>{t.consentTextPublish}</Button>}
        >
          <Stack>
            <RadioGroup<'major' | 'minor'>
              label={t.consentTextKind} value={kind} onChange={setKind}
              options={[
                { value: 'major', label: t.consentTextMajor, hint: t.consentTextMajorHint({ n: text.open, days: reconsentDays }) },
                { value: 'minor', label: t.consentTextMinor, hint: t.consentTextMinorHint },
              ]}
            />
            {text.hasAids && <Notice kind="explain">{t.consentTextAids}</Notice>}
            {publish.error && <Refused error={publish.error} />}
          </Stack>
        </Card>
      )}
    </Stack>
  )
}
