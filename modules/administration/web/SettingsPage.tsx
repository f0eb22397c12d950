import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CLAUSES } from '#platform/module/clauses.ts'
import { settings, valueWord } from '#platform/school/settings.de.ts'
import type { Setting } from '#platform/school/settings.de.ts'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { Section, Stack } from '#web/design/layout.tsx'
import { OfficeNotice } from '#web/factor/OfficeNotice.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/settings.de.ts'
import { optionsQuery } from './client.ts'
import type { Options } from './client.ts'
import { SettingDialog } from './SettingDialog.tsx'

/** Every option of the school, by the clause it belongs to, with what holds now; decided one by one (A6). */
export function SettingsPage() {
  const t = useTexts(texts)
  const query = useQuery(optionsQuery)
  const [open, setOpen] = useState<Setting | null>(null)
  return (
    <Page title={t.title} lead={t.lead} isNarrow actions={<Button icon="history" href="/verwaltung/schule">{t.toSchool}</Button>}>
      <OfficeNotice />
      <Disclosure title={t.after}>{t.afterText}</Disclosure>
      <Answer query={query}>
        {(found) => (
          <Stack gap="large">
            {CLAUSES.map((clause) => <Group key={clause} title={t.section({ clause })} rows={settings.filter((one) => one.clause === clause)} found={found} onOpen={setOpen} />)}
            {open !== null && <SettingDialog setting={open} value={found.options.find((one) => one.option === open.option)?.value} rooms={found.rooms} onClose={() => setOpen(null)} />}
          </Stack>
        )}
      </Answer>
    </Page>
  )
}

function Group({ title, rows, found, onOpen }: { title: string; rows: readonly Setting[]; found: Options; onOpen: (setting: Setting) => void }) {
  const t = useTexts(texts)
  if (rows.length === 0) return null
  return (
    <Section title={title}>
      <Card isFlush>
        <List label={title}>
          {rows.map((setting) => {
            const now = found.options.find((one) => one.option === setting.option)
            const way = setting.path === undefined ? { onPress: () => onOpen(setting) } : { href: setting.path }
            return <ListRow key={setting.option} title={setting.label} note={valueWord(setting, now?.value)} meta={now?.isDefault === false ? <Badge>{t.decided}</Badge> : undefined} {...way} />
          })}
        </List>
      </Card>
    </Section>
  )
}
