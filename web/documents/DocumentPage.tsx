import { useQuery } from '@tanstack/react-query'
import type { DocumentId } from '#platform/documents/contract.ts'
import { Skeleton } from '#web/design/Skeleton.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Missing } from '#web/shell/Missing.tsx'
import { usePathField, useQueryField } from '#web/shell/routing.ts'
import { documents } from './client.ts'
import { DocumentView } from './DocumentView.tsx'
import { isDocument } from './seen.ts'

/** A text of the school, in the version in force or in the one named by `?fassung=1.0`. */
export function DocumentPage() {
  const document = usePathField('document')
  const [version] = useQueryField('fassung')
  return isDocument(document) ? <DocumentShown document={document} version={version} /> : <Missing />
}

function DocumentShown({ document, version }: { document: DocumentId; version: string }) {
  const query = useQuery({
    queryKey: ['documents', document, version],
    queryFn: ({ signal }) => documents.readDocument({ document, ...(version !== '' && { version }) }, { signal }),
  })
  return <Answer query={query} skeleton={<Skeleton lines={12} />}>{(found) => <DocumentView found={found} />}</Answer>
}
