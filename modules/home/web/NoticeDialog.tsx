import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { addDays } from '#platform/time/calendar.ts'
import { useToday } from '#web/api/clock.ts'
import { refusalOf } from '#web/api/refusal.ts'
import { Button } from '#web/design/Button.tsx'
import { Checkbox } from '#web/design/Checkbox.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Stack } from '#web/design/layout.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { TextArea } from '#web/design/TextArea.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Answer } from '#web/shell/Answer.tsx'
import { Refused, useMistakes } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../limits.ts'
import { texts } from '../texts/notices.de.ts'
import { home, NOTICES } from './client.ts'
import type { Notice } from './client.ts'

/** How long a new notice hangs when nobody says otherwise. */
const DAYS = 7

/** Hanging up a notice, or changing one: text and days; for whom is chosen once. */
export function NoticeDialog({ notice, onClose }: { notice: Notice | null; onClose: () => void }) {
  const t = useTexts(texts)
  const today = useToday()
  const queries = useQueryClient()
  const [clientId] = useState(() => crypto.randomUUID())
  const [fields, setFields] = useState({ title: notice?.title ?? '', body: notice?.body ?? '', from: notice?.from ?? today, until: notice?.until ?? addDays(today, DAYS) })
  const [audience, setAudience] = useState<Audience>({ forSchool: false, groupIds: [] })
  const saving = useMutation({
    mutationFn: async (): Promise<unknown> => (notice === null ? home.writeNotice({ clientId, ...audience, ...fields }) : home.editNotice({ noticeId: notice.id, ...fields })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: NOTICES })
      showToast({ text: notice === null ? t.putUp : t.saved })
      onClose()
    },
  })
  const mistake = useMistakes(saving.error)
  const isOfField = saving.error !== null && ['from', 'until', 'title', 'body'].includes(refusalOf(saving.error).field ?? '')
  const set = (field: keyof typeof fields) => (value: string) => setFields((before) => ({ ...before, [field]: value }))
  const isReady = fields.title.trim() !== '' && fields.body.trim() !== '' && (notice !== null || audience.forSchool || audience.groupIds.length > 0)
  return (
    <Dialog
      title={notice === null ? t.newNotice : t.change} isOpen onClose={onClose}
      actions={(
        <>
          <Button onPress={onClose}>{t.cancel}</Button>
          <Button kind="primary" isDisabled={!isReady} isPending={saving.isPending} onPress={() => saving.mutate()}>{notice === null ? t.write : t.save}</Button>
        </>
      )}
    >
      <Stack>
        {notice === null && <AudienceFields value={audience} onChange={setAudience} />}
        <TextField label={t.heading} value={fields.title} onChange={set('title')} error={mistake('title')} maxLength={limits.title_chars_max} />
        <TextArea label={t.text} hint={t.textHint} value={fields.body} onChange={set('body')} letters_max={limits.body_chars_max} rows_min={4} />
        <div className="notice-dates">
          <TextField label={t.from} type="date" value={fields.from} onChange={set('from')} error={mistake('from')} />
          <TextField label={t.until} type="date" value={fields.until} onChange={set('until')} error={mistake('until')} />
        </div>
        {saving.error && !isOfField && <Refused error={saving.error} level={3} />}
      </Stack>
    </Dialog>
  )
}

type Audience = { forSchool: boolean; groupIds: string[] }

function AudienceFields({ value, onChange }: { value: Audience; onChange: (value: Audience) => void }) {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: [...NOTICES, 'audiences'], queryFn: ({ signal }) => home.listAudiences({}, { signal }) })
  return (
    <Answer query={query}>
      {({ school, groups }) => (
        <Stack gap="small">
          {school && (
            <RadioGroup
              label={t.forWhom}
              value={value.forSchool ? 'school' : 'groups'}
              onChange={(choice) => onChange({ forSchool: choice === 'school', groupIds: [] })}
              options={[{ value: 'groups', label: t.groupsChoice, hint: t.groupsHint }, { value: 'school', label: t.school, hint: t.schoolHint }]}
            />
          )}
          {!value.forSchool && (
            <fieldset className="field">
              <legend className="field-label">{school ? t.groupsChoice : t.forWhom}</legend>
              {!school && <p className="remark">{t.groupsHint}</p>}
              <div className="notice-groups">
                {groups.map((group) => (
                  <Checkbox key={group.id} isSelected={value.groupIds.includes(group.id)} onChange={(isOn) => onChange({ forSchool: false, groupIds: isOn ? [...value.groupIds, group.id] : value.groupIds.filter((id) => id !== group.id) })}>
                    {group.label}
                  </Checkbox>
                ))}
              </div>
            </fieldset>
          )}
        </Stack>
      )}
    </Answer>
  )
}
