import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { schoolYearAt, schoolYearNextTo } from '#platform/school/calendar.ts'
import type { OptionKey, OptionValue, SchoolType } from '#platform/school/options.ts'
import { schoolHolidayPreset } from '#platform/time/schoolholidays.ts'
import type { ClosedPeriod } from '#platform/time/schoolyear.ts'
import { useToday } from '#web/api/clock.ts'
import { session } from '#web/api/session.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Remark, Row, Section, Stack } from '#web/design/layout.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { Select } from '#web/design/Select.tsx'
import { TextArea } from '#web/design/TextArea.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { useHasPath } from '#web/shell/house.ts'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { STATES } from '../contract.ts'
import { limits } from '../limits.ts'
import { STATE_NAMES } from '../texts.de.ts'
import { TYPE_NAMES, texts } from '../texts/school.de.ts'
import { optionsQuery, school } from './client.ts'
import { Decisions } from './Decisions.tsx'
import { SCHOOL_TYPES } from './founding-draft.ts'
import type { State } from './founding-draft.ts'
import { HolidaysEditor } from './HolidaysEditor.tsx'

type Values = Record<string, unknown>

/** What the first run asked, changed by the head at any time; each change is a dated decision. */
export function SchoolPage() {
  const t = useTexts(texts)
  const query = useQuery(optionsQuery)
  return (
    <Page title={t.title} lead={t.lead} isNarrow>
      <Answer query={query}>
        {({ options }) => {
          const values: Values = Object.fromEntries(options.map((one) => [one.option, one.value]))
          return (
            <Stack gap="large">
              <Section title={t.basics}><Basics values={values} /></Section>
              <Years values={values} />
              <HoldersLink values={values} />
              <Decisions />
            </Stack>
          )
        }}
      </Answer>
    </Page>
  )
}

/** Decides what differs from before, one decision each; the menu may show the school's name, so the session is asked again. */
function useDecide() {
  const t = useTexts(texts)
  return useAct(
    async (wanted: readonly [string, unknown][]) => {
      for (const [option, value] of wanted) await school.decideOption({ option, value })
      await session.reload().catch(() => undefined)
    },
    { done: (_, wanted) => (wanted.length === 0 ? null : t.saved({ what: wanted.map(([option]) => t.optionName({ option })).join(', ') })) },
  )
}

function Basics({ values }: { values: Values }) {
  const t = useTexts(texts)
  const decide = useDecide()
  const [name, setName] = useState(String(values['school.name'] ?? ''))
  const [type, setType] = useState((values['school.type'] as SchoolType | null) ?? null)
  const [state, setState] = useState<State | null>((values['school.state'] as State | null) ?? null)
  const [size, setSize] = useState<'normal' | 'small'>(values['school.is_small'] === true ? 'small' : 'normal')
  const [hint, setHint] = useState(String(values['admin_system.hint'] ?? ''))
  const [authority, setAuthority] = useState(String(values['authority_contact'] ?? ''))
  const wanted: [string, unknown][] = [
    ['school.name', name.trim()], ['school.type', type], ['school.state', state], ['school.is_small', size === 'small'],
    ['admin_system.hint', hint.trim()], ['authority_contact', authority.trim()],
  ]
  const changed = wanted.filter(([option, value]) => value !== values[option])
  return (
    <Card>
      <Stack>
        <TextField label={t.schoolName} hint={t.schoolNameHint} maxLength={limits.school_name_length_max} value={name} onChange={setName} error={name.trim().length < 3 ? t.missing : undefined} />
        <Select label={t.type} hint={t.typeHintLater} value={type} onChange={setType} options={SCHOOL_TYPES.map((one) => ({ value: one, label: TYPE_NAMES[one] }))} />
        <Select<State> label={t.state} hint={t.stateHint} value={state} onChange={setState} options={STATES.map((one) => ({ value: one, label: STATE_NAMES[one] }))} />
        <RadioGroup label={t.size} value={size} onChange={setSize} options={[{ value: 'normal', label: t.sizeNormal }, { value: 'small', label: t.sizeSmall, hint: t.sizeSmallHint }]} />
        <TextArea label={t.adminSystem} hint={t.adminSystemHint} rows_min={2} letters_max={limits.hint_length_max} value={hint} onChange={setHint} />
        <TextField label={t.authority} hint={t.authorityHint} maxLength={limits.hint_length_max} value={authority} onChange={setAuthority} />
        {decide.error && <Refused error={decide.error} />}
        <Row><Button kind="primary" isPending={decide.isPending} isDisabled={changed.length === 0 || name.trim().length < 3} onPress={() => decide.mutate(changed)}>{t.save}</Button></Row>
      </Stack>
    </Card>
  )
}

type YearDates = Record<string, { start: string; end: string }>
type Closed = Record<string, readonly ClosedPeriod[]>

/** This school year and the next one: first and last day, holidays. */
function Years({ values }: { values: Values }) {
  const today = useToday()
  // The server answered every option with the value in force.
  const entered = { option: <K extends OptionKey>(key: K) => values[key] as OptionValue<K> }
  const current = schoolYearAt(entered, today)
  return [current, schoolYearNextTo(entered, current)].map((preset) => <Year key={preset.label} preset={preset} values={values} />)
}

function Year({ preset, values }: { preset: { label: string; start: string; end: string }; values: Values }) {
  const t = useTexts(texts)
  const decide = useDecide()
  const { label } = preset
  const years = (values['schoolyear.own'] ?? {}) as YearDates
  const allClosed = (values['schoolyear.closed'] ?? {}) as Closed
  const land = (values['school.state'] as State | null) ?? null
  const suggested = land === null ? [] : (schoolHolidayPreset(land, label) ?? [])
  const [start, setStart] = useState(years[label]?.start ?? preset.start)
  const [end, setEnd] = useState(years[label]?.end ?? preset.end)
  const [closed, setClosed] = useState<readonly ClosedPeriod[]>(allClosed[label] ?? suggested)
  const areDatesNew = start !== (years[label]?.start ?? preset.start) || end !== (years[label]?.end ?? preset.end)
  const isClosedNew = JSON.stringify(closed) !== JSON.stringify(allClosed[label] ?? suggested)
  const save = () => decide.mutate([
    ...(areDatesNew ? [['schoolyear.own', { ...years, [label]: { start, end } }] as [string, unknown]] : []),
    ...(isClosedNew ? [['schoolyear.closed', { ...allClosed, [label]: closed }] as [string, unknown]] : []),
  ])
  return (
    <Section title={t.year({ label })}>
      <Card note={t.yearNote}>
        <Stack>
          <TextField label={t.yearStart} type="date" value={start} onChange={setStart} />
          <TextField label={t.yearEnd} type="date" value={end} onChange={setEnd} error={end <= start ? t.periodWrong : undefined} />
          <HolidaysEditor closed={closed} onChange={setClosed} />
          {suggested.length > 0 && JSON.stringify(closed) !== JSON.stringify(suggested) && <Row><Button icon="undo" onPress={() => setClosed(suggested)}>{t.presetAgain}</Button></Row>}
          {decide.error && <Refused error={decide.error} />}
          <Row><Button kind="primary" isPending={decide.isPending} isDisabled={(!areDatesNew && !isClosedNew) || start === '' || end <= start} onPress={save} aria-label={`${t.save}: ${t.year({ label })}`}>{t.save}</Button></Row>
        </Stack>
      </Card>
    </Section>
  )
}

function HoldersLink({ values }: { values: Values }) {
  const t = useTexts(texts)
  const hasPage = useHasPath('/einwilligungen/unterschriften')
  return (
    <Section title={t.holdersTitle}>
      <Card action={hasPage ? <Button href="/einwilligungen/unterschriften">{t.holdersGo}</Button> : undefined}>
        <Remark>{values['consent.holders'] === 'all' ? t.holdersAll : t.holdersOne}</Remark>
      </Card>
    </Section>
  )
}
