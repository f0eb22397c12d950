import { useState } from 'react'
import { useMay } from '#web/api/hooks.ts'
import { Button } from '#web/design/Button.tsx'
import { Stack } from '#web/design/layout.tsx'
import { Segments } from '#web/design/Segments.tsx'
import { OfficeNotice } from '#web/factor/OfficeNotice.tsx'
import { Page } from '#web/shell/Page.tsx'
import { useQueryField } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { AddGroupDialog } from './AddGroupDialog.tsx'
import { AddPersonDialog } from './AddPersonDialog.tsx'
import { GroupsList } from './GroupsList.tsx'
import { PeopleList } from './PeopleList.tsx'

/** Classes and groups, and the people in them, as far as one may see. */
export function PeoplePage() {
  const t = useTexts(texts)
  const [view, setView] = useQueryField('ansicht')
  const [dialog, setDialog] = useState<'group' | 'person' | null>(null)
  const mayImport = useMay('people.import')
  const mayChangeYear = useMay('people.change_year')
  const mayAdd = useMay('people.add')
  const maySlips = useMay('people.print_slips')
  const mayFound = useMay('people.found_group')
  return (
    <Page
      title={t.people_and_groups}
      lead={t.people_lead}
      actions={
        <>
          {mayFound && (
            <Button icon="add" onPress={() => setDialog('group')}>
              {t.add_group}
            </Button>
          )}
          {mayAdd && (
            <Button icon="personAdd" onPress={() => setDialog('person')}>
              {t.add_person}
            </Button>
          )}
          {maySlips && (
            <Button icon="print" href="/personen/zettel">
              {t.print_slips}
            </Button>
          )}
          {mayChangeYear && (
            <Button icon="calendar" href="/personen/schuljahr">
              {t.change_year}
            </Button>
          )}
          {mayImport && (
            <Button kind="primary" icon="upload" href="/personen/import">
              {t.import_file}
            </Button>
          )}
        </>
      }
    >
      <Stack>
        <OfficeNotice />
        <Segments
          label={t.people_and_groups}
          value={view === 'personen' ? 'people' : 'groups'}
          onChange={(value) => setView(value === 'people' ? 'personen' : '')}
          options={[
            { value: 'groups', label: t.groups },
            { value: 'people', label: t.people },
          ]}
        />
        {view === 'personen' ? <PeopleList /> : <GroupsList />}
      </Stack>
      <AddGroupDialog isOpen={dialog === 'group'} onClose={() => setDialog(null)} />
      <AddPersonDialog isOpen={dialog === 'person'} onClose={() => setDialog(null)} />
    </Page>
  )
}
