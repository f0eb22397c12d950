import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Section, Stack } from '#web/design/layout.tsx'
import { showToast } from '#web/design/toasts.ts'
import { VisuallyHidden } from '#web/design/VisuallyHidden.tsx'
import { DocumentBody } from '#web/documents/DocumentBody.tsx'
import '#web/documents/documents.css'
import '#web/documents/paper.css'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useGo } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { INSTRUCTION, instruction } from './client.ts'
import './instruction.css'

type Draft = Awaited<ReturnType<typeof instruction.readDraft>>

/** What would come into force: what falls, what comes, the whole text, and what follows from it. Published is exactly what is shown here. */
export function DraftPage() {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: [...INSTRUCTION, 'draft'], queryFn: ({ signal }) => instruction.readDraft({}, { signal }), staleTime: 0 })
  return (
    <Page title={t.previewTitle} lead={t.previewLead} isNarrow>
      <Answer query={query}>
        {(draft) => draft.isNew ? <Shown draft={draft} /> : <EmptyState icon="good" title={t.nothingChanges} action={<Button href="/dienstanweisung">{t.back}</Button>} />}
      </Answer>
    </Page>
  )
}

function Shown({ draft }: { draft: Draft }) {
  const t = useTexts(texts)
  const go = useGo()
  const queries = useQueryClient()
  const publishing = useMutation({
    mutationFn: () => instruction.publishInstruction({ hash: draft.hash }),
    onSuccess: () => {
      void queries.invalidateQueries()
      showToast({ text: t.published })
      go('/dienstanweisung', { replace: true })
    },
  })
  return (
    <Stack gap="large">
      <Section title={t.whatChanges}>
        <Stack>
          {draft.current === null && <p>{t.firstVersion}</p>}
          {draft.changes.map((change) => <Change key={change.title} change={change} />)}
        </Stack>
      </Section>
      <Disclosure title={t.wholeText} isOpen={draft.current === null}>
        <div className="document-text instruction-text"><DocumentBody blocks={draft.body} /></div>
      </Disclosure>
      <Card title={t.whatFollows} level={2} action={<Button kind="primary" icon="check" isPending={publishing.isPending} onPress={() => publishing.mutate()}>{t.publish}</Button>}>
        {t.follows({ staff: draft.staff, date: draft.lastDay })}
      </Card>
      {publishing.error && <Refused error={publishing.error} level={2} />}
    </Stack>
  )
}

function Change({ change }: { change: Draft['changes'][number] }) {
  const t = useTexts(texts)
  return (
    <Card title={change.title}>
      <ul className="instruction-change">
        {change.removed.map((text) => <li key={text}><VisuallyHidden>{t.falls}: </VisuallyHidden><del>{text}</del></li>)}
        {change.added.map((text) => <li key={text}><VisuallyHidden>{t.comes}: </VisuallyHidden><ins>{text}</ins></li>)}
      </ul>
    </Card>
  )
}
