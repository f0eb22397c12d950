import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { session } from '#web/api/session.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { Remark, Row, Stack } from '#web/design/layout.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { useHasPath } from '#web/shell/house.ts'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../limits.ts'
import { GROUPS, SETTINGS, shownOf, valueOf } from '../rules/settings.ts'
import type { SettingGroup } from '../rules/settings.ts'
import { STATE_NAMES } from '../texts.de.ts'
import { texts } from '../texts/settings.de.ts'
import { optionsQuery, school } from './client.ts'
import type { State } from './founding-draft.ts'
import { SettingField } from './SettingField.tsx'
import { useAct } from './useAct.ts'

type Values = Readonly<Record<string, unknown>>

/** What the school decides besides its name and its year: options with their choices, and the legal basis of each module (A6, A14). */
export function SettingsPage() {
  const t = useTexts(texts)
  const hasHolders = useHasPath('/einwilligungen/unterschriften')
  const query = useQuery(optionsQuery)
  return (
    <Page title={t.title} lead={t.lead} isNarrow>
      <Answer query={query}>
        {({ options, modules }) => {
          const values: Values = Object.fromEntries(options.map((one) => [one.option, one.value]))
          return (
            <Stack>
              <div className="no-print">
                <Row>
                  <Button icon="school" href="/verwaltung/schule">{t.toSchool}</Button>
                  {hasHolders && <Button icon="consent" href="/einwilligungen/unterschriften">{t.toHolders}</Button>}
                </Row>
              </div>
              <Remark>{t.instruction}</Remark>
              {GROUPS.map((group) => <Group key={group} group={group} values={values} />)}
              <Bases values={values} modules={modules} />
            </Stack>
          )
        }}
      </Answer>
    </Page>
  )
}

function useDecide() {
  const t = useTexts(texts)
  return useAct(
    async (wanted: readonly (readonly [string, unknown])[]) => {
      for (const [option, value] of wanted) await school.decideOption({ option, value })
      await session.reload().catch(() => undefined)
    },
    { done: (_, wanted) => t.saved({ n: wanted.length }) },
  )
}

function Group({ group, values }: { group: SettingGroup; values: Values }) {
  const t = useTexts(texts)
  const decide = useDecide()
  const settings = SETTINGS[group]
  const before = Object.fromEntries(settings.map((one) => [one.option, shownOf(one, values[one.option])]))
  const [shown, setShown] = useState(before)
  const changed = settings.filter((one) => shown[one.option] !== before[one.option])
  const isWrong = changed.some((one) => valueOf(one, shown[one.option]!) === null)
  const name = t.groupName({ group })
  return (
    <Card>
      <Disclosure title={name}>
        <Stack gap="large">
          {settings.map((one) => <SettingField key={one.option} setting={one} shown={shown[one.option]!} onChange={(text) => setShown({ ...shown, [one.option]: text })} />)}
          {decide.error && <Refused error={decide.error} />}
          <Row>
            <Button kind="primary" isPending={decide.isPending} isDisabled={changed.length === 0 || isWrong} aria-label={t.saveGroup({ name })} onPress={() => decide.mutate(changed.map((one) => [one.option, valueOf(one, shown[one.option]!)] as const))}>{t.save}</Button>
          </Row>
        </Stack>
      </Disclosure>
    </Card>
  )
}

/** A14: the school says on what it rests; the platform names no law. */
function Bases({ values, modules }: { values: Values; modules: readonly { module: string; name: string }[] }) {
  const t = useTexts(texts)
  const decide = useDecide()
  const before = (values['legal_basis'] ?? {}) as Readonly<Record<string, string>>
  const [typed, setTyped] = useState(before)
  const state = (values['school.state'] as State | null) ?? null
  const kept = Object.fromEntries(Object.entries(typed).map(([module, text]) => [module, text.trim()]).filter(([, text]) => text !== ''))
  const isSame = JSON.stringify(Object.entries(kept).sort()) === JSON.stringify(Object.entries(before).sort())
  return (
    <Card>
      <Disclosure title={t.basis}>
        <Stack>
          <Remark>{t.basisLead}{state === null ? '' : ` ${t.basisHint({ state: STATE_NAMES[state] })}`}</Remark>
          {modules.map(({ module, name }) => <TextField key={module} label={name} isOptional maxLength={limits.hint_length_max} value={typed[module] ?? ''} onChange={(text) => setTyped({ ...typed, [module]: text })} />)}
          {decide.error && <Refused error={decide.error} />}
          <Row><Button kind="primary" isPending={decide.isPending} isDisabled={isSame} aria-label={t.saveGroup({ name: t.basis })} onPress={() => decide.mutate([['legal_basis', kept]])}>{t.save}</Button></Row>
        </Stack>
      </Disclosure>
    </Card>
  )
}
