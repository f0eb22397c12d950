/** The five short steps of the first run. Each gets the draft, says what is missing once it was tried, and knows nothing of the others. */
import { Card } from '#web/design/Card.tsx'
import { Checkbox } from '#web/design/Checkbox.tsx'
import { Remark, Stack } from '#web/design/layout.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { Select } from '#web/design/Select.tsx'
import { TextArea } from '#web/design/TextArea.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { groupCode } from '#web/signin/slip.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { STATES } from '../contract.ts'
import { limits } from '../limits.ts'
import { STATE_NAMES } from '../texts.de.ts'
import { TYPE_NAMES, texts } from '../texts/school.de.ts'
import { SCHOOL_TYPES, isName } from './founding-draft.ts'
import type { FoundingDraft, NameDraft, State } from './founding-draft.ts'
import { HolidaysEditor } from './HolidaysEditor.tsx'

export type StepProps = { draft: FoundingDraft; onChange: (change: Partial<FoundingDraft>) => void; isTried: boolean; codeMistake?: string | undefined }

export function SchoolStep({ draft, onChange, isTried, codeMistake }: StepProps) {
  const t = useTexts(texts)
  const missing = (is: boolean) => (isTried && is ? t.missing : undefined)
  return (
    <Card>
      <Stack>
        <TextField label={t.installerCode} hint={t.installerCodeHint} isCode autoComplete="off" autoCapitalize="characters" placeholder="XXXX-XXXX-XXXX" value={draft.code} onChange={(typed) => onChange({ code: groupCode(typed) })} error={missing(draft.code.trim() === '') ?? codeMistake} />
        <TextField label={t.schoolName} hint={t.schoolNameHint} autoComplete="organization" maxLength={limits.school_name_length_max} value={draft.name} onChange={(name) => onChange({ name })} error={missing(!isName(draft.name))} />
        <Select label={t.type} hint={t.typeHint} value={draft.type} onChange={(type) => onChange({ type })} options={SCHOOL_TYPES.map((type) => ({ value: type, label: TYPE_NAMES[type] }))} error={missing(draft.type === null)} />
        <Select<State> label={t.state} hint={t.stateHint} value={draft.state} onChange={(state) => onChange({ state, year: null })} options={STATES.map((one) => ({ value: one, label: STATE_NAMES[one] }))} error={missing(draft.state === null)} />
        <RadioGroup label={t.size} value={draft.isSmall ? 'small' : 'normal'} onChange={(size) => onChange({ isSmall: size === 'small' })} options={[{ value: 'normal', label: t.sizeNormal }, { value: 'small', label: t.sizeSmall, hint: t.sizeSmallHint }]} />
      </Stack>
    </Card>
  )
}

export function YearStep({ draft, onChange, isTried }: StepProps) {
  const t = useTexts(texts)
  const { year } = draft
  if (year === null) return null
  const set = (change: Partial<typeof year>) => onChange({ year: { ...year, ...change } })
  return (
    <Card>
      <Stack>
        <Remark>{t.yearLead({ label: year.label })}</Remark>
        <TextField label={t.yearStart} type="date" value={year.start} onChange={(start) => set({ start })} error={isTried && year.start === '' ? t.missing : undefined} />
        <TextField label={t.yearEnd} type="date" value={year.end} onChange={(end) => set({ end })} error={isTried && year.end <= year.start ? t.periodWrong : undefined} />
        <HolidaysEditor closed={year.closed} onChange={(closed) => set({ closed })} />
      </Stack>
    </Card>
  )
}

export function HeadStep({ draft, onChange, isTried }: StepProps) {
  const t = useTexts(texts)
  return (
    <Stack>
      <Card title={t.head} level={3}>
        <Stack><Remark>{t.headHint}</Remark><Names draft={draft.head} onChange={(head) => onChange({ head })} isTried={isTried} /></Stack>
      </Card>
      <Card title={t.deputy} level={3}>
        <Stack>
          <Remark>{t.deputyHint}</Remark>
          {draft.hasDeputy && <Names draft={draft.deputy} onChange={(deputy) => onChange({ deputy })} isTried={isTried} />}
          <Checkbox isSelected={!draft.hasDeputy} onChange={(isLater) => onChange({ hasDeputy: !isLater })}>{t.withoutDeputy}</Checkbox>
        </Stack>
      </Card>
    </Stack>
  )
}

export function PrivacyStep({ draft, onChange, isTried }: StepProps) {
  const t = useTexts(texts)
  return (
    <Stack>
      <Card title={t.officer} level={3}>
        <Stack>
          <Remark>{t.officerHint}</Remark>
          <RadioGroup
            label={t.officerWhere} value={draft.officerKind} onChange={(officerKind) => onChange({ officerKind })}
            options={[{ value: 'inside', label: t.officerInside }, { value: 'outside', label: t.officerOutside, hint: t.officerOutsideHint }, { value: 'later', label: t.officerLater }]}
          />
          {draft.officerKind !== 'later' && <Names draft={draft.officer} onChange={(officer) => onChange({ officer })} isTried={isTried} />}
          {draft.officerKind === 'outside' && <TextField label={t.reference} hint={t.referenceHint} maxLength={limits.reference_length_max} value={draft.reference} onChange={(reference) => onChange({ reference })} error={isTried && draft.reference.trim() === '' ? t.missing : undefined} />}
        </Stack>
      </Card>
      <Card>
        <Stack>
          <TextArea label={t.adminSystem} hint={t.adminSystemHint} isOptional rows_min={2} letters_max={limits.hint_length_max} value={draft.adminSystemHint} onChange={(adminSystemHint) => onChange({ adminSystemHint })} />
          <TextField label={t.authority} hint={t.authorityHint} isOptional maxLength={limits.hint_length_max} value={draft.authorityContact} onChange={(authorityContact) => onChange({ authorityContact })} />
        </Stack>
      </Card>
    </Stack>
  )
}

export function ConsentStep({ draft, onChange }: StepProps) {
  const t = useTexts(texts)
  return (
    <Card>
      <Stack>
        <RadioGroup
          label={t.holdersTitle} value={draft.holders} onChange={(holders) => onChange({ holders })}
          options={[{ value: 'all', label: t.holdersAll, hint: t.holdersAllHint }, { value: 'one_with_assurance', label: t.holdersOne, hint: t.holdersOneHint }]}
        />
        {draft.state === 'BY' && <Remark>{t.stateVoice}</Remark>}
        <Remark>{t.holdersLater}</Remark>
      </Stack>
    </Card>
  )
}

function Names({ draft, onChange, isTried }: { draft: NameDraft; onChange: (draft: NameDraft) => void; isTried: boolean }) {
  const t = useTexts(texts)
  const missing = (text: string) => (isTried && text.trim() === '' ? t.missing : undefined)
  return (
    <>
      <TextField label={t.givenName} autoComplete="off" maxLength={limits.name_length_max} value={draft.givenName} onChange={(givenName) => onChange({ ...draft, givenName })} error={missing(draft.givenName)} />
      <TextField label={t.familyName} autoComplete="off" maxLength={limits.name_length_max} value={draft.familyName} onChange={(familyName) => onChange({ ...draft, familyName })} error={missing(draft.familyName)} />
    </>
  )
}
