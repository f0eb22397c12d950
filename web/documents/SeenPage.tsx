import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { DocumentId } from '#platform/documents/contract.ts'
import { Button } from '#web/design/Button.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { Skeleton } from '#web/design/Skeleton.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { ownPath } from '#web/shell/doors.ts'
import { Missing } from '#web/shell/Missing.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useGo, usePathField, useQueryField } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { documents } from './client.ts'
import type { DocumentFound } from './client.ts'
import { DocumentView } from './DocumentView.tsx'
import { isDocument } from './seen.ts'
import { texts } from './texts.de.ts'

/** A text that must be read before something is used: "Gelesen" at its end, and on to where one was going (`?weiter=`). No wording of consent (R9a.5). */
export function SeenPage() {
  const document = usePathField('document')
  return isDocument(document) ? <Reading key={document} document={document} /> : <Missing />
}

function Reading({ document }: { document: DocumentId }) {
  const query = useQuery({ queryKey: ['documents', document, ''], queryFn: ({ signal }) => documents.readDocument({ document }, { signal }), staleTime: 0 })
  return <Answer query={query} skeleton={<Skeleton lines={12} />}>{(found) => <ReadingShown found={found} />}</Answer>
}

function ReadingShown({ found }: { found: DocumentFound }) {
  const t = useTexts(texts)
  const go = useGo()
  const queries = useQueryClient()
  const [after] = useQueryField('weiter')
  const acknowledge = useMutation({
    mutationFn: () => documents.acknowledge({ document: found.document, major: found.major, minor: found.minor }),
    onSuccess: () => {
      // Heute must not show for a moment what is done now. What was refused for want of reading is asked anew where it is shown next.
      queries.removeQueries({ queryKey: ['documents', 'list'] })
      void queries.invalidateQueries()
      go(ownPath(after), { replace: true })
    },
  })
  return (
    <DocumentView
      found={found}
      lead={found.seen ? undefined : <Notice kind="need" icon="rules" title={t.readTitle}>{t.readLead}</Notice>}
      foot={(
        <Stack>
          {found.seen && <Notice kind="good">{t.readBefore}</Notice>}
          {acknowledge.error && <Refused error={acknowledge.error} level={2} />}
          <Row>
            {found.seen
              ? <Button kind="primary" href={ownPath(after)}>{t.goOn}</Button>
              : <Button kind="primary" icon="check" isPending={acknowledge.isPending} onPress={() => acknowledge.mutate()}>{t.read}</Button>}
            {!found.seen && <Button href="/">{t.later}</Button>}
          </Row>
        </Stack>
      )}
    />
  )
}
