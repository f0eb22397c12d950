import { useQuery } from '@tanstack/react-query'
import { useMay } from '#web/api/hooks.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Segments } from '#web/design/Segments.tsx'
import { Row, Section, Stack } from '#web/design/layout.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { OfficeNotice } from '#web/factor/OfficeNotice.tsx'
import { Page } from '#web/shell/Page.tsx'
import { useQueryField } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { ExportButton } from './ExportButton.tsx'
import { ClassBars } from './ClassBars.tsx'
import { consent } from './client.ts'
import type { Purpose } from './client.ts'
import { texts as deskTexts } from './desk-texts.de.ts'

/** All classes I may see, as a picture. */
export function ClassesPage() {
  const t = useTexts(texts)
  const desk = useTexts(deskTexts)
  const may = { blank: useMay('consent.print_blank_forms'), assignments: useMay('consent.read_assignments'), samples: useMay('consent.check_samples'), older: useMay('consent.read_older_texts'), same: useMay('consent.keep_same_humans'), text: useMay('consent.publish_text') }
  const mayExport = useMay('consent.export')
  const seesAll = useMay('consent.read_history')
  const [field, setField] = useQueryField('zweck')
  const purpose: Purpose = field === 'video' ? 'video' : 'platform'
  const query = useQuery({ queryKey: ['consent', 'classes', purpose], queryFn: ({ signal }) => consent.listClasses({ purpose }, { signal }) })
  return (
    <Page title={t.title} lead={t.lead} actions={<>{may.blank && <Button icon="print" href="/einwilligungen/blanko">{desk.blank}</Button>}{mayExport && <ExportButton />}</>}>
      <Stack>
        <OfficeNotice />
        <Segments label={t.purpose} value={purpose} onChange={(value) => setField(value === 'video' ? value : '')} options={[{ value: 'platform', label: t.platform }, { value: 'video', label: t.video }]} />
        <Answer query={query}>
          {({ classes }) => (classes.length === 0 ? (seesAll ? <EmptyState icon="groups" title={t.noClasses}>{t.noClassesHint}</EmptyState> : <EmptyState icon="groups" title={t.noOwnClasses}>{t.noOwnClassesHint}</EmptyState>) : <Card><ClassBars classes={classes} /></Card>)}
        </Answer>
        {(may.text || may.assignments || may.samples || may.older || may.same) && (
          <Section title={desk.desk}>
            <Row>
              {may.samples && <Button icon="checklist" href="/einwilligungen/stichprobe">{desk.samples}</Button>}
              {may.assignments && <Button icon="edit" href="/einwilligungen/zuweisung">{desk.assignments}</Button>}
              {may.same && <Button icon="people" href="/einwilligungen/gleiche-person">{desk.same}</Button>}
              {may.text && <Button icon="document" href="/einwilligungen/texte">{desk.consentTexts}</Button>}
              {may.older && <Button icon="history" href="/einwilligungen/fruehere-texte">{desk.older}</Button>}
            </Row>
          </Section>
        )}
      </Stack>
    </Page>
  )
}
